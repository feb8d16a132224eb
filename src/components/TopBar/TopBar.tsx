import { screens } from '#store/lab.ts'
import { useActions, useLab, usePage } from '#store/hooks.ts'
import { screenAddress } from '#store/links.ts'
import parts from '#styles/parts.module.css'
import { Brand, LinkIcon } from '../parts/icons.tsx'
import { screenTitles, screenViews } from '../screens.ts'
import { ExportMenu } from './ExportMenu.tsx'
import { ThemeButton } from './ThemeButton.tsx'
import styles from './TopBar.module.css'

/** Name, screens, and what concerns the page as a whole. */
export function TopBar() {
  const current = useLab((state) => state.screen)
  const { goTo } = useActions()
  const { copyLink } = usePage()
  return (
    <header className={styles.bar}>
      <a className={styles.brand} href="./">
        <Brand />
        <span>Aftercancel</span>
      </a>
      <nav className={styles.screens} aria-label="Screens">
        {screens
          .filter((screen) => screenViews[screen] !== undefined)
          .map((screen) => (
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
      <div className={styles.end}>
        <button type="button" className={parts.btn} onClick={copyLink}>
          <LinkIcon />
          <span className={styles.copy}>
            Copy link<span className={styles.long}> to this run</span>
          </span>
        </button>
        {current === 'explore' ? <ExportMenu /> : null}
        <ThemeButton />
      </div>
    </header>
  )
}
