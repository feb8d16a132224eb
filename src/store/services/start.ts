import { announceRuns } from './announce.ts'
import { apiOf } from './api.ts'
import { listenToKeys } from '../lab/keymap.ts'
import { createLab } from '../lab/lab.ts'
import { keepAddress } from '../lab/links.ts'
import { browserPage } from '../files/files.ts'
import { browserStorage } from './persistence.ts'
import { startPlayer } from '../lab/player.ts'
import { createServices, type Services } from './services.ts'
import { storedTheme, watchTheme } from './theme.ts'
import { keepWidths, storedWidths } from './widths.ts'

/** Puts everything together that lives as long as the page. */
export function startLab(window: Window): Services {
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
  const services = createServices(lab, (all) => browserPage(all, window, () => links.flush()))
  watchTheme(lab, keep, window)
  keepWidths(lab, keep)
  startPlayer(lab, services.page.frames)
  announceRuns(lab)
  listenToKeys(lab, services.page, window)
  window.aftercancel = apiOf(services, links.ready)
  return services
}
