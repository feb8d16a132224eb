import { otherActor, type Model } from '#kernel/model.ts'
import type { Observed } from '#kernel/observed.ts'
import type { Trace, TraceEvent } from '#kernel/trace.ts'
import { Namings, unnamed, openCall, type Naming } from './naming.ts'
import { nextLines, passed, type Place } from './places.ts'
import { after, contextOf, explains, instanceOf, isSeenIn, isTheClient, type Sight } from './sight.ts'

/** How the lines of a recording go with those of a run. */
export interface Tied {
  /** Lines that the run shows, from the first on. */
  readonly explained: number
  /** For each line of the recording the index of the line of the run that explains it; null where there is none. */
  readonly ties: readonly (number | null)[]
}

interface State extends Place {
  /** The line of the run that explains the last line, and what came before. */
  readonly tied: { readonly line: number; readonly position: number; readonly before: State['tied'] } | null
}

const nothing = {
  key: null,
  op: null,
  operation: null,
  isStart: false,
  args: null,
  pinned: [],
  code: null,
  value: null,
  n: null,
  clauses: [],
}

/** Which operation a call of the run is about. */
function targetOf(
  model: Model,
  { op, args = {}, operation, actor }: Extract<TraceEvent, { kind: 'call' }>,
): number | null {
  if (operation !== undefined) return operation
  const domains = Object.entries(model.commands[op]?.args ?? {})
  const counts = domains.find(([, domain]) => domain.type === 'int' && domain.counts === 'operations')
  const number = counts === undefined ? undefined : args[counts[0]]
  return typeof number === 'number' ? number : instanceOf(actor)
}

/** What is seen of a line of a run; null where it is nothing that anybody sees. */
function sightOf(model: Model, events: readonly TraceEvent[], index: number, naming: Naming): Sight | null {
  const event = events[index]
  if (event?.kind === 'call') {
    const before = events[index - 1]
    const command = before?.kind === 'command' && before.do === event.op ? model.commands[before.do] : undefined
    const own =
      command !== undefined && before?.kind === 'command' ? otherActor(command, before.actor) === undefined : null
    return {
      ...nothing,
      kind: 'call',
      actor: event.actor,
      isClients: own ?? isTheClient(model, event.actor),
      key: event.call,
      op: event.op,
      operation: targetOf(model, event),
      isStart: command?.operation === true,
      // What a command is told and what its call passes need not have the same names.
      args:
        command === undefined || before?.kind !== 'command' ? (event.args ?? null) : { ...before.args, ...event.args },
    }
  }
  if (event?.kind === 'return') {
    const open = openCall(naming, event.call)
    return {
      ...nothing,
      ...event,
      isClients: open?.isClients ?? isTheClient(model, event.actor),
      key: event.call,
      operation: open?.operation ?? null,
    }
  }
  const actor = event?.actor ?? ''
  if (event?.kind === 'result')
    return { ...nothing, kind: 'result', actor, isClients: true, operation: event.operation, n: event.n }
  if (event?.kind !== 'settle') return null
  const { operation, code, value } = event
  return { ...nothing, kind: 'settle', actor, isClients: true, operation, code, value }
}

/** Ways of reading a run that are followed at the same time. */
const statesMax = 64

/** Ties a recording to a run: every line seen to the line that explains it, in order. */
export function tie(
  model: Model,
  observed: Observed,
  { events }: Trace,
  about: { readonly relaxed: ReadonlySet<number>; readonly isWhole: boolean },
): Tied {
  const { lines, sees } = observed
  const context = contextOf(model, observed, about.relaxed)
  const namings = new Namings()
  const seen = new Set<string>(sees)
  let best: State = { position: 0, naming: unnamed, tied: null }
  let states = [best]
  for (const [index, event] of events.entries()) {
    if (best.position === lines.length || states.length === 0) break
    if (event.kind !== 'call' && event.kind !== 'return' && event.kind !== 'result' && event.kind !== 'settle') continue
    const next = new Map<string, State>()
    const reach = (state: State): void => {
      if (state.position > best.position) best = state
      const key = `${state.position} ${namings.number(state.naming)}`
      if (next.size < statesMax && !next.has(key)) next.set(key, state)
    }
    for (const state of withSkips(states, about.relaxed)) {
      const { position, naming, tied } = state
      const sight = sightOf(model, events, index, naming)
      if (sight === null) continue
      for (const at of nextLines(context.ends, state)) {
        const line = lines[at]
        const named = line === undefined ? null : explains(context, line, at, sight, naming)
        if (named !== null)
          reach({
            ...passed({ position, naming: named }, at),
            tied: { line: index, position: at, before: tied },
          })
      }
      if (!isSeenIn(context, seen, sight, about.isWhole)) reach({ position, naming: after(naming, sight), tied })
    }
    states = [...next.values()]
  }
  const ties: (number | null)[] = lines.map(() => null)
  for (let { tied } = best; tied !== null; tied = tied.before) ties[tied.position] = tied.line
  return { explained: best.position, ties }
}

/** Lines that need not be there can be passed over. */
function withSkips(states: readonly State[], relaxed: ReadonlySet<number>): readonly State[] {
  if (relaxed.size === 0) return states
  return states.flatMap((state) =>
    relaxed.has(state.position) ? [state, { ...state, ...passed(state, state.position) }] : [state],
  )
}
