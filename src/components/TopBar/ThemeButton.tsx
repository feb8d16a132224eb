import { useActions, useLab } from '#store/services/hooks.ts'
import type { Theme } from '#store/lab/lab.ts'
import parts from '#styles/parts.module.css'
import { MoonIcon, SunIcon, SystemIcon } from '../parts/icons.tsx'

const next: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }
const names: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' }
const icons: Readonly<Record<Theme, () => React.ReactNode>> = { system: SystemIcon, light: SunIcon, dark: MoonIcon }

/** Goes through the three themes; its name says which one is on. */
export function ThemeButton() {
  const theme = useLab((state) => state.theme)
  const { setTheme } = useActions()
  const Icon = icons[theme]
  const name = `Theme: ${names[theme]}`
  return (
    <button
      type="button"
      className={`${parts.btn} ${parts.icon}`}
      aria-label={name}
      title={name}
      onClick={() => setTheme(next[theme])}
    >
      <Icon />
    </button>
  )
}
