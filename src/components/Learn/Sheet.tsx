import { commandsOf, seedMax, settingsOf, sheetFor, titleOf, type LearnPlace } from '#store/learn.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { Seed } from './Seed.tsx'
import styles from './Learn.module.css'

interface SheetProps {
  readonly seed: string
  readonly put: (change: Partial<LearnPlace>) => void
}

const letters = 'ABCD'

/** Ten questions to hand out, and their answers on a page of their own. */
export function Sheet({ seed, put }: SheetProps) {
  const questions = sheetFor(seed)
  return (
    <article className={styles.sheet} data-print="">
      <header>
        <h2>After the cancel: ten questions</h2>
        <p>
          <b>{seed}</b> <span>Name:</span>
        </p>
        <div className={styles.sheetTools}>
          <Seed seed={seed} max={seedMax} onSeed={(value) => put({ seed: value, number: 1, level: 1 })} />
          <button type="button" className={css(parts.btn, parts.key)} onClick={() => window.print()}>
            Print
          </button>
        </div>
      </header>
      <ol className={styles.questions}>
        {questions.map(({ question: { prompt, options, scenario }, level }, i) => (
          <li key={i}>
            <p className={styles.eyebrow}>
              <code>{titleOf(scenario)}</code> {scenario.title}
              {settingsOf(scenario) === '' ? null : `. ${settingsOf(scenario)}`}. Level {level}.
            </p>
            <p>
              Commands: <code>{commandsOf(scenario)}</code>
            </p>
            <h3>{prompt}</h3>
            <ol className={styles.choices}>
              {options.map(({ text, voice }, at) => (
                <li key={text}>
                  <i>{letters[at]}</i> <span data-voice={voice}>{text}</span>
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      <section className={styles.key}>
        <h2>Answers</h2>
        <ol>
          {questions.map(({ question: { options } }, i) => {
            const at = options.findIndex(({ isRight }) => isRight)
            const right = options[at]
            return (
              <li key={i}>
                <b>{letters[at]}</b> <span data-voice={right?.voice}>{right?.text}</span>
                <p>
                  {right?.why} {right?.clauses.join(', ')}
                </p>
              </li>
            )
          })}
        </ol>
      </section>
    </article>
  )
}
