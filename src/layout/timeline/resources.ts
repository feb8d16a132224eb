import type { Model } from '#kernel/model.ts'
import type { Trace, TraceEvent } from '#kernel/trace.ts'
import type { Holding, MilestoneMark, ResourceLane } from './types.ts'

type Change = Extract<TraceEvent, { kind: 'resource' }>

interface Held {
  readonly steps: Holding[]
  limit: number | null
  most: number
}

/** Who holds how much, step by step; the line gives the sum and whose share has changed. */
function holdings(changes: readonly Change[], aim: number): Held {
  const held: Held = { steps: [], limit: null, most: 0 }
  let shares = { base: 0, others: 0, aim: 0 }
  for (const { t, i, held: now, limit, operation } of changes) {
    const change = now - (shares.base + shares.others + shares.aim)
    const whose = operation === undefined ? 'base' : operation === aim ? 'aim' : 'others'
    shares = { ...shares, [whose]: shares[whose] + change }
    held.limit = limit ?? held.limit
    held.most = Math.max(held.most, now)
    const last = held.steps.at(-1)
    if (last?.tick === t) held.steps[held.steps.length - 1] = { tick: t, ...shares, lines: [i, ...last.lines] }
    else held.steps.push({ tick: t, ...shares, lines: [i] })
  }
  return held
}

/** Whether the operation holds some of it at the end. */
const isKept = (steps: readonly Holding[]): boolean => (steps.at(-1)?.aim ?? 0) > 0

export function resourcesOf(model: Model, trace: Trace, refusedAt: readonly number[], reached: readonly MilestoneMark[]): ResourceLane[] {
  const { orphanedAt, overAt } = turningPoints(trace)
  const changes = new Map<string, Change[]>()
  for (const event of trace.events) {
    if (event.kind !== 'resource') continue
    const list = changes.get(event.name)
    if (list === undefined) changes.set(event.name, [event])
    else list.push(event)
  }
  const lanes = Object.entries(model.resources).map(([name, { title, note }]): ResourceLane => {
    const { steps, limit, most } = holdings(changes.get(name) ?? [], trace.aim)
    const at = (tick: number): Holding | undefined => steps.findLast((step) => step.tick <= tick)
    const isFull = (step: Holding | undefined): boolean => limit !== null && step !== undefined && step.base + step.others + step.aim >= limit
    return {
      name,
      title,
      note,
      limit,
      most,
      steps,
      span: null,
      bounced: refusedAt.filter((tick) => isFull(at(tick))),
      orphanedAt,
      overAt,
    }
  })
  if (orphanedAt === null) return lanes
  const released = reached.find(({ name }) => name === 'released')
  const place = released?.place
  const last = place !== null && place !== undefined && 'resource' in place ? place.resource : lanes.findIndex(({ steps }) => isKept(steps))
  const to = released?.tick ?? null
  if (to !== null && to <= orphanedAt) return lanes
  return lanes.map((lane, i) => (i === last ? { ...lane, span: { from: orphanedAt, to } } : lane))
}

/** When the client gave the operation up, and when its work was over; null: never. A refused cancel gives nothing up. */
function turningPoints(trace: Trace): { readonly orphanedAt: number | null; readonly overAt: number | null } {
  const { issued, accepted, stopped, settled } = trace.outcome.milestones
  const orphanedAt = accepted === undefined ? null : (issued ?? null)
  return { orphanedAt, overAt: stopped ?? (orphanedAt === null ? (settled ?? null) : null) }
}
