import type { LabState, LabStore } from './lab.ts'

/** What a screen can change besides the scenario. */
type Kept = Pick<LabState, 'places' | 'pinned'>

interface Change {
  readonly before: Kept
  after: Kept
  /** Whether the scenario was changed too, which the lab has its own history for. */
  isScenario: boolean
  /** While something is dragged, everything that changes is one change. */
  isOpen: boolean
}

interface Changes {
  past: Change[]
  future: Change[]
  isActing: boolean
  /** What moving the cancel by so many ticks means on this screen; null: what it means everywhere. */
  nudge: ((ticks: number) => void) | null
}

const changesMax = 200
const all = new WeakMap<LabStore, Changes>()

function changesOf(lab: LabStore): Changes {
  const known = all.get(lab)
  if (known !== undefined) return known
  const changes: Changes = { past: [], future: [], isActing: false, nudge: null }
  all.set(lab, changes)
  lab.subscribe((state, before) => {
    const last = changes.past.at(-1)
    if (state.gesture === null && before.gesture !== null && last !== undefined) last.isOpen = false
    // Somebody else changed the scenario: what was done here before can no longer be told apart from that.
    if (state.scenario !== before.scenario && !changes.isActing) changes.past = changes.future = []
  })
  return changes
}

const kept = ({ places, pinned }: LabState): Kept => ({ places, pinned })

function acting(changes: Changes, act: () => void): void {
  changes.isActing = true
  act()
  changes.isActing = false
}

/** Does something that can be undone on the Compare screen. */
export function doHere(lab: LabStore, act: () => void): void {
  const changes = changesOf(lab)
  const before = lab.getState()
  acting(changes, act)
  const state = lab.getState()
  const isScenario = state.scenario !== before.scenario
  if (!isScenario && state.places === before.places && state.pinned === before.pinned) return
  const last = changes.past.at(-1)
  changes.future = []
  if (last?.isOpen === true) {
    last.after = kept(state)
    last.isScenario ||= isScenario
  } else
    changes.past = [
      ...changes.past,
      { before: kept(before), after: kept(state), isScenario, isOpen: state.gesture !== null },
    ].slice(-changesMax)
}

/** Undoes what was done last on the screen that is open; false where that is the scenario's own history. */
export function undoHere(lab: LabStore): boolean {
  if (lab.getState().screen !== 'compare') return false
  const changes = changesOf(lab)
  const change = changes.past.pop()
  if (change === undefined) return changes.nudge !== null
  changes.future.unshift(change)
  acting(changes, () => {
    if (change.isScenario) lab.actions.undo()
    lab.setState(change.before)
  })
  return true
}

export function redoHere(lab: LabStore): boolean {
  if (lab.getState().screen !== 'compare') return false
  const changes = changesOf(lab)
  const change = changes.future.shift()
  if (change === undefined) return changes.nudge !== null
  changes.past.push(change)
  acting(changes, () => {
    if (change.isScenario) lab.actions.redo()
    lab.setState(change.after)
  })
  return true
}

/** While the returned function was not called, moving the cancel means something else: on a screen where the open run is not to be seen. */
export function claimNudge(lab: LabStore, nudge: (ticks: number) => void): () => void {
  const changes = changesOf(lab)
  changes.nudge = nudge
  return () => {
    if (changes.nudge === nudge) changes.nudge = null
  }
}

/** Whether the screen that is open has a cancel of its own. */
export const isClaimed = (lab: LabStore): boolean => changesOf(lab).nudge !== null

/** Whether the screen that is open has moved its own cancel. */
export function nudgeHere(lab: LabStore, ticks: number): boolean {
  const { nudge } = changesOf(lab)
  nudge?.(ticks)
  return nudge !== null
}
