import { specifications } from '#store/lab/derived.ts'
import { useLabStore } from '#store/services/hooks.ts'
import { builtInOf, chooseSide, chooseSpec, ownId, sideOptions, swapSides, type Side } from '#store/compare/sides.ts'
import type { Scenario } from '#store/lab/types.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { Pick } from '../popups/Pick.tsx'
import styles from './Pair.module.css'

/** Which two runs: of which specification, and what stands on either side. */
export function Sides({ left, right }: { readonly left: Scenario | null; readonly right: Scenario }) {
  const lab = useLabStore()
  const pick = (side: Side, scenario: Scenario | null, other: Scenario | null) => (
    <Pick
      name={side === 'left' ? 'Left run' : 'Right run'}
      value={scenario === null ? null : (builtInOf(scenario) ?? ownId)}
      options={sideOptions(right.spec, scenario, other)}
      placeholder="Choose a run"
      isWide
      onPick={(id) => chooseSide(lab, side, id)}
    />
  )
  return (
    <section className={styles.sides} aria-label="Which runs">
      <div className={styles.side}>
        <span>Specification</span>
        <Pick
          name="Specification"
          value={right.spec}
          options={specifications.map(({ id, title, family }) => ({ id, title, says: family }))}
          onPick={(spec) => chooseSpec(lab, spec)}
        />
      </div>
      <div className={styles.side} data-side="left">
        <span>Left, pinned</span>
        {pick('left', left, right)}
      </div>
      <button
        type="button"
        className={css(parts.btn, styles.swap)}
        disabled={left === null}
        onClick={() => swapSides(lab)}
      >
        Swap
      </button>
      <div className={styles.side} data-side="right">
        <span>Right, open in Explore</span>
        {pick('right', right, left)}
      </div>
      {left === null ? null : (
        <button
          type="button"
          className={css(parts.btn, parts.quiet)}
          onClick={() => lab.actions.doHere(lab.actions.unpin)}
        >
          Let go of the pinned run
        </button>
      )}
    </section>
  )
}
