import { roleOf, type Model, type Value } from '#kernel/model.ts'
import { statechartOf, statesAround } from '#kernel/statechart.ts'
import type { Trace, TraceEvent } from '#kernel/trace.ts'
import { callbackTitles } from '#machines/callbacks.ts'
import { membersOf } from './payload.ts'

/** `provider#2` is "Provider 2"; a role with one actor, and the only operation of a run, go without a number. */
export function actorTitle(model: Model, actor: string, operations = 2): string {
  const [role, instance] = actor.split('#')
  const title = model.roles.find(({ name }) => name === role)?.title ?? actor
  return instance === undefined || operations < 2 ? title : `${title} ${instance}`
}

/** Both are asked for every line of a list; a long trace is read through once. */
const operationCounts = new WeakMap<Trace, number>()
const sends = new WeakMap<Trace, ReadonlyMap<string, Send>>()
type Send = Extract<TraceEvent, { kind: 'send' }>

function operationsIn(model: Model, trace: Trace): number {
  const known = operationCounts.get(trace)
  if (known !== undefined) return known
  const count = trace.events.filter(
    (event) => event.kind === 'command' && model.commands[event.do]?.operation === true,
  ).length
  operationCounts.set(trace, count)
  return count
}

function sendsOf(trace: Trace): ReadonlyMap<string, Send> {
  const known = sends.get(trace)
  if (known !== undefined) return known
  const byMessage = new Map(
    trace.events.flatMap((event) => (event.kind === 'send' ? [[event.msg, event] as const] : [])),
  )
  sends.set(trace, byMessage)
  return byMessage
}

/** How the timeline calls a state, from its paths as a trace has them; the path itself where it has no label. */
export function stateLabel(model: Model, actor: string, paths: string): string {
  const chart = statechartOf(roleOf(model, actor).machine)
  for (const path of paths.split(',')) {
    const label = statesAround(chart, path).findLast(({ labels }) => labels.length > 0)?.labels[0]
    if (label !== undefined) return label
  }
  return paths
}

/** The message that a send, a delivery or a loss is about. */
export function messageOf(trace: Trace, event: TraceEvent): Extract<TraceEvent, { kind: 'send' }> | undefined {
  if (event.kind === 'send') return event
  if (event.kind !== 'deliver' && event.kind !== 'drop') return undefined
  return sendsOf(trace).get(event.msg)
}

/** After the actor of a timer. One that is set by a knob goes by what the knob says of it, or by its title. */
function timeUp(model: Model, name: string): string {
  const knob = model.knobs[name]
  if (knob?.fires !== undefined) return ` ${knob.fires}`
  return knob === undefined ? `: ${name} has passed` : `: “${knob.title}” has passed`
}

/** One line of a trace in plain words. */
export function wordsOf(model: Model, trace: Trace, event: TraceEvent): string {
  const operations = operationsIn(model, trace)
  const who = (actor: string): string => actorTitle(model, actor, operations)
  switch (event.kind) {
    case 'command':
      return `${model.commands[event.do]?.title ?? event.do}${event.why === undefined ? '' : `: nobody does it, ${event.why}`}`
    case 'call':
      return `${who(event.actor)} calls ${event.op}`
    case 'return':
      return callbackTitles[event.op] === undefined
        ? `${event.op} returns ${event.code}`
        : `${callbackTitles[event.op]} finished`
    case 'send':
      return `${who(event.from)} sends ${event.name} to ${who(event.to)}`
    case 'deliver': {
      const sent = messageOf(trace, event)
      return sent === undefined ? 'A message arrives' : `${who(sent.to)} receives ${sent.name}`
    }
    case 'drop':
      return `${messageOf(trace, event)?.name ?? 'A message'} is lost: ${event.why}`
    case 'timer':
      return `${who(event.actor)}${timeUp(model, event.name)}`
    case 'state':
      return `${who(event.actor)}: ${stateLabel(model, event.actor, event.to)}`
    case 'result':
      return `Result ${event.n} arrives${event.late ? ', late' : ''}`
    case 'settle':
      return `The client has the final outcome ${event.code}`
    case 'resource':
      return `${model.resources[event.name]?.title ?? event.name}: ${event.held}${event.limit === null ? '' : ` of ${event.limit}`} held`
    case 'milestone':
      return `${event.name.charAt(0).toUpperCase()}${event.name.slice(1)}`
    case 'clause':
      return `Cites ${event.ids.join(', ')}`
    case 'unsupported':
      return `Not defined: ${event.what}`
    case 'end':
      return `The run ends: ${event.why}`
  }
}

const telling: readonly TraceEvent['kind'][] = [
  'return',
  'settle',
  'unsupported',
  'drop',
  'result',
  'command',
  'state',
  'deliver',
  'resource',
  'timer',
  'send',
  'call',
  'milestone',
  'clause',
  'end',
]

/** What happened last at or before a tick: of all lines of that tick the one that tells most. Asked in every frame, of any run. */
export function lastEvent({ events }: Trace, tick: number): TraceEvent | null {
  // Lines are in order of time.
  let [low, high] = [0, events.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((events[middle]?.t ?? Infinity) <= tick) low = middle + 1
    else high = middle
  }
  let best: TraceEvent | null = null
  for (let i = low - 1; i >= 0; i--) {
    const event = events[i]
    if (event === undefined || event.kind === 'end') continue
    if (best !== null && event.t < best.t) break
    if (best === null || telling.indexOf(event.kind) < telling.indexOf(best.kind)) best = event
  }
  return best
}

/** "handle, 2 × quota": names in order, those that are there more than once with their number. */
export function counted(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(', ')
}

export interface Fact {
  readonly name: string
  readonly value: string
  /** Whether the value is a symbol of the machine's. */
  readonly isSymbol: boolean
}

/** What one line of a trace says, name by name, for a reader who looks at it closely. */
export function factsOf(model: Model, trace: Trace, event: TraceEvent): Fact[] {
  const operations = operationsIn(model, trace)
  const fact = (name: string, value: Value | null, isSymbol = false): Fact => ({ name, value: String(value), isSymbol })
  const actor = (name: string, address: string): Fact => fact(name, actorTitle(model, address, operations))
  const message = messageOf(trace, event)
  const onItsWay =
    message === undefined
      ? []
      : [
          fact('Message', message.name, true),
          actor('From', message.from),
          actor('To', message.to),
          fact('Sent', message.t),
        ]
  switch (event.kind) {
    case 'command':
      return [
        fact('Command', event.do, true),
        actor('Given to', event.actor),
        ...Object.entries(event.args).map(([name, value]) => fact(name, value, true)),
      ]
    case 'call':
      return [
        fact('Call', event.call, true),
        actor('Caller', event.actor),
        ...(event.operation === undefined ? [] : [fact('Starts operation', event.operation)]),
        ...(Object.keys(event.args ?? {}).length === 0
          ? []
          : membersOf(event.args ?? {}, 'Body').map(({ path, value }) => fact(path, value, true))),
      ]
    case 'return':
      return [
        fact('Call', event.call, true),
        fact('Code', event.code, true),
        fact('Value', event.value, true),
        ...(event.http === undefined || event.http === null ? [] : [fact('HTTP', event.http, true)]),
        ...(event.out === undefined
          ? []
          : membersOf(event.out, 'Body').map(({ path, value }) => fact(path, value, true))),
      ]
    case 'send':
      return [...onItsWay, fact('Due', event.due)]
    case 'deliver':
      return onItsWay
    case 'drop':
      return [...onItsWay, fact('Lost because', event.why)]
    case 'timer':
      return [actor('Of', event.actor), fact('Timer', event.name, true)]
    case 'state':
      return [
        actor('Of', event.actor),
        fact('Before', stateLabel(model, event.actor, event.from)),
        fact('After', stateLabel(model, event.actor, event.to)),
        fact('State', event.to, true),
      ]
    case 'result':
      return [fact('Operation', event.operation), fact('Number', event.n), fact('Late', event.late ? 'yes' : 'no')]
    case 'settle':
      return [fact('Operation', event.operation), fact('Code', event.code, true), fact('Value', event.value, true)]
    case 'resource':
      return [
        fact('What', model.resources[event.name]?.title ?? event.name),
        fact('Held', event.held),
        ...(event.limit === null ? [] : [fact('Limit', event.limit)]),
        ...(event.operation === undefined ? [] : [fact('Operation', event.operation)]),
      ]
    case 'milestone':
      return [fact('Operation', event.operation)]
    case 'clause':
      return [fact('Clauses', event.ids.join(', '), true)]
    case 'unsupported':
      return [fact('What', event.what), fact('Clauses', event.clauses.join(', '), true)]
    case 'end':
      return [fact('Why', event.why)]
  }
}
