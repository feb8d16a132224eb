import type { RowStep, StoryRow } from '#store/compare.ts'
import { inWords } from '../fields/words.ts'
import { signed } from './signed.ts'
import styles from './Story.module.css'

const valueWords = (value: RowStep['args'][number][1]): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : inWords(String(value))

/** What is the same in the story at the same tick stands together. */
const grouped = (steps: readonly RowStep[]): { readonly deed: RowStep['deed']; readonly own: readonly RowStep[] }[] =>
  [...new Set(steps.map(({ deed }) => deed))].map((deed) => ({ deed, own: steps.filter((step) => step.deed === deed) }))

/** The story's neutral words, each with the command that it is here. */
export function RowSteps({ row: { steps, settings } }: { readonly row: StoryRow }) {
  return (
    <dl className={styles.steps}>
      {grouped(steps).map(({ deed, own }) => (
        <div key={deed} data-deed={deed}>
          <dt>{deed}</dt>
          <dd>
            {own
              .map(({ title, args }) =>
                [title, ...args.map(([name, value]) => `${inWords(name)} ${valueWords(value)}`)].join(', '),
              )
              .join('; ')}{' '}
            <span>{deed === 'cancel' ? '' : signed(own[0]?.after ?? 0)}</span>
          </dd>
        </div>
      ))}
      {settings.length === 0 ? null : (
        <div>
          <dt>where</dt>
          <dd>{settings.map(([title, value]) => `${title} ${valueWords(value)}`).join('; ')}</dd>
        </div>
      )}
    </dl>
  )
}
