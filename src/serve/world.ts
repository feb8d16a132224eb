import { ensure } from '#base/assert.ts'
import { callKey } from '#kernel/call.ts'
import type { Payload } from '#kernel/effect.ts'
import type { Scenario, Step, Value } from '#kernel/model.ts'
import { OpenWorld } from '#kernel/open.ts'
import { TraceRecorder } from '#kernel/recorder.ts'
import { System, type Actor, type Observation } from '#kernel/system.ts'
import { plan } from '#kernel/timed.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import {
  isList,
  keeper,
  outsideStep,
  plainStep,
  served,
  shown,
  startsIn,
  stepsOfTheWorld,
  type OutsideCall,
} from '#machines/lro/served.ts'
import { Tap, type Listener } from './tap.ts'

type Args = Readonly<Record<string, Value>>

/** What the model's client got back from a call. */
export interface Returned {
  readonly code: string
  /** Status of the HTTP answer; null where it is lost on its way. */
  readonly http: number | null
  readonly out: Payload | undefined
  /** Of a list: the operations that there were when the request was at the service. */
  readonly listed: readonly Payload[]
}

interface Pending {
  readonly name: OutsideCall
  readonly slot: number
  readonly resolve: (returned: Returned) => void
}

/** Transitions after which those are forgotten that were made: operations are ever new ones, and few are made twice. */
const rememberedMax = 2000

/**
 * A world of the model in which the calls of the client come from outside. It is stepped as every other timed world is; what is
 * special is who gives the commands, and that what they return is given back.
 */
export class ServedWorld implements Listener {
  readonly scenario: Scenario
  private readonly system: System
  private readonly recorder = new TraceRecorder(served)
  private readonly tap = new Tap(this.recorder, this)
  private readonly world: OpenWorld
  /** The steps of the trace: those of the scenario that apply, then what came from outside. */
  private readonly steps: Step[]
  private readonly starts: readonly Args[]
  private started = 0
  private readonly pending = new Map<string, Pending>()
  private readonly freeSlots = new Map<string, number[]>()
  private readonly slots = new Map<string, number>()
  private readonly lists = new Map<string, readonly Payload[]>()
  /** What a list shows of an operation that has not changed since. */
  private readonly listed = new Map<number, Payload | undefined>()
  private readonly rememberedMax: number

  constructor(scenario: Scenario, options: { readonly rememberedMax?: number } = {}) {
    this.scenario = scenario
    this.rememberedMax = options.rememberedMax ?? rememberedMax
    // Of its own: what machines remember goes with the world.
    this.system = new System(served, scenario.knobs, true)
    this.steps = [...stepsOfTheWorld(scenario)]
    this.starts = startsIn(scenario)
    this.world = new OpenWorld(this.system, plan(this.steps), this.tap)
    this.recorder.observe(this.world)
    // Steps of the scenario have the first numbers; those from outside come after them.
    for (const step of this.steps) this.slots.set(step.do, (this.slots.get(step.do) ?? 0) + 1)
  }

  get t(): number {
    return this.world.t
  }

  /** How many operations were started. */
  get operations(): number {
    return this.started
  }

  /** Tick of the next thing that happens by itself; null where there is none. */
  nextDue(): number | null {
    return this.world.nextDue()
  }

  /** Time goes to a tick; with `isBefore` what is due on it has not happened yet. */
  goTo(tick: number, options?: { readonly isBefore?: boolean }): void {
    this.world.goTo(tick, options)
  }

  /** How many transitions the machines remember. */
  get remembered(): number {
    return this.system.remembered
  }

  /** Makes a call now; resolves with what it returns, when the world has come so far. */
  call(name: OutsideCall, args: Args): Promise<Returned> {
    if (this.remembered > this.rememberedMax) this.world.forget()
    const own = name === 'count' ? (this.starts[this.started++] ?? {}) : {}
    const step = outsideStep(this.t, name, { ...args, ...own })
    const index = this.steps.length
    if (!this.tap.isFull) this.steps.push(plainStep(step))
    const slot = this.freeSlots.get(name)?.pop() ?? this.newSlot(name)
    return new Promise((resolve) => {
      this.pending.set(callKey(name, slot), { name, slot, resolve })
      this.world.give({ step, index }, slot)
    })
  }

  outcome(): Outcome {
    return this.world.fold.outcome()
  }

  /** The run so far; of a long one the first lines. */
  trace(): Trace {
    const scenario = { ...this.scenario, steps: [...this.steps] }
    const { fold } = this.world
    const why = this.tap.isFull ? 'no more of it was kept' : 'this is how far it has come'
    return this.recorder.trace(scenario, this.recorder.length(), why, fold.outcome(), fold.target)
  }

  private newSlot(name: string): number {
    const slot = (this.slots.get(name) ?? 0) + 1
    this.slots.set(name, slot)
    return slot
  }

  returned({ call, code, http, out }: Extract<Observation, { type: 'return' }>): void {
    const pending = this.pending.get(call)
    if (pending === undefined) return
    const { name, slot, resolve } = pending
    this.pending.delete(call)
    const free = this.freeSlots.get(name)
    if (free === undefined) this.freeSlots.set(name, [slot])
    else free.push(slot)
    resolve({ code, http: http ?? null, out, listed: this.lists.get(call) ?? [] })
    this.lists.delete(call)
  }

  changed(actor: Actor): void {
    if (actor.role === keeper) this.listed.delete(actor.instance)
  }

  reacting(number: number): void {
    const event = ensure(this.system.events[number], 'an event has a number')
    const call = isList(event) ? event['call'] : undefined
    if (typeof call !== 'string') return
    const numbers = Array.from({ length: this.started }, (_, i) => i + 1)
    this.lists.set(
      call,
      numbers.map((operation) => this.shown(operation)).filter((each) => each !== undefined),
    )
  }

  private shown(operation: number): Payload | undefined {
    if (!this.listed.has(operation)) this.listed.set(operation, shown(this.system, this.world.states, operation))
    return this.listed.get(operation)
  }
}
