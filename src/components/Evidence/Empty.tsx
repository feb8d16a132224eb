import { builtInRecordings } from '#store/evidence/recordings.ts'
import { setEvidence } from '#store/evidence/evidencePlace.ts'
import { useLabStore } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import styles from './Empty.module.css'

/** What this screen is for, before anything is open. */
export function Empty() {
  const lab = useLabStore()
  const first = builtInRecordings.find(({ name }) => name.startsWith('cancel'))
  return (
    <section className={styles.empty} aria-label="No recording is open">
      <h2>What did a real system do after the cancel?</h2>
      <p>
        Open what somebody recorded. The page looks for a run of the model that shows the same, in the same order, under
        some reading of what the document leaves open. It says which readings fit; or it names the first line that no
        run has, what could have come instead, and the clause that says so.
      </p>
      {first === undefined ? null : (
        <p>
          <button
            type="button"
            className={`${parts.btn} ${parts.key}`}
            onClick={() => setEvidence(lab, { recording: first.id, line: null, pinned: {} })}
          >
            Begin with {first.name}
          </button>
        </p>
      )}
      <h3>How to record</h3>
      <ul>
        <li>
          In a browser: open the network panel, cancel, and save all as HAR. Headers, cookies and tokens are not read.
        </li>
        <li>
          With any client of <code>google.longrunning</code>: log method, path, status and JSON, one exchange after the
          other.
        </li>
        <li>
          For everything else write one JSON object a line: <code>docs/observations.md</code> has the format.
        </li>
      </ul>
    </section>
  )
}
