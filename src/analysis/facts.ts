import { milestones, type Milestone } from '#kernel/effect.ts'
import { cancelLines } from '#kernel/steps.ts'
import type { Model } from '#kernel/model.ts'
import type { Coded, Trace, TraceEvent } from '#kernel/trace.ts'

/** Whether a code says that all went well: its number is zero. */
export const isSuccess = (coded: Coded): boolean => Number(coded.value) === 0

/** Events of one kind, in order. */
export const eventsOf = <K extends TraceEvent['kind']>(trace: Trace, kind: K): Extract<TraceEvent, { kind: K }>[] =>
  trace.events.filter((event): event is Extract<TraceEvent, { kind: K }> => event.kind === kind)

/** What is known of one operation of a run. Ticks. */
export interface OperationFacts {
  readonly number: number
  /** The command that started it. */
  readonly startedAt: number
  readonly startedBy: string
  readonly milestones: Partial<Record<Milestone, number>>
  readonly settle: Coded | null
  readonly results: number
  readonly lateResults: number
  /** Resources that it ever held, with the tick at which it let go of each for the last time, or null where it never did. */
  readonly held: readonly { readonly name: string; readonly from: number; readonly until: number | null }[]
}

/** The operations of a run, by number. */
export function operationsOf(model: Model, trace: Trace): OperationFacts[] {
  const settles = eventsOf(trace, 'settle')
  const results = eventsOf(trace, 'result')
  const reached = eventsOf(trace, 'milestone')
  const starts = new Map<number, { t: number; by: string }>()
  for (const event of eventsOf(trace, 'command'))
    if (model.commands[event.do]?.operation === true) starts.set(starts.size + 1, { t: event.t, by: event.do })
  return [...starts.keys()]
    .sort((a, b) => a - b)
    .map((number) => {
      const settle = settles.find((event) => event.operation === number)
      const own = results.filter((event) => event.operation === number)
      return {
        number,
        startedAt: starts.get(number)?.t ?? 0,
        startedBy: starts.get(number)?.by ?? '',
        milestones: Object.fromEntries(
          milestones.flatMap((name) => {
            const event = reached.find((candidate) => candidate.operation === number && candidate.name === name)
            return event === undefined ? [] : [[name, event.t]]
          }),
        ),
        settle: settle === undefined ? null : { code: settle.code, value: settle.value },
        results: own.length,
        lateResults: own.filter((event) => event.late).length,
        held: holdings(trace, number),
      }
    })
}

function holdings(trace: Trace, operation: number): OperationFacts['held'] {
  const found = new Map<string, { name: string; from: number; until: number | null; count: number }>()
  const totals = new Map<string, number>()
  for (const event of eventsOf(trace, 'resource')) {
    const change = event.held - (totals.get(event.name) ?? 0)
    totals.set(event.name, event.held)
    if (event.operation !== operation) continue
    const entry = found.get(event.name) ?? { name: event.name, from: event.t, until: null, count: 0 }
    entry.count += change
    entry.until = entry.count > 0 ? null : event.t
    found.set(event.name, entry)
  }
  return [...found.values()].map(({ name, from, until }) => ({ name, from, until }))
}

/** The tick of the cancel that the outcome speaks of, or null. */
export const cancelTick = (trace: Trace): number | null => cancelLines(trace)?.command.t ?? null
