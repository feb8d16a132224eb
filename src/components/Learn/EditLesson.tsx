import { editedLesson, questionTexts, type LessonChange, type QuestionText } from '#store/learn/composing.ts'
import { questionIn, type LessonFile } from '#store/learn/learn.ts'
import type { LearnPlace } from '#store/learn/place.ts'
import parts from '#styles/parts.module.css'
import { Field } from '../Ask/Field.tsx'
import { css } from '../parts/css.ts'
import styles from './EditLesson.module.css'

interface Props {
  readonly place: LearnPlace
  readonly put: (change: Partial<LearnPlace>) => void
  readonly own: LessonFile
}

const names: Readonly<Record<QuestionText, string>> = {
  title: 'Title',
  says: 'What one has to know',
  prompt: 'Question, in other words',
  why: 'Why (after the answer)',
  code: 'In code (after the answer)',
}

/** Title, introduction, and the questions of a lesson in their order; every text can be changed, the answers are computed. */
export function EditLesson({ place, put, own }: Props) {
  const change = (what: LessonChange): void => put({ own: editedLesson(place.own, what) })
  return (
    <section className={styles.edit} aria-labelledby="edit-title">
      <header>
        <h2 id="edit-title">Edit this lesson</h2>
        <button type="button" className={css(parts.btn, parts.key)} onClick={() => put({ at: 'start' })}>
          Done
        </button>
      </header>
      <Field name="Title of the lesson" value={own.title} onChange={(title) => change({ title })} />
      <Field name="Introduction" value={own.intro} isLong onChange={(intro) => change({ intro })} />
      <ol className={styles.questions}>
        {own.questions.map((question, i) => {
          const { id, title } = question
          const computed = questionIn(question)?.prompt ?? ''
          return (
            <li key={id}>
              <details>
                <summary>
                  {i + 1}. {title} <small>{question.prompt ?? computed}</small>
                </summary>
                {questionTexts.map((name) => (
                  <Field
                    key={name}
                    name={names[name]}
                    value={question[name] ?? ''}
                    isLong={name !== 'title'}
                    isCode={name === 'code'}
                    placeholder={name === 'prompt' ? computed : ''}
                    onChange={(text) => change({ question: id, texts: { [name]: text } })}
                  />
                ))}
              </details>
              <p className={styles.deeds}>
                <button
                  type="button"
                  className={css(parts.btn, parts.small)}
                  aria-label={`Question ${i + 1}: earlier`}
                  disabled={i === 0}
                  onClick={() => change({ move: id, by: -1 })}
                >
                  ↑
                </button>
                <button
                  type="button"
                  className={css(parts.btn, parts.small)}
                  aria-label={`Question ${i + 1}: later`}
                  disabled={i === own.questions.length - 1}
                  onClick={() => change({ move: id, by: 1 })}
                >
                  ↓
                </button>
                <button
                  type="button"
                  className={css(parts.btn, parts.small)}
                  aria-label={`Question ${i + 1}: remove`}
                  disabled={own.questions.length === 1}
                  onClick={() => change({ remove: id })}
                >
                  Remove
                </button>
              </p>
            </li>
          )
        })}
      </ol>
      <p>More questions come from Explore: open a run there and press Ask.</p>
    </section>
  )
}
