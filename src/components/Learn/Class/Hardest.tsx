import type { ClassTable } from '#store/learn/classwork.ts'
import { titleOf } from '#store/learn/learn.ts'
import parts from '#styles/parts.module.css'
import { css } from '../../parts/css.ts'
import { useOpening } from '../../Verify/useOpening.ts'
import styles from './Class.module.css'

/** So many are told. */
const toldMax = 5

/** The questions that fewest answered right, what was answered instead, and the run to go through them with. */
export function Hardest({ table: { hardest } }: { readonly table: ClassTable }) {
  const open = useOpening()
  const missed = hardest.filter(({ right, answered }) => right < answered).slice(0, toldMax)
  if (missed.length === 0) return <p>Nobody answered anything wrong.</p>
  return (
    <section aria-labelledby="hardest-title">
      <h3 id="hardest-title">The hardest</h3>
      <ol className={styles.hardest}>
        {missed.map(({ number, question, right, answered, wrong, rightText }) => (
          <li key={number}>
            <p>
              <b>
                Question {number}: {right} of {answered} right
              </b>{' '}
              <code>{titleOf(question.scenario)}</code>
            </p>
            <p>{question.prompt}</p>
            <p className={styles.small}>
              Right: <code>{rightText}</code>. Answered instead:{' '}
              {wrong.map(({ text, count }) => `${text}${count > 1 ? ` (${count} times)` : ''}`).join(', ')}.
            </p>
            {question.kind === 'which' ? null : (
              <button type="button" className={css(parts.btn, parts.small)} onClick={() => open(question.scenario)}>
                Open in Explore
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
