import { specifications } from '#store/lab/derived.ts'
import { useLabStore } from '#store/services/hooks.ts'
import { putSide } from '#store/compare/sides.ts'
import type { Scenario } from '#store/lab/types.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import shared from './Compare.module.css'
import styles from './Pair.module.css'
import { Sides } from './Sides.tsx'
import { Variants } from './Variants.tsx'

const titleOf = (spec: string): string => specifications.find(({ id }) => id === spec)?.title ?? spec

/** Nothing to compare yet, and how to come by it. */
export function NoPair({ pinned, present }: { readonly pinned: Scenario | null; readonly present: Scenario }) {
  const lab = useLabStore()
  return (
    <div className={styles.pair}>
      <header className={shared.head}>
        <h2>Two runs, side by side</h2>
        <p className={shared.lead}>
          {pinned === null
            ? 'Choose the left one here. Or pin a run in Explore with P, change anything there (a setting, a command, the scenario), and come back.'
            : `The pinned run is of ${titleOf(pinned.spec)}, the open one of ${titleOf(present.spec)}; only runs of one specification can be laid side by side.`}
        </p>
        {pinned === null ? <Sides left={null} right={present} /> : null}
        <div className={styles.buttons}>
          {pinned === null ? (
            <button type="button" className={css(parts.btn, parts.key)} onClick={() => putSide(lab, 'left', present)}>
              Begin with the open run on both sides
            </button>
          ) : (
            <>
              <button type="button" className={css(parts.btn, parts.key)} onClick={() => putSide(lab, 'right', pinned)}>
                Open the pinned run again
              </button>
              <button type="button" className={css(parts.btn)} onClick={() => putSide(lab, 'left', present)}>
                Pin the open run instead
              </button>
            </>
          )}
        </div>
      </header>
      <Variants scenario={present} />
    </div>
  )
}
