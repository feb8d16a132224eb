import { useState } from 'react'
import {
  addQuestion,
  answerIn,
  leakOf,
  offersFor,
  openOwnLesson,
  type Offer,
  type Words,
} from '#store/learn/composing.ts'
import { learnPlace } from '#store/learn/place.ts'
import { ownLesson } from '#store/learn/own.ts'
import { longTextMax } from '#store/learn/formats.ts'
import { useActions, useLab, useLabStore } from '#store/services/hooks.ts'
import type { Scenario } from '#store/lab/types.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { SheetFrame } from '../Sheets/SheetFrame.tsx'
import { Field } from './Field.tsx'
import { TaskPick } from './TaskPick.tsx'
import styles from './Ask.module.css'

/** A question from the run that one sees: its answer, the wrong options and their reasons are computed; every text can be changed. */
export function AskSheet() {
  const scenario = useLab((state) => state.scenario)
  return (
    <SheetFrame title="Ask this run" width="wide">
      <Composer key={scenario.spec} scenario={scenario} />
    </SheetFrame>
  )
}

const empty = (offer: Offer): Words => ({
  title: '',
  says: '',
  prompt: offer.question?.prompt ?? '',
  reasons: {},
  why: '',
  code: '',
  task: null,
})

function Composer({ scenario }: { readonly scenario: Scenario }) {
  const lab = useLabStore()
  const { openSheet, announce } = useActions()
  const count = useLab((state) => ownLesson(learnPlace(state.places.learn).own)?.questions.length ?? 0)
  const [offers] = useState(() => offersFor(scenario))
  const [id, setId] = useState(() => offers.find(({ question }) => question !== null)?.id ?? '')
  const offer = offers.find((each) => each.id === id)
  const [words, setWords] = useState<Words | null>(null)
  if (offer === undefined || offer.question === null)
    return <p className={styles.none}>This run answers no question yet: start an operation and cancel it.</p>
  const { question } = offer
  const now = words ?? empty(offer)
  const put = (change: Partial<Words>): void => setWords({ ...now, ...change })
  const leak = leakOf(question, now)
  const add = (): void => {
    addQuestion(lab, scenario, offer, now)
    setWords(null)
    announce(`The question is in the lesson, as number ${count + 1}.`)
  }
  return (
    <div className={styles.composer}>
      <fieldset className={styles.kinds}>
        <legend>What is asked</legend>
        {offers.map((each) => (
          <label key={each.id} data-none={each.question === null ? '' : undefined}>
            <input
              type="radio"
              name="kind"
              checked={each.id === id}
              disabled={each.question === null}
              onChange={() => {
                setId(each.id)
                setWords(null)
              }}
            />
            <span>
              {each.title}
              <small>{each.question === null ? 'this run does not answer it' : answerIn(each.question)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div className={styles.texts}>
        <Field name="Title" value={now.title} onChange={(title) => put({ title })} />
        <Field name="What one has to know" value={now.says} isLong onChange={(says) => put({ says })} />
        <Field name="Question" value={now.prompt} isLong onChange={(prompt) => put({ prompt })} />
        {question.kind === 'tick' ? (
          <Reason
            text={`${question.momentAt}, the right tick`}
            isRight
            value={now.reasons[String(question.momentAt)] ?? question.why}
            onChange={(why) => put({ reasons: { ...now.reasons, [String(question.momentAt)]: why } })}
          />
        ) : (
          question.options.map(({ text, why, source }) => (
            <Reason
              key={text}
              text={text}
              isRight={source === 'here'}
              value={now.reasons[text] ?? why}
              onChange={(reason) => put({ reasons: { ...now.reasons, [text]: reason } })}
            />
          ))
        )}
        <Field name="Why (after the answer)" value={now.why} isLong onChange={(why) => put({ why })} />
        <Field name="In code (after the answer)" value={now.code} isLong isCode onChange={(code) => put({ code })} />
        <TaskPick scenario={scenario} goal={now.task} onPick={(task) => put({ task })} />
        <output className={styles.leak}>{leak ?? 'Nothing gives the answer away.'}</output>
        <p className={styles.tools}>
          <button type="button" className={css(parts.btn, parts.key)} onClick={add}>
            Add to the lesson
          </button>
          <button
            type="button"
            className={css(parts.btn)}
            disabled={count === 0}
            onClick={() => {
              openSheet(null)
              openOwnLesson(lab)
            }}
          >
            Open the lesson, {count} {count === 1 ? 'question' : 'questions'}
          </button>
        </p>
      </div>
    </div>
  )
}

function Reason({
  text,
  isRight,
  value,
  onChange,
}: {
  readonly text: string
  readonly isRight: boolean
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  return (
    <label className={styles.field} data-right={isRight ? '' : undefined}>
      <span>
        {isRight ? '✓ ' : '✕ '}
        {text}
      </span>
      <textarea rows={2} maxLength={longTextMax} value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}
