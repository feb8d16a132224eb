import { askedAtOf, endOf, specificationFor, traceOf, visibleSpan } from './derived.ts'
import { glideCancel } from '../explore/glide.ts'
import { exportForms } from '../files/exportForms.ts'
import { milestonesFor } from '../explore/inspect.ts'
import type { LabState, LabStore, Theme } from './lab.ts'
import { canRedo, canUndo } from './slices/history.ts'
import type { Page } from '../files/files.ts'
import { stepClause } from '../review/reviewPlace.ts'
import { entries, loadedSpecifications } from '#machines/registry.ts'

export const groups = ['Play', 'Cancel', 'Scenario', 'Look', 'Go to'] as const
export type Group = (typeof groups)[number]

/** Something that can be done, by a key, from the palette, or both. */
export interface Action {
  readonly id: string
  readonly group: Group
  readonly title: string
  /** A second line for the palette. */
  readonly says?: string
  /** `Space`, `ArrowLeft`, `[`, `Mod+z` (Mod is Ctrl, or Cmd on a Mac). The first is the one that is shown. */
  readonly keys?: readonly string[]
  /** While the key is held down, everything that it does is one step of undo. */
  readonly isHeld?: boolean
  readonly isPossible?: (state: LabState) => boolean
  run(lab: LabStore, page: Page): void
}

function nudge(by: number): (lab: LabStore) => void {
  return (lab) => {
    const { nudge: own, scenario } = lab.getState()
    if (own !== null) return own(by)
    const at = askedAtOf(scenario)
    if (at !== null) lab.actions.askedAt(at + by)
  }
}

const hasCancel = ({ scenario, screen }: LabState): boolean => screen === 'compare' || askedAtOf(scenario) !== null

/** Zooms by a factor around the playhead, or around the middle where the playhead is not in view. */
function zoom(factor: number): (lab: LabStore) => void {
  return (lab) => {
    const state = lab.getState()
    const { from, to } = visibleSpan(state)
    const whole = visibleSpan({ ...state, span: null })
    const width = Math.max(10, (to - from) * factor)
    if (width >= whole.to - whole.from) return lab.actions.setSpan(null)
    const center = state.playhead >= from && state.playhead <= to ? state.playhead : (from + to) / 2
    const begin = Math.max(whole.from, Math.min(whole.to - width, center - (center - from) * (width / (to - from))))
    lab.actions.setSpan({ from: begin, to: begin + width })
  }
}

const isReview = ({ screen }: LabState): boolean => screen === 'review'

const nextTheme: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }

/** The map of the keyboard, and of the palette: handlers, the list of keys and the palette are all made from it. */
export const keymap: readonly Action[] = [
  {
    id: 'play',
    group: 'Play',
    title: 'Play or pause',
    keys: ['Space'],
    run: (lab) => lab.actions.setPlaying(!lab.getState().playing),
  },
  { id: 'next', group: 'Play', title: 'Next event', keys: ['ArrowRight'], run: (lab) => lab.actions.stepEvent(1) },
  {
    id: 'previous',
    group: 'Play',
    title: 'Previous event',
    keys: ['ArrowLeft'],
    run: (lab) => lab.actions.stepEvent(-1),
  },
  { id: 'first', group: 'Play', title: 'To the start', keys: ['Home'], run: (lab) => lab.actions.seek(0) },
  {
    id: 'last',
    group: 'Play',
    title: 'To the end',
    keys: ['End'],
    run: (lab) => lab.actions.seek(endOf(traceOf(lab.getState().scenario))),
  },
  {
    id: 'loop',
    group: 'Play',
    title: 'Play in a loop, or not',
    keys: ['l'],
    run: (lab) => lab.actions.setLoop(!lab.getState().loop),
  },

  {
    id: 'cancel-here',
    group: 'Cancel',
    title: 'Cancel at the playhead',
    keys: ['c'],
    run: (lab, page) => glideCancel(lab, lab.getState().playhead, page.frames),
  },
  {
    id: 'cancel-earlier',
    group: 'Cancel',
    title: 'Cancel one tick earlier',
    keys: ['['],
    isHeld: true,
    isPossible: hasCancel,
    run: nudge(-1),
  },
  {
    id: 'cancel-later',
    group: 'Cancel',
    title: 'Cancel one tick later',
    keys: [']'],
    isHeld: true,
    isPossible: hasCancel,
    run: nudge(1),
  },
  {
    id: 'cancel-much-earlier',
    group: 'Cancel',
    title: 'Cancel ten ticks earlier',
    keys: ['{'],
    isHeld: true,
    isPossible: hasCancel,
    run: nudge(-10),
  },
  {
    id: 'cancel-much-later',
    group: 'Cancel',
    title: 'Cancel ten ticks later',
    keys: ['}'],
    isHeld: true,
    isPossible: hasCancel,
    run: nudge(10),
  },

  {
    id: 'undo',
    group: 'Scenario',
    title: 'Undo',
    keys: ['Mod+z'],
    isPossible: canUndo,
    run: (lab) => lab.actions.undo(),
  },
  {
    id: 'redo',
    group: 'Scenario',
    title: 'Redo',
    keys: ['Shift+Mod+z', 'Mod+y'],
    isPossible: canRedo,
    run: (lab) => lab.actions.redo(),
  },
  { id: 'reset', group: 'Scenario', title: 'Back to the scenario as it was opened', run: (lab) => lab.actions.reset() },
  {
    id: 'reset-knobs',
    group: 'Scenario',
    title: 'All knobs to their defaults',
    run: (lab) => lab.actions.resetKnobs(),
  },
  {
    id: 'pin',
    group: 'Scenario',
    title: 'Pin this run for comparison, or let go of it',
    keys: ['p'],
    run: (lab) => (lab.getState().pinned === null ? lab.actions.pin() : lab.actions.unpin()),
  },
  ...exportForms.map(({ id, title }): Action => ({
    id: id === 'scenario' ? 'export' : `export-${id}`,
    group: 'Scenario',
    title: `Save: ${title}`,
    run: (_, page) => page.save(id),
  })),
  { id: 'import', group: 'Scenario', title: 'Open a scenario file', run: (_, page) => page.chooseFile() },
  { id: 'copy-link', group: 'Scenario', title: 'Copy the link to this run', run: (_, page) => page.copyLink() },

  { id: 'zoom-in', group: 'Look', title: 'Zoom in', keys: ['+', '='], run: zoom(0.5) },
  { id: 'zoom-out', group: 'Look', title: 'Zoom out', keys: ['-'], run: zoom(2) },
  { id: 'zoom-all', group: 'Look', title: 'The whole run', keys: ['0'], run: (lab) => lab.actions.setSpan(null) },
  {
    id: 'events',
    group: 'Look',
    title: 'The run as a list of events, or as statecharts',
    keys: ['e'],
    run: (lab) => lab.actions.setListed(!lab.getState().isListed),
  },
  {
    id: 'theme',
    group: 'Look',
    title: 'Theme: system, light, dark',
    keys: ['t'],
    run: (lab) => lab.actions.setTheme(nextTheme[lab.getState().theme]),
  },
  { id: 'keys', group: 'Look', title: 'All keys', keys: ['?'], run: (lab) => lab.actions.openSheet({ kind: 'keys' }) },
  {
    id: 'lookup',
    group: 'Look',
    title: 'What is this number?',
    keys: ['#'],
    run: (lab) => lab.actions.openSheet({ kind: 'lookup', text: '' }),
  },
  {
    id: 'palette',
    group: 'Look',
    title: 'Everything that can be done',
    keys: ['Mod+k'],
    run: (lab) => lab.actions.openSheet({ kind: 'palette' }),
  },

  {
    id: 'clause-next',
    group: 'Go to',
    title: 'Review: the next clause',
    keys: ['j', 'PageDown'],
    isPossible: isReview,
    run: (lab) => stepClause(lab, 1),
  },
  {
    id: 'clause-previous',
    group: 'Go to',
    title: 'Review: the clause before',
    keys: ['k', 'PageUp'],
    isPossible: isReview,
    run: (lab) => stepClause(lab, -1),
  },

  ...entries.map(({ id, title, family }, i): Action => ({
    id: `spec-${id}`,
    group: 'Go to',
    title,
    says: family,
    keys: [String(i + 1)],
    run: (lab) => lab.actions.openSpec(id),
  })),
]

/** Everything that the palette offers at the moment: the keymap, and what depends on the run. */
export function paletteActions(state: LabState): Action[] {
  const jumps = milestonesFor(state.scenario).flatMap(({ name, tick }): Action[] =>
    tick === null
      ? []
      : [
          {
            id: `milestone-${name}`,
            group: 'Go to',
            title: `To the milestone ${name}`,
            says: `tick ${tick}`,
            run: (lab) => lab.actions.seek(tick),
          },
        ],
  )
  const own = specificationFor(state.scenario)
  const scenarios = [own, ...loadedSpecifications().filter((specification) => specification !== own)].flatMap(
    ({ document, scenarios: all }) =>
      all.map(({ id, title, shows }): Action => ({
        id: `scenario-${document.id}-${id}`,
        group: 'Scenario',
        title: `${document.title}: ${title}`,
        says: shows,
        run: (lab) => lab.actions.openSpec(document.id, id),
      })),
  )
  return [
    ...keymap.filter(({ id, isPossible }) => id !== 'palette' && isPossible?.(state) !== false),
    ...jumps,
    ...scenarios,
  ]
}

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

/** Whether the element that has the focus needs the key itself. */
export function isTakenBy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('[role=dialog], [role=alertdialog]') !== null) return true
  if (key.includes('Mod+')) return key !== 'Mod+k' && target.closest(typing) !== null
  if (target.closest(typing) !== null) return true
  if (key === 'Space' || key === 'Enter') return target.closest(pressing) !== null
  if (key.length > 1) return target.closest(moving) !== null
  return false
}

/** Whether a key would change a run that is not to be seen on this screen, where nobody would notice. */
function isHiddenOn({ id, group }: Action, lab: LabStore): boolean {
  const { screen, nudge: own } = lab.getState()
  // Of two runs the open one is seen as a whole; while a story is told it is not seen at all.
  if (screen === 'compare')
    return (
      group === 'Play' ||
      /^(zoom-.*|events)$/.test(id) ||
      (own !== null && (id === 'pin' || id === 'cancel-here' || id.startsWith('spec-')))
    )
  // The check and its map are of the open scenario, but its run is not there: neither its playhead nor what a step back would undo.
  if (screen !== 'learn' && screen !== 'review' && screen !== 'verify') return false
  return (
    group === 'Play' ||
    group === 'Cancel' ||
    /^(undo|redo|pin|zoom-.*|events)$/.test(id) ||
    (screen === 'learn' && id.startsWith('spec-'))
  )
}

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
    if (action === undefined || event.defaultPrevented || state.sheet !== null || isTakenBy(event.target, key)) return
    if (!state.singleKeys && isPlainKey(key)) return
    if (action.isPossible?.(state) === false || isHiddenOn(action, lab)) return
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
