import { cancelCommand } from '#kernel/call.ts'
import type { Trace, TraceEvent } from '#kernel/trace.ts'
import type { Message, MessageKind, Place } from './types.ts'

type Send = Extract<TraceEvent, { kind: 'send' }>

interface Flight {
  readonly send: Send
  /** The line of its delivery or loss. */
  readonly landing: TraceEvent
  readonly from: Place
  readonly to: Place
  kind: MessageKind | null
}

/** -1: up, towards the client; 1: down; 0: within a lane. */
const direction = (from: Place, to: Place): number => Math.sign(to.lane - from.lane)

/** Links a delivery to its flight, and a flight to the one whose delivery sent it. */
class Flights {
  readonly all: Flight[] = []
  readonly byLanding = new Map<number, Flight>()
  private readonly trace: Trace

  constructor(trace: Trace, placeOf: (actor: string) => Place | null) {
    this.trace = trace
    const sent = new Map<string, Send>()
    for (const event of trace.events) {
      if (event.kind === 'send') sent.set(event.msg, event)
      if (event.kind !== 'deliver' && event.kind !== 'drop') continue
      const send = sent.get(event.msg)
      const from = send === undefined ? null : placeOf(send.from)
      const to = send === undefined ? null : placeOf(send.to)
      if (send === undefined || from === null || to === null) continue
      const flight: Flight = { send, landing: event, from, to, kind: null }
      this.all.push(flight)
      this.byLanding.set(event.i, flight)
    }
    this.all.sort((a, b) => a.send.i - b.send.i)
  }

  /** The flight whose arrival sent this one. */
  before(flight: Flight): Flight | undefined {
    return this.byLanding.get(this.trace.origins[flight.send.i]?.cause ?? -1)
  }
}

/** What a message means by what its arrival does: a result, the final outcome, the answer to a call. */
function carry(flights: Flights, trace: Trace, refused: ReadonlySet<number>): void {
  const give = (line: number, kind: MessageKind, onwards: boolean): void => {
    let flight = flights.byLanding.get(trace.origins[line]?.cause ?? -1)
    while (flight !== undefined && (flight.kind === null || flight.kind === 'result')) {
      flight.kind = kind
      const before = flights.before(flight)
      const sameWay = before !== undefined && direction(before.from, before.to) === direction(flight.from, flight.to)
      flight = onwards && sameWay ? before : undefined
    }
  }
  for (const event of trace.events) if (event.kind === 'settle') give(event.i, 'final', true)
  for (const event of trace.events) {
    if (event.kind === 'result') give(event.i, event.late ? 'late' : 'result', true)
    else if (event.kind === 'return' && refused.has(event.i)) give(event.i, 'refusal', false)
  }
}

/** The way of each cancel: from its command onwards in the same direction, and back to the line where its call returns. */
function markCancels(flights: Flights, trace: Trace): void {
  const cancels = new Set(
    trace.events.flatMap((event) => (event.kind === 'command' && event.do === cancelCommand ? [event.i] : [])),
  )
  if (cancels.size === 0) return
  const isFree = (flight: Flight): boolean => flight.kind === null
  const callers = new Set(
    trace.events.flatMap((event) =>
      event.kind === 'call' && cancels.has(trace.origins[event.i]?.cause ?? -1) ? [event.call] : [],
    ),
  )
  for (const event of trace.events) {
    if (event.kind !== 'return' || !callers.has(event.call)) continue
    const path: Flight[] = []
    let at = trace.origins[event.i]?.cause ?? -1
    while (at >= 0 && !cancels.has(at)) {
      const flight = flights.byLanding.get(at)
      if (flight !== undefined) path.push(flight)
      at = trace.origins[flight?.send.i ?? at]?.cause ?? -1
    }
    if (at >= 0) for (const flight of path) if (isFree(flight)) flight.kind = 'cancel'
  }
  for (const flight of flights.all) {
    const cause = trace.origins[flight.send.i]?.cause ?? -1
    const before = flights.byLanding.get(cause)
    const goesOn = before?.kind === 'cancel' && direction(before.from, before.to) === direction(flight.from, flight.to)
    if (isFree(flight) && (cancels.has(cause) || goesOn)) flight.kind = 'cancel'
  }
}

function kindOf(flight: Flight, trace: Trace): MessageKind {
  const { landing, send } = flight
  if (landing.kind === 'drop') return landing.t < send.due ? 'open' : 'lost'
  if (flight.kind !== null) return flight.kind
  if (trace.origins[send.i]?.isBackground === true) return 'poll'
  return direction(flight.from, flight.to) > 0 ? 'request' : 'control'
}

/** Calls inside a process: one line between two lanes, whether the answer comes back or not. */
function insideCalls(
  trace: Trace,
  kinds: ReadonlyMap<number, MessageKind>,
  sentBy: ReadonlyMap<number, MessageKind>,
  placeOf: (actor: string) => Place | null,
): Message[] {
  const found: Message[] = []
  let seen = new Set<string>()
  let head = -1
  for (const { line: began, parent, actor, event } of trace.handled) {
    const teller = trace.handled[parent]
    if (teller?.line !== began) continue
    if (began !== head) seen = new Set()
    head = began
    const from = placeOf(teller.actor)
    const to = placeOf(actor)
    const line = trace.events[began]
    if (from === null || to === null || line === undefined || from.lane === to.lane) continue
    if (seen.has(`${actor} ${teller.actor}`) || seen.has(`${teller.actor} ${actor}`)) continue
    seen.add(`${teller.actor} ${actor}`)
    const carried = kinds.get(began) ?? (line.kind === 'command' && line.do === cancelCommand ? 'cancel' : undefined)
    const plain = direction(from, to) > 0 ? 'request' : 'control'
    // On the way to the client a call carries what is sent on from it.
    const onwards = plain === 'control' ? sentBy.get(began) : undefined
    const known = onwards ?? carried
    const kind = known === undefined || known === 'open' || known === 'lost' ? plain : known
    found.push({
      from,
      to,
      sent: line.t,
      arrived: line.t,
      kind,
      name: event.type,
      inside: true,
      label: '',
      lines: [began],
    })
  }
  return found
}

/** The first of its kind says its name along the arrow; a cancel always does. */
function labelled(messages: readonly Message[]): Message[] {
  const seen = new Set<string>()
  return messages.map((message) => {
    const { kind, name, from, to } = message
    const key = `${name} ${from.lane} ${to.lane} ${kind === 'request' || kind === 'control' || kind === 'poll' ? '' : kind}`
    if (kind !== 'cancel' && seen.has(key)) return message
    seen.add(key)
    return { ...message, label: name }
  })
}

export function messagesOf(
  trace: Trace,
  placeOf: (actor: string) => Place | null,
  refused: ReadonlySet<number>,
): Message[] {
  const flights = new Flights(trace, placeOf)
  carry(flights, trace, refused)
  markCancels(flights, trace)
  const kinds = new Map<number, MessageKind>()
  const sentBy = new Map<number, MessageKind>()
  const isResult = (kind: MessageKind): boolean => kind === 'result' || kind === 'late' || kind === 'final'
  const resultNames = new Set(
    flights.all.flatMap(({ kind, send }) => (kind === 'result' || kind === 'late' ? [send.name] : [])),
  )
  const linked = flights.all.map((flight): Message => {
    const { send, landing, from, to } = flight
    const kind = kindOf(flight, trace)
    kinds.set(landing.i, kind)
    const cause = trace.origins[send.i]?.cause ?? -1
    if (isResult(kind) && !sentBy.has(cause)) sentBy.set(cause, kind)
    // A result that is lost was one all the same when it left; which messages carry results shows in those that arrive.
    if (kind === 'lost' && !sentBy.has(cause) && resultNames.has(send.name)) sentBy.set(cause, 'result')
    return {
      from,
      to,
      sent: send.t,
      arrived: landing.t,
      kind,
      name: send.name,
      inside: false,
      label: '',
      lines: [send.i, landing.i],
    }
  })
  return labelled([...linked, ...insideCalls(trace, kinds, sentBy, placeOf)].sort((a, b) => a.sent - b.sent))
}
