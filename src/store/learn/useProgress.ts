import { useSyncExternalStore } from 'react'
import { sharedProgress, type Progress, type ProgressStore } from './progress.ts'

export function useProgress(): {
  readonly progress: Progress
  readonly isKept: boolean
  readonly keeper: ProgressStore
} {
  const keeper = sharedProgress()
  const progress = useSyncExternalStore(keeper.subscribe, keeper.get)
  return { progress, isKept: keeper.isKept(), keeper }
}
