import { createActor, initialTransition, type AnyActorScope, type AnyMachineSnapshot, type StateValueMap } from 'xstate'
import { assert, ensure } from '#base/assert.ts'
import { stableJson, type Json } from '#base/json.ts'
import type { Effect, Message } from './effect.ts'
import type { Knobs, Value } from './model.ts'
import { eventOf, transitionMeant, xstateOf, type Machine, type Transition } from './statechart.ts'

export type PlainEffect = Exclude<Effect, { type: 'batch' }>

/** What a transition wants, in order: effects, and timers of the machine itself. */
export type Output =
  | { readonly type: 'effect'; readonly effect: PlainEffect }
  | {
      readonly type: 'arm'
      readonly timer: string
      readonly name: string
      readonly ticks: number
      readonly event: Message
    }
  | { readonly type: 'disarm'; readonly timer: string }

export interface TransitionResult {
  /** Number of the next state. */
  readonly next: number
  /** Whether the machine had a transition for the event; if not, nothing changed. */
  readonly handled: boolean
  readonly outputs: readonly Output[]
}

/** The effects that are in one. */
export const flatten = (effect: Effect): PlainEffect[] =>
  effect.type === 'batch' ? effect.effects.flatMap(flatten) : [effect]

type Action = Parameters<AnyActorScope['actionExecutor']>[0]

function outputsOf(actions: readonly Action[]): Output[] {
  const outputs: Output[] = []
  for (const action of actions) {
    const params = action.params as Record<string, unknown>
    switch (action.type) {
      case 'xstate.emit':
        outputs.push(...flatten(params['event'] as Effect).map((effect): Output => ({ type: 'effect', effect })))
        break
      case 'xstate.raise': {
        const { id, delay, event } = params as { id: string; delay: number | undefined; event: Message }
        assert(delay !== undefined && Number.isSafeInteger(delay) && delay >= 0, `timer ${id} has a delay in ticks`)
        outputs.push({ type: 'arm', timer: id, name: eventOf(id).event, ticks: delay, event: { type: event.type } })
        break
      }
      case 'xstate.cancel':
        outputs.push({ type: 'disarm', timer: String(params['sendId']) })
        break
      default:
        throw new Error(`broken assumption: a machine may only emit effects, not run ${String(action.type)}`)
    }
  }
  return outputs
}

/** `client.polling` as a dotted path; parallel regions sorted and joined by a comma. */
function statePaths(value: unknown): string {
  const paths: string[] = []
  const walk = (node: unknown, path: string): void => {
    if (typeof node === 'string') paths.push(path === '' ? node : `${path}.${node}`)
    else for (const [key, child] of Object.entries(node as object)) walk(child, path === '' ? key : `${path}.${key}`)
    if (typeof node === 'object' && node !== null && Object.keys(node).length === 0) paths.push(path)
  }
  walk(value, '')
  return paths.sort().join(',')
}

/** A machine's state in names: with its machine and the knobs it is everything that decides what comes next. Plain data. */
export interface ActorState {
  /** Dotted paths of the active states, sorted and joined by a comma. */
  readonly paths: string
  readonly context: Json
}

/** The state value that has these paths; inner states are filled in by XState. */
function valueOf(paths: string): StateValueMap {
  const value: StateValueMap = {}
  for (const path of paths.split(',')) {
    let node = value
    for (const key of path.split('.')) node = (node[key] ??= {}) as StateValueMap
  }
  return value
}

interface Entry {
  /** The knobs that were looked at, with what they said: the entry is valid wherever they say the same. */
  readonly reads: readonly (readonly [name: string, value: Value])[]
}
interface AnswerEntry extends Entry {
  readonly answer: TransitionResult
}
interface StartEntry extends Entry {
  readonly state: number
}

const isValid = (entry: Entry, knobs: Knobs): boolean => entry.reads.every(([name, value]) => knobs[name] === value)

/** Thrown where a machine looks at a knob that is not set: the exhaustive check then goes on once for each of its values. */
export class KnobNeeded extends Error {
  readonly knob: string
  constructor(knob: string) {
    super(`the knob ${knob} is not set`)
    this.knob = knob
  }
}

/** The knobs as a machine sees them; notes which ones it looks at. */
class WatchedKnobs {
  private current: Knobs = {}
  private reads = new Map<string, Value>()
  private needed: KnobNeeded | null = null
  readonly view: Knobs = new Proxy(
    {},
    {
      get: (_, name) => {
        const value = this.current[String(name)]
        if (value === undefined) throw (this.needed = new KnobNeeded(String(name)))
        this.reads.set(String(name), value)
        return value
      },
    },
  )

  during<T>(knobs: Knobs, work: () => T): { readonly value: T; readonly reads: Entry['reads'] } {
    this.current = knobs
    this.reads = new Map()
    this.needed = null
    try {
      const value = work()
      return { value, reads: [...this.reads] }
    } catch (error) {
      // XState wraps what a guard throws in an error of its own.
      throw this.needed ?? error
    }
  }
}

/**
 * An XState machine as a table that fills itself: states are numbers, and what a state does with an event is computed by
 * XState once and then remembered, together with the knobs that had a say in it. A machine is pure and has few states; a sweep
 * meets each of them thousands of times, and most transitions look at no knob at all. This is the only place where XState
 * steps a machine of ours.
 */
export class TransitionTable {
  readonly machine: Machine
  private readonly xstate: ReturnType<typeof xstateOf>
  private readonly knobs = new WatchedKnobs()
  private readonly snapshots: (AnyMachineSnapshot | undefined)[] = []
  private readonly numbers = new Map<string, number>()
  /** Numbers of states that were forgotten. */
  private readonly free: number[] = []
  private readonly answers: (AnswerEntry[] | undefined)[][] = []
  private readonly starts = new Map<number, StartEntry[]>()
  private readonly named: (ActorState | undefined)[] = []
  private readonly numberOf = new WeakMap<ActorState, number>()
  private readonly eventNumbers = new Map<string, number>()
  private scope: AnyActorScope | null = null
  /** Transitions that XState computed; all others were remembered. */
  computed = 0

  constructor(machine: Machine) {
    this.machine = machine
    this.xstate = xstateOf(machine)
  }

  /** Number of the state in which instance `instance` begins. An initial state has no effects and no timers. */
  initial(instance: number, knobs: Knobs, reads?: Set<string>): number {
    const entry = this.start(instance, knobs)
    if (reads !== undefined) for (const [name] of entry.reads) reads.add(name)
    return entry.state
  }

  private start(instance: number, knobs: Knobs): StartEntry {
    const known = this.starts.get(instance)?.find((entry) => isValid(entry, knobs))
    if (known !== undefined) return known
    const { value: state, reads } = this.knobs.during(knobs, () => {
      const [snapshot, actions] = initialTransition(this.xstate, { knobs: this.knobs.view, instance })
      assert(outputsOf(actions).length === 0, `${this.machine.id} begins without effects`)
      return this.number(snapshot)
    })
    const entry = { state, reads }
    this.starts.set(instance, [...(this.starts.get(instance) ?? []), entry])
    return entry
  }

  /**
   * What state number `state` does with `event` under these knobs; `eventKey` is the event as canonical text. The names of the
   * knobs that had a say are added to `reads`.
   */
  answer(state: number, event: Message, eventKey: string, knobs: Knobs, reads?: Set<string>): TransitionResult {
    const entry = this.entry(state, event, eventKey, knobs)
    if (reads !== undefined) for (const [name] of entry.reads) reads.add(name)
    return entry.answer
  }

  private entry(state: number, event: Message, eventKey: string, knobs: Knobs): AnswerEntry {
    const row = ensure(this.answers[state], `state ${state} of ${this.machine.id} exists`)
    let number = this.eventNumbers.get(eventKey)
    if (number === undefined) this.eventNumbers.set(eventKey, (number = this.eventNumbers.size))
    const entries = row[number] ?? (row[number] = [])
    const known = entries.find((entry) => isValid(entry, knobs))
    if (known !== undefined) return known
    const { value: answer, reads } = this.knobs.during(knobs, () => this.compute(state, event))
    const entry = { answer, reads }
    entries.push(entry)
    return entry
  }

  private compute(state: number, event: Message): TransitionResult {
    this.computed++
    const snapshot = this.snapshot(state)
    const actions: Action[] = []
    const next = this.xstate.transition(snapshot, event, {
      ...this.inertScope(),
      actionExecutor: (action) => void actions.push(action),
    }) as AnyMachineSnapshot
    if (next !== snapshot || actions.length > 0)
      return { next: this.number(next), handled: true, outputs: outputsOf(actions) }
    // XState hands back the same snapshot both for an event that is taken without effect and for one that nobody takes.
    const handled = this.xstate.getTransitionData(snapshot, event).length > 0
    return { next: state, handled, outputs: [] }
  }

  /**
   * What XState's own pure `transition()` makes anew for each call, an actor and its initial state included; a test compares the
   * two. Nothing in it is ever used: our machines ask for no actor, no clock and no logger.
   */
  private inertScope(): AnyActorScope {
    if (this.scope !== null) return this.scope
    const self = createActor(this.xstate, { input: { knobs: this.knobs.view, instance: 0 } })
    const nothing = (): void => undefined
    const { system } = self
    this.scope = {
      self,
      system,
      id: '',
      sessionId: '',
      logger: nothing,
      defer: nothing,
      stopChild: nothing,
      emit: nothing,
      actionExecutor: nothing,
    }
    return this.scope
  }

  /** The transitions that a state takes with an event under these knobs. */
  taken(state: number, event: Message, knobs: Knobs): readonly Transition[] {
    return this.under(knobs, () => this.xstate.getTransitionData(this.snapshot(state), event)).map((definition) =>
      transitionMeant(this.machine, definition),
    )
  }

  /** What guards and actions see in a state. Its `knobs` speak only within `under`. */
  contextOf(state: number): unknown {
    return this.snapshot(state).context
  }

  /** Does something with the machine under these knobs, for a reader who wants to know why it did what it did. */
  under<T>(knobs: Knobs, work: () => T): T {
    return this.knobs.during(knobs, work).value
  }

  private number(snapshot: AnyMachineSnapshot): number {
    const { knobs: _knobs, ...context } = snapshot.context as Record<string, unknown>
    const key = stableJson([snapshot.value, context])
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const state = this.free.pop() ?? this.snapshots.length
    this.snapshots[state] = snapshot
    this.numbers.set(key, state)
    this.answers[state] = []
    const names = { paths: statePaths(snapshot.value), context: context as Json }
    this.named[state] = names
    this.numberOf.set(names, state)
    return state
  }

  /** A state in names; always the same object. */
  stateNamed(state: number): ActorState {
    return ensure(this.named[state], `state ${state} of ${this.machine.id} exists`)
  }

  /** The number of a state that is given in names, also where it comes from another table of the same machine. */
  numberNamed(names: ActorState): number {
    const known = this.numberOf.get(names)
    if (known !== undefined) return known
    const context = { ...(names.context as object), knobs: this.knobs.view }
    const state = this.number(this.xstate.resolveState({ value: valueOf(names.paths), context }))
    this.numberOf.set(names, state)
    return state
  }

  /** XState's snapshot of a state. Its `context.knobs` speak only within `under`. */
  snapshot(state: number): AnyMachineSnapshot {
    return ensure(this.snapshots[state], `state ${state} of ${this.machine.id} exists`)
  }

  /** The state value as text: dotted paths, sorted. */
  valueText(state: number): string {
    return this.stateNamed(state).paths
  }

  get size(): number {
    return this.numbers.size
  }

  /** Forgets every answer, and every state but these; the numbers of the others are given to states that come. */
  forget(kept: ReadonlySet<number>): void {
    this.starts.clear()
    this.eventNumbers.clear()
    for (const [key, state] of this.numbers) {
      if (this.answers[state]?.length !== 0) this.answers[state] = []
      if (kept.has(state)) continue
      const names = this.stateNamed(state)
      this.numberOf.delete(names)
      this.numbers.delete(key)
      this.snapshots[state] = undefined
      this.named[state] = undefined
      this.free.push(state)
    }
  }
}

const tables = new WeakMap<Machine, TransitionTable>()

/** The table of a machine, shared by everybody. */
export function tableOf(machine: Machine): TransitionTable {
  let table = tables.get(machine)
  if (table === undefined) tables.set(machine, (table = new TransitionTable(machine)))
  return table
}
