import { useProgress } from '#store/learn/useProgress.ts'
import { lessonQuestion, lessons, lessonText, titleOf, type LearnPlace } from '#store/learn/learn.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { Asking } from './Asking.tsx'
import styles from './Learn.module.css'

interface CourseProps {
  readonly place: LearnPlace
  readonly put: (change: Partial<LearnPlace>) => void
}

/** One lesson after the other; every one can be opened at any time. */
export function Course({ place, put }: CourseProps) {
  const { progress, keeper } = useProgress()
  const index = Math.max(
    0,
    lessons.findIndex(({ id }) => id === place.lesson),
  )
  const lesson = lessons[index]
  if (lesson === undefined) return null
  const question = lessonQuestion(lesson)
  const open = (to: number): void => {
    const next = lessons[to]
    if (next !== undefined) put({ lesson: next.id, chosen: null, revealed: false })
  }
  const next = lessons[index + 1]
  return (
    <Asking
      question={question}
      place={place}
      put={put}
      onReveal={(isRight) => keeper.answerLesson(lesson.id, isRight)}
      onNext={
        next === undefined ? () => put({ tab: 'practice', chosen: null, revealed: false }) : () => open(index + 1)
      }
      above={
        <nav className={styles.lessons} aria-label="Lessons">
          {lessons.map(({ id, title }, i) => {
            const answer = progress.lessons[id]
            const state = answer === undefined ? 'not answered' : answer ? 'answered right' : 'answered wrong at first'
            return (
              <button
                key={id}
                type="button"
                title={title}
                aria-label={`Lesson ${i + 1}: ${title}, ${state}`}
                aria-current={i === index ? 'step' : undefined}
                data-state={answer === undefined ? 'open' : answer ? 'right' : 'wrong'}
                onClick={() => open(i)}
              >
                {i + 1}
              </button>
            )
          })}
        </nav>
      }
      head={
        <>
          <p className={styles.eyebrow}>
            Lesson {index + 1} of {lessons.length},{' '}
            {question.kind === 'which' ? 'all specifications' : <code>{titleOf(question.scenario)}</code>}
          </p>
          <h2 tabIndex={-1}>{lesson.title}</h2>
          <p className={styles.says}>
            {lessonText(lesson).map((piece, i) =>
              // The text of a lesson does not change; a piece has no identity but its place.
              piece.kind === 'text' ? (
                piece.text
              ) : (
                <b key={i} data-kind={piece.kind}>
                  {piece.text}
                </b>
              ),
            )}
          </p>
        </>
      }
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
            onClick={() =>
              next === undefined ? put({ tab: 'practice', chosen: null, revealed: false }) : open(index + 1)
            }
          >
            {next === undefined ? 'On to practice' : `Next: ${next.title}`}
          </button>
        </>
      }
    />
  )
}
