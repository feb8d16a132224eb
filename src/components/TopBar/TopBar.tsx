import { useActions, useLab, useMedia, usePage } from '#store/services/hooks.ts'
import type { Screen } from '#store/lab/lab.ts'
import parts from '#styles/parts.module.css'
import { Brand, FindIcon, LinkIcon } from '../parts/icons.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { ScreenLinks, ScreenPicker } from './Screens.tsx'
import { ThemeButton } from './ThemeButton.tsx'
import styles from './TopBar.module.css'

/** What the address of a screen leads to, where that is not a run. */
const linked: Readonly<Partial<Record<Screen, string>>> = { learn: 'lesson', review: 'clause' }

/** Name, screens, and what concerns the page as a whole. */
export function TopBar() {
  const current = useLab((state) => state.screen)
  const isPhone = useMedia('(max-width: 37.5em)')
  const { copyLink } = usePage()
  const { openSheet } = useActions()
  return (
    <header className={styles.bar}>
      <a className={styles.brand} href="./">
        <Brand />
        <span>Aftercancel</span>
      </a>
      {isPhone ? <ScreenPicker current={current} /> : <ScreenLinks current={current} />}
      <div className={styles.end}>
        {/* Elsewhere the key is named below the timeline. */}
        {isPhone ? (
          <button
            type="button"
            className={parts.btn}
            aria-label="All commands"
            onClick={() => openSheet({ kind: 'palette' })}
          >
            <FindIcon />
          </button>
        ) : null}
        <button type="button" className={parts.btn} onClick={copyLink}>
          <LinkIcon />
          <span className={styles.copy}>
            Copy link<span className={styles.long}> to this {linked[current] ?? 'run'}</span>
          </span>
        </button>
        {current === 'explore' ? <ExportMenu /> : null}
        <ThemeButton />
      </div>
    </header>
  )
}
