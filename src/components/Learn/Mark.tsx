import { isMarkRight, markRange, offText, toleranceText } from '#store/learn/answers.ts'
import type { Marking } from '#store/learn/learn.ts'
import { NumberBox } from '../fields/NumberBox.tsx'
import { Why } from './Options.tsx'
import styles from './Learn.module.css'

interface MarkProps {
  readonly question: Marking
  /** Where the marker was put, or null. */
  readonly mark: number | null
  readonly revealed: boolean
  /** The run is being revealed: the answer stands. */
  readonly isFixed: boolean
  readonly onMark: (tick: number) => void
}

/** The words beside the marker on the timeline: where it stands, and once it is revealed, how far off that is and why. */
export function Mark({ question, mark, revealed, isFixed, onMark }: MarkProps) {
  if (revealed && mark !== null) return <Marked question={question} mark={mark} />
  const { from, to } = markRange(question)
  return (
    <div className={styles.mark} data-put={mark === null ? undefined : ''}>
      <p>
        {mark === null ? 'Drag the marker to your answer.' : 'Your mark:'}
        {mark === null ? null : isFixed ? (
          <b> {mark}</b>
        ) : (
          <NumberBox name="Your mark" value={mark} min={from} max={to} isStepper onChange={onMark} />
        )}
      </p>
      <p className={styles.why}>{toleranceText(question)}</p>
    </div>
  )
}

function Marked({ question, mark }: { readonly question: Marking; readonly mark: number }) {
  const { momentAt, of, why, clauses, moments } = question
  const right = isMarkRight(question, mark)
  return (
    <>
      <ol className={styles.options} aria-labelledby="prompt" tabIndex={-1}>
        <li className={styles.option} data-verdict={right ? 'right' : 'wrong'}>
          <i aria-hidden="true">{right ? '✓' : '✕'}</i>
          <div>
            <p className={styles.answer}>
              <span>{mark}</span>
              <b>your mark: {offText(question, mark)}</b>
            </p>
            {right && mark !== momentAt ? <p className={styles.why}>Near enough.</p> : null}
          </div>
        </li>
        <li className={styles.option} data-verdict={right ? 'right' : 'moment'}>
          <i aria-hidden="true">✓</i>
          <div>
            <p className={styles.answer}>
              <span>{momentAt}</span>
              <b>✓ what happens</b>
            </p>
            <Why why={why === '' ? `At ${momentAt} ${of}.` : why} clauses={clauses} />
          </div>
        </li>
      </ol>
      {moments.length === 0 ? null : (
        <>
          <h4 className={styles.also}>What it is not</h4>
          <dl className={styles.moments}>
            {moments.map(({ tick, why: reason }) => (
              <div key={tick}>
                <dt>{tick}</dt>
                <dd>{reason}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  )
}
