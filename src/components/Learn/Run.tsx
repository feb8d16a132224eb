import { sentenceFor } from '#store/lab/derived.ts'
import { useReplay } from '#store/learn/useReplay.ts'
import { commandsOf, settingsOf, titleOf, type Question } from '#store/learn/learn.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { useOpening } from '../Verify/useOpening.ts'
import { LessonPicture } from './LessonPicture.tsx'
import { ReplayBar } from './ReplayBar.tsx'
import styles from './Run.module.css'

interface RunProps {
  readonly question: Question
  /** The answer, where it is a tick: the marker stands there. */
  readonly answer: number | null
  readonly revealed: boolean
  readonly onMark: (tick: number) => void
}

/** The run up to the cancel; what comes after it is not there before one has answered. */
export function Run({ question, revealed, ...marking }: RunProps) {
  if (!revealed && question.kind === 'which')
    return (
      <section className={styles.run} aria-label="The run">
        <div className={styles.fog} data-whole="">
          <p>
            <b>One story, and a run of each of them</b>
            Make your prediction first. All of them are already decided.
          </p>
        </div>
      </section>
    )
  const { scenario, prompt } = question
  return (
    <Shown
      key={`${titleOf(scenario)} ${scenario.title} ${prompt}`}
      question={question}
      revealed={revealed}
      {...marking}
    />
  )
}

function Shown({ question, answer, revealed, onMark }: RunProps) {
  const { scenario } = question
  const open = useOpening()
  const { at, playing, replay } = useReplay(question, revealed)
  const settings = settingsOf(question)
  return (
    <section className={styles.run} aria-label="The run">
      <div className={styles.shown}>
        <header className={styles.head}>
          <p>
            <code>{titleOf(scenario)}</code> {scenario.title}
            <small>{commandsOf(scenario)}</small>
            {settings === '' ? null : <small>{settings}</small>}
          </p>
          {revealed ? (
            <button type="button" className={css(parts.btn, parts.small)} onClick={() => open(scenario)}>
              Open in Explore
            </button>
          ) : null}
        </header>
        <LessonPicture question={question} answer={answer} revealed={revealed} at={at} onMark={onMark}>
          {revealed ? (
            <p className={styles.told}>
              {sentenceFor(scenario).map((part, i) => (
                // A sentence has parts without identity but their place.
                <Part key={i} kind={part.kind} text={part.text} />
              ))}
            </p>
          ) : null}
        </LessonPicture>
      </div>
      <ReplayBar scenario={scenario} at={at} playing={playing} replay={revealed ? replay : null} />
    </section>
  )
}

function Part({ kind, text }: { readonly kind: 'text' | 'code' | 'tick' | 'cancel'; readonly text: string }) {
  if (kind === 'text') return text
  return kind === 'code' ? <code>{text}</code> : <b data-kind={kind}>{text}</b>
}
