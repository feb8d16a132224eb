import { useEffect, useRef, useState } from 'react'
import { commentsOn } from '#store/review/comments.ts'
import { useLab } from '#store/services/hooks.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { clauseFor } from '#store/review/review.ts'
import { ObservedClause } from '../Evidence/Observed.tsx'
import { EvidenceMark } from '../parts/EvidenceMark.tsx'
import { ForceMark } from '../parts/ForceMark.tsx'
import { ClauseText } from './ClauseText.tsx'
import { Comments } from './Comments.tsx'
import { Decide } from './Decide.tsx'
import decisions from './Decision.module.css'
import { DecisionDetails } from './DecisionDetails.tsx'
import { css } from '../parts/css.ts'
import { useDeciding } from './useDeciding.ts'
import { Evidence } from './Evidence.tsx'
import { Questions } from './Questions.tsx'
import styles from './Review.module.css'

/** One clause with everything that a meeting wants to see of it. */
export function ClauseView({ id }: { readonly id: string }) {
  const scenario = useLab((state) => state.scenario)
  const { minutes } = useNotes()
  const deciding = useDeciding()
  const [words, setWords] = useState<{ readonly from: number; readonly quote: string } | null>(null)
  const article = useRef<HTMLElement>(null)
  // The clause before took the focus with it: the keys that scroll are for this one.
  useEffect(() => {
    if (document.activeElement === document.body) article.current?.focus({ preventScroll: true })
  }, [])
  const detail = clauseFor(scenario, id)
  if (detail === null || detail.clause === null) return null
  const { spec } = scenario
  const { force, says, section } = detail.clause
  const on = deciding(spec, id, null)
  const comments = commentsOn(minutes, spec, id)
  return (
    <article ref={article} tabIndex={-1} data-read="" className={styles.main} aria-label={`Clause ${id}`}>
      <header className={styles.head}>
        <h2 className={styles.id}>{id}</h2>
        <span className={styles.force}>
          <ForceMark force={force} />
        </span>
        <span className={styles.section}>
          {detail.evidence === null ? null : <EvidenceMark kind={detail.evidence.kind} />} {section}, in our words
        </span>
        <span className={styles.decision}>
          <Decide on={on} />
        </span>
      </header>
      <details className={css(decisions.more, styles.details)}>
        <summary>Reason, owner, votes of {id}</summary>
        <DecisionDetails on={on} />
      </details>
      <ClauseText says={says} comments={comments} onWords={setWords} />
      <Comments spec={spec} id={id} says={says} comments={comments} words={words} onWritten={() => setWords(null)} />
      <Evidence id={id} />
      <ObservedClause id={id} />
      <Questions id={id} />
    </article>
  )
}
