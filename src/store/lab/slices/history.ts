import type { Scenario } from '#kernel/model.ts'
import { endOf, traceOf, tryRun } from '../derived.ts'
import { withBranchLeft } from '../forks.ts'
import { keptSelection } from '../selection.ts'
import type { Change, Lab, LabActions, LabState, Undoable } from '../state.ts'

const historyMax = 200

export interface History {
  /**
   * Makes a scenario the current one; one step of undo, unless a gesture is under way. False, with a notice, where its run would not
   * end. `rest`: what changes along with it.
   */
  readonly take: (scenario: Scenario, rest?: Partial<LabState>) => boolean
  readonly actions: Pick<
    LabActions,
    'edit' | 'editForks' | 'beginGesture' | 'endGesture' | 'dropGesture' | 'undo' | 'redo' | 'doHere' | 'claimNudge'
  >
}

export const historyState = { past: [], future: [], gesture: null, nudge: null } satisfies Partial<LabState>

const undoable = ({ scenario, places, pinned, branch }: LabState): Undoable => ({ scenario, places, pinned, branch })

/** How a run is looked at. */
const lookOf = ({ playhead, builtIn, rests }: LabState) => ({ playhead, builtIn, rests })

/** What differs between two moments; null: nothing. */
function changeOf(on: LabState['screen'], before: Undoable, after: Undoable): Change | null {
  const names = (['scenario', 'places', 'pinned', 'branch'] as const).filter((name) => before[name] !== after[name])
  const only = (all: Undoable): Partial<Undoable> => Object.fromEntries(names.map((name) => [name, all[name]]))
  return names.length === 0 ? null : { on, before: only(before), after: only(after) }
}

/** Something was done: it can be undone, and what could have been done again instead is kept as a run of its own. */
const done = ({ past, future, forks, branch }: LabState, change: Change): Partial<LabState> => ({
  past: [...past, change].slice(-historyMax),
  future: [],
  forks: withBranchLeft(forks, future, branch),
})

/**
 * Index of the first of these changes that is to be seen on the screen that is open; -1: there is none. A change of how another
 * screen is looked at waits until that one is open again. Where the open run is not to be seen, nobody goes back behind a change of it.
 */
function firstSeen(changes: readonly Change[], { screen, nudge, sheet }: LabState): number {
  // Of what stands behind the kept runs nothing changes while they are looked at.
  if (sheet?.kind === 'forks') return changes.findIndex(({ forks }) => forks !== undefined)
  for (const [i, { on, before }] of changes.entries()) {
    if (on === screen || (before.scenario !== undefined && nudge === null)) return i
    if (before.scenario !== undefined) return -1
  }
  return -1
}

export const canUndo = (state: LabState): boolean => firstSeen(state.past.toReversed(), state) >= 0
export const canRedo = (state: LabState): boolean => firstSeen(state.future, state) >= 0

/** Undo can lead to another specification, in which a selected event or clause means nothing. */
const afterJump = (state: LabState, scenario: Scenario): Partial<LabState> => ({
  playhead: Math.min(state.playhead, endOf(traceOf(scenario))),
  selection: keptSelection(state, scenario),
  builtIn: scenario.spec === state.scenario.spec ? state.builtIn : null,
})

/** The one history of the lab: what can be undone, and what is one step of it. */
export function historySlice({ get, set }: Lab): History {
  /** How everything was before `doHere`, as long as that is part of a step that is not over. */
  let begun: Undoable | null = null

  const remember = (before: Undoable): void => {
    const change = changeOf(get().screen, before, undoable(get()))
    if (change !== null) set((state) => done(state, change))
  }

  const take: History['take'] = (scenario, rest = {}) => {
    const before = get()
    if (scenario === before.scenario) {
      set(rest)
      return true
    }
    const result = tryRun(scenario)
    if (!result.ok) {
      set({ notice: { kind: 'error', text: result.error } })
      return false
    }
    const isOwnStep = before.gesture === null && begun === null
    const seen = 'builtIn' in rest ? { before: lookOf(before), after: lookOf({ ...before, ...rest }) } : null
    const was = undoable(before)
    const change = changeOf(before.screen, was, {
      ...was,
      scenario,
      ...('branch' in rest && { branch: rest.branch ?? null }),
    })
    set((state) => ({
      scenario,
      ...(isOwnStep && change !== null ? done(state, seen === null ? change : { ...change, seen }) : {}),
      playhead: Math.min(state.playhead, endOf(result.value)),
      selection: keptSelection(state, scenario),
      ...rest,
    }))
    return true
  }

  const jump = (change: Change, to: 'before' | 'after', rest: Pick<LabState, 'past' | 'future'>): void =>
    set((state) => {
      const { scenario } = change[to]
      return {
        ...(scenario === undefined ? {} : afterJump(state, scenario)),
        ...change[to],
        ...change.forks?.[to](state),
        ...change.seen?.[to],
        ...rest,
        gesture: null,
      }
    })

  return {
    take,
    actions: {
      edit: (change) => void take(change(get().scenario)),
      editForks: (forks) =>
        set((state) => {
          const now = forks.after(state)
          return { ...now, ...done({ ...state, ...now }, { on: state.screen, before: {}, after: {}, forks }) }
        }),
      beginGesture: () => set((state) => ({ gesture: state.gesture ?? state.scenario })),
      endGesture() {
        const { gesture } = get()
        if (gesture === null) return
        const before = { ...(begun ?? undoable(get())), scenario: gesture }
        begun = null
        set({ gesture: null })
        remember(before)
      },
      dropGesture() {
        const { gesture } = get()
        if (gesture === null) return
        const before = begun ?? {}
        begun = null
        set((state) => ({
          ...before,
          scenario: gesture,
          gesture: null,
          playhead: Math.min(state.playhead, endOf(traceOf(gesture))),
        }))
      },
      undo() {
        const { past, future } = get()
        const back = firstSeen(past.toReversed(), get())
        const change = past.at(-1 - back)
        if (back < 0 || change === undefined) return
        jump(change, 'before', { past: past.filter((each) => each !== change), future: [change, ...future] })
      },
      redo() {
        const { past, future } = get()
        const change = future[firstSeen(future, get())]
        if (change !== undefined)
          jump(change, 'after', { past: [...past, change], future: future.filter((each) => each !== change) })
      },
      doHere(act) {
        const isOutermost = begun === null
        begun ??= undoable(get())
        act()
        // A gesture takes it along when it is over.
        if (!isOutermost || get().gesture !== null) return
        const before = begun
        begun = null
        remember(before)
      },
      claimNudge(nudge) {
        set({ nudge })
        return () => {
          if (get().nudge === nudge) set({ nudge: null })
        }
      },
    },
  }
}
