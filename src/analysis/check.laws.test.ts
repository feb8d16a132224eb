import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMachine, emit } from 'xstate'
import { stableJson } from '#base/json.ts'
import type { Effect, Message } from '#kernel/effect.ts'
import type { Command, Knobs, Model } from '#kernel/model.ts'
import type { StateView, Property } from '#kernel/property.ts'
import type { Machine } from '#kernel/statechart.ts'
import { actorNamed, isStateNamed } from '#kernel/states.ts'
import { Exploration, type Bounds, type Explored, type Varied } from './explore.ts'

// Toys: small enough to count their worlds by hand.

const command = (to: string, operation = false): Command => ({
  kind: 'environment',
  title: '',
  says: '',
  args: {},
  operation,
  to: () => to,
})

function modelOf(
  machines: Readonly<Record<string, Machine>>,
  commands: Model['commands'],
  background: readonly string[] = [],
): Model {
  const roles = Object.entries(machines).map(([name, machine]) => ({
    name: name.replace('#', ''),
    title: name,
    note: '',
    says: '',
    machine,
    instances: name.endsWith('#'),
  }))
  const flag = { kind: 'choice', domain: { type: 'bool', default: false }, title: '', says: '' } as const
  return {
    spec: 'toy',
    roles,
    commands,
    knobs: { linkTicks: flag, flag },
    resources: {},
    codes: {},
    returns: {},
    endings: [],
    otherValue: '',
    background,
  }
}

const bounds = (model: Model, max: Readonly<Record<string, number>>): Bounds => ({
  offers: Object.keys(model.commands).map((name) => ({ do: name, args: {} })),
  groupsOf: (name) => [name],
  groupMax: max,
  worldsMax: 100_000,
})

interface Seen extends Explored {
  /** Length of the shortest way to what was found; undefined where nothing was. */
  readonly steps: (property: string) => number | undefined
}

function exploredWith(
  model: Model,
  max: Readonly<Record<string, number>>,
  properties: readonly Property[],
  knobs: Knobs = {},
  varied: Varied = {},
): Seen {
  const exploration = new Exploration(model, knobs, varied, bounds(model, max), properties)
  while (exploration.advance(1000));
  const result = exploration.result()
  const steps = (property: string): number | undefined => {
    const first = result.found.get(property)?.[0]
    return first === undefined ? undefined : exploration.path(first.world).length
  }
  return { ...result, steps }
}

const isAt = (view: StateView, actor: string, state: string): boolean =>
  isStateNamed(view.state(actorNamed(actor)), state)
const about = { clauses: [], says: '' } as const
const never = (id: string, holds: (view: StateView) => boolean): Property => ({
  id,
  kind: 'never',
  holds,
  ...about,
})
const eventually = (id: string, holds: (view: StateView) => boolean): Property => ({
  id,
  kind: 'eventually',
  holds,
  ...about,
})
/** Comes about once something was commanded: nothing does without a command, and nobody need give one. */
const onceBegun = (id: string, command: string, holds: (view: StateView) => boolean): Property =>
  eventually(id, (view) => view.given(command) === 0 || holds(view))
const tell = (to: string, event: Message): ReturnType<typeof emit> => emit((): Effect => ({ type: 'tell', to, event }))
const send = (to: string, type: string): ReturnType<typeof emit> =>
  emit((): Effect => ({ type: 'send', to, event: { type } }))
const delays = { tick: 1, swing: 1, finish: 1, p: 1, q: 1 }
// What is told of a toy is data; XState's types of implementations are of no use to it.
const toy = (config: object): Machine => createMachine(config as never, { delays })

/** Two writers, each of which reads a counter and then writes what it has read plus one. */
function counter(): Model {
  const writer = (n: number): Machine =>
    toy({
      initial: 'idle',
      states: {
        idle: { on: { go: 'ready' } },
        ready: {
          after: { tick: { actions: tell('store', { type: `read${n}` }) } },
          on: { value0: 'read0', value1: 'read1' },
        },
        read0: { after: { tick: { target: 'done', actions: tell('store', { type: 'write1' }) } } },
        read1: { after: { tick: { target: 'done', actions: tell('store', { type: 'write2' }) } } },
        done: {},
      },
    })
  const value = (n: number): object => ({
    on: {
      read1: { actions: tell('one', { type: `value${n}` }) },
      read2: { actions: tell('two', { type: `value${n}` }) },
      write1: 'is1',
      write2: 'is2',
    },
  })
  const store = toy({ initial: 'is0', states: { is0: value(0), is1: value(1), is2: {} } })
  return modelOf({ one: writer(1), two: writer(2), store }, { go: command('one') })
}

describe('small models, counted by hand', () => {
  it('sees a writer that is alone', () => {
    // Not begun, begun, has read, has written.
    expect(exploredWith(counter(), { go: 1 }, [])).toMatchObject({ worlds: 4, transitions: 3, complete: true })
  })

  it('finds the update that is lost between two writers', () => {
    const starter = toy({
      initial: 'rest',
      states: {
        rest: { on: { go: { target: 'over', actions: [tell('one', { type: 'go' }), tell('two', { type: 'go' })] } } },
        over: {},
      },
    })
    const { roles } = counter()
    const model = modelOf(
      { starter, ...Object.fromEntries(roles.map(({ name, machine }) => [name, machine])) },
      { go: command('starter') },
    )
    const bothDone = (view: StateView): boolean => isAt(view, 'one', 'done') && isAt(view, 'two', 'done')
    const seen = exploredWith(model, { go: 1 }, [
      never('lost', (view) => bothDone(view) && isAt(view, 'store', 'is1')),
      never('kept', (view) => bothDone(view) && isAt(view, 'store', 'is2')),
      never('else', (view) => bothDone(view) && isAt(view, 'store', 'is0')),
      onceBegun('written', 'go', bothDone),
    ])
    // Before the start: 1. Then each writer is ready, has read or is done: 9, and where one is done and the other has read, or both
    // are done, there are two of each: 12. Each step is taken by a writer that is not done: 14, and 1 for the start.
    expect(seen).toMatchObject({ worlds: 13, transitions: 15, complete: true })
    expect(['lost', 'kept', 'else', 'written'].map(seen.steps)).toEqual([5, 5, undefined, undefined])
  })

  it('finds the deadlock of two that take two locks in different orders', () => {
    const model = modelOf(
      {
        locks: toy({
          initial: 'idle',
          states: {
            idle: { on: { go: 'p0q0' } },
            p0q0: { after: { p: 'p1q0', q: 'p0q1' } },
            p1q0: { after: { p: 'p2q0', q: 'p1q1' } },
            p0q1: { after: { p: 'p1q1', q: 'p0q2' } },
            p1q1: {},
            p2q0: { after: { q: 'p2q1' } },
            p2q1: { after: { q: 'p2q2' } },
            p0q2: { after: { p: 'p1q2' } },
            p1q2: { after: { p: 'p2q2' } },
            p2q2: {},
          },
        }),
      },
      { go: command('locks') },
    )
    const isOver = (view: StateView): boolean => isAt(view, 'locks', 'p2q2')
    const seen = exploredWith(model, { go: 1 }, [
      onceBegun('over', 'go', isOver),
      onceBegun('over or stuck', 'go', (view) => isOver(view) || isAt(view, 'locks', 'p1q1')),
    ])
    expect(seen).toMatchObject({ worlds: 10, transitions: 11, complete: true })
    expect(['over', 'over or stuck'].map(seen.steps)).toEqual([3, undefined])
  })

  it('finds the endless detour, unless it is only polling', () => {
    const swinging = (background: readonly string[]): Model =>
      modelOf(
        {
          swing: toy({
            initial: 'idle',
            states: {
              idle: { on: { go: 'left' } },
              left: { after: { swing: 'right', finish: 'done' } },
              right: { after: { swing: 'left' } },
              done: {},
            },
          }),
        },
        { go: command('swing') },
        background,
      )
    const done = onceBegun('done', 'go', (view) => isAt(view, 'swing', 'done'))
    const busy = exploredWith(swinging([]), { go: 1 }, [done])
    const polling = exploredWith(swinging(['swing']), { go: 1 }, [done])
    expect(busy).toMatchObject({ worlds: 4, transitions: 4, complete: true })
    expect(polling).toMatchObject({ worlds: 4, transitions: 4, complete: true })
    expect([busy.steps('done'), polling.steps('done')]).toEqual([1, undefined])
  })

  it('finds every end of a race between a cancel and the end of the work', () => {
    const settle = emit((): Effect => ({ type: 'settle', operation: 1, code: 'OK' }))
    const noticed = emit((): Effect => ({ type: 'milestone', operation: 1, name: 'noticed' }))
    const model = modelOf(
      {
        client: toy({
          initial: 'idle',
          states: {
            idle: { on: { start: { target: 'asked', actions: send('worker', 'work') }, cancel: {} } },
            asked: { on: { cancel: { actions: send('worker', 'stop') }, result: { target: 'over', actions: settle } } },
            over: { on: { cancel: {} } },
          },
        }),
        worker: toy({
          initial: 'idle',
          states: {
            idle: { on: { work: 'working' } },
            working: {
              on: { stop: { target: 'stopped', actions: noticed } },
              after: { tick: { target: 'finished', actions: send('client', 'result') } },
            },
            finished: { on: { stop: {} } },
            stopped: {},
          },
        }),
      },
      { start: command('client'), cancel: command('client') },
    )
    const settled = (view: StateView): boolean => view.ledger.operations[1]?.settle === 'OK'
    const heeded = (view: StateView): boolean => view.ledger.operations[1]?.noticed === true
    const seen = exploredWith(model, { start: 1, cancel: 1 }, [
      never('done in spite of the cancel', (view) => view.given('cancel') === 1 && settled(view)),
      never('stopped', heeded),
      never('both', (view) => heeded(view) && settled(view)),
      onceBegun('answered', 'start', (view) => settled(view) || heeded(view)),
      {
        id: 'settled by a result only',
        kind: 'step',
        when: (action) => action.kind !== 'message' || action.name !== 'result',
        holds: (before, after) => settled(before) === settled(after),
        ...about,
      },
    ])
    // Nothing: 1. The cancel came first: 1, and then the work is on its way, under way, finished, answered: 4. The same without a
    // cancel: 4. With the stop on its way: in each of these four places, and once it was heeded: 5.
    expect(seen).toMatchObject({ worlds: 15, transitions: 19, complete: true })
    expect(
      ['done in spite of the cancel', 'stopped', 'both', 'answered', 'settled by a result only'].map(seen.steps),
    ).toEqual([5, 4, undefined, undefined, undefined])
  })

  it('does not take a command that nobody need give for a way out', () => {
    const model = modelOf(
      {
        door: toy({
          initial: 'idle',
          states: { idle: { on: { go: 'shut' } }, shut: { on: { open: 'wide' } }, wide: { on: { open: {} } } },
        }),
      },
      { go: command('door'), open: command('door') },
    )
    const wide = onceBegun('wide', 'go', (view) => isAt(view, 'door', 'wide'))
    const seen = exploredWith(model, { go: 1, open: 1 }, [wide])
    expect(seen.steps('wide')).toBe(1)
  })

  it('says that it is not complete where it stops at the bound', () => {
    const model = counter()
    const exploration = new Exploration(model, {}, {}, { ...bounds(model, { go: 1 }), worldsMax: 2 }, [])
    while (exploration.advance(1));
    expect(exploration.result()).toMatchObject({ complete: false })
  })
})

// Random machines, explored a second time by the plainest means: no machines, numbers or packing, only objects and their text.

const actors = ['a', 'b'] as const
type ActorName = (typeof actors)[number]
const states = ['s0', 's1', 's2'] as const
/** Commands, then messages; a message is answered only with a later one, so that no run grows without end. */
const commandNames = ['go', 'stop'] as const
const messageNames = ['m0', 'm1', 'm2'] as const
/** How often each may be given; the first time wakes its machine. */
const max = { go: 3, stop: 2 } as const
const timerNames = ['tick', 'poll'] as const

interface Reaction {
  readonly target: string | null
  readonly send: string | null
  readonly tell: string | null
  readonly notes: 'noticed' | 'stopped' | null
}
/** What is done, by what the knob says. */
type Rule = readonly [ifNot: Reaction, ifFlag: Reaction]
type Table = Readonly<Record<string, Readonly<Record<string, Rule | null>>>>
type Tables = Readonly<Record<ActorName, Table>>

const other = { a: 'b', b: 'a' } as const

/** A machine's rules: only `a` tells, and only messages and commands are answered with messages. */
function anyTable(actor: ActorName): fc.Arbitrary<Table> {
  const rule = (event: string): fc.Arbitrary<Rule | null> => {
    const later = (commandNames as readonly string[]).includes(event)
      ? messageNames
      : messageNames.slice((messageNames as readonly string[]).indexOf(event) + 1)
    const isTimer = (timerNames as readonly string[]).includes(event)
    const reaction = fc.record<Reaction>({
      target: fc.constantFrom(null, ...states),
      send: isTimer ? fc.constant(null) : fc.constantFrom(null, ...later),
      tell: actor === 'a' && !isTimer ? fc.constantFrom(null, ...later) : fc.constant(null),
      notes: fc.constantFrom(null, null, null, 'noticed', 'stopped'),
    })
    return fc.option(
      fc.oneof(
        reaction.map((same): Rule => [same, same]),
        fc.tuple(reaction, reaction),
      ),
      { freq: 3 },
    )
  }
  const events = [...commandNames, ...messageNames, ...timerNames]
  return fc.record(
    Object.fromEntries(
      states.map((state) => [state, fc.record(Object.fromEntries(events.map((event) => [event, rule(event)])))]),
    ),
  )
}

function machineOf(actor: ActorName, table: Table): Machine {
  const transition = (reaction: Reaction, isFlag: boolean): object => ({
    ...(reaction.target === null ? {} : { target: reaction.target, reenter: true }),
    guard: ({ context }: { context: { knobs: Knobs } }) => context.knobs['flag'] === isFlag,
    actions: [
      ...(reaction.notes === null
        ? []
        : [emit((): Effect => ({ type: 'milestone', operation: 1, name: reaction.notes ?? 'noticed' }))]),
      ...(reaction.send === null ? [] : [send(other[actor], reaction.send)]),
      ...(reaction.tell === null ? [] : [tell(other[actor], { type: reaction.tell })]),
    ],
  })
  const transitions = ([ifNot, ifFlag]: Rule): object[] => [transition(ifNot, false), transition(ifFlag, true)]
  const stateOf = (rules: Table[string]): object => {
    const chosen = (names: readonly string[]): Record<string, object[]> =>
      Object.fromEntries(names.flatMap((name) => (rules[name] == null ? [] : [[name, transitions(rules[name])]])))
    return { on: chosen([...commandNames, ...messageNames]), after: chosen(timerNames) }
  }
  // The initial state has no timers: a first command leads into the others.
  return createMachine(
    {
      id: actor,
      context: ({ input }: { input: { knobs: Knobs } }) => ({ knobs: input.knobs }),
      initial: 'rest',
      states: {
        rest: { on: { go: 's0', stop: 's1', m0: 's2' } },
        ...Object.fromEntries(states.map((state) => [state, stateOf(table[state] ?? {})])),
      },
    } as never,
    { delays: { tick: 1, poll: 1 } },
  )
}

interface NaiveWorld {
  readonly given: Readonly<Record<string, number>>
  readonly at: Readonly<Record<string, string>>
  readonly timers: Readonly<Record<string, readonly string[]>>
  readonly links: Readonly<Record<ActorName, readonly string[]>>
  readonly noted: readonly string[]
}
type NaiveKind = 'command' | 'poll' | 'other'
interface NaiveEdge {
  readonly to: string
  readonly kind: NaiveKind
}

class Naive {
  readonly worlds = new Map<string, NaiveWorld>()
  readonly depth = new Map<string, number>()
  readonly edges = new Map<string, NaiveEdge[]>()
  transitions = 0
  private readonly tables: Tables
  private readonly flag: boolean

  constructor(tables: Tables, flag: boolean) {
    this.tables = tables
    this.flag = flag
    const first: NaiveWorld = { given: {}, at: {}, timers: {}, links: { a: [], b: [] }, noted: [] }
    const todo = [first]
    this.add(first, 0)
    for (let world = todo.shift(); world !== undefined; world = todo.shift()) {
      const key = stableJson(world)
      const out: NaiveEdge[] = []
      this.edges.set(key, out)
      for (const [next, kind] of this.after(world)) {
        this.transitions++
        if (this.add(next, (this.depth.get(key) ?? 0) + 1)) todo.push(next)
        out.push({ to: stableJson(next), kind })
      }
    }
  }

  private add(world: NaiveWorld, depth: number): boolean {
    const key = stableJson(world)
    if (this.worlds.has(key)) return false
    this.worlds.set(key, world)
    this.depth.set(key, depth)
    return true
  }

  private *after(world: NaiveWorld): Generator<[NaiveWorld, NaiveKind]> {
    for (const name of commandNames) {
      const times = world.given[name] ?? 0
      if (times < max[name])
        yield [
          this.react({ ...world, given: { ...world.given, [name]: times + 1 } }, name === 'go' ? 'a' : 'b', name),
          'command',
        ]
    }
    for (const actor of actors) {
      for (const timer of world.timers[actor] ?? []) {
        const timers = { ...world.timers, [actor]: (world.timers[actor] ?? []).filter((each) => each !== timer) }
        yield [this.react({ ...world, timers }, actor, timer), timer === 'poll' ? 'poll' : 'other']
      }
      const [head, ...rest] = world.links[actor]
      if (head !== undefined)
        yield [this.react({ ...world, links: { ...world.links, [actor]: rest } }, actor, head), 'other']
    }
  }

  private react(before: NaiveWorld, actor: ActorName, event: string): NaiveWorld {
    const state = before.at[actor] ?? 'rest'
    const world: NaiveWorld = {
      ...before,
      at: { ...before.at, [actor]: state },
      timers: { ...before.timers, [actor]: before.timers[actor] ?? [] },
    }
    if (state === 'rest') {
      const target = ({ go: 's0', stop: 's1', m0: 's2' } as Record<string, string>)[event]
      return target === undefined ? world : this.enter(world, actor, target)
    }
    const rule = this.tables[actor][state]?.[event]
    if (rule == null) return world
    const reaction = rule[this.flag ? 1 : 0]
    let next = reaction.target === null ? world : this.enter(world, actor, reaction.target)
    if (reaction.notes !== null) next = { ...next, noted: [...new Set([...next.noted, reaction.notes])].sort() }
    const to = other[actor]
    if (reaction.send !== null) next = { ...next, links: { ...next.links, [to]: [...next.links[to], reaction.send] } }
    return reaction.tell === null ? next : this.react(next, to, reaction.tell)
  }

  private enter(world: NaiveWorld, actor: ActorName, state: string): NaiveWorld {
    const timers = timerNames.filter((timer) => this.tables[actor][state]?.[timer] != null).sort()
    return { ...world, at: { ...world.at, [actor]: state }, timers: { ...world.timers, [actor]: timers } }
  }

  /** Length of the shortest way to a world of this kind. */
  nearest(holds: (world: NaiveWorld) => boolean): number | undefined {
    const depths = [...this.worlds].flatMap(([key, world]) => (holds(world) ? [this.depth.get(key) ?? 0] : []))
    return depths.length === 0 ? undefined : Math.min(...depths)
  }

  /** Whether every run comes to such a world, however it goes on: nowhere is it out of reach without a command, and nothing but polls goes round without it. */
  comesTo(holds: (world: NaiveWorld) => boolean): boolean {
    const keys = [...this.worlds.keys()]
    const out = (key: string): readonly NaiveEdge[] => this.edges.get(key) ?? []
    const reaching = new Set([...this.worlds].flatMap(([key, world]) => (holds(world) ? [key] : [])))
    const without = new Set(keys.filter((key) => !reaching.has(key)))
    for (let before = -1; before !== reaching.size;) {
      before = reaching.size
      for (const key of keys)
        if (out(key).some(({ to, kind }) => kind !== 'command' && reaching.has(to))) reaching.add(key)
    }
    for (let before = -1; before !== without.size;) {
      before = without.size
      for (const key of without)
        if (!out(key).some(({ to, kind }) => kind !== 'poll' && without.has(to))) without.delete(key)
    }
    return reaching.size === keys.length && without.size === 0
  }
}

const stateIn = (world: NaiveWorld, actor: ActorName): string => world.at[actor] ?? 'rest'
/** The same questions, put to both. */
const questions: readonly {
  readonly id: string
  readonly asked: (view: StateView) => boolean
  readonly naive: (world: NaiveWorld) => boolean
}[] = [
  {
    id: 'noticed',
    asked: ({ ledger }) => ledger.operations[1]?.noticed === true,
    naive: ({ noted }) => noted.includes('noticed'),
  },
  {
    id: 'both',
    asked: ({ ledger }) => ledger.operations[1]?.noticed === true && ledger.operations[1].stopped,
    naive: ({ noted }) => noted.length === 2,
  },
  {
    id: 'meet',
    asked: (view) => isAt(view, 'a', 's2') && isAt(view, 'b', 's2'),
    naive: (world) => stateIn(world, 'a') === 's2' && stateIn(world, 'b') === 's2',
  },
  {
    id: 'apart',
    asked: (view) => isAt(view, 'a', 's1') && isAt(view, 'b', 's0') && view.given('stop') === 1,
    naive: (world) => stateIn(world, 'a') === 's1' && stateIn(world, 'b') === 's0' && world.given['stop'] === 1,
  },
  { id: 'a over', asked: (view) => !isAt(view, 'a', 's0'), naive: (world) => stateIn(world, 'a') !== 's0' },
]
const asked: readonly Property[] = questions.flatMap(({ id, asked: holds }) => [
  never(`never ${id}`, holds),
  eventually(`eventually ${id}`, holds),
])

const anyTables: fc.Arbitrary<Tables> = fc.record({ a: anyTable('a'), b: anyTable('b') })
const commands = { go: command('a'), stop: command('b') }
const randomModel = (tables: Tables): Model =>
  modelOf({ a: machineOf('a', tables.a), b: machineOf('b', tables.b) }, commands, ['poll'])

describe('random machines', () => {
  it('are explored as the plainest exploration explores them', () => {
    fc.assert(
      fc.property(anyTables, fc.boolean(), (tables, flag) => {
        const naive = new Naive(tables, flag)
        const seen = exploredWith(randomModel(tables), max, asked, { flag, linkTicks: 0 })
        expect([seen.worlds, seen.transitions, seen.complete]).toEqual([naive.worlds.size, naive.transitions, true])
        for (const question of questions) {
          expect(seen.steps(`never ${question.id}`), question.id).toBe(naive.nearest(question.naive))
          expect(seen.found.has(`eventually ${question.id}`), question.id).toBe(!naive.comesTo(question.naive))
        }
      }),
      { numRuns: 50, seed: 2026 },
    )
  })

  it('show with a knob that takes all its values what they show with each of them', () => {
    fc.assert(
      fc.property(anyTables, (tables) => {
        const model = randomModel(tables)
        const each = [false, true].map((flag) => exploredWith(model, max, asked, { flag, linkTicks: 0 }))
        const all = exploredWith(model, max, asked, { flag: false, linkTicks: 0 }, { flag: [false, true] })
        for (const { id } of asked) expect(all.found.has(id), id).toBe(each.some(({ found }) => found.has(id)))
        for (const { id } of asked.filter(({ kind }) => kind === 'never')) {
          const lengths = each.flatMap(({ steps }) => steps(id) ?? [])
          expect(all.steps(id), id).toBe(lengths.length === 0 ? undefined : Math.min(...lengths))
        }
        // Worlds in which the knob has not mattered yet are there once more, and no more often.
        const worlds = each.map((seen) => seen.worlds)
        expect(all.worlds).toBeLessThanOrEqual(Math.min(...worlds) + worlds.reduce((sum, count) => sum + count, 0))
      }),
      { numRuns: 60, seed: 2026 },
    )
  })
})
