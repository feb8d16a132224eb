import { useMemo } from 'react'
import { chosenBy, givenText, questionMark, type Task } from '#store/learn/classwork.ts'
import { titleOf } from '#store/learn/learn.ts'
import { orderOf, type LearnPlace } from '#store/learn/place.ts'
import { useResults } from '#store/learn/useResults.ts'
import { taskOf } from '#store/learn/useSet.ts'
import parts from '#styles/parts.module.css'
import { css } from '../../parts/css.ts'
import { Asking } from '../Asking.tsx'
import styles from '../Learn.module.css'
import own from './Class.module.css'

interface Props {
  readonly place: LearnPlace
  readonly put: (change: Partial<LearnPlace>) => void
  readonly number: number
}

/** One question of a set; the first answer counts. */
export function ClassTask({ place, put, number }: Props) {
  const order = orderOf(place)
  const task = taskOf(order, number)
  const open = (at: LearnPlace['at']): void => put({ at, chosen: null, revealed: false })
  if (task === null)
    return (
      <section className={own.start}>
        <p>The set has no question {number}: with these limits there are fewer.</p>
        <p>
          <button type="button" className={css(parts.btn, parts.key)} onClick={() => open('end')}>
            To the end
          </button>
        </p>
      </section>
    )
  return <Answered key={number} task={task} place={place} put={put} open={open} />
}

function Answered({
  task: { number, question },
  place,
  put,
  open,
}: {
  readonly task: Task
  readonly place: LearnPlace
  readonly put: Props['put']
  readonly open: (at: LearnPlace['at']) => void
}) {
  const order = orderOf(place)
  const of = useMemo(() => ({ set: order }), [order])
  const { keeper, work, answers } = useResults(of)
  const mark = useMemo(() => questionMark(question), [question])
  const given = answers.get(mark)
  const kept = given === undefined ? null : chosenBy(question, given)
  const shown = kept === null ? place : { ...place, chosen: kept, revealed: true }
  const next = number === order.count ? 'end' : number + 1
  return (
    <Asking
      question={question}
      place={shown}
      put={put}
      isOnce
      onReveal={(_, answer) => keeper.answer(work, mark, givenText(question, answer))}
      onNext={() => open(next)}
      above={
        <nav className={styles.lessons} aria-label="Questions">
          {Array.from({ length: order.count }, (_, i) => i + 1).map((each) => (
            <button
              key={each}
              type="button"
              aria-label={`Question ${each}`}
              aria-current={each === number ? 'step' : undefined}
              onClick={() => open(each)}
            >
              {each}
            </button>
          ))}
        </nav>
      }
      head={
        <>
          <p className={styles.eyebrow}>
            Question {number} of {order.count}, <code>{titleOf(question.scenario)}</code>
          </p>
          <h2 tabIndex={-1}>{kept === null ? `Question ${number}` : question.scenario.title}</h2>
        </>
      }
      foot={
        <>
          <button
            type="button"
            className={css(parts.btn, parts.quiet)}
            onClick={() => open(number === 1 ? 'start' : number - 1)}
          >
            Back
          </button>
          <button
            type="button"
            className={css(parts.btn, kept === null ? parts.quiet : parts.key)}
            onClick={() => open(next)}
          >
            {next === 'end' ? 'To the end' : kept === null ? 'Leave it for later' : 'Next question'}
          </button>
        </>
      }
    />
  )
}
