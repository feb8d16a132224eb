import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { isRight, type Choosing, type Option } from '#store/learn/learn.ts'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { css } from '../parts/css.ts'
import styles from './Learn.module.css'

interface OptionsProps {
  readonly question: Choosing
  readonly chosen: number | null
  readonly revealed: boolean
  /** The run is being revealed: the answer stands. */
  readonly isFixed: boolean
  readonly onChoose: (index: number) => void
}

const letters = 'ABCD'

/** Four answers; once it is revealed, each with the reason why it is right or wrong in this run. */
export function Options({ question, chosen, revealed, isFixed, onChoose }: OptionsProps) {
  if (revealed) return <Answers options={question.options} chosen={chosen} />
  return (
    <RadioGroup
      className={css(styles.options)}
      aria-labelledby="prompt"
      isReadOnly={isFixed}
      value={chosen === null ? null : String(chosen)}
      onChange={(value) => onChoose(Number(value))}
    >
      {question.options.map(({ text, voice }, i) => (
        <Radio key={text} value={String(i)} className={css(styles.option)}>
          <i>{letters[i]}</i>
          <span data-voice={voice}>{text}</span>
        </Radio>
      ))}
    </RadioGroup>
  )
}

function Answers({ options, chosen }: { readonly options: readonly Option[]; readonly chosen: number | null }) {
  return (
    <ol className={styles.options} aria-labelledby="prompt" tabIndex={-1}>
      {options.map((option, i) => {
        const { text, voice, why, clauses } = option
        const verdict = isRight(option) ? 'right' : i === chosen ? 'wrong' : 'other'
        return (
          <li key={text} className={styles.option} data-verdict={verdict}>
            <i aria-hidden="true">{letters[i]}</i>
            <div>
              <p className={styles.answer}>
                <span data-voice={voice}>{text}</span>
                {verdict === 'other' ? null : (
                  <b>
                    {isRight(option)
                      ? i === chosen
                        ? '✓ what happens, as you said'
                        : '✓ what happens'
                      : '✕ your prediction'}
                  </b>
                )}
              </p>
              <Why why={why} clauses={clauses} />
            </div>
          </li>
        )
      })}
    </ol>
  )
}

/** A reason, with the clauses that it rests on. */
export const Why = ({ why, clauses }: { readonly why: string; readonly clauses: readonly string[] }) => (
  <p className={styles.why}>
    {why}{' '}
    <span className={styles.chips}>
      {clauses.map((id) => (
        <ClauseChip key={id} id={id} />
      ))}
    </span>
  </p>
)
