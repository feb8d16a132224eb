import { useEffect, useState } from 'react'
import { specificationFor } from '#store/lab/derived.ts'
import { isChosen, type Option } from '#store/review/options.ts'
import { readingsOf, type Reading } from '#store/review/readings.ts'
import { observedChoice, type ChoiceObserved } from '#store/evidence/observed.ts'
import { useObserved } from '#store/evidence/useObserved.ts'
import { useLab } from '#store/services/hooks.ts'
import { QuestionIcon } from '../icons.tsx'
import { Tally } from '../Tally.tsx'
import type { DecidingOn } from '../useDeciding.ts'
import styles from './Target.module.css'

interface Props {
  readonly on: DecidingOn
  readonly index: number
  /** How many questions the clause has. */
  readonly count: number
  readonly isCurrent: boolean
  readonly chosen: Option | null
  readonly onEnter: () => void
}

/** A question with its readings, or the clause itself: what can be decided, numbered as the keys. */
export function Target({ on, index, count, isCurrent, chosen, onEnter }: Props) {
  const { about, question, options, decision, press } = on
  const readings = useReadings(question?.knob?.name ?? null)
  const spec = useLab((state) => state.scenario.spec)
  const recordings = useObserved(spec)
  const seen = question === null || question.knob === null ? [] : observedChoice(recordings, question.knob.name)
  return (
    <section
      className={styles.target}
      data-target={index}
      data-current={isCurrent ? '' : undefined}
      aria-label={question === null ? `${about} itself` : `Question ${about}`}
      aria-current={isCurrent ? 'true' : undefined}
    >
      <p className={styles.about}>
        {question === null ? null : <QuestionIcon />}
        <b>{about}</b> {question === null ? 'the clause itself' : `question ${index + 1} of ${count}`}
        {chosen === null ? ', undecided' : ''}
      </p>
      {question === null ? null : <h3>{question.says}</h3>}
      {question === null ? null : <Assumed on={on} />}
      <ol>
        {options.map((option, i) => (
          <li key={option.id} data-on={isChosen(option, decision) ? '' : undefined}>
            <button
              type="button"
              aria-pressed={isChosen(option, decision)}
              onClick={() => {
                onEnter()
                press(option)
              }}
            >
              <kbd>{i + 1}</kbd>
              <span>
                <b>{option.title}</b>
                <small>
                  {costOf(option, on, readings)} <Seen option={option} seen={seen} />
                </small>
              </span>
              <Tally votes={decision?.votes?.[option.id] ?? 0} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What recordings of real systems say of a reading. */
function Seen({ option, seen }: { readonly option: Option; readonly seen: readonly ChoiceObserved[] }) {
  const found = seen.find(({ value }) => value === option.reading?.value)
  if (option.reading === null || found === undefined) return null
  const { requiredBy, ruledOutBy } = found
  const many = (n: number): string => `${n} ${n === 1 ? 'recording' : 'recordings'}`
  return (
    <>
      {requiredBy.length === 0 ? null : <em data-good="">Needed to explain {many(requiredBy.length)}. </em>}
      {ruledOutBy.length === 0 ? null : <em>Ruled out by {many(ruledOutBy.length)}.</em>}
    </>
  )
}

/** What the model does, where that is not a choice. */
function Assumed({ on: { question } }: { readonly on: DecidingOn }) {
  if (question === null) return null
  const { knob, answer } = question
  return (
    <>
      {answer === null ? null : (
        <p className={styles.assumed}>
          <b>{knob === null ? 'Not switchable: the model always assumes:' : 'This model:'}</b> {answer}
        </p>
      )}
      {knob === null ? null : (
        <p className={styles.assumed}>
          <b>{knob.knob.title}:</b> {knob.knob.says}
        </p>
      )}
    </>
  )
}

/** The readings of a knob with what they change, once they are computed. */
function useReadings(name: string | null): readonly Reading[] {
  const specification = useLab((state) => specificationFor(state.scenario))
  const [readings, setReadings] = useState<readonly Reading[]>([])
  useEffect(() => {
    if (name === null) return
    let isWanted = true
    void readingsOf(specification, name).then((all) => (isWanted ? setReadings(all) : undefined))
    return () => {
      isWanted = false
    }
  }, [specification, name])
  return readings
}

const costs = {
  keep: ['The text stays as it is.', 'Stays open; nothing is done about it.'],
  ask: ['The minutes carry the clause and its run.', 'The minutes carry the question and its run.'],
  change: [
    'The minutes hold the text of an issue.',
    'The minutes hold the text of an issue; with a reading, it says which.',
  ],
} as const

/** What an option costs or brings. */
function costOf({ choice, reading }: Option, { question }: DecidingOn, readings: readonly Reading[]): string {
  if (choice !== 'reading') return costs[choice][question === null ? 0 : 1]
  const found = readings.find(({ value }) => value === reading?.value)
  if (found === undefined) return ''
  if (found.isDefault) return 'Our default reading.'
  const [first] = found.differences
  if (first === undefined) return 'No scenario runs differently.'
  return `${found.differences.length === 1 ? 'One scenario runs' : `${found.differences.length} scenarios run`} differently: ${first.title}: ${first.what.slice(0, 2).join('; ')}.`
}
