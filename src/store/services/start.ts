import { announceRuns } from './announce.ts'
import { apiOf } from './api.ts'
import { listenToKeys } from '../lab/keyboard.ts'
import { createLab, type LabStore } from '../lab/lab.ts'
import { keepAddress } from '../lab/links.ts'
import { browserPage } from '../files/files.ts'
import { browserStorage, type KeyValueStore } from './persistence.ts'
import { startPlayer } from '../lab/player.ts'
import { firstVisit, followHints } from './firstVisit.ts'
import { createServices, type Services } from './services.ts'
import { storedTheme, watchTheme } from './theme.ts'
import { keepWidths, storedWidths } from './widths.ts'

/** Most visitors keep no runs: what keeps them is fetched with the first one, or where the browser has some. */
function whenForked(lab: LabStore, keep: KeyValueStore, begin: () => void): void {
  if ((keep.read('forks') ?? '') !== '') return begin()
  const stop = lab.subscribe(({ forks }) => {
    if (forks.length === 0) return
    stop()
    begin()
  })
}

/** Puts everything together that lives as long as the page. */
export function startLab(window: Window): Services {
  const keep = browserStorage(window)
  const lab = createLab({
    theme: storedTheme(keep),
    singleKeys: keep.read('singleKeys') !== 'off',
    widths: storedWidths(keep),
    ...firstVisit(keep, window.location.hash),
  })
  followHints(lab, keep)
  lab.subscribe((state, before) => {
    if (state.singleKeys !== before.singleKeys) keep.write('singleKeys', state.singleKeys ? 'on' : 'off')
  })
  const links = keepAddress(lab, window, browserStorage(window, 'sessionStorage'))
  const services = createServices(lab, (all) => browserPage(all, window, () => links.flush()))
  watchTheme(lab, keep, window)
  keepWidths(lab, keep)
  whenForked(lab, keep, () => void import('./keptForks.ts').then(({ keepForks }) => keepForks(lab, keep, window)))
  startPlayer(lab, services.page.frames)
  announceRuns(lab)
  listenToKeys(lab, services.page, window)
  window.aftercancel = apiOf(services, links.ready)
  return services
}
