import { builtInRecordings } from '#store/evidence/recordings.ts'
import { setEvidence } from '#store/evidence/evidencePlace.ts'
import type { EvidenceState } from '#store/evidence/evidence.ts'
import { chooseRecording } from '#store/files/files.ts'
import { useLabStore, useServices } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { Pick as PickList } from '../popups/Pick.tsx'
import styles from './Pick.module.css'

/** The recordings in a list, where there is no room for all of their names. */
export function Pick({ state }: { readonly state: EvidenceState }) {
  const lab = useLabStore()
  const services = useServices()
  const own = [...state.fresh, ...state.kept].map(({ id, name }) => ({ id, title: name }))
  const options = [...own, ...builtInRecordings.map(({ id }) => ({ id, title: id }))]
  return (
    <div className={styles.bar}>
      <PickList
        name="Recording"
        value={state.id ?? ''}
        options={state.id === null ? [{ id: '', title: 'Choose a recording' }, ...options] : options}
        onPick={(id) => setEvidence(lab, { recording: id === '' ? null : id, line: null, pinned: {} })}
      />
      <button type="button" className={parts.btn} onClick={() => chooseRecording(services, window)}>
        Open a file
      </button>
    </div>
  )
}
