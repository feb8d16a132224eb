import type { LabState, LabStore } from '../lab/lab.ts'
import type { KeyValueStore } from './persistence.ts'

const key = 'widths'
const panels = ['scenario', 'inspector'] as const

/** The widths that the browser kept, in rem; what is no width there is left out. */
export function storedWidths(keep: KeyValueStore): LabState['widths'] {
  const numbers = (keep.read(key) ?? '').split(' ').map(Number)
  return Object.fromEntries(panels.flatMap((panel, i) => ((numbers[i] ?? 0) > 0 ? [[panel, numbers[i]]] : [])))
}

export function keepWidths(lab: LabStore, keep: KeyValueStore): () => void {
  return lab.subscribe(({ widths }, before) => {
    if (widths !== before.widths) keep.write(key, panels.map((panel) => (widths[panel] ?? 0).toFixed(2)).join(' '))
  })
}
