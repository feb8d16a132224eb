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
function holdings(changes: readonly Change[], target: number): Held {
  const held: Held = { steps: [], limit: null, most: 0 }
  let shares = { base: 0, others: 0, target: 0 }
  for (const { t, i, held: now, limit, operation } of changes) {
    const change = now - (shares.base + shares.others + shares.target)
    const whose = operation === undefined ? 'base' : operation === target ? 'target' : 'others'
    shares = { ...shares, [whose]: shares[whose] + change }
    held.limit = limit ?? held.limit
    held.most = Math.max(held.most, now)
    const last = held.steps.at(-1)
    if (last?.tick === t) held.steps[held.steps.length - 1] = { tick: t, ...shares, lines: [i, ...last.lines] }
    else held.steps.push({ tick: t, ...shares, lines: [i] })
  }
  return held
}

/** When the operation let go for the last time; null: never; undefined: it never held any. */
function letGo(steps: readonly Holding[]): number | null | undefined {
  const last = steps.findLastIndex(({ target }) => target > 0)
  return last < 0 ? undefined : (steps[last + 1]?.tick ?? null)
}

export function resourcesOf(
  model: Model,
  trace: Trace,
  refusedAt: readonly number[],
  reached: readonly MilestoneMark[],
): ResourceLane[] {
  const { orphanedAt, overAt } = turningPoints(trace)
  const changes = new Map<string, Change[]>()
  for (const event of trace.events) {
    if (event.kind !== 'resource') continue
    const list = changes.get(event.name)
    if (list === undefined) changes.set(event.name, [event])
    else list.push(event)
  }
  const lanes = Object.entries(model.resources).map(([name, { title, note }]): ResourceLane => {
    const { steps, limit, most } = holdings(changes.get(name) ?? [], trace.target)
    const at = (tick: number): Holding | undefined => steps.findLast((step) => step.tick <= tick)
    const isFull = (step: Holding | undefined): boolean =>
      limit !== null && step !== undefined && step.base + step.others + step.target >= limit
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
  return lanes.map((lane, i) => {
    const isLast =
      released !== undefined && released.place !== null && 'resource' in released.place && released.place.resource === i
    const to = isLast ? released.tick : letGo(lane.steps)
    return to === undefined || (to !== null && to <= orphanedAt) ? lane : { ...lane, span: { from: orphanedAt, to } }
  })
}

/** When the client gave the operation up, and when its work was over; null: never. A refused cancel gives nothing up. */
function turningPoints(trace: Trace): { readonly orphanedAt: number | null; readonly overAt: number | null } {
  const { issued, accepted, stopped, settled } = trace.outcome.milestones
  const orphanedAt = accepted === undefined ? null : (issued ?? null)
  return { orphanedAt, overAt: stopped ?? (orphanedAt === null ? (settled ?? null) : null) }
}
