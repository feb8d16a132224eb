import { useEffect, useMemo, useRef, useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { commentsOn } from '#store/review/comments.ts'
import { isChosen } from '#store/review/options.ts'
import { clauseFor, questionsOf } from '#store/review/review.ts'
import {
  agendaAt,
  agendaOf,
  clauseAt,
  holdMeeting,
  meetingPlace,
  reviewPlace,
  stepClause,
} from '#store/review/reviewPlace.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { witnessesOf } from '#store/review/witnesses.ts'
import { specificationFor } from '#store/lab/derived.ts'
import { useLab, useLabStore } from '#store/services/hooks.ts'
import { useCheck } from '#store/verify/useVerify.ts'
import { css } from '../../parts/css.ts'
import { useTitle } from '../../parts/useTitle.ts'
import { Comments } from '../Comments.tsx'
import { MergeSheet } from '../MergeSheet.tsx'
import { useDeciding } from '../useDeciding.ts'
import { useReviewKeys, type ReviewKeys } from '../useReviewKeys.ts'
import { AgendaDialog } from './AgendaDialog.tsx'
import { AgendaRail } from './AgendaRail.tsx'
import { ClauseHead } from './ClauseHead.tsx'
import { DecisionBar, type Edited } from './DecisionBar.tsx'
import { KeysBar } from './KeysBar.tsx'
import styles from './Meet.module.css'
import { Side } from './Side.tsx'
import { Target } from './Target.tsx'

/** A meeting before a wall: the clause is pinned, its questions scroll beneath, and a remote and a few keys are enough. */
export function MeetingMode() {
  const lab = useLabStore()
  const scenario = useLab((state) => state.scenario)
  const place = useLab((state) => state.places.review)
  const specification = specificationFor(scenario)
  const { document } = specification
  const clause = clauseAt(document, reviewPlace(place))
  useTitle('Meeting', clause, document.title)
  return (
    <Held
      key={`${document.id} ${clause}`}
      spec={document.id}
      clause={clause}
      at={agendaAt({ scenario, places: { review: place ?? null } })}
      all={agendaOf(lab.getState())}
    />
  )
}

interface HeldProps {
  readonly spec: string
  readonly clause: string
  /** Where on the agenda it is, from 0; -1: it is not on it. */
  readonly at: number
  readonly all: ReturnType<typeof agendaOf>
}

type Sheet = 'comments' | 'agenda' | null

function Held({ spec, clause, at, all }: HeldProps) {
  const lab = useLabStore()
  const scenario = useLab((state) => state.scenario)
  const meeting = meetingPlace(useLab((state) => state.places.review))
  const specification = specificationFor(scenario)
  const { minutes, notes } = useNotes()
  const { view } = useCheck()
  const deciding = useDeciding()
  const [current, setCurrent] = useState(0)
  const [shown, setShown] = useState(0)
  const [sheet, setSheet] = useState<Sheet>(null)
  const [edited, setEdited] = useState<Edited>(null)
  const [isVoting, setVoting] = useState(false)
  const field = useRef<HTMLDivElement>(null)
  const detail = clauseFor(scenario, clause)
  const questions = questionsOf(specification, clause)
  // The clause itself comes after its questions: what they come to is known then.
  const targets = [...questions.map((question) => deciding(spec, question.id, question)), deciding(spec, clause, null)]
  const target = targets[Math.min(current, targets.length - 1)]
  const comments = commentsOn(minutes, spec, clause)
  const witnesses = witnessesOf(scenario, view.report, clause, minutes.decisions)
  const witness = witnesses[shown % Math.max(1, witnesses.length)]

  /** On to what is not read yet: the rest of this question, the next one, the next clause. */
  const turn = (by: 1 | -1): void => {
    const box = field.current
    const own = box?.querySelector(`[data-target="${current}"]`)
    if (box !== null && own !== null && own !== undefined) {
      const [inner, outer] = [own.getBoundingClientRect(), box.getBoundingClientRect()]
      const rest = by === 1 ? inner.bottom - outer.bottom : outer.top - inner.top
      const before = box.scrollTop
      if (rest > 8) box.scrollTop = before + by * Math.min(rest, box.clientHeight * 0.85)
      if (box.scrollTop !== before) return
    }
    const next = current + by
    if (next < 0 || next >= targets.length) return stepClause(lab, by)
    setCurrent(next)
  }
  const isFirstLook = useRef(true)
  useEffect(() => {
    // A clause is read from its beginning.
    const isFirst = isFirstLook.current
    isFirstLook.current = false
    if (!isFirst) field.current?.querySelector(`[data-target="${current}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const number = (n: number): void => {
    const option = target?.options[n - 1]
    if (target === undefined || option === undefined) return
    if (isVoting) target.vote(option, 1)
    else target.press(option)
  }
  const numbers = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [String(i + 1), () => number(i + 1)]))
  const leave = (): void => {
    if (isVoting) setVoting(false)
    else holdMeeting(lab, null)
  }
  const keys: ReviewKeys = {
    ...numbers,
    PageDown: () => turn(1),
    PageUp: () => turn(-1),
    ArrowDown: () => setCurrent(Math.min(targets.length - 1, current + 1)),
    ArrowUp: () => setCurrent(Math.max(0, current - 1)),
    r: () => setEdited('why'),
    o: () => setEdited('owner'),
    v: () => setVoting(!isVoting),
    c: () => setSheet('comments'),
    a: () => setSheet('agenda'),
    w: () => setShown((shown + 1) % Math.max(1, witnesses.length)),
    u: () => void notes.undo(),
    'Mod+z': () => void notes.undo(),
    Escape: leave,
  }
  useReviewKeys(keys, sheet === null)
  const decided = useMemo(
    () => targets.map((each) => each.options.find((option) => isChosen(option, each.decision)) ?? null),
    // They are made anew with every look at the notes.
    // oxlint-disable-next-line react/exhaustive-deps
    [minutes, clause],
  )
  if (detail?.clause === null || detail === null || target === undefined) return null
  return (
    <section className={styles.meeting} data-meeting="" aria-label={`Meeting, clause ${clause}`}>
      <MergeSheet />
      <AgendaRail spec={spec} clause={clause} at={at} all={all} minutes={meeting?.minutes ?? 0} />
      <ClauseHead clause={clause} detail={detail} comments={comments} />
      {/* Scrolled by its keys, which are those of the meeting. */}
      <div ref={field} className={styles.targets} data-current={current}>
        {targets.map((each, i) => (
          <Target
            key={each.about}
            on={each}
            index={i}
            count={questions.length}
            isCurrent={i === current}
            chosen={decided[i] ?? null}
            onEnter={() => setCurrent(i)}
          />
        ))}
      </div>
      <Side
        clause={clause}
        comments={comments}
        witness={witness ?? null}
        at={shown % Math.max(1, witnesses.length)}
        count={witnesses.length}
      />
      <DecisionBar on={target} edited={edited} onEdit={setEdited} isVoting={isVoting} />
      <KeysBar
        options={target.options.length}
        isVoting={isVoting}
        onLeave={() => holdMeeting(lab, null)}
        onStep={(by) => stepClause(lab, by)}
        onSheet={setSheet}
      />
      {sheet === 'comments' ? (
        <ModalOverlay
          className={css(styles.over)}
          isOpen
          isDismissable
          onOpenChange={(isOpen) => (isOpen ? undefined : setSheet(null))}
        >
          <Modal className={css(styles.sheet)}>
            <Dialog aria-label="Comments on the clause">
              <Comments
                spec={spec}
                id={clause}
                says={detail.clause.says}
                comments={comments}
                words={null}
                onWritten={() => setSheet(null)}
                isOpened
              />
            </Dialog>
          </Modal>
        </ModalOverlay>
      ) : null}
      {sheet === 'agenda' ? <AgendaDialog onClose={() => setSheet(null)} /> : null}
    </section>
  )
}
