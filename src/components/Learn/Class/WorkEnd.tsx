import { resultOf, scoreOf, type Task } from '#store/learn/classwork.ts'
import { fileName } from '#store/files/fileName.ts'
import { saveText } from '#store/files/files.ts'
import { personMax, resultText, type ResultOf } from '#store/learn/formats.ts'
import { useResults } from '#store/learn/useResults.ts'
import parts from '#styles/parts.module.css'
import { css } from '../../parts/css.ts'
import styles from './Class.module.css'

interface Props {
  readonly of: ResultOf
  readonly tasks: readonly Task[]
  /** Whether all questions are there, so that the score is the whole one. */
  readonly isWhole: boolean
  readonly onBack: () => void
}

/** The end of a set or of a lesson: how one did, and a file to hand in. */
export function WorkEnd({ of, tasks, isWhole, onBack }: Props) {
  const { results, keeper, work, answers } = useResults(of)
  const { right, answered, of: all } = scoreOf(tasks, answers)
  const open = tasks.length - answered
  const save = (): void =>
    saveText(
      window,
      `${fileName({ spec: 'result', title: results.name })}.json`,
      'application/json',
      resultText(resultOf(results.name, of, tasks, answers)),
    )
  if (!isWhole) return <output className={styles.start}>The questions are made…</output>
  return (
    <section className={styles.start} aria-labelledby="end-title">
      <h2 id="end-title">
        {right} of {all} right
      </h2>
      {open === 0 ? null : (
        <p>
          {open} {open === 1 ? 'question is' : 'questions are'} not answered yet.
        </p>
      )}
      <label className={styles.name}>
        <b>Your name, as your teacher is to see it</b>
        <input
          value={results.name}
          maxLength={personMax}
          autoComplete="off"
          onChange={(event) => keeper.setName(event.target.value)}
        />
      </label>
      <p className={styles.tools}>
        <button type="button" className={css(parts.btn, parts.key)} disabled={answered === 0} onClick={save}>
          Save my result
        </button>
        <button type="button" className={css(parts.btn)} onClick={onBack}>
          Back to the questions
        </button>
        <button
          type="button"
          className={css(parts.btn, parts.quiet)}
          disabled={answered === 0}
          onClick={() => keeper.startAgain(work)}
        >
          Begin again
        </button>
      </p>
      <p className={styles.small}>
        The file holds your name and your answers, and goes nowhere by itself.
        {keeper.isKept() ? null : ' This browser keeps nothing: save it before you leave.'}
      </p>
    </section>
  )
}
