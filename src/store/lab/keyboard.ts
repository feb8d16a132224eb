import type { Page } from '../files/files.ts'
import { isReview, keymap, type Action } from './keymap.ts'
import type { LabState, LabStore } from './lab.ts'

/** What a key event says, in the notation of the keymap. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  if (event.altKey) return ''
  const mod = event.ctrlKey || event.metaKey
  const letter = /^[a-z]$/i.test(event.key)
  const key = event.key === ' ' ? 'Space' : letter ? event.key.toLowerCase() : event.key
  const shift = event.shiftKey && (mod || event.key.length > 1)
  return `${shift ? 'Shift+' : ''}${mod ? 'Mod+' : ''}${key}`
}

/** Whether a key prints something by itself: those can be switched off, for people whose speech input types letters. */
export const isPlainKey = (key: string): boolean => key.length === 1

/** Fields in which one writes, and widgets that search their items by letter. */
const typing =
  'input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=listbox], [role=menu], [role=combobox], [role=searchbox]'
/** Widgets for which arrows, Home, End and Space mean something of their own. */
const moving =
  'input, [role=slider], [role=tab], [role=radio], [role=separator], [role=option], [role=menuitem], [role=treeitem], [role=row], [role=gridcell], [role=switch]'
const pressing = `button, a[href], summary, [role=button], [role=link], ${moving}`

const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role=dialog], [role=alertdialog]') !== null

/** Whether the element that has the focus needs the key itself. */
export function isTakenBy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (isInDialog(target)) return true
  // A presenter's remote has no other keys; whatever was pressed last, they turn the page.
  if (key === 'PageDown' || key === 'PageUp') return target.closest('[role=listbox], [role=menu]') !== null
  if (key.includes('Mod+')) return key !== 'Mod+k' && target.closest(typing) !== null
  if (target.closest(typing) !== null) return true
  if (key === 'Space' || key === 'Enter') return target.closest(pressing) !== null
  if (key.length > 1) return target.closest(moving) !== null
  return false
}

/** Whether a key does something on the screen that is open, at this moment or at another one. */
export const isKeyOf = (action: Action, state: LabState): boolean =>
  !isHiddenOn(action, state) && (action.isPossible !== isReview || isReview(state))

/** Whether a key would change a run that is not to be seen on this screen, where nobody would notice. */
function isHiddenOn({ id, group }: Action, { screen, nudge: own }: LabState): boolean {
  // Of two runs the open one is seen as a whole; while a story is told it is not seen at all.
  if (screen === 'compare')
    return (
      group === 'Play' ||
      /^(zoom-.*|events)$/.test(id) ||
      (own !== null && (id === 'pin' || id === 'cancel-here' || id.startsWith('spec-')))
    )
  // The check and its map are of the open scenario, but its run is not there: neither its playhead nor what a step back would undo.
  if (screen !== 'learn' && screen !== 'review' && screen !== 'verify' && screen !== 'evidence') return false
  return (
    group === 'Play' ||
    group === 'Cancel' ||
    /^(undo|redo|pin|zoom-.*|events)$/.test(id) ||
    (screen === 'learn' && id.startsWith('spec-'))
  )
}

/** The large chart shows the run as it plays: the keys of the playhead work while it is open. */
const playsInChart = ({ id, group }: Action, { sheet }: LabState): boolean =>
  sheet?.kind === 'chart' && group === 'Play' && id !== 'told'

/** What was done to the kept runs is undone where they are looked at. */
const worksOnForks = ({ id }: Action, { sheet }: LabState): boolean =>
  sheet?.kind === 'forks' && (id === 'undo' || id === 'redo')

/** Whether a sheet leaves a key to the page. */
const isForSheet = (action: Action, key: string, state: LabState, target: EventTarget | null): boolean =>
  worksOnForks(action, state)
    ? target instanceof Element && target.closest(typing) !== null
    : !playsInChart(action, state) && (state.sheet !== null || isTakenBy(target, key))

/** Listens to the keyboard of a page. */
export function listenToKeys(lab: LabStore, page: Page, window: Window): () => void {
  let held: string | null = null
  const release = (): void => {
    if (held !== null) lab.actions.endGesture()
    held = null
  }
  const down = (event: KeyboardEvent): void => {
    const key = keyOf(event)
    const state = lab.getState()
    const action = keymap.find(({ keys }) => keys?.includes(key) === true)
    // A sheet that is still on its way has no focus yet, but what is typed is meant for it.
    if (state.sheet?.kind === 'palette' && (isPlainKey(key) || key === 'Space') && !isInDialog(event.target)) {
      event.preventDefault()
      lab.actions.openSheet({ kind: 'palette', typed: `${state.sheet.typed ?? ''}${event.key}` })
      return
    }
    if (action === undefined || event.defaultPrevented) return
    if (isForSheet(action, key, state, event.target)) return
    if (!state.singleKeys && isPlainKey(key)) return
    if (action.isPossible?.(state) === false) return
    if (isHiddenOn(action, state) && !worksOnForks(action, state)) return
    event.preventDefault()
    if (action.isHeld === true && held === null && state.gesture === null) {
      held = event.key
      lab.actions.beginGesture()
    }
    action.run(lab, page)
  }
  const up = (event: KeyboardEvent): void => {
    if (event.key === held || event.key === 'Shift') release()
  }
  window.addEventListener('keydown', down)
  window.addEventListener('keyup', up)
  window.addEventListener('blur', release)
  return () => {
    window.removeEventListener('keydown', down)
    window.removeEventListener('keyup', up)
    window.removeEventListener('blur', release)
  }
}
