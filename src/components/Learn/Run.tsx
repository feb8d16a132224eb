import { lazy, Suspense, useState } from 'react'
import type { Task } from '#store/learn/tryIt.ts'
import { sentenceFor } from '#store/lab/derived.ts'
import type { useReplay } from '#store/learn/useReplay.ts'
import { commandsOf, settingsOf, titleOf, type Question } from '#store/learn/learn.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { useOpening } from '../Verify/useOpening.ts'
import { LessonPicture } from './LessonPicture.tsx'
import { ReplayBar } from './ReplayBar.tsx'
import styles from './Run.module.css'

const TryIt = lazy(() => import('./TryIt.tsx').then((module) => ({ default: module.TryIt })))

// For questions about all specifications.
const Across = lazy(() => import('./Across.tsx').then((module) => ({ default: module.Across })))

type Replayed = ReturnType<typeof useReplay>

interface RunProps {
  readonly question: Question
  /** The answer, where it is a tick: the marker stands there. */
  readonly answer: number | null
  readonly revealed: boolean
  readonly replay: Replayed
  readonly onMark: (tick: number) => void
  /** What is to be brought about after the answer. */
  readonly task: Task | null
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
  if (question.kind === 'which' && question.story !== undefined)
    return (
      <Suspense fallback={<section className={styles.run} aria-label="The run" data-run="" />}>
        <Across story={question.story} />
      </Suspense>
    )
  return (
    <Shown
      key={`${titleOf(scenario)} ${scenario.title} ${prompt}`}
      question={question}
      revealed={revealed}
      {...marking}
    />
  )
}

function Shown({ question, answer, revealed, replay: { at, playing, isOver, replay }, onMark, task }: RunProps) {
  const { scenario } = question
  const open = useOpening()
  const isOpen = revealed && isOver
  const [isTrying, setTrying] = useState(false)
  const isLive = isOpen && isTrying
  const settings = settingsOf(question)
  return (
    <section className={styles.run} aria-label="The run" data-run="">
      <div className={styles.shown}>
        <header className={styles.head}>
          <p>
            <code>{titleOf(scenario)}</code> {isOpen ? scenario.title : null}
            <small>{commandsOf(scenario)}</small>
            {settings === '' ? null : <small>{settings}</small>}
          </p>
          {isOpen ? (
            <span className={styles.deeds}>
              <button
                type="button"
                className={css(parts.btn, parts.small, task !== null && !isLive && parts.key)}
                aria-pressed={isLive}
                onClick={() => setTrying(!isLive)}
              >
                {task === null ? 'Drag the cancel' : 'Try it'}
              </button>
              <button type="button" className={css(parts.btn, parts.small)} onClick={() => open(scenario)}>
                Open in Explore
              </button>
            </span>
          ) : null}
        </header>
        {isLive ? (
          <Suspense>
            <TryIt scenario={scenario} task={task} />
          </Suspense>
        ) : (
          <LessonPicture
            question={question}
            answer={answer}
            revealed={revealed}
            isOver={isOpen}
            at={at}
            onMark={onMark}
          >
            {isOpen ? (
              <p className={styles.told}>
                {sentenceFor(scenario).map((part, i) => (
                  // A sentence has parts without identity but their place.
                  <Part key={i} kind={part.kind} text={part.text} />
                ))}
              </p>
            ) : null}
          </LessonPicture>
        )}
      </div>
      {isLive ? null : <ReplayBar scenario={scenario} at={at} playing={playing} replay={revealed ? replay : null} />}
    </section>
  )
}

function Part({ kind, text }: { readonly kind: 'text' | 'code' | 'tick' | 'cancel'; readonly text: string }) {
  if (kind === 'text') return text
  return kind === 'code' ? <code>{text}</code> : <b data-kind={kind}>{text}</b>
}
