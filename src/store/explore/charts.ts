import { byObject, byValue } from '#base/memo.ts'
import type { Role, Scenario } from '#kernel/model.ts'
import orders from '#layout/chart/generated/orders.json'
import { graphOf } from '#layout/chart/graph.ts'
import { gridOf, type GridShape, type SmallGrid } from '#layout/chart/grid.ts'
import { shownBy, smallGraph } from '#layout/chart/small.ts'
import type { StoredOrder } from '#layout/chart/stored.ts'
import { specificationFor } from '../lab/derived.ts'
import type { Moment } from './moments.ts'

/** The statecharts for the page: the machines as pictures. */

export { arrowOf } from '#layout/chart/arrow.ts'
export { wayOf } from '#layout/chart/grid.ts'
export { nodeUnits } from '#layout/chart/small.ts'

export type { Role }

export const rolesOf = (scenario: Scenario): readonly Role[] => specificationFor(scenario).model.roles

export const roleOf = (scenario: Scenario, name: string): Role | undefined =>
  rolesOf(scenario).find((role) => role.name === name)

/** How a small multiple is drawn: how wide its labels may be, and how it is folded into columns. */
export interface SmallShape extends GridShape {
  readonly room: number
}

/** From roomy to tight; a strip takes the first that fits. */
export const smallShapes: readonly SmallShape[] = [
  { room: 100, rows: 4, stacks: false },
  { room: 76, rows: 4, stacks: true },
  { room: 58, rows: 4, stacks: true },
  { room: 58, rows: 5, stacks: true },
]

const grids = byObject((role: Role) =>
  byValue((spec: string) => {
    const known = (orders as Readonly<Record<string, Readonly<Record<string, StoredOrder>>>>)[spec]?.[role.name]
    return byObject((shape: SmallShape): SmallGrid =>
      gridOf(smallGraph(graphOf(role.machine), shape.room), known ?? [], shape),
    )
  }),
)

/** The small multiple of a role. */
export const smallChart = (spec: string, role: Role, shape: SmallShape): SmallGrid => grids(role)(spec)(shape)

/** The states of a small multiple that are lit, and the arrow that led there last. */
export function litIn(
  role: Role,
  moment: Moment,
): { readonly on: ReadonlySet<string>; readonly way: readonly [string, string] | null } {
  const graph = graphOf(role.machine)
  const shown = (value: string): string[] => value.split(',').flatMap((leaf) => shownBy(graph, leaf)?.id ?? [])
  const leaves = [...moment.active].filter((id) => graph.states.find((state) => state.id === id)?.type === 'atomic')
  const { change } = moment
  const on = new Set(leaves.flatMap((leaf) => shownBy(graph, leaf)?.id ?? []))
  if (change === null) return { on, way: null }
  const before = shown(change.from).filter((id) => !shown(change.to).includes(id))
  const after = shown(change.to).filter((id) => !shown(change.from).includes(id))
  const [from, to] = [before[0], after[0]]
  return { on, way: from === undefined || to === undefined ? null : [from, to] }
}
