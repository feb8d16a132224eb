import { useRef } from 'react'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField } from 'react-aria-components/TextField'
import { formerWords, momentWords } from '#store/review/decisionWords.ts'
import { css } from '../parts/css.ts'
import { useSteadyCaret } from '../parts/useSteadyCaret.ts'
import { Tally } from './Tally.tsx'
import styles from './Decision.module.css'
import type { DecidingOn } from './useDeciding.ts'

/** Why, who sees to it, until when, where it is filed, who voted for what, and what was decided before. Everything is kept as it is typed. */
export function DecisionDetails({ on }: { readonly on: DecidingOn }) {
  const { decision, options, question, vote, write } = on
  const { why = '', owner = '', due = '', link = '', before = [], votes = {}, by = '', changed = 0 } = decision ?? {}
  const reason = useRef<HTMLTextAreaElement>(null)
  useSteadyCaret(reason, why)
  const former = before.filter(({ choice }) => choice !== 'none')
  return (
    <div className={styles.details}>
      <TextField className={css(styles.wide)} value={why} onChange={(value) => write({ why: value })}>
        <Label>Reason</Label>
        <TextArea ref={reason} rows={2} maxLength={4000} />
      </TextField>
      <TextField value={owner} onChange={(value) => write({ owner: value })}>
        <Label>Owner</Label>
        <Input maxLength={80} />
      </TextField>
      <TextField value={due} onChange={(value) => write({ due: value })}>
        <Label>Due</Label>
        <Input type="date" />
      </TextField>
      <TextField className={css(styles.wide)} value={link} onChange={(value) => write({ link: value })}>
        <Label>Link to an issue</Label>
        <Input maxLength={600} placeholder="https://" />
      </TextField>
      <fieldset className={styles.votes}>
        <legend>Votes</legend>
        {options.map((option) => (
          <div key={option.id}>
            <span>{option.title}</span>
            <button type="button" aria-label={`A vote less for ${option.title}`} onClick={() => vote(option, -1)}>
              −
            </button>
            <button type="button" aria-label={`A vote for ${option.title}`} onClick={() => vote(option, 1)}>
              +
            </button>
            <Tally votes={votes[option.id] ?? 0} />
          </div>
        ))}
      </fieldset>
      {decision === null || decision.choice === 'none' ? null : (
        <p className={styles.when}>
          Decided {momentWords(changed)}
          {by === '' ? '' : ` by ${by}`}
        </p>
      )}
      {former.length === 0 ? null : (
        <ul className={styles.former} aria-label="Decided before">
          {former.map((past, i) => (
            // Two can be of the same moment.
            <li key={i}>
              {momentWords(past.changed)}: {formerWords(past, question !== null)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
