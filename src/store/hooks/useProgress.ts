import { useSyncExternalStore } from 'react'
import { keepProgress, progressText, type Progress, type ProgressKeeper } from '../progress.ts'

let keeper: ProgressKeeper | null = null

/** The one keeper of the page; made when the screen is first opened. */
const ours = (): ProgressKeeper => (keeper ??= keepProgress(() => window.localStorage))

export function useProgress(): { readonly progress: Progress; readonly isKept: boolean; readonly keeper: ProgressKeeper } {
  const own = ours()
  const progress = useSyncExternalStore(own.subscribe, own.get)
  return { progress, isKept: own.isKept(), keeper: own }
}

/** Saves the progress as a file. */
export function saveProgress(progress: Progress): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([progressText(progress)], { type: 'application/json' }))
  link.download = 'aftercancel-progress.json'
  link.click()
  URL.revokeObjectURL(link.href)
}
