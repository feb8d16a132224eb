import { guardHolds } from '#kernel/statechart.ts'
import { roleOf } from '#kernel/model.ts'
import { tableOf } from '#kernel/role.ts'
import type { Trace, TraceEvent } from '#kernel/trace.ts'
import type { Specification } from '#machines/specification.ts'
import type { Check } from './explain.ts'

/**
 * The line of the run that made a check come out as it does: what its actor handled last before the check answered otherwise; for a
 * check of the state alone, what led into the state. Null where it could not have come out otherwise in this run.
 */
export function cameOutSince({ model }: Specification, trace: Trace, check: Check): TraceEvent | null {
  const own = trace.handled.filter(({ actor }) => actor === check.actor)
  const at = own.findIndex(({ line }) => line === check.line)
  const asked = own[at]
  if (asked === undefined) return null
  const before = own.slice(0, at)
  const { guard } = check
  if (guard === null) {
    const into = before.findLast((handled) => handled.before.paths !== handled.after.paths)
    return into === undefined ? null : (trace.events[into.line] ?? null)
  }
  const table = tableOf(roleOf(model, check.actor).machine)
  const holdsIn = (state: typeof asked.before): boolean | null =>
    table.under(trace.scenario.knobs, () => {
      try {
        const context = table.contextOf(table.numberNamed(state))
        return guardHolds(table.machine, { name: guard, params: undefined }, { context, event: asked.event })
      } catch {
        // A guard may rely on what a context has only later: then it could not be asked yet.
        return null
      }
    })
  const now = holdsIn(asked.before)
  const turn = before.findLast((handled) => holdsIn(handled.before) === !now && holdsIn(handled.after) === now)
  return turn === undefined ? null : (trace.events[turn.line] ?? null)
}
