import { createStore, type StoreApi } from 'zustand/vanilla'
import { ensure } from '#base/assert.ts'
import { stableJson, type Json } from '#base/json.ts'
import type { Result } from '#base/result.ts'
import { checkScenario, parseScenario } from '#formats/scenario.ts'
import type { Scenario, Step, Value } from '#kernel/model.ts'
import {
  askAbout,
  askedCancel,
  askedStep,
  askLike,
  insertStep,
  isMoveOf,
  moveStep,
  removeStep,
  swapSteps,
} from '#kernel/steps.ts'
import { knobDefaults } from '#machines/domains.ts'
import { entries, loadSpecification, specificationOf } from '#machines/registry.ts'
import type { Specification } from '#machines/specification.ts'
import { scenarioFromBuiltIn, endOf, newStep, specificationFor, traceOf, tryRun } from './derived.ts'

export const screens = ['explore', 'compare', 'verify', 'learn', 'review'] as const
export type Screen = (typeof screens)[number]
export type Theme = 'system' | 'light' | 'dark'

/** What the inspector shows. */
export type Selection =
  | { readonly kind: 'event'; readonly index: number }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'clause'; readonly id: string }

/** The part of time that the timeline shows, in ticks; null: the whole run. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A sheet over the page; one at a time. */
export type Sheet =
  | { readonly kind: 'keys' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'chart'; readonly role: string }
  | { readonly kind: 'clause'; readonly id: string }
  /** What a number, a name or a line of a log is; `text`: what is looked up. */
  | { readonly kind: 'lookup'; readonly text: string }

export interface LabState {
  readonly screen: Screen
  readonly scenario: Scenario
  /** Id of the built-in scenario that this began as. */
  readonly builtIn: string | null
  readonly past: readonly Scenario[]
  readonly future: readonly Scenario[]
  /** While something is dragged: the scenario before. The whole drag is one step of undo, and Escape goes back to it. */
  readonly gesture: Scenario | null
  /** Tick, from 0 to the end of the run. */
  readonly playhead: number
  readonly playing: boolean
  /** While the playhead is held by a pointer: playing waits until it is let go. */
  readonly scrubbing: boolean
  /** Times 40 ticks a second. */
  readonly speed: 0.25 | 1 | 4
  readonly loop: boolean
  readonly selection: Selection | null
  readonly span: Span | null
  readonly sheet: Sheet | null
  /** Whether the run stands below the timeline as a list of events, instead of the statecharts. */
  readonly isListed: boolean
  /** What the other screens keep of how they are looked at; each of them checks its own when it comes from a link. */
  readonly places: Readonly<Partial<Record<Screen, Json>>>
  readonly theme: Theme
  /** Whether keys without Ctrl do something. */
  readonly singleKeys: boolean
  /** How wide the panels beside the stage are, in rem, where somebody has moved their edge; kept by the browser, not by a link. */
  readonly widths: Readonly<Partial<Record<'scenario' | 'inspector', number>>>
  /** A run kept for comparison. */
  readonly pinned: Scenario | null
  /** One sentence about something that went wrong (or well); shown until it is closed. */
  readonly notice: { readonly kind: 'error' | 'done'; readonly text: string } | null
  /** What a screen reader is told, once, when an action is over. */
  readonly announcement: string
}

export { scenarioFromBuiltIn }

const historyMax = 200

function opening(specification: Specification, id?: string): Pick<LabState, 'scenario' | 'builtIn'> {
  const builtIn = ensure(
    specification.scenarios.find((candidate) => candidate.id === id) ?? specification.scenarios[0],
    'a specification has a scenario',
  )
  return { scenario: scenarioFromBuiltIn(specification, builtIn), builtIn: builtIn.id }
}

/** Where the playhead is put when a scenario is opened: a little after the cancel, where the aftermath is to be seen. */
function restingTick(scenario: Scenario): number {
  const trace = traceOf(scenario)
  const cancel = scenario.steps.filter((step) => step.do === 'cancel').map((step) => step.at)
  if (cancel.length === 0) return endOf(trace)
  const last = Math.max(...Object.values(trace.outcome.milestones), ...cancel)
  const first = Math.min(...cancel)
  return Math.min(endOf(trace), Math.round(first + (last - first) / 2))
}

/** A scenario that came from outside, and how it was looked at; what is left out gets its usual value. */
export interface RestoredView {
  readonly scenario: unknown
  readonly screen: Screen
  readonly playhead: number | null
  readonly selection: Selection | null
  readonly span: Span | null
  readonly builtIn: string | null
  readonly places: LabState['places']
  /** Index of the step that is asked about; null: the first cancel. */
  readonly asked: number | null
  /** The pinned scenario, not checked yet. */
  readonly pinned: unknown
}

export interface LabActions {
  readonly goTo: (screen: Screen) => void
  /**
   * Opens the first scenario of a specification, or the one with this id, as soon as its model is there. Nothing happens for an
   * unknown specification.
   */
  readonly openSpec: (spec: string, builtIn?: string) => void
  /** Takes a scenario that came from outside as text; on error nothing changes but the notice. */
  readonly loadText: (text: string, from: string) => Result<Scenario>
  /** Takes a scenario that came from outside as a value (a script). */
  readonly load: (value: unknown) => Result<Scenario>
  /** Replaces the scenario; one step of undo, unless a gesture is under way. Refused, with a notice, where the run would not end. */
  readonly edit: (change: (scenario: Scenario) => Scenario) => void
  readonly moveStep: (index: number, at: number) => void
  /** Asks about a step: the ribbon says what would happen if it came at another tick, and the outcome speaks of it if it is a cancel. */
  readonly ask: (index: number) => void
  readonly addStep: (step: Step) => void
  /** Swaps a step with its neighbour in carrying-out order (1: later) where both are on the same tick. */
  readonly shiftStep: (index: number, direction: 1 | -1) => void
  readonly removeStep: (index: number) => void
  readonly setArg: (index: number, name: string, value: Value) => void
  readonly setKnob: (name: string, value: Value) => void
  readonly resetKnobs: () => void
  /** Back to the built-in scenario that this began as. */
  readonly reset: () => void
  /** Puts the cancel that is asked about at a tick, or adds one. */
  readonly cancelAt: (tick: number) => void
  /** Puts the step that is asked about at a tick; where there is none, a cancel. */
  readonly askedAt: (tick: number) => void
  readonly beginGesture: () => void
  readonly endGesture: () => void
  /** Escape during a gesture: everything is as before. */
  readonly dropGesture: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly beginScrub: () => void
  readonly endScrub: () => void
  readonly seek: (tick: number) => void
  /** To the next (1) or previous (-1) tick at which something happens. */
  readonly stepEvent: (direction: 1 | -1) => void
  readonly setPlaying: (playing: boolean) => void
  readonly setSpeed: (speed: LabState['speed']) => void
  readonly setLoop: (loop: boolean) => void
  readonly select: (selection: Selection | null) => void
  readonly setSpan: (span: Span | null) => void
  readonly openSheet: (sheet: Sheet | null) => void
  readonly setListed: (isListed: boolean) => void
  readonly setWidths: (widths: LabState['widths']) => void
  readonly setPlace: (screen: Screen, place: Json) => void
  readonly setTheme: (theme: Theme) => void
  readonly setSingleKeys: (on: boolean) => void
  readonly pin: () => void
  /** Keeps a run for comparison that is not the open one. */
  readonly pinThis: (scenario: Scenario) => void
  readonly unpin: () => void
  /** What a link holds: a scenario with the way it is looked at. On error nothing changes. */
  readonly restore: (view: RestoredView) => Result<Scenario>
  readonly notify: (notice: LabState['notice']) => void
  readonly announce: (text: string) => void
}

export type LabStore = StoreApi<LabState> & { readonly actions: LabActions }

const replaceStep = (scenario: Scenario, index: number, change: (step: Step) => Step): Scenario => ({
  ...scenario,
  steps: scenario.steps.map((step, i) => (i === index ? change(step) : step)),
})

/** One lab is one page: the scenario, how it is looked at, and everything that can be done to both. */
export function createLab(initial: Partial<LabState> = {}): LabStore {
  const first = ensure(specificationOf(entries[0]?.id ?? ''), 'the first specification is loaded')
  const begin = opening(first)
  const store = createStore<LabState>()(() => ({
    screen: 'explore',
    ...begin,
    past: [],
    future: [],
    gesture: null,
    playhead: restingTick(initial.scenario ?? begin.scenario),
    playing: false,
    scrubbing: false,
    speed: 1,
    loop: false,
    selection: null,
    span: null,
    sheet: null,
    isListed: false,
    places: {},
    theme: 'system',
    singleKeys: true,
    widths: {},
    pinned: null,
    notice: null,
    announcement: '',
    ...initial,
  }))
  const { getState: get, setState: set } = store

  /** Makes a scenario the current one, remembering the one before. */
  const take = (scenario: Scenario, rest: Partial<LabState> = {}): boolean => {
    const { scenario: before, gesture, past } = get()
    if (scenario === before) {
      set(rest)
      return true
    }
    const result = tryRun(scenario)
    if (!result.ok) {
      set({ notice: { kind: 'error', text: result.error } })
      return false
    }
    const history = gesture === null ? { past: [...past, before].slice(-historyMax), future: [] } : {}
    set((state) => ({
      scenario,
      ...history,
      playhead: Math.min(state.playhead, endOf(result.value)),
      selection: keptSelection(state, scenario),
      ...rest,
    }))
    return true
  }

  /** Asks about a step, where there are several cancels or it is none; else there is nothing to tell apart. */
  const about = (index: number): void => {
    const { scenario, gesture } = get()
    if (index === askedStep(scenario) && scenario.steps.filter((step) => step.do === 'cancel').length < 2) return
    set({ scenario: askAbout(scenario, index), gesture: gesture === null ? null : askAbout(gesture, index) })
  }

  const taken = (result: Result<Scenario>, from: string): Result<Scenario> => {
    if (!result.ok) {
      set({ notice: { kind: 'error', text: `${from}: ${result.error}` } })
      return result
    }
    if (!take(result.value, { builtIn: null, span: null, selection: null, notice: null, playing: false }))
      return { ok: false, error: get().notice?.text ?? 'the run does not end' }
    set({ playhead: restingTick(result.value) })
    return result
  }

  const actions: LabActions = {
    goTo: (screen) => set({ screen, sheet: null, playing: false }),
    openSpec(spec, builtIn) {
      const specification = specificationOf(spec)
      if (specification === undefined) {
        void loadSpecification(spec).then(
          (loaded) => (loaded === undefined ? undefined : actions.openSpec(spec, builtIn)),
          () =>
            set({ notice: { kind: 'error', text: 'This specification could not be loaded; is there a connection?' } }),
        )
        return
      }
      const opened = opening(specification, builtIn)
      if (take(opened.scenario, { builtIn: opened.builtIn, span: null, selection: null, playing: false, notice: null }))
        set({ playhead: restingTick(opened.scenario) })
    },
    loadText: (text, from) => taken(parseScenario(text), from),
    load: (value) => taken(checkScenario(value), 'script'),
    edit: (change) => void take(change(get().scenario)),
    moveStep(index, at) {
      const { scenario: before } = get()
      // A cancel may pass the first one, which is still the one that is meant.
      if (before.asked === undefined && before.steps[index]?.do === 'cancel') about(askedStep(before))
      actions.edit((scenario) => {
        const { gesture } = get()
        // From where the drag began, so that what gives way on the way comes back.
        const from = gesture !== null && isMoveOf(scenario, gesture, index) ? askLike(gesture, scenario) : scenario
        return moveStep(specificationFor(scenario).model, from, index, at)
      })
    },
    ask(index) {
      if (askedStep(get().scenario) !== index) about(index)
    },
    addStep: (step) => actions.edit((scenario) => insertStep(specificationFor(scenario).model, scenario, step)),
    removeStep: (index) => actions.edit((scenario) => removeStep(specificationFor(scenario).model, scenario, index)),
    shiftStep(index, direction) {
      const { steps } = get().scenario
      const step = steps[index]
      if (step === undefined) return
      const beyond = (other: number): boolean => (direction === 1 ? other > index : other < index)
      const others = steps.flatMap((other, i) => (other.at === step.at && beyond(i) ? [i] : []))
      const other = direction === 1 ? others[0] : others.at(-1)
      if (other !== undefined)
        actions.edit((scenario) => swapSteps(specificationFor(scenario).model, scenario, index, other))
    },
    setArg: (index, name, value) =>
      actions.edit((scenario) =>
        replaceStep(scenario, index, (step) => ({ ...step, args: { ...step.args, [name]: value } })),
      ),
    setKnob: (name, value) =>
      actions.edit((scenario) => ({ ...scenario, knobs: { ...scenario.knobs, [name]: value } })),
    resetKnobs: () =>
      actions.edit((scenario) => ({ ...scenario, knobs: knobDefaults(specificationFor(scenario).model) })),
    reset: () => actions.openSpec(get().scenario.spec, get().builtIn ?? undefined),
    cancelAt(tick) {
      const { scenario } = get()
      const index = askedCancel(scenario)
      if (index < 0) {
        const { model } = specificationFor(scenario)
        return actions.addStep(newStep(model, 'cancel', Math.max(0, Math.round(tick))))
      }
      actions.moveStep(index, tick)
    },
    askedAt(tick) {
      const { scenario } = get()
      const index = askedStep(scenario)
      if (index < 0 || index === askedCancel(scenario)) actions.cancelAt(tick)
      else actions.moveStep(index, tick)
    },
    beginGesture: () => set((state) => ({ gesture: state.gesture ?? state.scenario })),
    endGesture() {
      const { gesture, scenario, past } = get()
      if (gesture === null) return
      const changed = gesture !== scenario
      set({ gesture: null, ...(changed ? { past: [...past, gesture].slice(-historyMax), future: [] } : {}) })
    },
    dropGesture() {
      const { gesture } = get()
      if (gesture !== null)
        set((state) => ({
          scenario: gesture,
          gesture: null,
          playhead: Math.min(state.playhead, endOf(traceOf(gesture))),
        }))
    },
    undo() {
      const { past, scenario, future } = get()
      const before = past.at(-1)
      if (before !== undefined)
        set({ scenario: before, past: past.slice(0, -1), future: [scenario, ...future], ...afterJump(before) })
    },
    redo() {
      const { past, scenario, future } = get()
      const [next, ...rest] = future
      if (next !== undefined) set({ scenario: next, past: [...past, scenario], future: rest, ...afterJump(next) })
    },
    beginScrub: () => set({ scrubbing: true }),
    endScrub: () => set({ scrubbing: false }),
    seek: (tick) =>
      set((state) => ({ playhead: Math.max(0, Math.min(Math.round(tick), endOf(traceOf(state.scenario)))) })),
    stepEvent(direction) {
      const { playhead, scenario } = get()
      const ticks = traceOf(scenario).events.map((event) => event.t)
      const next = direction === 1 ? ticks.find((t) => t > playhead) : ticks.findLast((t) => t < playhead)
      if (next !== undefined) actions.seek(next)
    },
    setPlaying(playing) {
      const { playhead, scenario } = get()
      const atEnd = playhead >= endOf(traceOf(scenario))
      set({ playing, ...(playing && atEnd ? { playhead: 0 } : {}) })
    },
    setSpeed: (speed) => set({ speed }),
    setLoop: (loop) => set({ loop }),
    select: (selection) => set({ selection }),
    setSpan: (span) => set({ span }),
    openSheet: (sheet) => set({ sheet }),
    setListed: (isListed) => set({ isListed }),
    setWidths: (widths) => set({ widths }),
    setPlace: (screen, place) => set((state) => ({ places: { ...state.places, [screen]: place } })),
    setTheme: (theme) => set({ theme }),
    setSingleKeys: (singleKeys) => set({ singleKeys }),
    pin: () => set((state) => ({ pinned: state.scenario })),
    pinThis(scenario) {
      const result = tryRun(scenario)
      set(result.ok ? { pinned: scenario } : { notice: { kind: 'error', text: result.error } })
    },
    unpin: () => set({ pinned: null }),
    restore({ scenario: value, screen, playhead, selection, span, builtIn, places, asked, pinned: keptValue }) {
      const result = checkScenario(value)
      if (!result.ok) return result
      const question = asked === null ? {} : { asked }
      const same = stableJson(result.value) === stableJson(askLike(get().scenario, {}))
      const scenario = askLike(same ? get().scenario : result.value, question)
      const trace = tryRun(scenario)
      if (!trace.ok) return trace
      if (same) set({ scenario })
      else take(scenario)
      const tick = playhead === null ? restingTick(scenario) : Math.min(playhead, endOf(trace.value))
      const known = specificationFor(scenario).scenarios.some(({ id }) => id === builtIn)
      const kept = keptValue === null ? null : checkScenario(keptValue)
      const pinned = kept?.ok === true && tryRun(kept.value).ok ? kept.value : null
      const view = {
        screen,
        selection: validSelection(scenario, selection),
        span,
        builtIn: known ? builtIn : null,
        playhead: tick,
      }
      set((state) => ({ ...view, pinned, places: { ...state.places, ...places }, playing: false, sheet: null }))
      return { ok: true, value: scenario }
    },
    notify: (notice) => set({ notice }),
    announce: (announcement) => set({ announcement }),
  }

  /** Undo can lead to another specification, in which a selected event or clause means nothing. */
  const afterJump = (scenario: Scenario): Partial<LabState> => ({
    playhead: Math.min(get().playhead, endOf(traceOf(scenario))),
    selection: keptSelection(get(), scenario),
    builtIn: scenario.spec === get().scenario.spec ? get().builtIn : null,
    gesture: null,
  })

  return Object.assign(store, { actions })
}

/** A selection that came from outside, or null where the run has nothing of the kind. */
function validSelection(scenario: Scenario, selection: Selection | null): Selection | null {
  if (selection === null) return null
  const { document } = specificationFor(scenario)
  if (selection.kind === 'event') return traceOf(scenario).events[selection.index] === undefined ? null : selection
  if (selection.kind === 'code') return Object.hasOwn(document.codes, selection.code) ? selection : null
  return Object.hasOwn(document.clauses, selection.id) || Object.hasOwn(document.questions, selection.id)
    ? selection
    : null
}

/** A code or clause stays selected while the specification is the same; an event only while the trace still has it. */
function keptSelection(state: LabState, scenario: Scenario): Selection | null {
  const { selection } = state
  if (selection === null || scenario.spec !== state.scenario.spec) return null
  if (selection.kind !== 'event') return selection
  const before = traceOf(state.scenario).events[selection.index]
  const after = traceOf(scenario).events[selection.index]
  return before !== undefined && before.kind === after?.kind ? selection : null
}
