import { useEffect, useRef } from 'react'
import { commentsOn, decisionOn } from '#store/review/comments.ts'
import { specificationFor } from '#store/lab/derived.ts'
import { useLab, useLabStore } from '#store/services/hooks.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { useCheck } from '#store/verify/useVerify.ts'
import { markFor, questionsOf, shortly } from '#store/review/review.ts'
import { readClause } from '#store/review/reviewPlace.ts'
import parts from '#styles/parts.module.css'
import { ForceMark } from '../parts/ForceMark.tsx'
import { VerdictIcon } from '../Verify/VerdictIcon.tsx'
import { QuestionIcon, TalkIcon } from './icons.tsx'
import styles from './List.module.css'

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
      <ol ref={list} className={styles.list}>
        {Object.entries(document.clauses).map(([id, { force, says }]) => {
          const comments = commentsOn(minutes, document.id, id).length
          const open = questionsOf(specification, id).filter(
            (question) => decisionOn(minutes, document.id, question.id) === null,
          ).length
          const mark = markFor(view.report, id)
          const choice = decisionOn(minutes, document.id, id)
          return (
            <li key={id}>
              <button
                type="button"
                className={styles.row}
                aria-current={id === clause ? 'true' : undefined}
                onClick={() => readClause(lab, id)}
              >
                <span className={styles.id}>{id}</span>
                <span className={styles.force}>
                  <ForceMark force={force} />
                </span>
                <span className={styles.words}>
                  {shortly(says)}
                  {choice === null ? null : <b className={styles.choice}> {choice}</b>}
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
                      <span className={parts.sr}> {mark}</span>
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

const forces = ['MUST', 'SHOULD', 'MAY', 'statement'] as const
const marks = ['holds', 'seen', 'never', 'false'] as const
const markWords = { holds: 'holds', seen: 'seen', never: 'never reached', false: 'false' } as const

/** What the shapes in the list mean. */
function Legend() {
  return (
    <p className={styles.legend}>
      {forces.map((force) => (
        <ForceMark key={force} force={force} />
      ))}
      {marks.map((mark) => (
        <span key={mark}>
          <VerdictIcon mark={mark} />
          {markWords[mark]}
        </span>
      ))}
    </p>
  )
}
