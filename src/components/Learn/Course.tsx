import { useProgress } from '#store/learn/useProgress.ts'
import { givenText, lessonWork, questionMark, workKey } from '#store/learn/classwork.ts'
import { createResults } from '#store/learn/results.ts'
import { setEvidence } from '#store/evidence/evidencePlace.ts'
import { useActions, useLabStore, useService } from '#store/services/hooks.ts'
import { intros } from '#store/learn/intros.ts'
import {
  lessonText,
  questionIn,
  staleText,
  titleOf,
  type Lesson,
  type LessonFile,
  type Piece,
} from '#store/learn/learn.ts'
import type { LearnPlace } from '#store/learn/place.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { Asking } from './Asking.tsx'
import styles from './Learn.module.css'

interface CourseProps {
  readonly place: LearnPlace
  readonly put: (change: Partial<LearnPlace>) => void
  /** Lessons with their questions: the course, or one that somebody has made. */
  readonly files: readonly LessonFile[]
  /** The lesson that somebody has made, whose answers can be handed in; null: the answers belong to the progress of the course. */
  readonly own: LessonFile | null
}

/** One question after the other; every one can be opened at any time. */
export function Course({ place, put, files, own }: CourseProps) {
  const isCourse = own === null
  const { progress, keeper } = useProgress()
  const results = useService(createResults)
  const lessons = files.flatMap(({ questions }) => questions)
  const index = Math.max(
    0,
    lessons.findIndex(({ id }) => id === place.lesson),
  )
  const lesson = lessons[index]
  if (lesson === undefined) return null
  const file = files.find(({ questions }) => questions.includes(lesson))
  const question = questionIn(lesson)
  const stale = staleText(lesson)
  const nav = (
    <nav className={styles.lessons} aria-label="Lessons">
      {files.map(({ title, questions }) => (
        <div key={title} className={styles.group}>
          <span>{title}</span>
          {questions.map((each) => {
            const i = lessons.indexOf(each)
            const answer = isCourse ? progress.lessons[each.id] : undefined
            const state = answer === undefined ? 'not answered' : answer ? 'answered right' : 'answered wrong at first'
            return (
              <button
                key={each.id}
                type="button"
                title={each.title}
                aria-label={`Lesson ${i + 1}: ${each.title}, ${state}`}
                aria-current={i === index ? 'step' : undefined}
                data-state={answer === undefined ? 'open' : answer ? 'right' : 'wrong'}
                onClick={() => put({ lesson: each.id, chosen: null, revealed: false })}
              >
                {i + 1}
              </button>
            )
          })}
        </div>
      ))}
    </nav>
  )
  if (question === null)
    return (
      <div className={styles.stale}>
        {nav}
        <h2>{lesson.title}</h2>
        <output className={styles.note}>{stale}</output>
      </div>
    )
  const open = (to: number): void => {
    const next = lessons[to]
    if (next !== undefined) put({ lesson: next.id, chosen: null, revealed: false })
  }
  const next = lessons[index + 1]
  const leave = (): void =>
    put(isCourse ? { tab: 'practice', chosen: null, revealed: false } : { at: 'end', chosen: null, revealed: false })
  return (
    <Asking
      question={question}
      place={place}
      put={put}
      onReveal={(isRight, answer) => {
        if (own === null) keeper.answerLesson(lesson.id, isRight)
        else results.answer(workKey(lessonWork(own)), questionMark(question), givenText(question, answer))
      }}
      onNext={() => (next === undefined ? leave() : open(index + 1))}
      above={nav}
      head={
        <>
          <p className={styles.eyebrow}>
            {isCourse ? 'Lesson' : 'Question'} {index + 1} of {lessons.length},{' '}
            {question.kind === 'which' ? 'all specifications' : <code>{titleOf(question.scenario)}</code>}
          </p>
          <h2 tabIndex={-1}>{lesson.title}</h2>
          {file?.questions[0] === lesson && file.intro !== '' ? <p className={styles.intro}>{file.intro}</p> : null}
          <About spec={question.kind === 'which' ? '' : question.scenario.spec} />
          {stale === null ? null : <output className={styles.note}>{stale}</output>}
          <p className={styles.says}>
            <Pieces pieces={lessonText(lesson)} />
          </p>
        </>
      }
      task={lesson.task ?? null}
      after={<After lesson={lesson} />}
      foot={
        <>
          <button
            type="button"
            className={css(parts.btn, parts.quiet)}
            disabled={index === 0}
            onClick={() => open(index - 1)}
          >
            Back
          </button>
          <button
            type="button"
            className={css(parts.btn, place.revealed ? parts.key : parts.quiet)}
            onClick={() => (next === undefined ? leave() : open(index + 1))}
          >
            {next === undefined
              ? isCourse
                ? 'On to practice'
                : 'To the end'
              : isCourse
                ? `Next: ${next.title}`
                : 'Next question'}
          </button>
        </>
      }
    />
  )
}

/** What the specification is about, for whoever wants to know. */
function About({ spec }: { readonly spec: string }) {
  const intro = intros[spec]
  if (intro === undefined) return null
  return (
    <details className={styles.about}>
      <summary>This API in a minute</summary>
      <p>{intro}</p>
    </details>
  )
}

/** Sentences with the ticks and settings of a run in them. */
function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return pieces.map(({ kind, text }, i) =>
    // A text does not change; a piece of it has no identity but its place.
    kind === 'text' ? (
      text
    ) : (
      <b key={i} data-kind={kind}>
        {text}
      </b>
    ),
  )
}

/** After the verdict: why it is so, what that means in code, and the recording that it was seen in. */
function After({ lesson }: { readonly lesson: Lesson }) {
  const { why, code, recording } = lesson
  if (why === undefined && code === undefined && recording === undefined) return null
  return (
    <section className={styles.after} aria-label="Why, and in code">
      {why === undefined ? null : (
        <p>
          <Pieces pieces={lessonText(lesson, why)} />
        </p>
      )}
      {code === undefined ? null : (
        <pre>
          <code>{code}</code>
        </pre>
      )}
      {recording === undefined ? null : <Seen recording={recording} />}
    </section>
  )
}

/** Leads to what was recorded. */
function Seen({ recording }: { readonly recording: string }) {
  const lab = useLabStore()
  const { goTo } = useActions()
  return (
    <p>
      What was recorded, line by line:{' '}
      <button
        type="button"
        className={parts.link}
        onClick={() => {
          setEvidence(lab, { recording, line: null, pinned: {} })
          goTo('evidence')
        }}
      >
        {recording} in Evidence
      </button>
    </p>
  )
}
