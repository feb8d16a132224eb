import { memo, type ReactNode } from 'react'
import {
  changedAt,
  standingGroups,
  type Standing,
  type StandingGroup,
  type StandingRow,
} from '#store/explore/statements.ts'
import { usePlan, type CheckPlan } from '#store/explore/usePlan.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import styles from './Statements.module.css'

/** The statements of the check for the open run; each leads to the tick since which it stands so. */
export function StatementsHere() {
  const spec = useLab((state) => state.scenario.spec)
  const plan = usePlan(spec)
  return plan === null ? <p className={parts.muted}>Loading …</p> : <Groups plan={plan} />
}

function Groups({ plan }: { readonly plan: CheckPlan }) {
  const scenario = useLab((state) => state.scenario)
  // The list is made anew only where something changes, not in each frame of the playback.
  const tick = useLab((state) => changedAt(state.scenario, plan, state.playhead))
  const groups = standingGroups(scenario, plan, tick)
  return (
    <div className={styles.groups}>
      <p className={styles.counts}>
        {groups.map(({ standing, title, rows }) => (
          <span key={standing} data-standing={standing}>
            <StandingIcon standing={standing} /> {rows.length} {title.toLowerCase()}
          </span>
        ))}
      </p>
      {groups.map((group) => (
        <Group key={group.standing} group={group} />
      ))}
    </div>
  )
}

const Group = ({ group: { standing, title, rows } }: { readonly group: StandingGroup }) => (
  <details open={standing === 'broken' || standing === 'met'}>
    <summary>
      {title} <span className={parts.muted}>{rows.length}</span>
    </summary>
    <ul>
      {rows.map((row) => (
        <Row key={row.id} {...row} />
      ))}
    </ul>
  </details>
)

const Row = memo(function Row({ says, clauses, standing, since, permitted, isBelief }: StandingRow) {
  const { seek } = useActions()
  return (
    <li className={styles.row} data-standing={standing}>
      <StandingIcon standing={standing} />
      <span>
        {isBelief ? <i>Some believe: </i> : null}
        {says}
        <small>
          {since === null ? null : (
            <button type="button" className={parts.link} title="Go to this tick" onClick={() => seek(since)}>
              {standing === 'broken' ? `at ${since}` : `since ${since}`}
            </button>
          )}
          {standing === 'broken' && permitted !== null ? ` as ${permitted} permits` : ''}
        </small>
      </span>
      <span className={styles.chips}>
        {clauses.map((id) => (
          <ClauseChip key={id} id={id} />
        ))}
      </span>
    </li>
  )
})

const pictures: Readonly<Record<Standing, ReactNode>> = {
  met: (
    <>
      <circle cx="9" cy="9" r="7.300" fill="var(--over-e)" />
      <path d="M5.500 9.200l2.400 2.400 4.600-5.200" fill="none" stroke="var(--surface)" strokeWidth="1.800" />
    </>
  ),
  kept: (
    <>
      <circle cx="9" cy="9" r="6.600" fill="none" stroke="var(--over-e)" strokeWidth="1.600" />
      <path d="M5.900 9.200l2.200 2.200 4-4.600" fill="none" stroke="var(--over-e)" strokeWidth="1.600" />
    </>
  ),
  broken: (
    <>
      <path d="M9 2.500L16 15.400H2z" fill="var(--surface)" stroke="var(--refuse-e)" strokeWidth="1.600" />
      <path d="M9 7v4M9 12.400v1.400" stroke="var(--refuse-e)" strokeWidth="1.600" />
    </>
  ),
  open: (
    <>
      <circle cx="9" cy="9" r="6.600" fill="none" stroke="var(--ink-3)" strokeWidth="1.400" strokeDasharray="3 2.200" />
      <path d="M5.600 9h.9m2 0h1m2 0h.9" stroke="var(--ink-3)" strokeWidth="1.600" />
    </>
  ),
}

const StandingIcon = ({ standing }: { readonly standing: Standing }) => (
  <svg viewBox="0 0 18 18" aria-hidden="true">
    {pictures[standing]}
  </svg>
)
