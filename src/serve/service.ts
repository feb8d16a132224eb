import { finish } from '#formats/opened.ts'
import { observationText, type Observation } from '#formats/observation.ts'
import { observeExchanges } from '#formats/lroObservation.ts'
import type { Exchange } from '#formats/lroExchanges.ts'
import type { Result } from '#base/result.ts'
import type { Scenario, Value } from '#kernel/model.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import type { OutsideCall } from '#machines/lro/served.ts'
import type { Clock } from './clocks.ts'
import { ServedWorld, type Returned } from './world.ts'

/** Exchanges after which no more are kept; an observation has two lines for each. */
const exchangesMax = 40_000

/** Whether a call only looks at an operation. */
const lookOf = (name: OutsideCall, args: Readonly<Record<string, Value>>): number | undefined =>
  name === 'get' || name === 'wait' ? Number(args['operation'] ?? 0) : undefined

/** An exchange under the names that the operations themselves have: one may be asked for under any prefix. */
const underOwnName = (exchange: Exchange): Exchange => ({
  ...exchange,
  url: exchange.url.replace(/^.*\/(?=operations\/\d)/, '/v1/'),
  body: exchange.body?.replaceAll(/"name":"[^":]*\/(?=operations\/\d)/g, '"name":"') ?? null,
})

/** A served world with its clock, and what was said over HTTP so far. Several ways lead to it: HTTP, gRPC, a page's requests, a mock. */
export class Service<C extends Clock = Clock> {
  private readonly makeClock: (world: ServedWorld) => C
  readonly exchanges: Exchange[] = []
  private isStopped = false
  world: ServedWorld
  clock: C

  constructor(scenario: Scenario, makeClock: (world: ServedWorld) => C) {
    this.makeClock = makeClock
    this.world = new ServedWorld(scenario)
    this.clock = makeClock(this.world)
  }

  /** Time stands still, and what is under way is no part of the recording. */
  stop(): void {
    this.isStopped = true
    this.clock.stop()
  }

  /** Everything begins anew; calls under way have no answer. */
  reset(scenario: Scenario): void {
    this.clock.stop()
    this.exchanges.length = 0
    this.world = new ServedWorld(scenario)
    this.clock = this.makeClock(this.world)
  }

  async call(name: OutsideCall, args: Readonly<Record<string, Value>>): Promise<Returned> {
    const { world, clock } = this
    const look = lookOf(name, args)
    await clock.admit(look)
    const returned = world.call(name, args)
    clock.moved()
    const answer = await returned
    clock.answered(look)
    return answer
  }

  /** Puts down what was asked and answered, as long as there is room. */
  keep(exchange: Exchange): void {
    if (this.isStopped || this.exchanges.length >= exchangesMax) return
    this.exchanges.push({ ...exchange, place: this.exchanges.length + 1 })
  }

  outcome(): Outcome {
    return this.world.outcome()
  }

  trace(): Trace {
    return this.world.trace()
  }

  /** What a client that saw all of it would have written down. The error says that nothing was asked yet. */
  observation(): Result<Observation> {
    const about = { from: 'har', placeIs: 'entry', title: this.world.scenario.title } as const
    const opened = finish(observeExchanges(this.exchanges.map(underOwnName), about))
    return opened.ok ? { ok: true, value: { ...opened.value.observation, unit: 'ticks' } } : opened
  }

  /** The same as a file. */
  observationText(): string {
    const observation = this.observation()
    const none: Observation = { spec: this.world.scenario.spec, unit: 'ticks', title: '', sees: [], lines: [] }
    return observationText(observation.ok ? observation.value : none)
  }
}
