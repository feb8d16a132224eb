import { useEffect, useRef, useState } from 'react'
import { decisionOn } from '#store/review/comments.ts'
import { questionsOf } from '#store/review/review.ts'
import { timeLeft } from '#store/review/timeLeft.ts'
import { readItem, type AgendaItem } from '#store/review/reviewPlace.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { specificationNamed } from '#store/lab/derived.ts'
import { useLabStore } from '#store/services/hooks.ts'
import { ForceMark } from '../../parts/ForceMark.tsx'
import { Symbol } from '../../parts/Symbol.tsx'
import { VerdictIcon } from '../../Verify/VerdictIcon.tsx'
import { QuestionIcon } from '../icons.tsx'
import parts from '#styles/parts.module.css'
import styles from './Rail.module.css'

interface Props {
  readonly spec: string
  readonly clause: string
  readonly at: number
  readonly all: readonly AgendaItem[]
  /** For a clause; 0: as long as it takes. */
  readonly minutes: number
}

/** Where the meeting is, what is done, and the time. */
export function AgendaRail({ spec, clause, at, all, minutes }: Props) {
  const lab = useLabStore()
  const { minutes: notes } = useNotes()
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [clause])
  return (
    <nav className={styles.rail} aria-label="Agenda">
      <header>
        <b>
          {at < 0 ? '–' : at + 1} / {all.length}
        </b>
        <span>
          <Symbol text={specificationNamed(spec)?.document.title ?? spec} />
        </span>
      </header>
      <ol ref={list}>
        {all.map((item) => {
          const specification = specificationNamed(item.spec)
          const force = specification?.document.clauses[item.clause]?.force
          const questions = specification === undefined ? [] : questionsOf(specification, item.clause)
          const isDecided = decisionOn(notes, item.spec, item.clause) !== null
          const open = questions.filter(({ id }) => decisionOn(notes, item.spec, id) === null).length
          const isHere = item.spec === spec && item.clause === clause
          const isBegun = isDecided || open < questions.length
          return (
            <li key={`${item.spec} ${item.clause}`}>
              <button
                type="button"
                tabIndex={isHere ? 0 : -1}
                aria-current={isHere ? 'step' : undefined}
                onClick={() => readItem(lab, item)}
              >
                {force === undefined ? <i /> : <ForceMark force={force} />}
                <span>{item.clause}</span>
                {isBegun && open === 0 ? (
                  <span>
                    <VerdictIcon mark="holds" />
                    <span className={parts.sr}>decided</span>
                  </span>
                ) : isBegun ? (
                  <span>
                    <QuestionIcon />
                    <span className={parts.sr}>{open} undecided</span>
                  </span>
                ) : (
                  <span>
                    <VerdictIcon mark="never" />
                    <span className={parts.sr}>not decided</span>
                  </span>
                )}
              </button>
            </li>
          )
        })}
      </ol>
      <Clock
        key={`${spec} ${clause}`}
        minutes={minutes}
        left={minutes === 0 ? null : minutes * Math.max(0, all.length - Math.max(0, at))}
      />
    </nav>
  )
}

const clockEvery = 10_000
const countEvery = 1000

interface ClockProps {
  /** For this clause; 0: as long as it takes. */
  readonly minutes: number
  /** Minutes for what is left of the agenda; null: nobody has planned any. */
  readonly left: number | null
}

/** The time of day, what is left of the time of the clause since it came into view, and what the rest of the agenda has. */
function Clock({ minutes, left }: ClockProps) {
  const [now, setNow] = useState(() => new Date())
  const [begun] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), minutes === 0 ? clockEvery : countEvery)
    return () => clearInterval(timer)
  }, [minutes])
  const seconds = minutes * 60 - Math.max(0, now.getTime() - begun) / 1000
  return (
    <footer>
      <b>{now.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}</b>
      {minutes === 0 ? null : (
        <span role="timer" aria-label="Time for this clause" data-over={seconds < 0 ? '' : undefined}>
          <b>{timeLeft(seconds)}</b> {seconds < 0 ? 'over' : 'for this clause'}
        </span>
      )}
      {left === null ? null : <span>{left} min planned from here</span>}
    </footer>
  )
}
