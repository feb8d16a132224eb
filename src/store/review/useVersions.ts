import { useStore } from 'zustand'
import { useService } from '../services/hooks.ts'
import { createVersions, type VersionDiff, type Versions } from './versions.ts'

/** What has changed since the version that was opened last, if one was. */
export function useVersions(): { readonly found: VersionDiff | null; readonly versions: Versions } {
  const versions = useService(createVersions)
  return { found: useStore(versions.store, (state) => state.found), versions }
}
