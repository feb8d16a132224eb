import { guardSays } from '#analysis/explain.ts'
import { ensure } from '#base/assert.ts'
import type { Role, Scenario } from '#kernel/model.ts'
import { graphOf, type ChartGraph } from '#layout/chart/graph.ts'
import type { StoredChart } from '#layout/chart/stored.ts'
import { specificationFor } from '../lab/derived.ts'

/** The statecharts at full size, with every transition; the first screen does without. */

export {
  arrowsOf,
  boxOf,
  chipWidth,
  full,
  lineTextWidth,
  transitionText,
  type ChartLine,
} from '#layout/chart/fullElk.ts'
export type { ChartGraph, ChartState, ChartTransition } from '#layout/chart/graph.ts'
export type { StoredChart as LargeLayout } from '#layout/chart/stored.ts'
export { pointsOf } from '#layout/chart/arrow.ts'

const stored = import.meta.glob<Readonly<Record<string, StoredChart>>>('../../layout/chart/generated/*.chart.json', {
  import: 'default',
})

/** The large charts of a specification; loaded when the first of them is opened. */
export async function loadCharts(spec: string): Promise<Readonly<Record<string, StoredChart>>> {
  return ensure(stored[`../../layout/chart/generated/${spec}.chart.json`], `the charts of ${spec} are laid out`)()
}

export const chartOf = (role: Role): ChartGraph => graphOf(role.machine)

/** What a guard says where it is true. */
export const guardText = (scenario: Scenario, guard: string): string =>
  guardSays(specificationFor(scenario).guards, guard)
