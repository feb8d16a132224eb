import { useActions } from '#store/services/hooks.ts'
import { screens, type Screen } from '#store/lab/lab.ts'
import { screenAddress } from '#store/lab/links.ts'
import { Pick } from '../popups/Pick.tsx'
import { screenTitles, screenViews } from '../screens.ts'
import styles from './TopBar.module.css'

const shown = screens.filter((screen) => screenViews[screen] !== undefined)
const options = shown.map((screen) => ({ id: screen, title: screenTitles[screen] }))

interface Props {
  readonly current: Screen
}

/** The screens as links, which can be opened in another tab as well. */
export function ScreenLinks({ current }: Props) {
  const { goTo } = useActions()
  return (
    <nav className={styles.screens} aria-label="Screens">
      {shown.map((screen) => (
        <a
          key={screen}
          href={screenAddress(screen)}
          aria-current={screen === current ? 'page' : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            goTo(screen)
          }}
        >
          {screenTitles[screen]}
        </a>
      ))}
    </nav>
  )
}

/** The screens in a list, where there is no room for all of their names. */
export function ScreenPicker({ current }: Props) {
  const { goTo } = useActions()
  return (
    <div className={styles.picker}>
      <Pick
        name="Screen"
        value={current}
        options={options}
        className={styles.pick}
        onPick={(id) => goTo(shown.find((screen) => screen === id) ?? 'explore')}
      />
    </div>
  )
}
