import { useLabStore } from '#store/services/hooks.ts'
import { comparePair } from '#store/compare/sides.ts'
import type { Scenario } from '#store/lab/types.ts'
import { variantsOf } from '#store/compare/variants.ts'
import parts from '#styles/parts.module.css'
import { valueWords } from '../fields/words.ts'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { css } from '../parts/css.ts'
import styles from './Pair.module.css'

/** What each other reading of the document would change in the open run: a comparison is one press away. */
export function Variants({ scenario }: { readonly scenario: Scenario }) {
  const lab = useLabStore()
  const variants = variantsOf(scenario)
  const telling = variants.filter(({ differing }) => differing > 0)
  const idle = variants.filter(({ differing }) => differing === 0)
  return (
    <section className={styles.variants} aria-label="One choice changed">
      <h3>The open run, with one choice changed</h3>
      {telling.length === 0 ? (
        <p className={parts.muted}>No choice that the document leaves open makes a difference to this run.</p>
      ) : null}
      <ul>
        {telling.map((variant) => (
          <li key={`${variant.knob} ${String(variant.value)}`}>
            <button
              type="button"
              className={css(parts.btn)}
              aria-label={`Compare with ${variant.title}: ${valueWords(variant.value)}`}
              onClick={() => comparePair(lab, scenario, variant.scenario)}
            >
              Compare
            </button>
            <div>
              <b>{variant.title}</b> {valueWords(variant.now)} → <b>{valueWords(variant.value)}</b>{' '}
              {variant.clauses.map((id) => (
                <ClauseChip key={id} id={id} />
              ))}
              <small>
                {variant.differing} {variant.differing === 1 ? 'event differs' : 'events differ'}. {variant.first}
              </small>
            </div>
          </li>
        ))}
      </ul>
      {idle.length === 0 ? null : (
        <p className={parts.muted}>
          No difference here: {idle.map(({ title, value }) => `${title} ${valueWords(value)}`).join(', ')}.
        </p>
      )}
    </section>
  )
}
