import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Scenario, Step } from '#kernel/model.ts'
import { OpenWorld } from '#kernel/open.ts'
import { run } from '#kernel/run.ts'
import { System } from '#kernel/system.ts'
import { plan } from '#kernel/timed.ts'
import { knobDefaults } from '#machines/domains.ts'
import { model } from '#machines/lro/model.ts'
import { outsideStep, served } from '#machines/lro/served.ts'
import { numberOf } from './http.ts'
import { ServedWorld, type Returned } from './world.ts'

/** Lets whoever waits for an answer go on. */
const turn = (): Promise<void> => new Promise(setImmediate)

/**
 * A client that does what the model's plain one does, and asks from outside: it starts, polls, and cancels, deletes and looks when
 * its scenario says so.
 */
class PlainClient {
  private readonly world: ServedWorld
  private readonly steps: Step[]
  private pollAt: number | null = null
  private hasName = false

  constructor(world: ServedWorld, { steps }: Scenario) {
    this.world = world
    const isOwn = ({ do: name, actor }: Step): boolean => actor === undefined && model.commands[name]?.kind === 'call'
    this.steps = plan(steps).flatMap(({ step: each }) => (isOwn(each) ? [each] : []))
  }

  next(): number | null {
    const next = Math.min(this.steps[0]?.at ?? Infinity, this.pollAt ?? Infinity)
    return next === Infinity ? null : next
  }

  isCommandNext(): boolean {
    return this.steps[0]?.at === this.next()
  }

  act(): void {
    const step = this.steps[0]
    if (step !== undefined && step.at === this.world.t) {
      this.steps.shift()
      this.give(step)
    } else {
      this.pollAt = null
      void this.poll()
    }
  }

  private give({ do: name, args }: Step): void {
    if (name === 'count') void this.start()
    // Without a name there is nothing to send.
    else if (name !== 'list' && args['name'] === 'current' && !this.hasName) return
    else void this.world.call(name as 'get', { operation: 1, ...args }).then((got) => this.see(got))
  }

  private async start(): Promise<void> {
    const got = await this.world.call('count', {})
    this.hasName = got.http === 200
    if (this.hasName) await this.poll()
  }

  private isOver = false

  private see({ out }: Returned): void {
    this.isOver ||= out?.['done'] === true
  }

  private async poll(): Promise<void> {
    if (this.isOver) return
    const got = await this.world.call('get', { operation: 1, name: 'current' })
    this.see(got)
    this.isOver ||= got.code === 'NOT_FOUND'
    if (!this.isOver) this.pollAt = this.world.t + Number(this.world.scenario.knobs['pollTicks'])
  }
}

/** Steps a world and the client outside of it to a tick. */
async function play(scenario: Scenario, until: number, rememberedMax: number): Promise<ServedWorld> {
  const world = new ServedWorld(scenario, { rememberedMax })
  const client = new PlainClient(world, scenario)
  for (;;) {
    const own = client.next() ?? Infinity
    const due = Math.min(own, world.nextDue() ?? Infinity)
    if (due > until) return world
    // A command comes before anything else on its tick, and a poll is a timer like others.
    world.goTo(due, { isBefore: own === due && client.isCommandNext() })
    if (own === due) client.act()
    await turn()
  }
}

/** By then the client knows the name; before, it has nothing to send, and a library says so in its own words. */
const at = fc.integer({ min: 51, max: 420 })
const step = (name: string, args: Step['args'] = {}) => at.map((tick): Step => ({ at: tick, do: name, args }))
const knobs = fc.record({
  linkTicks: fc.integer({ min: 1, max: 25 }),
  workTicks: fc.integer({ min: 20, max: 300 }),
  noticeTicks: fc.integer({ min: 1, max: 90 }),
  pollTicks: fc.integer({ min: 5, max: 70 }),
  refusedFrom: fc.constantFrom(0, 30),
  refusedTo: fc.constantFrom(0, 90),
  honoursCancel: fc.constantFrom('yes', 'late', 'never', 'fails'),
  supportsCancel: fc.boolean(),
  unimplementedFirst: fc.boolean(),
  cancelDone: fc.constantFrom('ok', 'failedPrecondition'),
  cancelTwice: fc.constantFrom('ok', 'failedPrecondition'),
  exposeRequestedCancellation: fc.boolean(),
  result: fc.constantFrom('given', 'none'),
})
const name = fc.constantFrom('current', 'unknown')
const cancel = fc
  .record({
    name: fc.constantFrom('current', 'current', 'unknown'),
    body: fc.constantFrom('empty', 'object', 'unknownField'),
    token: fc.constantFrom('full', 'full', 'readonly', 'none', 'noAccess'),
  })
  .chain((args) => step('cancel', args))
const others = fc.oneof(
  name.chain((which) => step('delete', { name: which })),
  name.chain((which) => step('get', { name: which })),
  step('serverKills', { error: 'CANCELLED' }),
  step('outage', { answer: 'UNAVAILABLE' }),
  step('recover'),
  step('loseReply'),
  step('delete', { name: 'current' }).map((each) => ({ ...each, actor: 'other' })),
  fc.constant({ at: 60, do: 'cancel', args: { name: 'current', body: 'empty', token: 'full' }, actor: 'other' }),
)

describe('the client outside', () => {
  it('sees what the plain client of the model sees, whatever happens to the service', async () => {
    const scenarios = fc.record({
      knobs,
      more: fc.array(fc.oneof({ weight: 2, arbitrary: cancel }, { weight: 3, arbitrary: others }), { maxLength: 4 }),
      // With 0 the machines forget before each call what they remember.
      rememberedMax: fc.constantFrom(0, 1000),
    })
    await fc.assert(
      fc.asyncProperty(scenarios, async ({ knobs: set, more, rememberedMax }) => {
        const scenario: Scenario = {
          spec: 'lro',
          title: '',
          knobs: { ...knobDefaults(model), ...set, clientStyle: 'raw' },
          steps: [{ at: 0, do: 'count', args: { cancellable: true } }, ...more],
        }
        const { outcome, events } = run(model, scenario)
        const world = await play(scenario, events.at(-1)?.t ?? 0, rememberedMax)

        expect(world.outcome()).toEqual(outcome)
      }),
      { numRuns: 60 },
    )
  })

  it('has a trace that ends where it is, and takes numbers of calls again', async () => {
    const world = new ServedWorld({
      spec: 'lro',
      title: '',
      knobs: { ...knobDefaults(model), linkTicks: 0 },
      steps: [],
    })
    void world.call('count', {})
    for (let i = 0; i < 50; i++) {
      const look = world.call('get', { operation: 1 })
      world.goTo(i)
      expect((await look).out).toEqual({ name: 'operations/1' })
    }
    const ids = world.trace().events.flatMap((event) => (event.kind === 'return' ? [event.call] : []))

    expect(ids).toEqual(['count#1', ...Array.from({ length: 50 }, (_, i) => `get#${i + 1}`)])
    expect(world.trace().scenario.steps).toHaveLength(51)
  })
})

describe('what is remembered', () => {
  it('does not grow with the number of operations and calls: their numbers are given again', () => {
    const system = new System(served, { ...knobDefaults(model), linkTicks: 0 }, true)
    const world = new OpenWorld(system, [], null)
    const count = (operations: number): number => {
      for (let i = 1; i <= operations; i++) {
        world.give({ step: outsideStep(world.t, 'count', {}), index: i }, 1)
        world.goTo(world.t)
        world.give({ step: outsideStep(world.t, 'get', { operation: i }), index: i }, i)
        world.goTo(world.t)
        world.forget()
      }
      return system.events.length
    }
    const few = count(3)

    expect(count(40)).toBe(few)
    expect(system.remembered).toBe(0)
  })
})

describe('the number of an operation', () => {
  it.each([
    ['operations/1', 1],
    ['projects/p/locations/l/operations/3', 3],
    ['operations/4', 0],
    ['operations/0', 0],
    ['operations/01', 0],
    ['operations/1/2', 0],
    ['operations/', 0],
    ['myoperations/1', 0],
  ])('in %s is %d of three', (text, number) => {
    expect(numberOf(text, 3)).toBe(number)
  })
})
