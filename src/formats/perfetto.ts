import { roleOf, type Model } from '#kernel/model.ts'
import { statechartOf, statesAround } from '#kernel/statechart.ts'
import type { Trace } from '#kernel/trace.ts'

/** An entry of the Trace Event Format, which Perfetto and chrome://tracing open. Times in microseconds. */
interface Entry {
  /** `X` a slice, `i` an instant, `s` and `f` the ends of a flow, `M` what something is called. */
  readonly ph: 'X' | 'i' | 's' | 'f' | 'M'
  readonly name: string
  readonly pid: 1
  readonly tid: number
  readonly ts?: number
  readonly dur?: number
  readonly cat?: string
  readonly id?: string
  /** A flow ends at the slice around it. */
  readonly bp?: 'e'
  /** An instant is drawn in its own thread. */
  readonly s?: 't'
  readonly args?: Readonly<Record<string, unknown>>
}

/** A tick is shown as a millisecond. */
const perTick = 1000

/** What a state is called on the timeline; its path where it has no label. */
function stateName(model: Model, actor: string, paths: string): string {
  const chart = statechartOf(roleOf(model, actor).machine)
  const labels = paths
    .split(',')
    .flatMap((path) => statesAround(chart, path).findLast((state) => state.labels.length > 0)?.labels[0] ?? [])
  return labels.length > 0 ? [...new Set(labels)].join(', ') : paths
}

/**
 * The run for Perfetto: a thread for each actor with its states as slices, a flow for each message that arrives, and calls, returns,
 * results and milestones as instants. A tick is a millisecond.
 */
export function perfettoOf(model: Model, trace: Trace): string {
  const actors = [...new Set(trace.handled.map(({ actor }) => actor))]
  const threadOf = new Map(actors.map((actor, i) => [actor, i + 1]))
  const at = (actor: string): { readonly pid: 1; readonly tid: number } => ({ pid: 1, tid: threadOf.get(actor) ?? 0 })
  const end = ((trace.events.at(-1)?.t ?? 0) + 1) * perTick
  const names: Entry[] = [
    { ph: 'M', name: 'process_name', pid: 1, tid: 0, args: { name: trace.scenario.title || model.spec } },
    ...actors.map((actor): Entry => ({ ph: 'M', name: 'thread_name', ...at(actor), args: { name: actor } })),
  ]
  const slices = actors.flatMap((actor) => {
    const own = trace.handled.filter((handled) => handled.actor === actor)
    const [first] = own
    if (first === undefined) return []
    const steps = [
      { ts: 0, state: first.before },
      ...own.map(({ line, after }) => ({ ts: (trace.events[line]?.t ?? 0) * perTick, state: after })),
    ].map(({ ts, state }) => ({ ts, name: stateName(model, actor, state.paths) }))
    // A state that is left in the tick in which it was entered has no width.
    const kept = steps.filter((step, i) => steps[i + 1]?.ts !== step.ts)
    const changed = kept.filter((step, i) => kept[i - 1]?.name !== step.name)
    return changed.map(({ ts, name }, i): Entry => ({
      ph: 'X',
      cat: 'state',
      name,
      ...at(actor),
      ts,
      dur: (changed[i + 1]?.ts ?? end) - ts,
    }))
  })
  const sends = new Map(trace.events.flatMap((event) => (event.kind === 'send' ? [[event.msg, event] as const] : [])))
  const instants = trace.events.flatMap((event): Entry[] => {
    const ts = event.t * perTick
    const instant = (actor: string, name: string, args: Entry['args'] = {}): Entry[] => [
      { ph: 'i', cat: event.kind, name, ...at(actor), ts, s: 't', args },
    ]
    switch (event.kind) {
      case 'call':
        return instant(event.actor, event.op, { call: event.call, ...event.args })
      case 'return':
        return instant(event.actor, `${event.op}: ${event.code}`, {
          call: event.call,
          value: event.value,
          clauses: event.clauses,
        })
      case 'result':
        return instant(event.actor ?? '', `result ${event.n}${event.late ? ', late' : ''}`, {
          operation: event.operation,
        })
      case 'settle':
        return instant(event.actor ?? '', event.code, { operation: event.operation })
      case 'milestone':
        return instant(event.actor ?? '', event.name, { operation: event.operation })
      case 'drop': {
        const sent = sends.get(event.msg)
        return sent === undefined ? [] : instant(sent.to, `${sent.name} is lost`, { why: event.why })
      }
      case 'deliver': {
        const sent = sends.get(event.msg)
        if (sent === undefined) return []
        const flow = { cat: 'message', name: sent.name, id: sent.msg }
        return [
          { ph: 's', ...flow, ...at(sent.from), ts: sent.t * perTick },
          { ph: 'f', bp: 'e', ...flow, ...at(sent.to), ts },
        ]
      }
      default:
        return []
    }
  })
  return `${JSON.stringify({ displayTimeUnit: 'ms', traceEvents: [...names, ...slices, ...instants] })}\n`
}
