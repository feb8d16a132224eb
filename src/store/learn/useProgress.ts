import { useSyncExternalStore } from 'react'
import { useService } from '../services/hooks.ts'
import { createProgress, type Progress, type ProgressStore } from './progress.ts'

export function useProgress(): {
  readonly progress: Progress
  readonly isKept: boolean
  readonly keeper: ProgressStore
} {
  const keeper = useService(createProgress)
  const progress = useSyncExternalStore(keeper.subscribe, keeper.get)
  return { progress, isKept: keeper.isKept(), keeper }
}
