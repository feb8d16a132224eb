import { decisionOn } from '#store/review/comments.ts'
import { specificationFor } from '#store/lab/derived.ts'
import { useLab } from '#store/services/hooks.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { questionsOf, type Question } from '#store/review/review.ts'
import { ObservedChoice } from '../Evidence/Observed.tsx'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { Decide } from './Decide.tsx'
import decision from './Decision.module.css'
import { DecisionDetails } from './DecisionDetails.tsx'
import { useDeciding } from './useDeciding.ts'
import { QuestionIcon } from './icons.tsx'
import styles from './Questions.module.css'
import { Readings } from './Readings.tsx'

/** What the documents leave open about the clause, each to be decided. */
export function Questions({ id }: { readonly id: string }) {
  const specification = useLab((state) => specificationFor(state.scenario))
  const { minutes } = useNotes()
  const questions = questionsOf(specification, id)
  const undecided = questions.filter(
    (question) => decisionOn(minutes, specification.document.id, question.id) === null,
  ).length
  return (
    <section className={styles.questions} aria-label="Open questions">
      <h3>
        {questions.length === 0 ? 'No open questions' : 'Open questions'}{' '}
        {questions.length === 0 ? null : <span>{undecided} undecided</span>}
      </h3>
      <ol>
        {questions.map((question) => (
          <Asked key={question.id} question={question} spec={specification.document.id} />
        ))}
      </ol>
    </section>
  )
}

interface AskedProps {
  readonly question: Question
  readonly spec: string
}

function Asked({ question, spec }: AskedProps) {
  const { id, says, answer, knob } = question
  const on = useDeciding()(spec, id, question)
  return (
    <li>
      <QuestionIcon />
      <div className={styles.question}>
        <p>
          <ClauseChip id={id} /> {says}
        </p>
        {answer === null ? null : (
          <p className={styles.answer}>
            <b>{knob === null ? 'Not switchable: the model always assumes:' : 'This model:'}</b> {answer}
          </p>
        )}
        {knob === null ? null : (
          <>
            <Readings name={knob.name} knob={knob.knob} on={on} />
            <ObservedChoice knob={knob.name} />
          </>
        )}
        <details className={decision.more}>
          <summary>Reason, owner, votes of {id}</summary>
          <DecisionDetails on={on} />
        </details>
      </div>
      <Decide on={on} />
    </li>
  )
}
