import type { ReactNode } from 'react'
import { useLab } from '#store/services/hooks.ts'
import { checksFor, toneOf, unheardFor, type Answer, type NamedCheck, type Tone } from '#store/explore/inspect.ts'
import parts from '#styles/parts.module.css'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import styles from './Inspector.module.css'

/** The question that decided the answer, with its reason; what was asked before it and what was not reached are folded. */
export function Ladder({ answer }: { readonly answer: Answer }) {
  const checks = useLab((state) => checksFor(state.scenario, answer))
  const tone = useLab((state) => toneOf(state.scenario, answer))
  return <Checks checks={checks} tone={tone} code={answer.code} />
}

/** Where there is no answer to explain, why nobody listens. */
export function UnheardLadder() {
  const checks = useLab((state) => unheardFor(state.scenario))
  return <Checks checks={checks} tone="plain" code="no answer" />
}

interface ChecksProps {
  readonly checks: readonly NamedCheck[]
  readonly tone: Tone
  /** What they led to. */
  readonly code: string
}

function Checks({ checks, tone, code }: ChecksProps) {
  if (checks.length === 0) return null
  const of = (verdict: NamedCheck['verdict']): readonly NamedCheck[] =>
    checks.filter((check) => check.verdict === verdict)
  const [passed, notReached] = [of('passed'), of('notAsked')]
  return (
    <section className={parts.pane} aria-label="Why">
      <h2 className={parts.head}>
        Why <span className={parts.muted}>checks, in the order they are made</span>
      </h2>
      <Folded checks={passed}>
        {passed.length} {passed.length === 1 ? 'check' : 'checks'} passed
      </Folded>
      <ol className={styles.ladder} data-tone={tone}>
        {of('decisive').map((check) => (
          <Decisive key={check.line} check={check} code={code} />
        ))}
      </ol>
      <Folded checks={notReached}>
        {notReached.length} {notReached.length === 1 ? 'check' : 'checks'} not reached
      </Folded>
    </section>
  )
}

function Folded({ checks, children }: { readonly checks: readonly NamedCheck[]; readonly children: ReactNode }) {
  if (checks.length === 0) return null
  return (
    <details className={styles.folded}>
      <summary>{children}</summary>
      <ol className={styles.ladder}>
        {checks.map((check, i) => (
          <Rung
            // A check has no identity but its place.
            key={i}
            check={check}
            isFirstOfActor={check.title !== checks[i - 1]?.title}
          />
        ))}
      </ol>
    </details>
  )
}

/** "Is the handle open? No, since 340: the client calls close → INVALID_PARAMETER". */
function Decisive({ check, code }: { readonly check: NamedCheck; readonly code: string }) {
  const { asks, answer, since, clauses, title } = check
  return (
    <>
      <li className={styles.actor}>{title}</li>
      <li className={styles.rung} data-verdict="decisive" data-many="">
        <VerdictIcon isReached />
        <span className={styles.reason}>
          <span>{asks}</span>{' '}
          <span className={styles.because}>
            {answer === null ? null : <b>{answer === 'yes' ? 'Yes' : 'No'}</b>}
            {since === null ? null : ` since ${since.tick}: ${since.words}`}
            <span aria-hidden="true"> → </span>
            <span className={parts.sr}>, so the answer is </span>
            <code>{code}</code>
          </span>
        </span>
        <Chips ids={clauses} />
      </li>
    </>
  )
}

function Rung({ check, isFirstOfActor }: { readonly check: NamedCheck; readonly isFirstOfActor: boolean }) {
  const { verdict, asks, answer, clauses, title } = check
  return (
    <>
      {isFirstOfActor ? <li className={styles.actor}>{title}</li> : null}
      <li
        className={styles.rung}
        data-verdict={verdict}
        data-many={clauses.length > 2 || (clauses.length === 2 && asks.length > 32) ? '' : undefined}
      >
        <VerdictIcon isReached={answer !== null} />
        <span className={styles.question}>
          <span>{asks}</span>
          {answer === null ? null : <i>{answer}</i>}
        </span>
        <Chips ids={clauses} />
      </li>
    </>
  )
}

const Chips = ({ ids }: { readonly ids: readonly string[] }) => (
  <span className={styles.chips}>
    {ids.map((id) => (
      <ClauseChip key={id} id={id} />
    ))}
  </span>
)

/** Reached: a ring with a tick, a solid disc where it decided. Not reached: a small dot. */
function VerdictIcon({ isReached }: { readonly isReached: boolean }) {
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true">
      {isReached ? (
        <>
          <circle cx="9" cy="9" r="7.200" strokeWidth="1.600" />
          <path d="M5.600 9.200l2.300 2.300 4.500-4.700" strokeWidth="1.600" />
        </>
      ) : (
        <circle cx="9" cy="9" r="2.500" fill="var(--line-3)" />
      )}
    </svg>
  )
}
