import { useSelector } from '@xstate/react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { stableJson } from '#base/json.ts'
import { useLab, useService } from '../services/hooks.ts'
import { createRecordings, type EvidenceState, type Recordings } from './evidence.ts'
import { evidencePlace, type EvidencePlace } from './evidencePlace.ts'

/** The recording that the place of the screen names, and what is known of it; kept in step as long as the component is there. */
export function useEvidence(): {
  readonly state: EvidenceState
  readonly place: EvidencePlace
  readonly recordings: Recordings
} {
  const recordings = useService(createRecordings)
  const place = evidencePlace(useLab(({ places }) => places.evidence))
  const mode = useSelector(recordings.mode, ({ value }) => value)
  const known = useStore(recordings.store)
  const { recording } = place
  const pinned = stableJson(place.pinned)
  useEffect(() => void recordings.list(), [recordings])
  useEffect(
    () => void recordings.open(recording, JSON.parse(pinned) as EvidencePlace['pinned']),
    [recordings, recording, pinned],
  )
  return { state: { ...known, mode }, place, recordings }
}
