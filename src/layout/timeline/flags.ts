import { cancelCommand } from '#kernel/call.ts'
import type { Model } from '#kernel/model.ts'
import type { Trace, TraceEvent } from '#kernel/trace.ts'
import { shortSymbol } from './symbols.ts'
import type { Flag, FlagTone, Place } from './types.ts'

type Call = Extract<TraceEvent, { kind: 'call' }>
type Return = Extract<TraceEvent, { kind: 'return' }>

/** A return with its call, and what is known of it beyond its code. */
interface Answer {
  readonly call: Call
  readonly back: Return
  /** The call was made by a step of the scenario of this name. */
  readonly command: string | null
  /** Not zero, but taken: the work goes on behind it. */
  readonly isPending: boolean
  /** Not zero, and decided by the first that was asked, without anything having happened in between. */
  readonly isRefused: boolean
}

const isZero = (value: string): boolean => Number(value) === 0

/** Whether the way from the call to its return leads over messages only: nobody waited for anything. */
function isImmediate(trace: Trace, call: Call, back: TraceEvent): boolean {
  const root = trace.origins[call.i]?.cause ?? -1
  for (let at = trace.origins[back.i]?.cause ?? -1; at >= 0; at = trace.origins[at]?.cause ?? -1) {
    if (at === root) return true
    const kind = trace.events[at]?.kind
    if (kind !== 'deliver' && kind !== 'drop' && kind !== 'send') return false
  }
  return false
}

export function answersOf(trace: Trace): Answer[] {
  const calls = new Map<string, Call>()
  const together = (line: number, matches: (event: TraceEvent) => boolean): boolean => {
    const head = trace.origins[line]?.cause ?? -1
    for (let i = head + 1; trace.origins[i]?.cause === head; i++)
      if (matches(trace.events[i] as TraceEvent)) return true
    return false
  }
  const answers: Answer[] = []
  for (const event of trace.events) {
    if (event.kind === 'call') calls.set(event.call, event)
    if (event.kind !== 'return') continue
    const call = calls.get(event.call)
    if (call === undefined) continue
    const made = trace.events[trace.origins[call.i]?.command ?? -1]
    const command = made?.kind === 'command' ? made.do : null
    const { operation } = call
    const isTaken =
      command === cancelCommand
        ? together(event.i, (other) => other.kind === 'milestone' && other.name === 'accepted')
        : operation !== undefined &&
          !together(event.i, (other) => other.kind === 'settle' && other.operation === operation)
    const failed = !isZero(event.value)
    const immediate = failed && isImmediate(trace, call, event)
    answers.push({
      call,
      back: event,
      command,
      isPending: failed && isTaken && immediate,
      isRefused: failed && !isTaken && immediate,
    })
  }
  return answers
}

const toneOf = ({ back, isPending, isRefused }: Answer): FlagTone => {
  if (isZero(back.value)) return 'over'
  if (isPending) return 'start'
  return isRefused ? 'refuse' : 'drain'
}

function priorityOf(answer: Answer, trace: Trace, client: string): number {
  const { back, command, call } = answer
  if (command === cancelCommand) return 100
  if (call.actor.split('#')[0] !== client) return isZero(back.value) ? 5 : 45
  if (!isZero(back.value)) return call.operation === trace.target ? 85 : 80
  return command === null ? 10 : 40
}

interface Context {
  readonly model: Model
  readonly trace: Trace
  readonly answers: readonly Answer[]
  readonly placeOf: (actor: string) => Place | null
}

export function flagsOf({ model, trace, answers, placeOf }: Context): Flag[] {
  const family = Object.keys(model.codes)
  const client = model.roles[0]?.name ?? ''
  const home: Place = { lane: 0, track: 0 }
  const flags: Flag[] = []
  const returned = new Map<string, number>()
  for (const answer of answers) {
    const { back, call, command } = answer
    const place = placeOf(back.actor)
    if (place === null) continue
    const short = shortSymbol(back.code, family)
    const named = command === cancelCommand ? [] : [`${back.op}: ${back.code}`, `${back.op}: ${short}`]
    returned.set(`${trace.origins[back.i]?.cause ?? -1} ${back.code}`, flags.length)
    flags.push({
      kind: 'return',
      place,
      tick: back.t,
      since: call.t,
      tone: toneOf(answer),
      texts: [...new Set([...named, back.code, short])],
      voice: 'mono',
      priority: priorityOf(answer, trace, client),
      lines: [back.i, call.i],
    })
  }
  const starts = new Map<number, Call>()
  for (const event of trace.events)
    if (event.kind === 'call' && event.operation !== undefined && !starts.has(event.operation))
      starts.set(event.operation, event)
  for (const event of trace.events) {
    const place = placeOf(event.actor ?? '') ?? home
    const cause = trace.origins[event.i]?.cause ?? -1
    if (event.kind === 'settle') {
      const same = returned.get(`${cause} ${event.code}`)
      const twin = same === undefined ? undefined : flags[same]
      if (twin !== undefined && same !== undefined) {
        const weight = event.operation === trace.target ? 90 : isZero(event.value) ? 50 : 78
        flags[same] = { ...twin, priority: Math.max(twin.priority, weight), lines: [...twin.lines, event.i] }
        continue
      }
      const short = shortSymbol(event.code, family)
      const start = starts.get(event.operation)
      const isRefused = start !== undefined && isImmediate(trace, start, event)
      const tone = isZero(event.value) ? 'over' : isRefused ? 'refuse' : 'drain'
      const isAim = event.operation === trace.target
      const priority = isAim ? 90 : isRefused ? 78 : 60
      const texts = [...new Set([...(isAim ? [`final ${event.code}`, `final ${short}`] : []), event.code, short])]
      flags.push({
        kind: 'settle',
        place,
        tick: event.t,
        since: event.t,
        tone,
        texts,
        voice: 'mono',
        priority,
        lines: [event.i],
      })
    } else if (event.kind === 'call' && event.actor.split('#')[0] !== client) {
      const at = placeOf(event.actor) ?? home
      flags.push({
        kind: 'callback',
        place: at,
        tick: event.t,
        since: event.t,
        tone: 'plain',
        texts: [event.op],
        voice: 'mono',
        priority: 70,
        lines: [event.i],
      })
    } else if (event.kind === 'unsupported') {
      const texts = ['not defined by the specification', 'not defined', '?']
      flags.push({
        kind: 'undefined',
        place,
        tick: event.t,
        since: event.t,
        tone: 'plain',
        texts,
        voice: 'sans',
        priority: 75,
        lines: [event.i],
      })
    }
  }
  return flags
}

/** Who refused: the one that sent the answer, or null where the call never left its caller. */
export function refusalsOf(
  trace: Trace,
  answers: readonly Answer[],
): { readonly actor: string; readonly tick: number; readonly line: number }[] {
  return answers.flatMap(({ back, isRefused }) => {
    if (!isRefused) return []
    const landing = trace.events[trace.origins[back.i]?.cause ?? -1]
    const send = landing === undefined ? undefined : trace.events[trace.origins[landing.i]?.cause ?? -1]
    return send?.kind === 'send' ? [{ actor: send.from, tick: send.t, line: back.i }] : []
  })
}
