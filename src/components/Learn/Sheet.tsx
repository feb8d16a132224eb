import type { ReactNode } from 'react'
import { keyText } from '#store/learn/answers.ts'
import type { Task } from '#store/learn/classwork.ts'
import { commandsOf, isRight, settingsOf, titleOf, type Marking, type Option } from '#store/learn/learn.ts'
import { usePage } from '#store/services/hooks.ts'
import type { LearnPlace } from '#store/learn/place.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { SheetPicture } from './SheetPicture.tsx'
import styles from './Sheet.module.css'

/** What is printed. */
export interface Sheeted {
  readonly title: string
  readonly intro: string
  readonly tasks: readonly (Task & { readonly title?: string; readonly says?: string })[]
  readonly isWhole: boolean
}

interface SheetProps {
  readonly sheeted: Sheeted
  readonly place: LearnPlace
  readonly put: (change: Partial<LearnPlace>) => void
  /** What the questions are made from, where that is chosen here. */
  readonly order: ReactNode
}

const letters = 'ABCD'

/** Questions to hand out, each with its timeline drawn up to the cancel; the answers are a page of their own, with a link of their own. */
export function Sheet({ sheeted, place, put, order }: SheetProps) {
  const { sheet } = place
  const { tasks, isWhole } = sheeted
  const shown = tasks.filter(({ number }) => !sheet.left.includes(number))
  return (
    <article className={styles.sheet} data-print="">
      <Tools sheeted={sheeted} place={place} put={put} order={order} />
      <header>
        <h2>{sheet.isKey ? `Answers: ${sheeted.title}` : sheeted.title}</h2>
        {sheet.isKey ? null : (
          <>
            {sheeted.intro === '' ? null : <p>{sheeted.intro}</p>}
            <p className={styles.who}>
              <span>Name</span>
              <span>Date</span>
            </p>
            <p className={styles.how}>
              Each timeline is drawn up to the cancel. Complete it, then answer. Time runs in ticks; every message takes
              as long as the settings say.
            </p>
          </>
        )}
      </header>
      {isWhole ? null : <output>The questions are made…</output>}
      <ol className={styles.questions}>
        {shown.map((task, i) => (
          <li key={task.number} value={i + 1}>
            {sheet.isKey ? <Answer task={task} /> : <Question task={task} />}
          </li>
        ))}
      </ol>
    </article>
  )
}

function Tools({ sheeted, place, put, order }: SheetProps) {
  const { copyLink } = usePage()
  const { sheet } = place
  const toggle = (number: number): void =>
    put({
      sheet: {
        ...sheet,
        left: sheet.left.includes(number) ? sheet.left.filter((each) => each !== number) : [...sheet.left, number],
      },
    })
  return (
    <div className={styles.tools}>
      <p>
        <button type="button" className={css(parts.btn, parts.key)} onClick={() => window.print()}>
          Print
        </button>
        <button
          type="button"
          className={css(parts.btn)}
          onClick={() => put({ sheet: { ...sheet, isKey: !sheet.isKey } })}
        >
          {sheet.isKey ? 'Show the questions' : 'Show the answers'}
        </button>
        <button type="button" className={css(parts.btn)} onClick={copyLink}>
          {sheet.isKey ? 'Copy link to the answers' : 'Copy link to the sheet'}
        </button>
        {place.own === null ? null : (
          <button
            type="button"
            className={css(parts.btn)}
            onClick={() => put({ sheet: { of: sheet.of === 'own' ? 'set' : 'own', left: [], isKey: false } })}
          >
            {sheet.of === 'own' ? 'Take a set instead' : 'Take my lesson instead'}
          </button>
        )}
      </p>
      <details>
        <summary>Which questions</summary>
        {order}
        <fieldset className={styles.chosen}>
          <legend>On the sheet</legend>
          {sheeted.tasks.map(({ number }) => (
            <label key={number}>
              <input type="checkbox" checked={!sheet.left.includes(number)} onChange={() => toggle(number)} />
              {number}
            </label>
          ))}
        </fieldset>
      </details>
    </div>
  )
}

type SheetTask = Sheeted['tasks'][number]

function Question({ task: { question, title, says } }: { readonly task: SheetTask }) {
  const isAcross = question.kind === 'which'
  const settings = isAcross ? '' : settingsOf(question)
  return (
    <>
      {title === undefined ? null : <p className={styles.name}>{title}</p>}
      {says === undefined || says === '' ? null : <p>{says}</p>}
      {isAcross ? null : (
        <>
          <p className={styles.facts}>
            <code>{titleOf(question.scenario)}</code> · {commandsOf(question.scenario)}
          </p>
          {settings === '' ? null : <p className={styles.facts}>{settings}</p>}
          <SheetPicture scenario={question.scenario} isCovered />
        </>
      )}
      <h3>{question.prompt}</h3>
      {question.kind === 'tick' ? (
        <p className={styles.line}>Mark it on the axis. Tick:</p>
      ) : (
        <Choices options={question.options} />
      )}
    </>
  )
}

function Choices({ options }: { readonly options: readonly Option[] }) {
  return (
    <ol className={styles.choices}>
      {options.map(({ text, voice }, at) => (
        <li key={text}>
          <i>{letters[at]}</i> <span data-voice={voice}>{text}</span>
        </li>
      ))}
    </ol>
  )
}

function Answer({ task: { question } }: { readonly task: SheetTask }) {
  return (
    <>
      <h3>{question.prompt}</h3>
      {question.kind === 'tick' ? <Moment question={question} /> : <Letter options={question.options} />}
      {question.kind === 'which' ? null : <SheetPicture scenario={question.scenario} isCovered={false} />}
    </>
  )
}

function Letter({ options }: { readonly options: readonly Option[] }) {
  const at = options.findIndex(isRight)
  const right = options[at]
  return (
    <p>
      <b>{letters[at]}</b> <b data-voice={right?.voice}>{right?.text}</b> {right?.why} {right?.clauses.join(', ')}
    </p>
  )
}

function Moment({ question }: { readonly question: Marking }) {
  return (
    <p>
      <b>{keyText(question)}</b> {question.why} {question.clauses.join(', ')}
    </p>
  )
}
