import type { RowStep, StoryRow } from '#store/compare/compare.ts'
import { inWords } from '../fields/words.ts'
import { signed } from './signed.ts'
import styles from './Story.module.css'

const valueWords = (value: RowStep['args'][number][1]): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : inWords(String(value))

/** What is the same in the story at the same tick stands together. */
const grouped = (steps: readonly RowStep[]): { readonly role: RowStep['role']; readonly own: readonly RowStep[] }[] =>
  [...new Set(steps.map(({ role }) => role))].map((role) => ({ role, own: steps.filter((step) => step.role === role) }))

/** The story's neutral words, each with the command that it is here. */
export function RowSteps({ row: { steps, settings } }: { readonly row: StoryRow }) {
  return (
    <dl className={styles.steps}>
      {grouped(steps).map(({ role, own }) => (
        <div key={role} data-role={role}>
          <dt>{role}</dt>
          <dd>
            {own
              .map(({ title, args }) =>
                [title, ...args.map(([name, value]) => `${inWords(name)} ${valueWords(value)}`)].join(', '),
              )
              .join('; ')}{' '}
            <span>{role === 'cancel' ? '' : signed(own[0]?.after ?? 0)}</span>
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
