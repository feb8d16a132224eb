import { useLab } from '#store/services/hooks.ts'
import { checksFor, toneOf, type Answer, type NamedCheck } from '#store/explore/inspect.ts'
import parts from '#styles/parts.module.css'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import styles from './Inspector.module.css'

const verdicts: Readonly<Record<NamedCheck['verdict'], string>> = {
  passed: 'checked',
  decisive: 'decided it',
  notAsked: 'not asked any more',
}

/** The checks that led to the answer, in the order in which they were made. */
export function Ladder({ answer }: { readonly answer: Answer }) {
  const checks = useLab((state) => checksFor(state.scenario, answer))
  const tone = useLab((state) => toneOf(state.scenario, answer))
  if (checks.length === 0) return null
  return (
    <section className={parts.pane} aria-label="Why">
      <h2 className={parts.head}>
        Why <span className={parts.muted}>checks, in the order they are made</span>
      </h2>
      <ol className={styles.ladder} data-tone={tone}>
        {checks.map((check, i) => (
          <Rung
            // A check has no identity but its place.
            key={i}
            check={check}
            isFirstOfActor={check.title !== checks[i - 1]?.title}
          />
        ))}
      </ol>
    </section>
  )
}

function Rung({ check, isFirstOfActor }: { readonly check: NamedCheck; readonly isFirstOfActor: boolean }) {
  const { verdict, holds, says, clauses, title } = check
  return (
    <>
      {isFirstOfActor ? <li className={styles.actor}>{title}</li> : null}
      <li
        className={styles.rung}
        data-verdict={verdict}
        data-many={clauses.length > 2 || (clauses.length === 2 && says.length > 32) ? '' : undefined}
      >
        <VerdictIcon verdict={verdict} />
        <span className={styles.question}>
          <span>{says}</span>
          <span className={parts.sr}>, {verdicts[verdict]}</span>
          {holds === null ? null : <i>{holds ? 'yes' : 'no'}</i>}
        </span>
        <span className={styles.chips}>
          {clauses.map((id) => (
            <ClauseChip key={id} id={id} />
          ))}
        </span>
      </li>
    </>
  )
}

/** Passed: a ring with a tick. Decisive: a solid disc. Not asked: a small dot. */
function VerdictIcon({ verdict }: { readonly verdict: NamedCheck['verdict'] }) {
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true">
      {verdict === 'notAsked' ? (
        <circle cx="9" cy="9" r="2.500" fill="var(--line-3)" />
      ) : (
        <>
          <circle cx="9" cy="9" r="7.200" strokeWidth="1.600" />
          <path d="M5.600 9.200l2.300 2.300 4.500-4.700" strokeWidth="1.600" />
        </>
      )}
    </svg>
  )
}
