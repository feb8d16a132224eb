import { answerTo, isAnswerRight } from '#store/learn/answers.ts'
import { levelMax, practiceFor, seedMax, titleOf, type LearnPlace } from '#store/learn/learn.ts'
import { useProgress } from '#store/learn/useProgress.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { Asking } from './Asking.tsx'
import { Seed } from './Seed.tsx'
import styles from './Learn.module.css'

interface PracticeProps {
  readonly place: LearnPlace
  readonly put: (change: Partial<LearnPlace>) => void
}

/** Right answers in a row that lead to the next level. */
const rowForMore = 2

/** Questions without end, harder as one gets better. The seed and the number say which. */
export function Practice({ place, put }: PracticeProps) {
  const { progress, keeper } = useProgress()
  const { seed, number, level } = place
  const { question } = practiceFor(seed, number, level)
  const answer = answerTo(question, place.chosen)
  const revealed = place.revealed && answer !== null
  const wasRight = revealed && isAnswerRight(question, answer)
  const next = (): void => {
    const step = !revealed ? 0 : !wasRight ? -1 : progress.row > 0 && progress.row % rowForMore === 0 ? 1 : 0
    put({ number: number + 1, level: Math.min(levelMax, Math.max(1, level + step)), chosen: null, revealed: false })
  }
  return (
    <Asking
      question={question}
      place={place}
      put={put}
      onReveal={keeper.answerPractice}
      onNext={next}
      above={
        <Seed
          seed={seed}
          max={seedMax}
          onSeed={(value) => put({ seed: value, number: 1, level: 1, chosen: null, revealed: false })}
        />
      }
      head={
        <>
          <p className={styles.eyebrow}>
            Question {number}, level {level} of {levelMax}, <code>{titleOf(question.scenario)}</code>
          </p>
          <h2 tabIndex={-1}>{question.scenario.title}</h2>
        </>
      }
      foot={
        <>
          <button
            type="button"
            className={css(parts.btn, parts.quiet)}
            disabled={number === 1}
            onClick={() => put({ number: number - 1, chosen: null, revealed: false })}
          >
            Back
          </button>
          <button type="button" className={css(parts.btn, revealed ? parts.key : parts.quiet)} onClick={next}>
            {revealed ? 'Next question' : 'Skip it'}
          </button>
        </>
      }
    />
  )
}
