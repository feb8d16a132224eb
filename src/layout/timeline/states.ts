import { phases, type Phase, type StateMeta } from '#machines/dialect.ts'
import type { Machine } from '#kernel/role.ts'

/** What a state value means on the timeline; null phase: nothing is said about it. */
export interface StateView {
  readonly phase: Phase | null
  /** Longest wording first. */
  readonly labels: readonly string[]
}

interface Node {
  readonly states: Readonly<Record<string, Node>>
  readonly tags: readonly string[]
  readonly meta?: unknown
}

const isPhase = (tag: string): tag is Phase => (phases as readonly string[]).includes(tag)

/** The meaning of one active leaf: of the innermost states that say something. */
function leafView(root: Node, path: readonly string[]): StateView {
  let node: Node | undefined = root
  let phase: Phase | null = null
  let labels: readonly string[] = []
  for (const key of ['', ...path]) {
    if (key !== '') node = node.states[key]
    if (node === undefined) break
    phase = node.tags.find(isPhase) ?? phase
    labels = (node.meta as StateMeta | undefined)?.label ?? labels
  }
  return { phase, labels }
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
  const root = machine.root as unknown as Node
  const order = Object.keys(root.states)
  const leaves = value
    .split(',')
    .map((path) => path.split('.'))
    .sort((a, b) => order.indexOf(a[0] ?? '') - order.indexOf(b[0] ?? ''))
    .map((path) => leafView(root, path))
    .filter((view) => view.phase !== null)
  const view = leaves.find(({ phase }) => phase !== 'idle') ?? leaves[0] ?? { phase: null, labels: [] }
  views.set(value, view)
  return view
}
