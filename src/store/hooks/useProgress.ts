import { useSyncExternalStore } from 'react'
import { sharedProgress, type Progress, type ProgressKeeper } from '../progress.ts'

export function useProgress(): {
  readonly progress: Progress
  readonly isKept: boolean
  readonly keeper: ProgressKeeper
} {
  const keeper = sharedProgress()
  const progress = useSyncExternalStore(keeper.subscribe, keeper.get)
  return { progress, isKept: keeper.isKept(), keeper }
}
