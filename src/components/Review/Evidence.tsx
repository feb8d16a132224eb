import { useState } from 'react'
import { useActions, useLab } from '#store/hooks.ts'
import { useCheck } from '#store/hooks/useVerify.ts'
import { clauseFor, scenarioOf, verifiedFor } from '#store/review.ts'
import type { BuiltInScenario } from '#store/types.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { NextIcon, PreviousIcon } from '../parts/icons.tsx'
import { MiniTimeline } from '../Verify/MiniTimeline.tsx'
import { VerdictIcon } from '../Verify/VerdictIcon.tsx'
import styles from './Evidence.module.css'

/** How many places of a machine are named before the rest is folded. */
const namedMax = 3

/** What the models know of the clause: where it is carried out, what was checked, which run shows it. */
export function Evidence({ id }: { readonly id: string }) {
  const scenario = useLab((state) => state.scenario)
  const detail = clauseFor(scenario, id)
  return (
    <div className={styles.evidence}>
      <Modelled id={id} />
      <Checked id={id} />
      <Witnessed scenarios={detail?.scenarios ?? []} />
    </div>
  )
}

function Modelled({ id }: { readonly id: string }) {
  const scenario = useLab((state) => state.scenario)
  const detail = clauseFor(scenario, id)
  const places = (detail?.citations ?? []).map(({ role, state, event, says }) => ({ key: `${role} ${state} ${event} ${says}`, role, state, event, says }))
  const [first, rest] = [places.slice(0, namedMax), places.slice(namedMax)]
  const line = ({ key, role, state, event, says }: (typeof places)[number]) => (
    <li key={key}>
      <b>{role}</b>
      {state === '' ? '' : `, ${state}`}
      {event === null ? null : (
        <>
          {': '}
          <code>{event}</code>
        </>
      )}
      {says === null ? null : <span> — {says}</span>}
    </li>
  )
  return (
    <section className={styles.modelled} aria-label="Modelled by">
      <h3>Modelled by</h3>
      {places.length === 0 ? <p>{detail?.clause?.outside ?? (detail?.scenarios.length === 0 ? 'No single transition.' : 'No single transition; runs cite it where it decides.')}</p> : null}
      <ul>{first.map(line)}</ul>
      {rest.length === 0 ? null : (
        <details>
          <summary>and {rest.length} more</summary>
          <ul>{rest.map(line)}</ul>
        </details>
      )}
    </section>
  )
}

function Checked({ id }: { readonly id: string }) {
  const { view } = useCheck()
  const { goTo } = useActions()
  const rows = verifiedFor(view.report, id)
  const isUnchecked = rows.length > 0 && rows.every(({ mark }) => mark === 'pending')
  return (
    <section className={styles.checked} aria-label="Verified by">
      <h3>Verified by</h3>
      {rows.length === 0 ? <p>No statement of the check cites it.</p> : null}
      {isUnchecked ? (
        <div className={styles.unchecked}>
          <p>Not checked in this session.</p>
          <button type="button" className={css(parts.btn, parts.small)} onClick={() => goTo('verify')}>
            Check it in Verify
          </button>
        </div>
      ) : null}
      <ul>
        {rows.map(({ id: property, says, isBelief, mark, word }) => (
          <li key={property} data-mark={mark}>
            <VerdictIcon mark={mark} />
            <span>
              {mark === 'pending' ? (isUnchecked ? null : <b>{word}: </b>) : <b>{word}: </b>}
              {isBelief ? `“${says}”` : says}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Witnessed({ scenarios }: { readonly scenarios: readonly BuiltInScenario[] }) {
  const scenario = useLab((state) => state.scenario)
  const { openSpec, goTo } = useActions()
  const [at, setAt] = useState(0)
  const builtIn = scenarios[at]
  if (builtIn === undefined)
    return (
      <section className={styles.witnessed} aria-label="Witnessed by">
        <h3>Witnessed by</h3>
        <p>No built-in scenario exercises it.</p>
      </section>
    )
  const turn = (by: number): void => setAt((at + by + scenarios.length) % scenarios.length)
  return (
    <section className={styles.witnessed} aria-label="Witnessed by">
      <header>
        <h3>Witnessed by</h3>
        {scenarios.length === 1 ? null : (
          <span className={styles.turn}>
            <button type="button" className={css(parts.btn, parts.small, parts.icon, parts.quiet)} aria-label="The witness before" onClick={() => turn(-1)}>
              <PreviousIcon />
            </button>
            <span>
              {at + 1} of {scenarios.length}
            </span>
            <button type="button" className={css(parts.btn, parts.small, parts.icon, parts.quiet)} aria-label="The next witness" onClick={() => turn(1)}>
              <NextIcon />
            </button>
          </span>
        )}
        <button
          type="button"
          className={css(parts.btn, parts.small, styles.open)}
          onClick={() => {
            openSpec(scenario.spec, builtIn.id)
            goTo('explore')
          }}
        >
          Open in Explore
        </button>
      </header>
      <p className={styles.title}>{builtIn.title}</p>
      <p>{builtIn.shows}</p>
      <MiniTimeline scenario={scenarioOf(scenario, builtIn)} />
    </section>
  )
}
