import { useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { TextField } from 'react-aria-components/TextField'
import { useObserved } from '#store/evidence/useObserved.ts'
import { isDisputed } from '#store/review/disputed.ts'
import { decisionOn } from '#store/review/comments.ts'
import { markFor, questionsOf, shortly } from '#store/review/review.ts'
import { holdMeeting, meetingPlace, type AgendaItem } from '#store/review/reviewPlace.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { loadedSpecifications } from '#store/lab/derived.ts'
import { useLab, useLabStore } from '#store/services/hooks.ts'
import { useCheck } from '#store/verify/useVerify.ts'
import parts from '#styles/parts.module.css'
import { css } from '../../parts/css.ts'
import { ForceMark } from '../../parts/ForceMark.tsx'
import sheets from '../../Sheets/Sheets.module.css'
import styles from './Agenda.module.css'

const nameOf = ({ spec, clause }: AgendaItem): string => `${spec} ${clause}`
const namesIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[,;]/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
]
const today = (): string => new Date().toISOString().slice(0, 10)

/** What the meeting goes through, who is there, and how long a clause may take. The address carries the agenda along. */
export function AgendaDialog({ onClose }: { readonly onClose: () => void }) {
  const lab = useLabStore()
  const scenario = useLab((state) => state.scenario)
  const held = meetingPlace(useLab((state) => state.places.review))
  const { minutes: notes, meeting, notes: all, author } = useNotes()
  const { view } = useCheck()
  const recordings = useObserved(scenario.spec)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(held?.agenda.map(nameOf)))
  const [time, setTime] = useState(String(held?.minutes ?? 0))
  const [typed, setTyped] = useState('')
  // What is typed stays as it is typed, unless others change the list meanwhile.
  const people = namesIn(typed).join() === meeting.people.join() ? typed : meeting.people.join(', ')
  const own = loadedSpecifications()
  const specifications = [
    ...own.filter(({ document }) => document.id === scenario.spec),
    ...own.filter(({ document }) => document.id !== scenario.spec),
  ]
  const items = specifications.flatMap((specification) =>
    Object.keys(specification.document.clauses).map((clause) => ({
      specification,
      item: { spec: specification.document.id, clause },
    })),
  )
  const here = items.filter(({ item }) => item.spec === scenario.spec)
  const pick = (is: (entry: (typeof items)[number]) => boolean): void =>
    setChosen((before) => new Set([...before, ...here.filter(is).map(({ item }) => nameOf(item))]))
  const filters = [
    [
      'MUST and MUST NOT',
      ({ specification, item }) => specification.document.clauses[item.clause]?.force.startsWith('MUST') ?? false,
    ],
    [
      'with undecided questions',
      ({ specification, item }) =>
        questionsOf(specification, item.clause).some(({ id }) => decisionOn(notes, item.spec, id) === null),
    ],
    [
      'where recordings disagree',
      ({ specification, item }) =>
        isDisputed(
          recordings,
          item.clause,
          questionsOf(specification, item.clause).flatMap(({ knob }) => (knob === null ? [] : [knob.name])),
        ),
    ],
    [
      'with exceptions found',
      ({ item }) => ['exception', 'violated'].includes(markFor(view.report, item.clause) ?? ''),
    ],
  ] as const satisfies readonly (readonly [string, (entry: (typeof items)[number]) => boolean])[]
  const begin = (): void => {
    const agenda = items.filter(({ item }) => chosen.has(nameOf(item))).map(({ item }) => item)
    if (meeting.date === '') all.setMeeting({ ...meeting, date: today() })
    onClose()
    holdMeeting(lab, { agenda, minutes: Math.max(0, Math.min(600, Math.round(Number(time) || 0))) })
  }
  return (
    <ModalOverlay
      className={css(sheets.overlay)}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <Modal className={css(sheets.modal)} data-width="text">
        <Dialog className={css(sheets.dialog)}>
          <header className={sheets.head}>
            <Heading slot="title">The meeting</Heading>
          </header>
          <div className={styles.body}>
            <div className={styles.fields}>
              <TextField value={meeting.title} onChange={(title) => all.setMeeting({ ...meeting, title })}>
                <Label>Name of the meeting</Label>
                <Input maxLength={200} />
              </TextField>
              <TextField
                value={meeting.date === '' ? today() : meeting.date}
                onChange={(date) => all.setMeeting({ ...meeting, date })}
              >
                <Label>Date</Label>
                <Input type="date" />
              </TextField>
              <TextField
                value={people}
                onChange={(text) => {
                  setTyped(text)
                  all.setMeeting({ ...meeting, people: namesIn(text) })
                }}
              >
                <Label>People, with commas between them</Label>
                <Input maxLength={2000} />
              </TextField>
              <TextField value={author} onChange={(name) => all.setAuthor(name)}>
                <Label>Who writes the decisions down</Label>
                <Input maxLength={80} />
              </TextField>
              <TextField value={time} onChange={setTime}>
                <Label>Minutes for a clause, 0 for as long as it takes</Label>
                <Input inputMode="numeric" maxLength={3} />
              </TextField>
            </div>
            <p className={styles.filters}>
              Agenda: <b>{chosen.size === 0 ? 'every clause' : `${chosen.size} clauses`}</b>
              {filters.map(([title, is]) => (
                <button
                  key={title}
                  type="button"
                  className={css(parts.btn, parts.small)}
                  disabled={!here.some(is)}
                  onClick={() => pick(is)}
                >
                  {title}
                </button>
              ))}
              <button type="button" className={css(parts.btn, parts.small)} onClick={() => setChosen(new Set())}>
                none by hand
              </button>
            </p>
            {specifications.map(({ document }) => (
              <fieldset key={document.id} className={styles.clauses}>
                <legend>{document.title}</legend>
                {Object.entries(document.clauses).map(([clause, { force, says }]) => {
                  const name = nameOf({ spec: document.id, clause })
                  return (
                    <label key={clause}>
                      <input
                        type="checkbox"
                        checked={chosen.has(name)}
                        onChange={({ target }) =>
                          setChosen((before) =>
                            target.checked
                              ? new Set([...before, name])
                              : new Set([...before].filter((each) => each !== name)),
                          )
                        }
                      />
                      <code>{clause}</code>
                      <ForceMark force={force} />
                      <span>{shortly(says, 70)}</span>
                    </label>
                  )
                })}
              </fieldset>
            ))}
          </div>
          <div className={styles.answers}>
            <button type="button" className={parts.btn} onClick={onClose}>
              Not now
            </button>
            <button type="button" className={css(parts.btn, parts.key)} onClick={begin}>
              {held === null ? 'Begin the meeting' : 'Go on with the meeting'}
            </button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
