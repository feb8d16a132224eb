import { useState } from 'react'
import { commentsOn, decisionOn } from '#store/review/comments.ts'
import { useLab } from '#store/services/hooks.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { clauseFor } from '#store/review/review.ts'
import { EvidenceMark } from '../parts/EvidenceMark.tsx'
import { ForceMark } from '../parts/ForceMark.tsx'
import { ClauseText } from './ClauseText.tsx'
import { Comments } from './Comments.tsx'
import { Decide } from './Decide.tsx'
import { Evidence } from './Evidence.tsx'
import { Questions } from './Questions.tsx'
import styles from './Review.module.css'

/** One clause with everything that a meeting wants to see of it. */
export function ClauseView({ id }: { readonly id: string }) {
  const scenario = useLab((state) => state.scenario)
  const { minutes, notes } = useNotes()
  const [words, setWords] = useState<{ readonly from: number; readonly quote: string } | null>(null)
  const detail = clauseFor(scenario, id)
  if (detail === null || detail.clause === null) return null
  const { spec } = scenario
  const { force, says, section } = detail.clause
  const comments = commentsOn(minutes, spec, id)
  return (
    <article className={styles.main} aria-label={`Clause ${id}`}>
      <header className={styles.head}>
        <h2 className={styles.id}>{id}</h2>
        <span className={styles.force}>
          <ForceMark force={force} />
        </span>
        <span className={styles.section}>
          {detail.evidence === null ? null : <EvidenceMark kind={detail.evidence.kind} />} {section}, in our words
        </span>
        <span className={styles.decision}>
          <Decide
            name={`Decision on ${id}`}
            choice={decisionOn(minutes, spec, id)}
            onChoose={(choice) => void notes.decide(spec, id, choice)}
          />
        </span>
      </header>
      <ClauseText says={says} comments={comments} onWords={setWords} />
      <Comments spec={spec} id={id} says={says} comments={comments} words={words} onWritten={() => setWords(null)} />
      <Evidence id={id} />
      <Questions id={id} />
    </article>
  )
}
