import type { LabStore, Theme } from '../lab/lab.ts'
import type { KeyValueStore } from './persistence.ts'

const themes: readonly Theme[] = ['system', 'light', 'dark']
const key = 'theme'

export const storedTheme = (keep: KeyValueStore): Theme => themes.find((theme) => theme === keep.read(key)) ?? 'system'

/** Keeps the attribute data-theme of the page at light or dark: as chosen, or as the system is at the moment. */
export function watchTheme(lab: LabStore, keep: KeyValueStore, page: Window): () => void {
  const system = page.matchMedia('(prefers-color-scheme: dark)')
  const apply = (): void => {
    const { theme } = lab.getState()
    page.document.documentElement.dataset['theme'] = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme
  }
  apply()
  system.addEventListener('change', apply)
  const stop = lab.subscribe((state, before) => {
    if (state.theme === before.theme) return
    keep.write(key, state.theme)
    apply()
  })
  return () => {
    system.removeEventListener('change', apply)
    stop()
  }
}
