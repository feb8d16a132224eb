import { announceRuns } from './announce.ts'
import { apiOf } from './api.ts'
import { listenToKeys } from '../lab/keymap.ts'
import { createLab, type LabStore } from '../lab/lab.ts'
import { keepAddress } from '../lab/links.ts'
import { browserPage, type Page } from '../files/page.ts'
import { browserStorage } from './persistence.ts'
import { startPlayer } from '../lab/player.ts'
import { storedTheme, watchTheme } from './theme.ts'
import { keepWidths, storedWidths } from './widths.ts'

export interface Started {
  readonly lab: LabStore
  readonly page: Page
}

/** Puts everything together that lives as long as the page. */
export function startLab(window: Window): Started {
  const keep = browserStorage(window)
  const lab = createLab({
    theme: storedTheme(keep),
    singleKeys: keep.read('singleKeys') !== 'off',
    widths: storedWidths(keep),
  })
  lab.subscribe((state, before) => {
    if (state.singleKeys !== before.singleKeys) keep.write('singleKeys', state.singleKeys ? 'on' : 'off')
  })
  const links = keepAddress(lab, window)
  const page = browserPage(lab, window, () => links.flush())
  watchTheme(lab, keep, window)
  keepWidths(lab, keep)
  startPlayer(lab, page.frames)
  announceRuns(lab)
  listenToKeys(lab, page, window)
  window.aftercancel = apiOf(lab, links.ready)
  return { lab, page }
}
