import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assign, emit, setup } from 'xstate'
import { callKey } from '#kernel/call.ts'
import type { Effect, Message } from '#kernel/effect.ts'
import { commandEvent, type Knobs, type Model } from '#kernel/model.ts'
import type { Observed, ObservedLine } from '#kernel/observed.ts'
import { System, type Stepper } from '#kernel/system.ts'
import { explainRecording, hiddenMaxDefault, type Explained } from './explained.ts'

interface Input {
  readonly knobs: Knobs
  readonly instance: number
}

/** Who starts an operation is told at once that it was started, and later how it ended. */
const client = setup({
  types: {
    context: {} as { of: number; knobs: Knobs },
    events: {} as Message,
    emitted: {} as Effect,
    input: {} as Input,
  },
  actions: {
    ask: emit(({ context: { of } }): Effect => ({ type: 'send', to: 'server', event: { type: 'Request', of } })),
    stop: emit(({ context: { of } }): Effect => ({ type: 'send', to: 'server', event: { type: 'Stop', of } })),
    back: emit(({ event }): Effect => ({ type: 'return', call: event['call'] as string, code: 'OK', clauses: [] })),
    settle: emit(({ context: { of }, event }): Effect => ({
      type: 'settle',
      operation: of,
      code: event['code'] as string,
    })),
  },
}).createMachine({
  id: 'toy/client',
  context: ({ input }) => ({ of: input.instance, knobs: input.knobs }),
  initial: 'idle',
  states: {
    idle: { on: { start: { target: 'waiting', actions: ['ask', 'back'] } } },
    waiting: { on: { cancel: { actions: ['stop', 'back'] }, End: { target: 'over', actions: 'settle' } } },
    over: { on: { cancel: { actions: 'back' }, End: {} } },
  },
})

/** All operations meet here, and only those that are too many notice each other; and those that come when it is shut. */
const server = setup({
  types: {
    context: {} as { running: readonly number[]; isShut: boolean; knobs: Knobs },
    events: {} as Message,
    emitted: {} as Effect,
    input: {} as Input,
  },
  guards: {
    isFull: ({ context }) => context.isShut || context.running.length >= Number(context.knobs['slots']),
    isUnknown: ({ context, event }) => !context.running.includes(Number(event['of'])),
  },
  actions: {
    begin: emit(({ event }): Effect => ({
      type: 'tell',
      to: `worker#${Number(event['of'])}`,
      event: { type: 'Begin' },
    })),
    drop: emit(({ event }): Effect => ({ type: 'tell', to: `worker#${Number(event['of'])}`, event: { type: 'Drop' } })),
    shut: assign({ isShut: true }),
    add: assign({ running: ({ context, event }) => [...context.running, Number(event['of'])].sort((a, b) => a - b) }),
    remove: assign({ running: ({ context, event }) => context.running.filter((of) => of !== event['of']) }),
    end: emit(({ event }, { code }: { readonly code: string }): Effect => ({
      type: 'send',
      to: `client#${Number(event['of'])}`,
      event: { type: 'End', code },
    })),
    endStopped: emit(({ context, event }): Effect => ({
      type: 'send',
      to: `client#${Number(event['of'])}`,
      event: { type: 'End', code: String(context.knobs['stopped']) },
    })),
  },
}).createMachine({
  id: 'toy/server',
  context: ({ input }) => ({ running: [], isShut: false, knobs: input.knobs }),
  on: {
    Request: [{ guard: 'isFull', actions: { type: 'end', params: { code: 'FULL' } } }, { actions: ['add', 'begin'] }],
    Stop: [{ guard: 'isUnknown' }, { actions: ['remove', 'drop', 'endStopped'] }],
    shut: { actions: 'shut' },
    Done: { actions: ['remove', { type: 'end', params: { code: 'OK' } }] },
  },
})

const worker = setup({
  types: {
    context: {} as { of: number; knobs: Knobs },
    events: {} as Message,
    emitted: {} as Effect,
    input: {} as Input,
  },
  actions: {
    done: emit(({ context: { of } }): Effect => ({ type: 'tell', to: 'server', event: { type: 'Done', of } })),
  },
  delays: { workTicks: () => 5 },
}).createMachine({
  id: 'toy/worker',
  context: ({ input }) => ({ of: input.instance, knobs: input.knobs }),
  initial: 'idle',
  states: {
    idle: { on: { Begin: 'half' } },
    half: { after: { workTicks: 'working' }, on: { Drop: 'idle' } },
    working: { after: { workTicks: { target: 'idle', actions: 'done' } }, on: { Drop: 'idle' } },
  },
})

const of = { type: 'int', min: 1, max: 99, default: 1, counts: 'operations' } as const
const choice = { kind: 'choice', title: '', says: '' } as const
const model: Model = {
  spec: 'toy',
  roles: [
    { name: 'client', title: '', note: '', says: '', machine: client, instances: true },
    { name: 'server', title: '', note: '', says: '', machine: server, instances: false },
    { name: 'worker', title: '', note: '', says: '', machine: worker, instances: true },
  ],
  commands: {
    start: {
      kind: 'call',
      title: '',
      says: '',
      args: {},
      operation: true,
      to: (_, operations) => `client#${operations}`,
    },
    cancel: { kind: 'call', title: '', says: '', args: { of }, to: ({ of: number }) => `client#${String(number)}` },
    shut: { kind: 'fault', title: '', says: '', args: {}, to: () => 'server' },
  },
  knobs: {
    slots: { ...choice, domain: { type: 'enum', values: ['99', '2', '1'], default: '99' } },
    stopped: { ...choice, domain: { type: 'enum', values: ['CANCELLED', 'OK'], default: 'CANCELLED' } },
  },
  resources: {},
  codes: { OK: '0', FULL: '1', CANCELLED: '2' },
  returns: { start: ['OK'], cancel: ['OK'] },
  endings: ['OK', 'FULL', 'CANCELLED'],
  otherValue: '9',
  background: [],
}

/** The same where nothing can happen that nobody sees. */
const { shut: _, ...seen } = model.commands
const open: Model = { ...model, commands: seen }

const settings: readonly Knobs[] = ['99', '2', '1'].flatMap((slots) =>
  ['CANCELLED', 'OK'].map((stopped) => ({ slots, stopped })),
)

/** A world as plain data: nothing of the search is used. */
interface World {
  readonly states: readonly (number | undefined)[]
  readonly links: Readonly<Record<string, readonly number[]>>
  readonly timers: Readonly<Record<string, number>>
  readonly operations: number
  readonly cancelled: readonly number[]
  /** Whether it was shut, which nobody sees. */
  readonly isShut: boolean
}

const line = (kind: 'call' | 'return', op: string, number: number): string =>
  JSON.stringify({ kind, op, call: callKey(op, number), operation: String(number) } satisfies ObservedLine)

/** What is seen of a world's steps: every step, with the lines that it leaves. */
function stepsOf(
  system: System,
  world: World,
  operationsMax: number,
  canBeShut: boolean,
): { readonly to: World; readonly seen: string[] }[] {
  const made: { readonly to: World; readonly seen: string[] }[] = []
  const step = (actor: number, event: number, before: Partial<World>, call: string[]): void => {
    const seen = [...call]
    const from = { ...world, ...before }
    const links: Record<string, readonly number[]> = { ...from.links }
    const timers: Record<string, number> = { ...from.timers }
    const stepper: Stepper = {
      states: [...from.states],
      reacting() {},
      changed() {},
      ignored() {},
      reacted() {},
      send: (sender, { to, event: message }) => {
        const key = `${sender.index} ${to}`
        links[key] = [...(links[key] ?? []), message]
      },
      arm: ({ index }, { timer, event: message }) => void (timers[`${index} ${timer}`] = message),
      disarm: ({ index }, timer) => void delete timers[`${index} ${timer}`],
      cut: () => 0,
      note: (_, note) => {
        if (note.type === 'return') {
          const [op = '', number] = note.call.split('@')
          seen.push(
            JSON.stringify({ kind: 'return', op, call: note.call, operation: number }).replace('}', ',"code":"OK"}'),
          )
        } else if (note.type === 'settle')
          seen.push(JSON.stringify({ kind: 'settle', operation: String(note.operation), code: note.code }))
      },
    }
    system.react(actor, event, stepper)
    made.push({ to: { ...from, states: stepper.states, links, timers }, seen })
  }
  for (const [key, messages] of Object.entries(world.links)) {
    const [head, ...rest] = messages
    if (head !== undefined) step(Number(key.split(' ')[1]), head, { links: { ...world.links, [key]: rest } }, [])
  }
  for (const [key, event] of Object.entries(world.timers)) {
    const { [key]: _, ...rest } = world.timers
    step(Number(key.split(' ')[0]), event, { timers: rest }, [])
  }
  if (canBeShut && !world.isShut) {
    const event = commandEvent({ do: 'shut', args: {} }, 1, undefined, undefined)
    step(system.actor('server'), system.event(event), { isShut: true }, [])
  }
  const number = world.operations + 1
  if (number <= operationsMax) {
    const event = commandEvent({ do: 'start', args: {} }, number, number, undefined)
    const actor = system.actor(`client#${number}`)
    step(actor, system.event(event), { operations: number }, [line('call', 'start', number)])
  }
  for (let meant = 1; meant <= world.operations; meant++) {
    if (world.cancelled.includes(meant)) continue
    const event = commandEvent({ do: 'cancel', args: { of: meant } }, meant, undefined, undefined)
    const cancelled = [...world.cancelled, meant].sort((a, b) => a - b)
    step(system.actor(`client#${meant}`), system.event(event), { cancelled }, [line('call', 'cancel', meant)])
  }
  return made
}

/** Every visible trace of the model under a setting, up to so many lines; each with all that it begins with. */
function tracesUnder(knobs: Knobs, operationsMax: number, linesMax: number, canBeShut: boolean): Set<string> {
  const system = new System(model, knobs)
  const traces = new Set([''])
  const keyOf = (world: World): string => JSON.stringify(world, (_, value: unknown) => value ?? null)
  let front = new Map([
    ['', [{ states: [], links: {}, timers: {}, operations: 0, cancelled: [], isShut: false } as World]],
  ])
  while (front.size > 0) {
    const next = new Map<string, World[]>()
    for (const [trace, begun] of front) {
      const known = new Set<string>()
      const worlds = [...begun]
      for (let world = worlds.pop(); world !== undefined; world = worlds.pop()) {
        const key = keyOf(world)
        if (known.has(key)) continue
        known.add(key)
        for (const { to, seen } of stepsOf(system, world, operationsMax, canBeShut)) {
          let after = trace
          let length = trace === '' ? 0 : trace.split('\n').length
          for (const one of seen) {
            if (length++ >= linesMax) break
            after = after === '' ? one : `${after}\n${one}`
            traces.add(after)
          }
          if (seen.length === 0) worlds.push(to)
          else if (length < linesMax) next.set(after, [...(next.get(after) ?? []), to])
        }
      }
    }
    front = next
  }
  return traces
}

function explained(about: Model, trace: readonly string[], isQuick = false): Explained {
  const lines = trace.map((text) => JSON.parse(text) as ObservedLine)
  const observed: Observed = { spec: 'toy', unit: 'ms', title: '', sees: ['call', 'return', 'result', 'settle'], lines }
  const bounds = { pinned: {}, isWhole: false, anyClient: null, worldsMax: 200_000, hiddenMax: hiddenMaxDefault }
  const search = explainRecording(about, observed, bounds, { isQuick })
  for (;;) {
    const step = search.next()
    if (step.done === true) return step.value
  }
}

const recoded = (text = '', code: string): string => text.replace('"code":"OK"', `"code":"${code}"`)

/** The settings under which a trace is one of the model. */
const fitting = (all: readonly (readonly [Knobs, ReadonlySet<string>])[], trace: readonly string[]): Knobs[] =>
  all.flatMap(([knobs, traces]) => (traces.has(trace.join('\n')) ? [knobs] : []))

/** Every trace of up to three operations and eight lines. */
const enumerated = (canBeShut: boolean): readonly (readonly [Knobs, ReadonlySet<string>])[] =>
  settings.map((knobs) => [knobs, tracesUnder(knobs, 3, length, canBeShut)])
const length = 8
const usual = enumerated(false)

describe.each([
  { says: 'several independent operations', about: open, all: usual, numRuns: 120 },
  { says: 'operations on a server that nobody sees being shut', about: model, all: enumerated(true), numRuns: 40 },
])('$says', ({ about, all, numRuns }) => {
  const whole = [...new Set(all.flatMap(([, traces]) => [...traces]))]
    .map((text) => text.split('\n'))
    .filter((trace) => trace.length === length)

  const agrees = (trace: readonly string[], isInOrder = true): void => {
    // What nobody saw is tried where there is no run without it.
    const [knobs = []] = [fitting(usual, trace), fitting(all, trace)].filter(({ length }) => length > 0)
    const { verdict, readings, isComplete, explained: lines } = explained(about, trace)
    expect(verdict).toBe(knobs.length > 0 ? 'allowed' : 'notAllowed')
    // The enumeration gives the first operation the first name, so that it knows the beginning only where nothing was moved.
    const isBegun = trace.map((_, i) => fitting(all, trace.slice(0, i + 1)).length > 0)
    if (knobs.length === 0 && isInOrder) expect(lines).toBe(isBegun.indexOf(false))
    if (knobs.length === 0) return
    expect(isComplete).toBe(true)
    const isAmong = (setting: Knobs): boolean =>
      readings.some((reading) => Object.entries(reading).every(([name, value]) => setting[name] === value))
    expect(settings.filter(isAmong)).toEqual(knobs)
  }

  it('has many traces', () => {
    expect(whole.length).toBeGreaterThan(200)
    expect(whole.some((trace) => fitting(usual, trace).length === 0)).toBe(about !== open)
  })

  it('each trace of the model is allowed, under the settings that have it and no others', () => {
    fc.assert(
      fc.property(fc.constantFrom(...whole), (trace) => agrees(trace)),
      { numRuns, seed: 2026 },
    )
  })

  it('of a trace that was changed the verdict is that of the plain enumeration', () => {
    const verdicts: boolean[] = []
    const changed = fc
      .tuple(
        fc.constantFrom(...whole),
        fc.nat(length - 1),
        fc.nat(length - 1),
        fc.constantFrom('swap', 'drop', 'code', 'foreign'),
      )
      .map(([trace, i, j, how]): readonly [trace: readonly string[], isInOrder: boolean] => {
        if (how === 'drop') return [trace.toSpliced(i, 1), false]
        if (how === 'swap') return [trace.with(i, trace[j] ?? '').with(j, trace[i] ?? ''), false]
        if (how === 'code')
          return [trace.map((text) => (text.includes('settle') ? text.replace(/OK|CANCELLED/, 'FULL') : text)), true]
        // Of one line a code that the model has elsewhere, of another a code that it has nowhere.
        return [trace.with(i, recoded(trace[i], 'CANCELLED')).with(j, recoded(trace[j], 'UNHEARD')), true]
      })
    fc.assert(
      fc.property(changed, ([trace, isInOrder]) => {
        verdicts.push(fitting(all, trace).length > 0)
        agrees(trace, isInOrder)
      }),
      { numRuns, seed: 2026 },
    )
    expect(new Set(verdicts).size).toBe(2)
  })
})

describe('several independent operations', () => {
  it('forty of them are explained in about as many worlds as there are steps, in whatever order they end', () => {
    const numbers = Array.from({ length: 40 }, (_, i) => i + 1)
    const begun = numbers.flatMap((number) => [line('call', 'start', number), line('return', 'start', number)])
    const ends = numbers.map((number) =>
      JSON.stringify({ kind: 'settle', operation: String((number * 17) % 41), code: 'OK' }),
    )
    const refused = numbers.map((number) =>
      JSON.stringify({ kind: 'settle', operation: String(number), code: number < 3 ? 'OK' : 'FULL' }),
    )

    for (const trace of [
      [...begun, ...ends],
      [...begun, ...refused.slice(2), ...refused.slice(0, 2)],
    ]) {
      const { verdict, worlds } = explained(model, trace, true)
      expect(verdict).toBe('allowed')
      expect(worlds).toBeLessThan(10 * trace.length)
    }
  })
})
