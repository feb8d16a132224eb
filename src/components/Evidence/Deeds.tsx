import { useState } from 'react'
import { setEvidence } from '#store/evidence/evidencePlace.ts'
import type { EvidenceState, Recordings } from '#store/evidence/evidence.ts'
import { saveText } from '#store/files/files.ts'
import { useActions, useLabStore } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { useOpening } from '../Verify/useOpening.ts'
import styles from './Deeds.module.css'

/** What one does with a recording: open its run, keep it, save it with its verdict, forget it. */
export function Deeds({ state, recordings }: { readonly state: EvidenceState; readonly recordings: Recordings }) {
  const { read, judgement, id, kept } = state
  const { notify } = useActions()
  const lab = useLabStore()
  const open = useOpening()
  const [name, setName] = useState(read?.name ?? '')
  if (read === null || id === null) return null
  const run = judgement?.report.run ?? null
  const verdict = judgement?.report.verdict
  const isOwn = id.startsWith('own/')
  const isKept = kept.some((other) => other.id === id)
  const tell = (text: string, isError = false): void => notify({ kind: isError ? 'error' : 'done', text })
  const keep = async (): Promise<void> => {
    const done = await recordings.keep(name.trim() === '' ? read.name : name.trim())
    if (done.ok) tell('The recording is kept in this browser.')
    else tell(done.error, true)
  }
  const remove = async (): Promise<void> => {
    const done = await recordings.remove(id)
    if (!done.ok) return tell(done.error, true)
    setEvidence(lab, { recording: null, line: null, pinned: {} })
    tell(`${read.name} is removed.`)
  }
  return (
    <section className={styles.deeds} aria-label="What to do with it">
      <button
        type="button"
        className={`${parts.btn} ${parts.key}`}
        aria-disabled={run === null ? true : undefined}
        title={run === null ? 'There is no run in time to open.' : undefined}
        onClick={() => {
          if (run !== null) open(run)
        }}
      >
        {verdict === 'notAllowed' ? 'Open the explained part in Explore' : 'Open in Explore'}
      </button>
      <button
        type="button"
        className={parts.btn}
        onClick={() =>
          saveText(
            window,
            `${read.name.replaceAll(/[^\w.-]+/g, '-')}.evidence.json`,
            'application/json',
            recordings.fileOf(read),
          )
        }
      >
        Save with its verdict
      </button>
      {isOwn ? (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void keep()
          }}
        >
          <input
            type="text"
            aria-label="Name of the recording"
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className={parts.btn}>
            {isKept ? 'Rename' : 'Keep in this browser'}
          </button>
          <button type="button" className={`${parts.btn} ${parts.quiet}`} onClick={() => void remove()}>
            Remove
          </button>
        </form>
      ) : null}
    </section>
  )
}
