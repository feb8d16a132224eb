import { memo } from 'react'
import type { Comment, Decision } from '#store/review/comments.ts'
import { decidedWords, formerWords, momentWords, valueWords, votesWords } from '#store/review/decisionWords.ts'
import { countsOfSheet, type MinutesSheet, type SheetClause, type SheetQuestion } from '#store/review/minutesSheet.ts'
import { observedWords, type SheetLinks } from '#store/review/minutesMarkdown.ts'
import { ForceMark } from '../parts/ForceMark.tsx'
import { WitnessDrawing } from './WitnessPicture.tsx'
import { useLinks, useMinutesSheets } from './useMinutesSheets.ts'
import styles from './Printed.module.css'

/** Of a picture on paper, in CSS pixels. */
const pictureWidth = 640

/**
 * Every clause on paper, with what was said and decided. It is always in the document, beside the page and not inside of its windows,
 * and the style of the paper alone shows it: so it is whole however one prints.
 */
export function Printed() {
  const { sheets, findLinks } = useMinutesSheets()
  const links = useLinks({ findLinks })
  return (
    <div className={styles.printed} data-printed="" aria-hidden="true">
      {sheets.map((sheet) => (
        <Page key={sheet.spec} sheet={sheet} links={links} />
      ))}
    </div>
  )
}

interface PageProps {
  readonly sheet: MinutesSheet
  readonly links: SheetLinks
}

const Page = memo(function Page({ sheet, links }: PageProps) {
  const { meeting, title, family, documents, check, model, clauses, aside } = sheet
  const { comments, decided, undecided } = countsOfSheet(sheet)
  return (
    <div className={styles.sheet}>
      <h2>
        {meeting.title === '' ? 'Review of ' : `${meeting.title}: `}
        <code>{title}</code>
      </h2>
      <p>{family}</p>
      <dl className={styles.about}>
        <Fact title="Date" text={meeting.date === '' ? '....................' : meeting.date} />
        <Fact title="People" text={meeting.people.length === 0 ? '....................' : meeting.people.join(', ')} />
        <Fact title="Documents" text={documents.join('; ')} />
        {model === null ? null : <Fact title="Version of the model" text={model} />}
        <Fact title="Check" text={check ?? 'not run; no verdict is known'} />
        <Fact
          title="Decided"
          text={`keep or leave open ${decided.keep}, ask the authors ${decided.ask}, fix the text ${decided.change}, reading chosen ${decided.reading}; ${undecided.length} ${undecided.length === 1 ? 'question' : 'questions'} undecided; ${comments} ${comments === 1 ? 'comment' : 'comments'}`}
        />
        {aside === 0 ? null : <Fact title="Kept aside" text={`${aside} on clauses that this version does not know`} />}
      </dl>
      <ol>
        {clauses.map((clause) => (
          <PrintedClause key={clause.id} clause={clause} links={links} />
        ))}
      </ol>
    </div>
  )
})

const Fact = ({ title, text }: { readonly title: string; readonly text: string }) => (
  <div>
    <dt>{title}</dt>
    <dd>{text}</dd>
  </div>
)

interface ClauseProps {
  readonly clause: SheetClause
  readonly links: SheetLinks
}

function PrintedClause({ clause, links }: ClauseProps) {
  const { id, force, section, says, comments, decision, questions, verdicts, witness, observed, isSpoken } = clause
  return (
    <li>
      <header>
        <a href={links.get(id)}>
          <code>{id}</code>
        </a>{' '}
        <ForceMark force={force} /> <span>{section}</span>
      </header>
      <p className={styles.says}>{says}</p>
      <Decided decision={decision} question={null} />
      <ol className={styles.comments}>
        {comments.map((comment) => (
          <Said key={comment.id} comment={comment} />
        ))}
      </ol>
      {verdicts.length === 0 ? null : (
        <ul className={styles.verdicts}>
          {verdicts.map(({ id: statement, says: what, word, note }) => (
            <li key={statement}>
              {what} <b>{word}</b> {note}
            </li>
          ))}
        </ul>
      )}
      {observed.length === 0 ? null : <p>Observed: {observedWords(observed)}</p>}
      <ul className={styles.open}>
        {questions.map((question) => (
          <Asked key={question.id} question={question} />
        ))}
      </ul>
      {!isSpoken || witness === null ? null : (
        <figure>
          <figcaption>
            Witness: <a href={links.get(`run ${id}`)}>{witness.title}</a>. {witness.shows}
          </figcaption>
          <WitnessDrawing scenario={witness.scenario} clause={id} width={pictureWidth} unit={1} />
        </figure>
      )}
    </li>
  )
}

const Said = ({ comment: { author, words, text, made } }: { readonly comment: Comment }) => (
  <li>
    {author === '' ? null : <b>{author} </b>}
    {momentWords(made)} {words === null ? null : <q>{words.quote}</q>} <span className={styles.text}>{text}</span>
  </li>
)

function Asked({ question }: { readonly question: SheetQuestion }) {
  const { id, says, answer, knob, decision } = question
  return (
    <li>
      <code>{id}</code> {says}{' '}
      {knob === null ? (
        <>Not switchable: the model always assumes: {answer}</>
      ) : (
        <>
          Our default reading: {valueWords(knob.knob.domain.default)}. {answer}
        </>
      )}
      <Decided decision={decision} question={question} />
    </li>
  )
}

interface DecidedProps {
  readonly decision: Decision | null
  readonly question: SheetQuestion | null
}

/** What was decided, or room to write it by hand. */
function Decided({ decision, question }: DecidedProps) {
  if (decision === null) return <p className={styles.decided}>Decision: ........................................</p>
  const { why = '', by = '', owner = '', due = '', link = '', changed, before = [] } = decision
  const votes = votesWords(decision, question)
  const former = before.filter(({ choice }) => choice !== 'none')
  return (
    <div className={styles.decided}>
      <p>
        Decision: <b>{decidedWords(decision, question !== null)}</b>
        {by === '' ? '' : `, ${by}`}, {momentWords(changed)}
        {owner === '' ? '' : `; owner: ${owner}`}
        {due === '' ? '' : `; due ${due}`}
        {votes === '' ? '' : `; votes: ${votes}`}
        {link === '' ? '' : `; ${link}`}
      </p>
      {why === '' ? null : <p className={styles.text}>{why}</p>}
      {former.length === 0 ? null : (
        <p>
          Before:{' '}
          {former.map((past) => `${momentWords(past.changed)}, ${formerWords(past, question !== null)}`).join('; ')}
        </p>
      )}
    </div>
  )
}
