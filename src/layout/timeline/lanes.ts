import type { Model, Role } from '#kernel/model.ts'
import { tableOf } from '#kernel/role.ts'
import type { Trace } from '#kernel/trace.ts'
import { stateView } from './states.ts'
import type { Lane, Phase, Place, Span, Track } from './types.ts'

/** With more thin tracks than this, operations that do not overlap share one. */
const tracksMax = 3

const operationOf = (actor: string): number => Number(actor.split('#')[1] ?? 0)

/** Everything that an actor was, from tick 0 on, as one span a phase and wording. */
function spansOf(role: Role, actor: string, initial: string, states: readonly StateLine[]): Span[] {
  const spans: Span[] = []
  const operation = operationOf(actor)
  let open: { from: number; value: string; lines: number[] } = { from: 0, value: initial, lines: [] }
  const close = (to: number | null): void => {
    const { phase, labels } = stateView(role.machine, open.value)
    if (phase === null || open.from === to) return
    const last = spans.at(-1)
    if (last !== undefined && last.to === open.from && last.phase === phase && last.labels === labels) {
      spans[spans.length - 1] = { ...last, to, lines: [...last.lines, ...open.lines] }
    } else spans.push({ actor, operation, from: open.from, to, phase, labels, lines: open.lines })
  }
  for (const { t, to, i } of states) {
    close(t)
    open = { from: t, value: to, lines: [i] }
  }
  close(null)
  return spans
}

interface StateLine {
  readonly t: number
  readonly i: number
  readonly from: string
  readonly to: string
}

const isSilent = (phase: Phase): boolean => phase === 'idle'

/** On a thin track neither the time before an operation nor the time after its release is drawn. */
function withoutEnds(spans: readonly Span[]): Span[] {
  const drawn = spans.filter(({ phase }) => !isSilent(phase))
  const last = drawn.at(-1)
  return last !== undefined && last.to === null && last.phase === 'released' ? drawn.slice(0, -1) : drawn
}

const endsAt = (spans: readonly Span[]): number => spans.at(-1)?.to ?? Infinity

/** Puts operations on as few tracks as they need, the first that is free. */
function packed(own: readonly Track[]): Track[] {
  if (own.length <= tracksMax) return [...own]
  const tracks: { operations: number[]; spans: Span[]; until: number }[] = []
  for (const { operations, spans } of own) {
    const from = spans[0]?.from ?? 0
    let track = tracks.find(({ until }) => until <= from)
    if (track === undefined) tracks.push((track = { operations: [], spans: [], until: 0 }))
    track.operations.push(...operations)
    track.spans.push(...spans)
    track.until = endsAt(spans)
  }
  return tracks
}

export interface Lanes {
  readonly lanes: readonly Lane[]
  /** Where an actor is drawn. */
  readonly placeOf: (actor: string) => Place | null
}

/** A lane for every role, whatever happens: the picture keeps its frame while a command is dragged through it. */
export function lanesOf(model: Model, trace: Trace): Lanes {
  const involved = new Set(trace.handled.map(({ actor }) => actor))
  const changes = new Map<string, StateLine[]>()
  for (const event of trace.events) {
    if (event.kind !== 'state') continue
    const lines = changes.get(event.actor)
    if (lines === undefined) changes.set(event.actor, [event])
    else lines.push(event)
  }
  const places = new Map<string, Place>()
  const lanes = model.roles.map((role, lane): Lane => {
    const actors = role.instances
      ? [...involved].filter((actor) => actor.split('#')[0] === role.name && actor.includes('#'))
      : [role.name]
    const table = tableOf(role.machine)
    actors.sort((a, b) => rank(a, trace.target) - rank(b, trace.target))
    const own = actors.map((actor): Track => {
      const states = changes.get(actor) ?? []
      const initial = table.valueText(table.initial(operationOf(actor), trace.scenario.knobs))
      const spans = spansOf(role, actor, initial, states)
      const operation = operationOf(actor)
      return { operations: operation === 0 ? [] : [operation], spans }
    })
    const [first = { operations: [], spans: [] }, ...rest] = own
    const thin = packed(
      rest.map((track) => ({ ...track, spans: withoutEnds(track.spans) })).filter(({ spans }) => spans.length > 0),
    )
    const tracks = [first, ...thin]
    for (const actor of actors) {
      const operation = operationOf(actor)
      const track = tracks.findIndex(({ operations }) => operation === 0 || operations.includes(operation))
      places.set(actor, { lane, track: Math.max(0, track) })
    }
    const idle =
      first.spans.length === 1 && first.spans[0]?.phase === 'idle' && !role.instances ? first.spans[0].labels : []
    // Before anything has been commanded everybody waits.
    const isUsed = involved.size === 0 || actors.some((actor) => involved.has(actor))
    return { role: role.name, title: role.title, note: role.note, tracks, idle, isUsed }
  })
  const laneOf = new Map(lanes.map(({ role }, lane) => [role, lane]))
  const placeOf = (actor: string): Place | null => {
    const known = places.get(actor)
    if (known !== undefined) return known
    const lane = laneOf.get(actor.split('#')[0] ?? '')
    return lane === undefined ? null : { lane, track: 0 }
  }
  return { lanes, placeOf }
}

/** The operation that the outcome speaks of comes first, then the others by number. */
function rank(actor: string, target: number): number {
  const operation = operationOf(actor)
  return operation === target ? 0 : operation
}
