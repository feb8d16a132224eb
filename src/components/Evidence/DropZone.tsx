import { useServices } from '#store/services/hooks.ts'
import { chooseRecording } from '#store/files/files.ts'
import type { EvidenceState, Recordings } from '#store/evidence/evidence.ts'
import parts from '#styles/parts.module.css'
import styles from './DropZone.module.css'

/** Where a file is opened, and how far it is when it is a large one. */
export function DropZone({ state, recordings }: { readonly state: EvidenceState; readonly recordings: Recordings }) {
  const services = useServices()
  const { pending } = state
  if (pending !== null) {
    const percent = Math.round(pending.part * 100)
    return (
      <section className={styles.zone} aria-label="Open a recording">
        <h2>Reading {pending.name}</h2>
        <progress className={styles.progress} max={100} value={percent} aria-label="Part that is read" />
        <p>
          <button type="button" className={`${parts.btn} ${parts.small}`} onClick={() => void recordings.stopReading()}>
            Stop
          </button>
          <span className={parts.num}>{percent} %</span>
        </p>
      </section>
    )
  }
  return (
    <section className={styles.zone} aria-label="Open a recording">
      <h2>Drop a recording here</h2>
      <p>
        A HAR, a transcript of HTTP, an Operation as JSON, a call log of OMI, an observation or a trace. It is read in
        this page and sent nowhere.
      </p>
      <p>
        <button
          type="button"
          className={`${parts.btn} ${parts.small}`}
          onClick={() => chooseRecording(services, window)}
        >
          Choose a file
        </button>
      </p>
    </section>
  )
}
