import { decisionOn } from '#store/review/comments.ts'
import { specificationFor } from '#store/lab/derived.ts'
import { useLab } from '#store/services/hooks.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { questionsOf, type Question } from '#store/review/review.ts'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { Decide } from './Decide.tsx'
import { QuestionIcon } from './icons.tsx'
import styles from './Questions.module.css'
import { Readings } from './Readings.tsx'

/** What the documents leave open about the clause, each to be decided. */
export function Questions({ id }: { readonly id: string }) {
  const specification = useLab((state) => specificationFor(state.scenario))
  const questions = questionsOf(specification, id)
  return (
    <section className={styles.questions} aria-label="Open questions">
      <h3>
        {questions.length === 0 ? 'No open questions' : 'Open questions'}{' '}
        {questions.length === 0 ? null : <span>decide each before moving on</span>}
      </h3>
      <ol>
        {questions.map((question) => (
          <Asked key={question.id} question={question} spec={specification.document.id} />
        ))}
      </ol>
    </section>
  )
}

function Asked({ question: { id, says, answer, knob }, spec }: { readonly question: Question; readonly spec: string }) {
  const { minutes, notes } = useNotes()
  return (
    <li>
      <QuestionIcon />
      <div className={styles.question}>
        <p>
          <ClauseChip id={id} /> {says}
        </p>
        {answer === null ? null : (
          <p className={styles.answer}>
            <b>This model:</b> {answer}
          </p>
        )}
        {knob === null ? null : <Readings name={knob.name} knob={knob.knob} />}
      </div>
      <Decide
        name={`Decision on ${id}`}
        choice={decisionOn(minutes, spec, id)}
        onChoose={(choice) => void notes.decide(spec, id, choice)}
      />
    </li>
  )
}
