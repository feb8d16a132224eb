import { replay } from '#analysis/replay.ts'
import { alongTheRun, standingAt, type Standing, type StatementInRun } from '#analysis/standing.ts'
import { byObject } from '#base/memo.ts'
import type { Scenario } from '#kernel/model.ts'
import { beliefIn, type CheckPlan } from '#machines/specification.ts'
import { endOf, specificationFor, traceOf } from '../lab/derived.ts'

export type { Standing }

/** A statement of the check at one tick of the open run. */
export interface StandingRow {
  readonly id: string
  readonly says: string
  readonly clauses: readonly string[]
  readonly standing: Standing
  /** Since when; null where that is since the beginning. */
  readonly since: number | null
  /** The clause or question that permits it to be broken. */
  readonly permitted: string | null
  /** Something that people believe, and no document says. */
  readonly isBelief: boolean
}

export interface StandingGroup {
  readonly standing: Standing
  readonly title: string
  readonly rows: readonly StandingRow[]
}

const along = byObject((scenario: Scenario) =>
  byObject((plan: CheckPlan): readonly StatementInRun[] =>
    alongTheRun(plan.properties, replay(specificationFor(scenario).model, scenario), endOf(traceOf(scenario))),
  ),
)

const order: readonly Standing[] = ['broken', 'met', 'kept', 'open']

/** The tick at or before this one at which a statement came to stand as it does; between two of them nothing changes. */
export const changedAt = (scenario: Scenario, plan: CheckPlan, tick: number): number =>
  Math.max(
    0,
    ...along(scenario)(plan).flatMap(({ changes }) => changes.map((change) => change.tick).filter((t) => t <= tick)),
  )

function titleOf(standing: Standing, isOver: boolean): string {
  switch (standing) {
    case 'broken':
      return 'Broken'
    case 'met':
      return 'Met'
    case 'kept':
      return 'Kept so far'
    case 'open':
      return isOver ? 'Not decided by this run' : 'Not yet decided'
  }
}

/** How the statements of the check stand at a tick, those that are broken first. Groups without a statement are left out. */
export function standingGroups(scenario: Scenario, plan: CheckPlan, tick: number): readonly StandingGroup[] {
  const rows = along(scenario)(plan).map((statement): StandingRow => {
    const { property } = statement
    const { standing, tick: since } = standingAt(statement, tick)
    return {
      id: property.id,
      says: property.says,
      clauses: property.clauses,
      standing,
      since: standing === 'open' ? null : since,
      permitted: property.permitted ?? null,
      isBelief: beliefIn(property) !== null,
    }
  })
  const isOver = tick >= endOf(traceOf(scenario))
  return order.flatMap((standing) => {
    const some = rows.filter((row) => row.standing === standing)
    return some.length === 0 ? [] : [{ standing, title: titleOf(standing, isOver), rows: some }]
  })
}
