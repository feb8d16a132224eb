import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMachine } from 'xstate'
import { stableJson } from '#base/json.ts'
import { cancelCommand } from '#kernel/call.ts'
import type { Milestone } from '#kernel/effect.ts'
import { observedKinds, type ObservedLine } from '#kernel/observed.ts'
import type { Domain, Knobs, Model, Scenario, Step, Value } from '#kernel/model.ts'
import { run, runOutcome } from '#kernel/run.ts'
import { cancelLines } from '#kernel/steps.ts'
import { System } from '#kernel/system.ts'
import type { Origin, Trace, TraceEvent } from '#kernel/trace.ts'
import { specifications } from './index.ts'
import { lro } from './lro/index.ts'
import { mi } from './mi/index.ts'
import type { Specification } from './specification.ts'
import { scenarioOf } from './testing.ts'

/** The same scenarios each time: a failure that somebody else sees can be seen again. */
const many = { numRuns: 200, seed: 2026 }
const few = { numRuns: 50, seed: 2026 }
const lastTick = 600

/** Small values, where races are close: of an integer at most twice its default. */
function valueIn(domain: Domain): fc.Arbitrary<Value> {
  switch (domain.type) {
    case 'int': {
      const max = Math.min(domain.max, Math.max(domain.min + 3, 2 * domain.default))
      return fc.oneof(fc.constant(domain.default), fc.integer({ min: domain.min, max }))
    }
    case 'enum':
      return fc.constantFrom(...domain.values)
    case 'bool':
      return fc.boolean()
  }
}

const valuesIn = (domains: Readonly<Record<string, Domain>>): fc.Arbitrary<Record<string, Value>> =>
  fc.record(Object.fromEntries(Object.entries(domains).map(([name, domain]) => [name, valueIn(domain)])))

/** Any commands at any ticks; those that start an operation and cancels come more often, so that there is something to cancel. */
function anyScenario({ model }: Specification): fc.Arbitrary<Scenario> {
  const knobs: fc.Arbitrary<Knobs> = valuesIn(
    Object.fromEntries(Object.entries(model.knobs).map(([name, knob]) => [name, knob.domain])),
  )
  const commands = Object.entries(model.commands).map(([name, command]) => ({
    weight: command.operation === true || name === 'cancel' ? 3 : 1,
    arbitrary: fc.record<Step>({
      at: fc.integer({ min: 0, max: lastTick }),
      do: fc.constant(name),
      args: valuesIn(command.args),
    }),
  }))
  const steps = fc.array(fc.oneof(...commands), { maxLength: 14, size: 'max' })
  return fc.record({ spec: fc.constant(model.spec), title: fc.constant(''), knobs, steps })
}

type Pair = readonly [before: Milestone, after: Milestone]

/**
 * What is ordered in every run, where both exist. Little is: an outcome may be known before the work stops, what was held may be
 * free before the outcome is known, and a flag or a host that was told earlier is noticed by work that nobody has cancelled yet.
 */
const usual: readonly Pair[] = [
  ['issued', 'accepted'],
  ['noticed', 'stopped'],
]
const ordered: Readonly<Record<string, readonly Pair[]>> = {
  even6: [
    ['issued', 'accepted'],
    ['noticed', 'stopped'],
    ['noticed', 'settled'],
  ],
  cmrp: [
    ['issued', 'accepted'],
    ['issued', 'noticed'],
    ['noticed', 'stopped'],
  ],
  lro: [
    ['issued', 'accepted'],
    ['issued', 'noticed'],
    ['noticed', 'stopped'],
    ['noticed', 'settled'],
  ],
}

const eventsOf = <K extends TraceEvent['kind']>(trace: Trace, kind: K): Extract<TraceEvent, { kind: K }>[] =>
  trace.events.filter((event): event is Extract<TraceEvent, { kind: K }> => event.kind === kind)

type Complain = (event: TraceEvent, what: string) => void

function lawsOfTime({ events, outcome }: Trace, broken: Complain): void {
  events.forEach((event, i) => {
    if (event.i !== i) broken(event, `its index is ${i}`)
    if (event.t < (events[i - 1]?.t ?? 0)) broken(event, 'a tick goes back')
    if ((event.kind === 'end') !== (i === events.length - 1)) broken(event, 'the end is the last line')
    if (event.kind === 'end' && JSON.stringify(event.outcome) !== JSON.stringify(outcome))
      broken(event, 'another outcome')
  })
}

function lawsOfCalls(trace: Trace, { document }: Specification, broken: Complain): void {
  const open = new Map<string, string>()
  const all = new Set<string>()
  for (const event of trace.events) {
    if (event.kind === 'call') {
      if (all.has(event.call)) broken(event, `a second call ${event.call}`)
      all.add(event.call)
      open.set(event.call, event.op)
    }
    if (event.kind === 'return' && open.get(event.call) !== event.op) broken(event, `${event.call} is not under way`)
    if (event.kind === 'return') open.delete(event.call)
    if (event.kind !== 'return' && event.kind !== 'settle') continue
    const value = document.codes[event.code]?.value
    if (event.code === 'other' ? Number(event.value) === 0 : value !== event.value)
      broken(event, `${event.code} is ${value ?? 'no code'}`)
  }
  const command = trace.events.findIndex((event) => event.kind === 'command' && event.do === 'cancel')
  const call = trace.events[command + 1]
  // A cancel from inside a callback is called when that comes, and not on the line behind its command.
  const given = trace.events[command]
  const isLater = given?.kind === 'command' && given.args['within'] === 'callback'
  const isMade = given?.kind === 'command' && given.why === undefined
  const first = eventsOf(trace, 'return').find((event) => isMade && call?.kind === 'call' && event.call === call.call)
  if (command >= 0 && !isLater && (first?.code ?? null) !== (trace.outcome.cancel?.code ?? null))
    broken(trace.events.at(-1) as TraceEvent, 'another return of cancel')
}

/** What a recording would have of a line, where each operation has its number for a name and the client is the one that is watched. */
/** The operation that an instance of the client is there for. */
const ownOperation = (actor: string): number | undefined =>
  actor.startsWith('client#') ? Number(actor.slice('client#'.length)) : undefined

function seenOf(events: readonly TraceEvent[], at: number, calls: ReadonlyMap<string, number>): ObservedLine | null {
  const event = events[at]
  const operation = (number: number | undefined): { operation?: string } =>
    number === undefined ? {} : { operation: String(number) }
  const actor =
    event !== undefined && 'actor' in event && !event.actor.startsWith('client') ? { actor: event.actor } : {}
  switch (event?.kind) {
    case 'call': {
      const before = events[at - 1]
      const { op: number, ...told } = before?.kind === 'command' && before.do === event.op ? before.args : {}
      return {
        kind: 'call',
        op: event.op,
        call: event.call,
        args: { ...told, ...event.args },
        ...actor,
        ...operation(typeof number === 'number' ? number : (event.operation ?? ownOperation(event.actor))),
      }
    }
    case 'return': {
      const { op, call, code, http, out } = event
      return {
        kind: 'return',
        op,
        call,
        code,
        ...(http === undefined ? {} : { http }),
        ...(out === undefined ? {} : { out }),
        ...actor,
        ...operation(calls.get(call)),
      }
    }
    case 'result':
      return { kind: 'result', n: event.n, ...actor, ...operation(event.operation) }
    case 'settle':
      return { kind: 'settle', code: event.code, ...actor, ...operation(event.operation) }
    default:
      return null
  }
}

const anything = { done: true, error: { code: 15 }, response: {} }

/** What a model says that no run has is in none. */
function lawsOfForeign({ events }: Trace, { model: { foreignIn } }: Specification, broken: Complain): void {
  if (foreignIn === undefined) return
  const calls = new Map<string, number>()
  const lines: ObservedLine[] = []
  const from: TraceEvent[] = []
  events.forEach((event, at) => {
    const line = seenOf(events, at, calls)
    if (line === null) return
    if (line.kind === 'call' && line.call !== undefined && line.operation !== undefined)
      calls.set(line.call, Number(line.operation))
    lines.push(line)
    from.push(event)
  })
  // What an answer does not say can be anything in a recording.
  const filled = lines.map((line) => (line.kind === 'return' ? { out: anything, http: 299, ...line } : line))
  const foreign = [lines, filled].flatMap((each) => foreignIn(each, [], observedKinds))
  for (const at of new Set(foreign)) broken(from[at] as TraceEvent, 'no run has it')
}

/** Who has gone away makes no call and hears nothing any more, whatever is commanded. */
function lawsOfLeaving({ events, handled }: Trace, broken: Complain): void {
  const gone = new Set<string>()
  for (const event of events) {
    if ('actor' in event && gone.has(event.actor) && ['call', 'return', 'settle'].includes(event.kind))
      broken(event, `${event.actor} has gone away`)
    if (event.kind !== 'command' || event.do !== 'leave') continue
    const heard = handled.find(({ line }) => line === event.i)
    if (heard?.isTaken === true && heard.before !== heard.after) gone.add(heard.actor)
  }
}

function lawsOfMessages(trace: Trace, broken: Complain): void {
  const underWay = new Map<string, number>()
  const all = new Set<string>()
  for (const event of trace.events) {
    if (event.kind === 'send') {
      if (all.has(event.msg)) broken(event, `a second message ${event.msg}`)
      if (event.due < event.t) broken(event, 'due before it is sent')
      all.add(event.msg)
      underWay.set(event.msg, event.due)
    }
    if (event.kind !== 'deliver' && event.kind !== 'drop') continue
    const due = underWay.get(event.msg)
    const isCutOff = event.kind === 'drop' && event.why.startsWith('the run has ended')
    if (due === undefined) broken(event, `${event.msg} is not under way`)
    else if (due !== event.t && !isCutOff) broken(event, `${event.msg} was due at ${due}`)
    underWay.delete(event.msg)
  }
  for (const event of eventsOf(trace, 'send'))
    if (underWay.has(event.msg)) broken(event, `${event.msg} neither arrives nor is lost`)
}

function lawsOfOperations(trace: Trace, { model }: Specification, broken: Complain): void {
  const reached = new Map<string, number>()
  const results = new Map<number, number>()
  const settled = new Map<number, TraceEvent & { kind: 'settle' }>()
  for (const event of trace.events) {
    if (event.kind === 'milestone') {
      if (reached.has(`${event.operation} ${event.name}`)) broken(event, `${event.name} a second time`)
      reached.set(`${event.operation} ${event.name}`, event.t)
    }
    if (event.kind === 'settle') {
      if (settled.has(event.operation)) broken(event, 'settled a second time')
      settled.set(event.operation, event)
    }
    if (event.kind === 'result') {
      if (event.n !== (results.get(event.operation) ?? 0) + 1) broken(event, 'a result out of turn')
      results.set(event.operation, event.n)
      if (settled.has(event.operation)) broken(event, 'a result after the end')
    }
  }
  for (const event of eventsOf(trace, 'milestone')) {
    for (const [before, after] of ordered[model.spec] ?? usual) {
      const t = reached.get(`${event.operation} ${before}`)
      if (event.name === after && t !== undefined && t > event.t) broken(event, `${before} only at ${t}`)
    }
    if (event.name === 'settled' && settled.get(event.operation)?.t !== event.t)
      broken(event, 'settled without an outcome')
  }
  const end = trace.events.at(-1) as TraceEvent
  const { milestones, settle } = trace.outcome
  for (const name of ['issued', 'accepted', 'noticed', 'stopped', 'settled', 'released'] as const)
    if (milestones[name] !== reached.get(`${trace.target} ${name}`)) broken(end, `another tick of ${name}`)
  if ((settle?.code ?? null) !== (settled.get(trace.target)?.code ?? null)) broken(end, 'another settlement')
}

function lawsOfResources(trace: Trace, { model }: Specification, broken: Complain): void {
  const held = new Map<string, number>()
  for (const event of eventsOf(trace, 'resource')) {
    if (event.held < 0) broken(event, `${event.name} is negative`)
    if (event.limit !== null && event.held > event.limit) broken(event, `${event.name} exceeds ${event.limit}`)
    if (!Object.hasOwn(model.resources, event.name)) broken(event, `no resource is called ${event.name}`)
    held.set(event.name, event.held)
  }
  const left = [...held].flatMap(([name, count]) => Array.from({ length: count }, () => name))
  const { leaks } = trace.outcome
  if (JSON.stringify(left.sort()) !== JSON.stringify(leaks))
    broken(trace.events.at(-1) as TraceEvent, `${left.join(', ')} held, ${leaks.join(', ')} said`)
}

function lawsOfStates(trace: Trace, system: System, broken: Complain): void {
  const now = new Map(system.actors.map((actor) => [actor.name, actor.table.valueText(system.start(actor))]))
  for (const event of eventsOf(trace, 'state')) {
    if (event.from !== now.get(event.actor)) broken(event, `${event.actor} was in ${now.get(event.actor)}`)
    if (event.from === event.to) broken(event, 'no change')
    now.set(event.actor, event.to)
  }
}

/** A message may come at a bad time and be dropped. A command, a timer, and what is said inside a process may not. */
function lawsOfReactions(trace: Trace, broken: Complain): void {
  for (const { line, parent, actor, before, event, isTaken } of trace.handled) {
    const head = trace.events[line] as TraceEvent
    const isFirst = trace.handled[parent]?.line !== line
    if (isTaken || (isFirst && (head.kind === 'deliver' || head.kind === 'drop'))) continue
    broken(head, `${actor} in ${before.paths} ignores ${event.type}`)
  }
}

/** Every line knows whose doing it is and which event made it, and every event that was handled knows what led to it. */
function lawsOfCauses(trace: Trace, broken: Complain): void {
  const { events, origins, handled } = trace
  events.forEach((event, i) => {
    const { cause, by } = origins[i] as Origin
    const maker = handled[by]
    const begins = event.kind === 'deliver' || event.kind === 'drop' || event.kind === 'timer'
    if (cause >= i || cause < 0 !== (event.kind === 'command' || event.kind === 'end')) broken(event, 'no cause')
    if ((maker === undefined) !== cause < 0) broken(event, 'nobody made it')
    if (maker === undefined) return
    if (begins && event.kind !== 'timer' && JSON.stringify(origins[cause]?.by) !== JSON.stringify(by))
      broken(event, 'another sender')
    if (!begins && (maker.actor !== event.actor || maker.line !== cause)) broken(event, `made by ${maker.actor}`)
    if (event.kind === 'timer' && (maker.actor !== event.actor || maker.line !== cause))
      broken(event, 'armed elsewhere')
  })
  handled.forEach(({ line, parent, actor, before }, index) => {
    const head = events[line] as TraceEvent
    const from = handled[parent]
    if (parent >= index || (from?.line !== line && parent !== origins[line]?.by)) broken(head, 'nobody led to it')
    const last = handled.findLast((other, i) => i < index && other.actor === actor)
    if (last !== undefined && last.after !== before) broken(head, `${actor} was ${last.after.paths}`)
  })
}

function lawsOfCitations({ events }: Trace, { document }: Specification, broken: Complain): void {
  for (const event of events) {
    const ids =
      event.kind === 'clause' ? event.ids : event.kind === 'return' || event.kind === 'unsupported' ? event.clauses : []
    for (const id of ids) if (!Object.hasOwn(document.clauses, id)) broken(event, `no clause is called ${id}`)
  }
}

/** What the outcome says of the cancel is what the lines of its own call say, however late the call was made. */
function lawOfCancel(trace: Trace, broken: Complain): void {
  const { command, back } = cancelLines(trace) ?? {}
  const [says, said] = [trace.outcome.cancel?.code ?? null, back?.code ?? null]
  const line = back ?? command ?? trace.events.at(-1)
  if (says !== said && line !== undefined)
    broken(line, `the cancel returned ${String(said)}, the outcome says ${String(says)}`)
}

/** The laws that a trace breaks, a line each. */
function brokenIn(specification: Specification, trace: Trace, system: System): string[] {
  const found: string[] = []
  const broken: Complain = ({ t, i, kind }, what) => void found.push(`t=${t} i=${i} ${kind}: ${what}`)
  lawsOfTime(trace, broken)
  lawsOfCalls(trace, specification, broken)
  lawsOfForeign(trace, specification, broken)
  lawsOfMessages(trace, broken)
  lawsOfLeaving(trace, broken)
  lawsOfOperations(trace, specification, broken)
  lawsOfResources(trace, specification, broken)
  lawsOfStates(trace, system, broken)
  lawsOfReactions(trace, broken)
  if (trace.handled.length > 0) {
    lawsOfCauses(trace, broken)
    lawOfCancel(trace, broken)
  }
  lawsOfCitations(trace, specification, broken)
  return found
}

/** A run as it is written to a file. */
const bytes = ({ events }: Trace): string => events.map((event) => JSON.stringify(event)).join('\n')

it('says only of specifications that there are which of their milestones are ordered in another way', () => {
  const ids = specifications.map(({ document }) => document.id)

  expect(Object.keys(ordered).filter((id) => !ids.includes(id))).toEqual([])
})

it('every specification has a command that cancels', () => {
  expect(specifications.filter(({ model }) => !Object.hasOwn(model.commands, cancelCommand))).toEqual([])
})

describe.each(specifications.map((specification) => [specification.document.id, specification] as const))(
  '%s',
  (_, specification) => {
    const { model } = specification
    const scenario = anyScenario(specification)

    it('keeps the laws in every scenario', () => {
      fc.assert(
        fc.property(scenario, (any) => {
          const system = new System(model, any.knobs)

          expect(brokenIn(specification, run(model, any, system), system)).toEqual([])
        }),
        many,
      )
    })

    it('gives the same bytes for the same scenario, whatever ran before', () => {
      fc.assert(
        fc.property(scenario, (any) => {
          const first = bytes(run(model, any))

          expect(bytes(run(model, any))).toBe(first)
          expect(bytes(run(model, any, new System(model, any.knobs, true)))).toBe(first)
        }),
        few,
      )
    })

    it('writes down plain data, which can be posted and kept', () => {
      fc.assert(
        fc.property(scenario, (any) => {
          const trace = run(model, any)

          expect(structuredClone(trace)).toEqual(trace)
          expect(stableJson(JSON.parse(JSON.stringify(trace)))).toBe(stableJson(trace))
        }),
        few,
      )
    })

    it('comes to the same outcome without being written down', () => {
      fc.assert(
        fc.property(scenario, (any) => {
          expect(runOutcome(model, any)).toEqual(run(model, any).outcome)
        }),
        many,
      )
    })

    it('does not depend on the order in which steps of different ticks are listed', () => {
      fc.assert(
        fc.property(scenario, (any) => {
          const sorted = any.steps.toSorted((a, b) => b.at - a.at)

          expect(runOutcome(model, { ...any, steps: sorted })).toEqual(runOutcome(model, any))
        }),
        few,
      )
    })
  },
)

describe('the check itself', () => {
  const steps = [
    [0, 'count'],
    [160, 'cancel'],
    [300, 'delete'],
  ] as const
  const scenario = scenarioOf(lro.model, {}, steps)
  const system = new System(lro.model, scenario.knobs)
  const good = run(lro.model, scenario, system)
  const at = (kind: TraceEvent['kind'], nth: number): number =>
    good.events.flatMap((event, i) => (event.kind === kind ? [i] : []))[nth] ?? -1

  /** What is found when one line has been changed, or is there twice, or is gone. */
  const foundIn = (i: number, change: object | 'twice' | 'gone'): string[] => {
    const { events } = good
    const line = events[i] as TraceEvent
    const lines = change === 'gone' ? [] : change === 'twice' ? [line, line] : [{ ...line, ...change } as TraceEvent]
    const changed = [...events.slice(0, i), ...lines, ...events.slice(i + 1)].map((event, index) => ({
      ...event,
      i: index,
    }))
    const origins = changed.map(() => ({ cause: -1, by: -1 }))
    return brokenIn(lro, { ...good, events: changed, origins, handled: [] }, system).map((fault) =>
      fault.replace(/^t=\d+ i=\d+ /, ''),
    )
  }

  it('finds nothing in a good run', () => {
    expect(brokenIn(lro, good, system)).toEqual([])
  })

  it.each<[string, number, object | 'twice' | 'gone', string[]]>([
    ['a tick that goes back', at('clause', 0), { t: 0 }, ['clause: a tick goes back']],
    ['no end', at('end', 0), 'gone', ['return: the end is the last line']],
    ['another outcome', at('end', 0), { outcome: null }, ['end: another outcome']],
    ['a call that returns twice', at('return', 1), 'twice', ['return: get#1 is not under way']],
    ['a call twice', at('call', 1), 'twice', ['call: a second call get#1']],
    ['a return of nothing', at('call', 1), 'gone', ['return: get#1 is not under way']],
    ['a return of something else', at('return', 1), { op: 'list' }, ['return: get#1 is not under way']],
    ['a code with a wrong number', at('return', 1), { value: '7' }, ['return: OK is 0']],
    [
      'an answer that no run has',
      at('return', 6),
      { out: { done: true, error: { code: 1 }, response: {} } },
      ['return: no run has it'],
    ],
    [
      'an end that no operation has',
      at('return', 6),
      { out: { done: true, error: { code: 15 } } },
      ['return: no run has it'],
    ],
    [
      'an end that every later look takes back',
      at('return', 1),
      { out: { done: true, response: {} } },
      Array.from({ length: 4 }, () => 'return: no run has it'),
    ],
    ['a code that there is not', at('return', 1), { code: 'WELL' }, ['return: WELL is no code']],
    ['a message that arrives twice', at('deliver', 3), 'twice', ['deliver: m4 is not under way']],
    ['a message that gets lost silently', at('deliver', 3), 'gone', ['send: m4 neither arrives nor is lost']],
    ['a message that arrives at a wrong time', at('send', 3), { due: 41 }, ['deliver: m4 was due at 41']],
    [
      'a message from the future',
      at('send', 3),
      { due: 1 },
      ['send: due before it is sent', 'deliver: m4 was due at 1'],
    ],
    ['a message twice', at('send', 3), 'twice', ['send: a second message m4']],
    ['a milestone twice', at('milestone', 0), 'twice', ['milestone: issued a second time']],
    [
      'a milestone out of order',
      at('milestone', 0),
      { name: 'stopped' },
      ['milestone: stopped a second time', 'milestone: noticed only at 230', 'end: another tick of issued'],
    ],
    [
      'a milestone before its time',
      at('milestone', 1),
      { t: 150 },
      ['milestone: a tick goes back', 'milestone: issued only at 160', 'end: another tick of accepted'],
    ],
    ['two settlements', at('settle', 0), 'twice', ['settle: settled a second time']],
    [
      'a settlement that the outcome does not know',
      at('settle', 0),
      { operation: 2 },
      ['milestone: settled without an outcome', 'end: another settlement'],
    ],
    ['a negative resource', at('resource', 0), { held: -1 }, ['resource: record is negative']],
    ['too much of a resource', at('resource', 0), { limit: 0 }, ['resource: record exceeds 0']],
    ['a leak that nobody mentions', at('resource', 3), 'gone', ['end: record held,  said']],
    [
      'an unknown resource',
      at('resource', 0),
      { name: 'chair' },
      ['resource: no resource is called chair', 'end: chair held,  said'],
    ],
    ['states that do not join', at('state', 1), { from: 'nowhere' }, ['state: record#1 was in absent']],
    [
      'a change to the same state',
      at('state', 1),
      { to: 'absent' },
      ['state: no change', 'state: record#1 was in absent'],
    ],
    ['a clause that there is not', at('clause', 0), { ids: ['LR-99'] }, ['clause: no clause is called LR-99']],
  ])('finds %s', (_, i, change, expected) => {
    expect(foundIn(i, change)).toEqual(expected)
  })

  it('finds a cancel that fails as if nothing were started', () => {
    const any = scenarioOf(mi.model, {}, [
      [0, 'start'],
      [100, 'cancel'],
    ])
    const miSystem = new System(mi.model, any.knobs)
    const trace = run(mi.model, any, miSystem)
    const events = trace.events.map((event) =>
      event.kind === 'return' && event.op === 'cancel' ? { ...event, code: 'MI_RESULT_FAILED', value: '1' } : event,
    )
    const found = brokenIn(mi, { ...trace, events, handled: [] }, miSystem)

    expect(brokenIn(mi, trace, miSystem)).toEqual([])
    expect(found.filter((fault) => fault.endsWith('no run has it'))).toHaveLength(1)
  })

  it('finds what nobody listens to', () => {
    const deaf = createMachine({ id: 'deaf', initial: 'asleep', states: { asleep: {} } })
    const model: Model = {
      ...lro.model,
      roles: lro.model.roles.map((role) => (role.name === 'worker' ? { ...role, machine: deaf } : role)),
      commands: {
        ...lro.model.commands,
        call: { kind: 'environment', title: '', says: '', args: {}, to: () => 'front' },
      },
    }
    const any = scenarioOf(model, {}, [
      [0, 'count'],
      [5, 'call'],
      [20, 'serverKills'],
    ])
    const deafSystem = new System(model, any.knobs)

    expect(brokenIn({ ...lro, model }, run(model, any, deafSystem), deafSystem)).toEqual([
      't=5 i=4 command: front in serving ignores call',
      't=10 i=5 deliver: worker#1 in asleep ignores Execute',
      't=20 i=9 command: worker#1 in asleep ignores serverKills',
    ])
  })
})
