import { useState } from 'react'
import { useLab } from '#store/services/hooks.ts'
import { clauseFor } from '#store/review/review.ts'
import { CitedPlace } from '../parts/CitedPlace.tsx'
import { Checked } from './Checked.tsx'
import { Witnessed } from './Witnessed.tsx'
import styles from './Evidence.module.css'

/** How many places of a machine are named before the rest is folded. */
const namedMax = 2

/** What the models know of the clause: where it is carried out, what was checked, which run shows it. */
export function Evidence({ id }: { readonly id: string }) {
  const [shown, setShown] = useState<string | null>(null)
  return (
    <div className={styles.evidence}>
      <Modelled id={id} />
      <Checked id={id} onShow={setShown} />
      <Witnessed id={id} shown={shown} onShow={setShown} />
    </div>
  )
}

function Modelled({ id }: { readonly id: string }) {
  const scenario = useLab((state) => state.scenario)
  const detail = clauseFor(scenario, id)
  const places = detail?.citations ?? []
  const [first, rest] = [places.slice(0, namedMax), places.slice(namedMax)]
  const line = (place: (typeof places)[number], i: number) => (
    // Places have no identity but their order.
    <li key={i}>
      <CitedPlace place={place} />
    </li>
  )
  return (
    <section className={styles.modelled} aria-label="Modelled by">
      <h3>Modelled by</h3>
      {places.length === 0 ? (
        <p>
          {detail?.clause?.outside ??
            (detail?.scenarios.length === 0
              ? 'Not tied to one transition.'
              : 'Not tied to one transition; see the scenarios.')}
        </p>
      ) : null}
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
