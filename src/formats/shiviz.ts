import type { Trace, TraceEvent } from '#kernel/trace.ts'

/** What ShiViz is told to read a log: the names of the groups are its own. */
const shivizExpression = '(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)'

type Clock = Readonly<Record<string, number>>

const merged = (a: Clock, b: Clock): Clock =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((host) => [host, Math.max(a[host] ?? 0, b[host] ?? 0)]),
  )

function told(event: TraceEvent): string | null {
  switch (event.kind) {
    case 'call':
      return `calls ${event.op}`
    case 'return':
      return `${event.op} returns ${event.code}`
    case 'result':
      return `result ${event.n}${event.late ? ', late' : ''}`
    case 'settle':
      return `final outcome ${event.code}`
    case 'milestone':
      return event.name
    case 'timer':
      return `timer ${event.name}`
    default:
      return null
  }
}

/**
 * The run for ShiViz: a line with the actor and its vector clock for each event, and a line that says what it is; the regular
 * expression to read it with is the first line. What one actor tells another of its process counts as a message as well.
 */
export function shivizOf(trace: Trace): string {
  const clocks = new Map<string, Clock>()
  const lines: string[] = []
  const tick = (host: string, what: string, heard: Clock = {}): Clock => {
    const before = merged(clocks.get(host) ?? {}, heard)
    const clock = { ...before, [host]: (before[host] ?? 0) + 1 }
    clocks.set(host, clock)
    lines.push(`${host} ${JSON.stringify(clock)}`, what.replaceAll(/\s+/g, ' '))
    return clock
  }
  const sent = new Map<string, { readonly clock: Clock; readonly name: string; readonly to: string }>()
  let reached = 0
  /** What was told inside a process before the event with this index was handled, it included. */
  const tell = (until: number): void => {
    for (; reached <= until; reached++) {
      const handled = trace.handled[reached]
      const teller = handled === undefined ? undefined : trace.handled[handled.parent]
      if (handled === undefined || teller === undefined) continue
      if (teller.line !== handled.line || teller.actor === handled.actor) continue
      tick(
        handled.actor,
        `is told ${handled.event.type} at ${trace.events[handled.line]?.t ?? 0}`,
        clocks.get(teller.actor),
      )
    }
  }
  for (const event of trace.events) {
    tell(trace.origins[event.i]?.by ?? -1)
    if (event.kind === 'send') {
      const { from, to, name, t } = event
      sent.set(event.msg, { clock: tick(from, `sends ${name} at ${t}`), name, to })
    } else if (event.kind === 'deliver') {
      const message = sent.get(event.msg)
      if (message !== undefined) tick(message.to, `receives ${message.name} at ${event.t}`, message.clock)
    } else if (event.actor !== undefined) {
      const what = told(event)
      if (what !== null) tick(event.actor, `${what} at ${event.t}`)
    }
  }
  tell(trace.handled.length - 1)
  return `${[shivizExpression, '', ...lines].join('\n')}\n`
}
