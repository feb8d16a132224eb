import type { Trace, TraceEvent } from '#kernel/trace.ts'

/** What an event is, whatever the tick: the third poll is the third poll in both runs. */
export interface Identified {
  readonly key: string
  readonly event: TraceEvent
}

/** How an event of one run relates to the other run. */
export type Match =
  | { readonly kind: 'same'; readonly left: TraceEvent; readonly right: TraceEvent }
  /** It happens in both, `by` ticks later on the right (negative: earlier). */
  | { readonly kind: 'moved'; readonly left: TraceEvent; readonly right: TraceEvent; readonly by: number }
  /** It happens in both, but says something else: another code, another number held. */
  | { readonly kind: 'changed'; readonly left: TraceEvent; readonly right: TraceEvent; readonly by: number }
  | { readonly kind: 'onlyLeft'; readonly left: TraceEvent }
  | { readonly kind: 'onlyRight'; readonly right: TraceEvent }

/** The name of an event within its kind; the same name again gets a number. Null for lines that are about other lines. */
function nameOf(event: TraceEvent, begun: ReadonlyMap<string, string>): string | null {
  switch (event.kind) {
    case 'command':
      return `${event.actor} ${event.do}`
    case 'call':
      return `${event.actor} ${event.op}`
    case 'return':
      return begun.get(event.call) ?? event.call
    case 'send':
      return `${event.from} ${event.to} ${event.name}`
    case 'deliver':
    case 'drop':
      return begun.get(event.msg) ?? null
    case 'timer':
      return `${event.actor} ${event.name}`
    case 'state':
      return `${event.actor} ${event.to}`
    case 'result':
      return `${event.operation} ${event.n}`
    case 'settle':
      return `${event.operation}`
    case 'resource':
      return `${event.name} ${event.operation ?? 0}`
    case 'milestone':
      return `${event.operation} ${event.name}`
    case 'unsupported':
      return event.what
    case 'clause':
    case 'end':
      return null
  }
}

/** Every event of a run with its identity. A message that is lost keeps the identity of its arrival; an arrival has that of its send,
 *  and a return that of its call: what somebody does for the second time is the second time in both runs, whoever else does it. */
export function identified(trace: Trace): Identified[] {
  const counts = new Map<string, number>()
  const begun = new Map<string, string>()
  const found: Identified[] = []
  for (const event of trace.events) {
    const name = nameOf(event, begun)
    if (name === null) continue
    const isArrival = event.kind === 'deliver' || event.kind === 'drop'
    const base = `${isArrival ? 'arrival' : event.kind} ${name}`
    const isEnd = isArrival || (event.kind === 'return' && begun.has(event.call))
    const count = isEnd ? 1 : (counts.get(base) ?? 0) + 1
    counts.set(base, count)
    const key = isEnd ? base : `${base} ${count}`
    if (event.kind === 'send') begun.set(event.msg, `${name} ${count}`)
    if (event.kind === 'call') begun.set(event.call, `${name} ${count}`)
    found.push({ key, event })
  }
  return found
}

/** What an event says, without when and under which number of the run. */
function content(event: TraceEvent): string {
  const { t: _t, i: _i, ...rest } = event
  const { msg: _msg, due: _due, step: _step, call: _call, ...said } = rest as Record<string, unknown>
  return JSON.stringify(said)
}

/** Two runs side by side, aligned by what happens and not by the clock; in the order of the left run, what only the right has between. */
export function diff(left: Trace, right: Trace): Match[] {
  const rights = identified(right)
  const byKey = new Map(rights.map((each) => [each.key, each.event]))
  const lefts = identified(left)
  const keysOfLeft = new Set(lefts.map(({ key }) => key))
  const extra = rights
    .filter(({ key }) => !keysOfLeft.has(key))
    .map(({ event }): Match => ({ kind: 'onlyRight', right: event }))
  const matches: Match[] = []
  for (const { key, event } of lefts) {
    while (extra[0] !== undefined && tickOf(extra[0]) < event.t) matches.push(extra.shift() as Match)
    const other = byKey.get(key)
    if (other === undefined) matches.push({ kind: 'onlyLeft', left: event })
    else if (content(event) !== content(other))
      matches.push({ kind: 'changed', left: event, right: other, by: other.t - event.t })
    else if (event.t !== other.t) matches.push({ kind: 'moved', left: event, right: other, by: other.t - event.t })
    else matches.push({ kind: 'same', left: event, right: other })
  }
  return [...matches, ...extra]
}

/** The tick at which a match is to be found: the earlier one of both runs. */
export function tickOf(match: Match): number {
  if (match.kind === 'onlyLeft') return match.left.t
  if (match.kind === 'onlyRight') return match.right.t
  return Math.min(match.left.t, match.right.t)
}

/** The first thing in which two runs differ, what was commanded aside; null where they do not. */
export function firstDifference(matches: readonly Match[]): Match | null {
  const isCommand = (match: Match): boolean =>
    (match.kind === 'onlyRight' ? match.right.kind : match.left.kind) === 'command'
  const different = matches.filter((match) => match.kind !== 'same' && !isCommand(match))
  const telling = different.filter((match) => match.kind !== 'moved')
  const [first] = (telling.length > 0 ? telling : different).toSorted((a, b) => tickOf(a) - tickOf(b))
  return first ?? null
}
