import { childrenOf, statechartOf, statesAround, type Machine, type Statechart } from '#kernel/statechart.ts'
import { isPhase, type Phase } from '#machines/dialect.ts'

/** What a state value means on the timeline; null phase: nothing is said about it. */
export interface StateView {
  readonly phase: Phase | null
  /** Longest wording first. */
  readonly labels: readonly string[]
}

/** The meaning of one active leaf: of the innermost states that say something. */
function leafView(chart: Statechart, leaf: string): StateView {
  const around = statesAround(chart, leaf)
  return {
    phase: around.flatMap(({ tags }) => tags.find(isPhase) ?? []).at(-1) ?? null,
    labels: around.findLast(({ labels }) => labels.length > 0)?.labels ?? [],
  }
}

const known = new WeakMap<Machine, Map<string, StateView>>()

/**
 * The phase and the wordings of a state, as the machine's tags and labels have it. Where several regions have a phase, the
 * first that is not idle speaks for the actor.
 */
export function stateView(machine: Machine, value: string): StateView {
  let views = known.get(machine)
  if (views === undefined) known.set(machine, (views = new Map()))
  const before = views.get(value)
  if (before !== undefined) return before
  const chart = statechartOf(machine)
  const order = childrenOf(chart, '').map(({ path }) => path)
  const leaves = value
    .split(',')
    .sort((a, b) => order.indexOf(a.split('.')[0] ?? '') - order.indexOf(b.split('.')[0] ?? ''))
    .map((leaf) => leafView(chart, leaf))
    .filter((view) => view.phase !== null)
  const view = leaves.find(({ phase }) => phase !== 'idle') ?? leaves[0] ?? { phase: null, labels: [] }
  views.set(value, view)
  return view
}
