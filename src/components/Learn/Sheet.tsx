import { keyText } from '#store/learn/answers.ts'
import {
  commandsOf,
  isRight,
  seedMax,
  settingsOf,
  sheetFor,
  titleOf,
  type LearnPlace,
  type Marking,
  type Option,
} from '#store/learn/learn.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { Ruler } from './Ruler.tsx'
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
        {questions.map(({ question, level }) => (
          <li key={question.prompt + titleOf(question.scenario) + question.scenario.title}>
            <p className={styles.eyebrow}>
              <code>{titleOf(question.scenario)}</code> {question.scenario.title}
              {settingsOf(question) === '' ? null : `. ${settingsOf(question)}`}. Level {level}.
            </p>
            <p>
              Commands: <code>{commandsOf(question.scenario)}</code>
            </p>
            <h3>{question.prompt}</h3>
            {question.kind === 'tick' ? <Ruler question={question} /> : <Choices options={question.options} />}
          </li>
        ))}
      </ol>
      <section className={styles.key}>
        <h2>Answers</h2>
        <ol>
          {questions.map(({ question }) => (
            <li key={question.prompt + titleOf(question.scenario) + question.scenario.title}>
              {question.kind === 'tick' ? <Moment question={question} /> : <Letter options={question.options} />}
            </li>
          ))}
        </ol>
      </section>
    </article>
  )
}

function Choices({ options }: { readonly options: readonly Option[] }) {
  return (
    <ol className={styles.choices}>
      {options.map(({ text, voice }, at) => (
        <li key={text}>
          <i>{letters[at]}</i> <span data-voice={voice}>{text}</span>
        </li>
      ))}
    </ol>
  )
}

function Letter({ options }: { readonly options: readonly Option[] }) {
  const at = options.findIndex(isRight)
  const right = options[at]
  return (
    <>
      <b>{letters[at]}</b> <span data-voice={right?.voice}>{right?.text}</span>
      <p>
        {right?.why} {right?.clauses.join(', ')}
      </p>
    </>
  )
}

function Moment({ question }: { readonly question: Marking }) {
  return (
    <>
      <b>{keyText(question)}</b>
      <p>
        {question.why} {question.clauses.join(', ')}
      </p>
    </>
  )
}
