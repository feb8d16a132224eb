import { answerTo } from '#store/learn/answers.ts'
import { levelMax, practiceFor, titleOf } from '#store/learn/learn.ts'
import { seedMax, type LearnPlace } from '#store/learn/place.ts'
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

/** Questions without end. The seed, the level and the number say which, and nothing that anybody answers. */
export function Practice({ place, put }: PracticeProps) {
  const { keeper } = useProgress()
  const { seed, number, level } = place
  const { question } = practiceFor(seed, number, level)
  const answer = answerTo(question, place.chosen)
  const revealed = place.revealed && answer !== null
  const next = (): void => put({ number: number + 1, chosen: null, revealed: false })
  return (
    <Asking
      question={question}
      place={place}
      put={put}
      onReveal={keeper.answerPractice}
      onNext={next}
      above={
        <div className={styles.order}>
          <Seed
            seed={seed}
            max={seedMax}
            onSeed={(value) => put({ seed: value, number: 1, chosen: null, revealed: false })}
          />
          <Level level={level} onLevel={(value) => put({ level: value, number: 1, chosen: null, revealed: false })} />
        </div>
      }
      head={
        <>
          <p className={styles.eyebrow}>
            Question {number}, level {level}, <code>{titleOf(question.scenario)}</code>
          </p>
          {/* The title of a scenario can tell the answer. */}
          <h2 tabIndex={-1}>{revealed ? question.scenario.title : `Question ${number}`}</h2>
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

/** How hard the questions are: chosen, so that a class with the same seed has the same ones. */
function Level({ level, onLevel }: { readonly level: number; readonly onLevel: (level: number) => void }) {
  return (
    <fieldset className={styles.level} aria-label="Level">
      {Array.from({ length: levelMax }, (_, i) => i + 1).map((each) => (
        <button
          key={each}
          type="button"
          className={css(parts.btn, parts.small)}
          aria-label={`Level ${each}`}
          aria-pressed={each === level}
          onClick={() => onLevel(each)}
        >
          {each}
        </button>
      ))}
    </fieldset>
  )
}
