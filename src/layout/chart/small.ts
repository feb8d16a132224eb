import type { Phase } from '#machines/dialect.ts'
import { guessWidth } from './text.ts'
import type { ChartGraph, ChartState } from './graph.ts'

/** The small multiple of a machine: the states that show on the timeline, and the ways between them. */
export interface SmallGraph {
  readonly nodes: readonly {
    readonly id: string
    readonly label: string
    readonly phase: Phase | null
    readonly isAfter: boolean
    readonly rank: number
  }[]
  /** From one node's id to another's; those of a transition from everywhere are not among them. */
  readonly edges: readonly (readonly [string, string])[]
  /** Every way from one node to another: what the order of the nodes follows. */
  readonly flow: readonly (readonly [string, string])[]
}

/** Phases that a state has only after a cancel or a refusal: they stand at the right. */
const after: ReadonlySet<Phase | null> = new Set(['unaware', 'windingDown', 'refused'])
/** How early in a life a phase comes. */
export const ranks: Readonly<Record<Phase, number>> = {
  idle: 0,
  starting: 1,
  working: 2,
  unaware: 2,
  windingDown: 3,
  refused: 3,
  over: 4,
  released: 5,
}

const textUnits = 11
/** Air on both sides of a label. */
const airUnits = 7
export const nodeUnits = 19

/** A transition from so many states at once is no arrow of its own: it would be one from everywhere. */
const everywhere = 3

const isUnder = (id: string, ancestor: string): boolean =>
  ancestor === '' || id === ancestor || id.startsWith(`${ancestor}.`)

/** The innermost state with a wording of its own that this state is in, or null. */
export function shownBy(graph: ChartGraph, id: string): ChartState | null {
  const byId = new Map(graph.states.map((state) => [state.id, state]))
  for (
    let state = byId.get(id);
    state !== undefined;
    state = state.parent === null ? undefined : byId.get(state.parent)
  )
    if (state.labels.length > 0) return state
  return null
}

/** The shown states that a transition from this state can leave. */
function leavable(graph: ChartGraph, shown: readonly ChartState[], id: string): ChartState[] {
  const own = shownBy(graph, id)
  if (own !== null)
    return [own, ...shown.filter((state) => state !== own && isUnder(state.id, own.id) && isUnder(state.id, id))]
  const byId = new Map(graph.states.map((state) => [state.id, state]))
  for (
    let state = byId.get(id);
    state !== undefined;
    state = state.parent === null ? undefined : byId.get(state.parent)
  ) {
    const { id: outer } = state
    const inside = shown.filter((each) => isUnder(each.id, outer))
    if (inside.length > 0) return inside
  }
  return []
}

/** Shown states that some state value has as its innermost: a state whose every inner state has its own wording is none. */
function shownStates(graph: ChartGraph): ChartState[] {
  const leaves = graph.states.filter(({ type }) => type === 'atomic')
  const shown = new Set(leaves.flatMap((leaf) => shownBy(graph, leaf.id) ?? []))
  return graph.states.filter((state) => shown.has(state))
}

/** The longest wording that is not wider than `room`, else the shortest. */
const wording = (labels: readonly string[], room: number): string =>
  labels.find((label) => guessWidth(label, textUnits, 'sans', 600) <= room) ?? labels.at(-1) ?? ''

export function smallGraph(graph: ChartGraph, room: number): SmallGraph {
  const shown = shownStates(graph)
  const edges = new Map<string, readonly [string, string]>()
  const flow = new Map<string, readonly [string, string]>()
  for (const { source, target } of graph.transitions) {
    if (target === null) continue
    const sources = leavable(graph, shown, source)
    const leaves = graph.states.find(({ id }) => id === target)?.leaves ?? []
    const targets = leaves.flatMap((leaf) => shownBy(graph, leaf) ?? [])
    for (const from of sources)
      for (const to of targets) {
        if (from === to) continue
        flow.set(`${from.id}>${to.id}`, [from.id, to.id])
        if (sources.length <= everywhere) edges.set(`${from.id}>${to.id}`, [from.id, to.id])
      }
  }
  return {
    nodes: shown.map(({ id, labels, phase }) => ({
      id,
      label: wording(labels, room),
      phase,
      isAfter: after.has(phase),
      rank: ranks[phase ?? 'idle'],
    })),
    edges: [...edges.values()],
    flow: [...flow.values()],
  }
}

/** Room for a label. */
export const nodeWidth = ({ label }: SmallGraph['nodes'][number]): number =>
  Math.ceil(Math.max(36, guessWidth(label, textUnits, 'sans', 600) + 2 * airUnits))
