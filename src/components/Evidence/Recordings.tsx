import type { KeyboardEvent } from 'react'
import { builtInRecordings } from '#store/evidence/recordings.ts'
import { setEvidence } from '#store/evidence/evidencePlace.ts'
import type { EvidenceState, Recordings as Service } from '#store/evidence/evidence.ts'
import { specifications } from '#store/lab/derived.ts'
import { useLabStore } from '#store/services/hooks.ts'
import { DropZone } from './DropZone.tsx'
import styles from './Recordings.module.css'
import { VerdictMark } from './VerdictMark.tsx'
import { verdictWords } from './verdictWords.ts'

/** Up and Down go from recording to recording, over the groups. */
function onArrow(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-recording]')]
  const at = all.findIndex((row) => row === event.target)
  if (at < 0) return
  event.preventDefault()
  const next = all[at + (event.key === 'ArrowDown' ? 1 : -1)]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

/** The recordings that there are: one's own, and those that come with the page. */
export function Recordings({ state, recordings }: { readonly state: EvidenceState; readonly recordings: Service }) {
  const { fresh, kept, problem } = state
  const own = [...fresh, ...kept]
  const keptIds = new Set(kept.map(({ id }) => id))
  return (
    // The keys only lead from button to button, which a list may well do.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <nav className={styles.list} aria-label="Recordings" onKeyDown={onArrow}>
      <DropZone state={state} recordings={recordings} />
      {problem === null ? null : <p className={styles.problem}>{problem}</p>}
      {own.length === 0 ? null : (
        <section aria-labelledby="own-recordings">
          <h2 id="own-recordings">
            Yours <span>in this browser only</span>
          </h2>
          {own.map(({ id, name, spec, kept: when }) => (
            <Entry
              key={id}
              id={id}
              name={name}
              note={`${spec}, ${keptIds.has(id) ? `kept ${day.format(when)}` : 'not kept'}`}
              state={state}
            />
          ))}
        </section>
      )}
      <section aria-labelledby="built-in-recordings">
        <h2 id="built-in-recordings">
          Built in <span>{builtInRecordings.length} recordings of real systems</span>
        </h2>
        {specifications.map(({ id: spec, title, family }) => {
          const all = builtInRecordings.filter((recording) => recording.spec === spec)
          return all.length === 0 ? null : (
            <section key={spec} aria-label={title}>
              <h3>{family}</h3>
              {all.map(({ id, name }) => (
                <Entry key={id} id={id} name={name} note={null} state={state} />
              ))}
            </section>
          )
        })}
      </section>
    </nav>
  )
}

function Entry({
  id,
  name,
  note,
  state,
}: {
  readonly id: string
  readonly name: string
  readonly note: string | null
  readonly state: EvidenceState
}) {
  const lab = useLabStore()
  const judged = state.judged[id]
  const isCurrent = state.id === id
  return (
    <button
      type="button"
      data-recording=""
      className={styles.entry}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={() => setEvidence(lab, { recording: id, line: null, pinned: {} })}
    >
      <VerdictMark verdict={judged?.verdict ?? null} />
      <span className={styles.name}>{name}</span>
      {judged === undefined ? null : (
        <span className={styles.count} title={`${verdictWords[judged.verdict]}, ${judged.lines} lines`}>
          {judged.lines}
        </span>
      )}
      {note === null ? null : <small>{note}</small>}
    </button>
  )
}
