import { useEffect, useRef, type KeyboardEvent } from 'react'
import { commentsOn, decisionOn } from '#store/review/comments.ts'
import { specificationFor } from '#store/lab/derived.ts'
import { useLab, useLabStore } from '#store/services/hooks.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { useCheck } from '#store/verify/useVerify.ts'
import { choiceWords } from '#store/review/decisionWords.ts'
import { markFor, markTitles, questionsOf, shortly } from '#store/review/review.ts'
import { readClause } from '#store/review/reviewPlace.ts'
import parts from '#styles/parts.module.css'
import { ForceMark } from '../parts/ForceMark.tsx'
import { VerdictIcon } from '../Verify/VerdictIcon.tsx'
import { QuestionIcon, TalkIcon } from './icons.tsx'
import styles from './List.module.css'

/** Up, Down, Home and End go from clause to clause without reading them. */
function onArrow(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
  const at = rows.findIndex((row) => row === event.target)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
  if (at < 0 || to === undefined) return
  event.preventDefault()
  rows[to]?.focus()
  rows[to]?.scrollIntoView({ block: 'nearest' })
}

/** All clauses of the specification, with their force and what there is to say about each. */
export function ClauseList({ clause }: { readonly clause: string }) {
  const lab = useLabStore()
  const specification = useLab((state) => specificationFor(state.scenario))
  const { minutes } = useNotes()
  const { view } = useCheck()
  const list = useRef<HTMLOListElement>(null)
  const { document } = specification
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [clause])
  return (
    <nav className={styles.rail} aria-label="Clauses">
      {/* One stop for Tab; the arrows lead through it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ol ref={list} className={styles.list} onKeyDown={onArrow}>
        {Object.entries(document.clauses).map(([id, { force, says }]) => {
          const comments = commentsOn(minutes, document.id, id).length
          const open = questionsOf(specification, id).filter(
            (question) => decisionOn(minutes, document.id, question.id) === null,
          ).length
          const mark = markFor(view.report, id)
          const choice = decisionOn(minutes, document.id, id)?.choice ?? null
          return (
            <li key={id}>
              <button
                type="button"
                className={styles.row}
                tabIndex={id === clause ? 0 : -1}
                aria-current={id === clause ? 'true' : undefined}
                onClick={() => readClause(lab, id)}
              >
                <span className={styles.id}>{id}</span>
                <span className={styles.force}>
                  <ForceMark force={force} />
                </span>
                <span className={styles.words}>
                  {shortly(says)}
                  {choice === null ? null : <b className={styles.choice}> {choiceWords(choice, false)}</b>}
                </span>
                <span className={styles.signs}>
                  {open === 0 ? null : (
                    <span>
                      <QuestionIcon />
                      {open}
                      <span className={parts.sr}> open</span>
                    </span>
                  )}
                  {comments === 0 ? null : (
                    <span>
                      <TalkIcon />
                      {comments}
                      <span className={parts.sr}> {comments === 1 ? 'comment' : 'comments'}</span>
                    </span>
                  )}
                  {mark === null ? null : (
                    <span>
                      <VerdictIcon mark={mark} />
                      <span className={parts.sr}> {markTitles[mark]}</span>
                    </span>
                  )}
                </span>
              </button>
            </li>
          )
        })}
      </ol>
      <Legend />
    </nav>
  )
}

const forces = ['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT', 'MAY', 'statement', 'observed'] as const
const marks = ['holds', 'seen', 'never', 'exception', 'violated'] as const

/** What the shapes in the list mean. A mark stands for the statements that cite the clause, which may cover a part of it. */
function Legend() {
  return (
    <p className={styles.legend}>
      {forces.map((force) => (
        <ForceMark key={force} force={force} />
      ))}
      {marks.map((mark) => (
        <span key={mark}>
          <VerdictIcon mark={mark} />
          {markTitles[mark]}
        </span>
      ))}
    </p>
  )
}
