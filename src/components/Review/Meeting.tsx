import { lazy, Suspense, useState } from 'react'
import { commentsOn, decisionOn } from '#store/review/comments.ts'
import { specificationFor } from '#store/lab/derived.ts'
import { useLab, useLabStore } from '#store/services/hooks.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { stepClause } from '#store/review/reviewPlace.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { MinutesMenu } from './MinutesMenu.tsx'
import { Requirements } from './Requirements.tsx'
import styles from './Review.module.css'

const Together = lazy(() => import('./Meet/Together.tsx').then((module) => ({ default: module.Together })))
const AgendaDialog = lazy(() => import('./Meet/AgendaDialog.tsx').then((module) => ({ default: module.AgendaDialog })))

/** How far the meeting is, and what takes it on. */
export function Meeting({ clause }: { readonly clause: string }) {
  const lab = useLabStore()
  const [isAsked, setAsked] = useState(false)
  const document = useLab((state) => specificationFor(state.scenario).document)
  const { minutes, problem } = useNotes()
  const ids = Object.keys(document.clauses)
  const at = ids.indexOf(clause)
  const open = Object.keys(document.questions).filter((id) => decisionOn(minutes, document.id, id) === null).length
  const isDone = (id: string): boolean =>
    decisionOn(minutes, document.id, id) !== null || commentsOn(minutes, document.id, id).length > 0
  return (
    <section className={styles.meeting} aria-label="Meeting">
      <span className={styles.progress} aria-hidden="true">
        {ids.map((id, i) => (
          <i key={id} data-at={i === at ? '' : undefined} data-done={isDone(id) ? '' : undefined} />
        ))}
      </span>
      <p className={styles.count}>
        Clause <b>{at + 1}</b> of {ids.length}, <b>{open}</b> of {Object.keys(document.questions).length} questions
        undecided
      </p>
      <div className={styles.move}>
        <button
          type="button"
          className={css(parts.btn, parts.quiet)}
          disabled={at <= 0}
          onClick={() => stepClause(lab, -1)}
        >
          <kbd className={parts.kbd} aria-hidden="true">
            K
          </kbd>{' '}
          Previous
        </button>
        <button
          type="button"
          className={css(parts.btn, parts.quiet)}
          disabled={at >= ids.length - 1}
          onClick={() => stepClause(lab, 1)}
        >
          <kbd className={parts.kbd} aria-hidden="true">
            J
          </kbd>{' '}
          Next
        </button>
        <button type="button" className={parts.btn} onClick={() => setAsked(true)}>
          Meeting
        </button>
        {/* Its room is kept: what stands beside it would go to another line when it comes. */}
        <Suspense fallback={<span className={css(parts.btn, parts.quiet, styles.coming)}>Together: 1</span>}>
          <Together />
        </Suspense>
        <MinutesMenu />
      </div>
      <Requirements />
      {isAsked ? (
        <Suspense>
          <AgendaDialog onClose={() => setAsked(false)} />
        </Suspense>
      ) : null}
      {problem === null ? null : (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </section>
  )
}
