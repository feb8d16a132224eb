import type { Json } from '#base/json.ts'
import type { Result } from '#base/result.ts'
import type { Scenario, Step, Value } from '#kernel/model.ts'
import type { StoreApi } from 'zustand/vanilla'
import type { Player } from './player.ts'

export const screens = ['explore', 'compare', 'verify', 'evidence', 'learn', 'review'] as const
export type Screen = (typeof screens)[number]
export type Theme = 'system' | 'light' | 'dark'

/** What a first visit is told, each until it was done or closed. */
export const hints = ['welcome', 'pole', 'dots', 'ribbon', 'reasons'] as const
export type Hint = (typeof hints)[number]

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
  /** `typed`: what was typed before it was there. */
  | { readonly kind: 'palette'; readonly typed?: string }
  | { readonly kind: 'chart'; readonly role: string }
  | { readonly kind: 'clause'; readonly id: string }
  /** The run, told step by step. */
  | { readonly kind: 'told' }
  /** What the words of the picture mean; `term`: the one that is asked for. */
  | { readonly kind: 'glossary'; readonly term: string | null }
  /** A question is made from the run. */
  | { readonly kind: 'ask' }
  /** The runs that are kept, as a tree. */
  | { readonly kind: 'forks' }
  /** Whether to enter the room that a link names; `address`: what the link says. */
  | { readonly kind: 'room'; readonly address: string }
  /** How the run is served to real clients. */
  | { readonly kind: 'serve' }
  /** What a number, a name or a line of a log is; `text`: what is looked up. */
  | { readonly kind: 'lookup'; readonly text: string }

/** A run that is kept. */
export interface Fork {
  /** `f1`, `f2`, …: stable while it is kept. */
  readonly id: string
  readonly name: string
  /** Whether somebody has kept it; else it keeps itself, since something else was done after an undo. */
  readonly byHand: boolean
  /** The kept run that it came from. */
  readonly parent: string | null
  readonly scenario: Scenario
}

/** What undo gives back. */
export type Undoable = Pick<LabState, 'scenario' | 'places' | 'pinned' | 'branch'>

/** One step of undo: the fields that were changed, as they were before and after, and the screen that was open. */
export interface Change {
  readonly on: Screen
  readonly before: Partial<Undoable>
  readonly after: Partial<Undoable>
  /** What was done to the runs that are kept. */
  readonly forks?: ForksChange
  /** Where another run was opened: how both were looked at. */
  readonly seen?: Readonly<Record<'before' | 'after', Partial<Pick<LabState, 'playhead' | 'builtIn' | 'rests'>>>>
}

/** Takes kept runs back to how they were before something was done to them, or does it again; runs that came in meanwhile stay. */
export type ForksChange = Readonly<Record<'before' | 'after', (state: LabState) => Partial<LabState>>>

export interface LabState {
  readonly screen: Screen
  readonly scenario: Scenario
  /** Id of the built-in scenario that this began as. */
  readonly builtIn: string | null
  /** What can be undone, the last of it at the end. */
  readonly past: readonly Change[]
  /** What can be done again, the next of it at the beginning. */
  readonly future: readonly Change[]
  /** While something is dragged: the scenario before. The whole drag is one step of undo, and Escape goes back to it. */
  readonly gesture: Scenario | null
  /** Runs that are kept, in the order in which they were; none is lost by undo. */
  readonly forks: readonly Fork[]
  /** The kept run that the open one came from. */
  readonly branch: string | null
  /** Tick, from 0 to the end of the run. */
  readonly playhead: number
  /** Where the playhead was put when the run was opened, until somebody moves it: from there Play begins at the beginning. */
  readonly rests: number | null
  /** Hints that are still shown to somebody who is here for the first time. */
  readonly hints: readonly Hint[]
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
  /** What moving the cancel by so many ticks means on the screen that is open; null: what it means everywhere. */
  readonly nudge: ((ticks: number) => void) | null
  /** Whether what is done is recorded as a demo. */
  readonly isRecorded: boolean
  /** One sentence about something that went wrong (or well); shown until it is closed. */
  readonly notice: { readonly kind: 'error' | 'done'; readonly text: string } | null
  /** What a screen reader is told, once, when an action is over. */
  readonly announcement: string
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
  /** Kept runs, as `aftercancel/forks@1`, not checked yet; null: the link has none. */
  readonly forks: unknown
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
  /** Undoes what was done last and is to be seen on the screen that is open. */
  readonly undo: () => void
  readonly redo: () => void
  /** Does something of which undo also gives back how the screens are looked at, and what is pinned. */
  readonly doHere: (act: () => void) => void
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
  /** Closes a hint for good; null: all of them. */
  readonly closeHint: (hint: Hint | null) => void
  readonly setWidths: (widths: LabState['widths']) => void
  readonly setRecorded: (isRecorded: boolean) => void
  readonly setPlace: (screen: Screen, place: Json) => void
  readonly setTheme: (theme: Theme) => void
  readonly setSingleKeys: (on: boolean) => void
  readonly pin: () => void
  /** Keeps a run for comparison that is not the open one. */
  readonly pinThis: (scenario: Scenario) => void
  readonly unpin: () => void
  /** Keeps the open run; the same run is kept once. @param name null: it is called by what it is. */
  readonly keepFork: (name: string | null) => void
  /** Opens a kept run; one step of undo. */
  readonly openFork: (id: string) => void
  /** Does something to the runs that are kept; one step of undo. */
  readonly editForks: (change: ForksChange) => void
  /** Keeps runs from elsewhere, in their order; parents come first. */
  readonly addForks: (forks: readonly Fork[]) => void
  /** What a link holds: a scenario with the way it is looked at. On error nothing changes. */
  readonly restore: (view: RestoredView) => Result<Scenario>
  /**
   * While the returned function was not called, moving the cancel means something else: on a screen where the open run is not to be
   * seen. Undo leaves the scenario alone there.
   */
  readonly claimNudge: (nudge: (ticks: number) => void) => () => void
  readonly notify: (notice: LabState['notice']) => void
  readonly announce: (text: string) => void
}

export type LabStore = StoreApi<LabState> & { readonly actions: LabActions; readonly player: Player }

/** What a slice of the lab works with. */
export interface Lab {
  readonly get: () => LabState
  readonly set: StoreApi<LabState>['setState']
  readonly player: Player
}
