import { useEffect, useRef } from 'react'
import { decidedWords, momentWords } from '#store/review/decisionWords.ts'
import { useSteadyCaret } from '../../parts/useSteadyCaret.ts'
import type { DecidingOn } from '../useDeciding.ts'
import styles from './Bar.module.css'

/** What of a decision is being written. */
export type Edited = 'why' | 'owner' | null

interface Props {
  readonly on: DecidingOn
  readonly edited: Edited
  readonly onEdit: (edited: Edited) => void
  readonly isVoting: boolean
}

/** What was decided on the question that is spoken of: which, why, by how many, who sees to it, until when. */
export function DecisionBar({ on, edited, onEdit, isVoting }: Props) {
  const { about, question, decision, options, write } = on
  const { why = '', owner = '', due = '', changed = 0, by = '', votes = {} } = decision ?? {}
  const isDecided = decision !== null && decision.choice !== 'none'
  const bar = useRef<HTMLElement>(null)
  const reason = useRef<HTMLTextAreaElement>(null)
  useSteadyCaret(reason, why)
  useEffect(() => {
    if (edited !== null) bar.current?.querySelector<HTMLElement>(`[data-field="${edited}"]`)?.focus()
  }, [edited])
  const leave = (event: React.KeyboardEvent): void => {
    if (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey)) return
    event.preventDefault()
    event.stopPropagation()
    onEdit(null)
    if (event.target instanceof HTMLElement) event.target.blur()
  }
  return (
    // The keys only lead out of its fields.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section ref={bar} className={styles.bar} aria-label={`Decision on ${about}`} onKeyDown={leave}>
      <div className={styles.chosen} data-none={isDecided ? undefined : ''}>
        <span>{about}</span>
        <b>
          {isVoting
            ? 'Voting: each number adds a vote'
            : isDecided
              ? decidedWords(decision, question !== null)
              : `undecided: press 1 to ${options.length}`}
        </b>
      </div>
      <label className={styles.why}>
        <span>Reason</span>
        <textarea
          ref={reason}
          data-field="why"
          rows={2}
          maxLength={4000}
          value={why}
          onFocus={() => onEdit('why')}
          onBlur={() => onEdit(null)}
          onChange={(event) => write({ why: event.target.value })}
        />
      </label>
      <div className={styles.votes}>
        <span>Votes</span>
        <b>{options.map(({ id }) => votes[id] ?? 0).join(' · ')}</b>
      </div>
      <label>
        <span>Owner</span>
        <input
          data-field="owner"
          maxLength={80}
          value={owner}
          onFocus={() => onEdit('owner')}
          onBlur={() => onEdit(null)}
          onChange={(event) => write({ owner: event.target.value })}
        />
      </label>
      <label>
        <span>Due</span>
        <input type="date" value={due} onChange={(event) => write({ due: event.target.value })} />
      </label>
      <div className={styles.when}>
        <span>{isDecided ? `Decided ${momentWords(changed).slice(11)}` : 'Not decided'}</span>
        <b>{by}</b>
      </div>
    </section>
  )
}
