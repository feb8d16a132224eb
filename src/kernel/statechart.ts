import type { Machine } from './role.ts'

/** What a machine is made of, as plain data. */
export interface Statechart {
  /** The machine's own name, `lro/record`. */
  readonly id: string
  /** Dotted paths of all states but the root. */
  readonly paths: ReadonlySet<string>
  /** The states in which it begins, as text: the paths of the leaves, sorted and joined by a comma. */
  readonly initial: string
}

interface Node {
  readonly type: string
  readonly path: readonly string[]
  readonly states: Readonly<Record<string, Node>>
  readonly initial: { readonly target?: readonly Node[] | undefined }
}

const below = (node: Node): Node[] => Object.values(node.states).flatMap((child) => [child, ...below(child)])

/** The leaves in which a node is entered. */
function leaves(node: Node): Node[] {
  if (node.type === 'parallel') return Object.values(node.states).flatMap(leaves)
  return node.type === 'compound' ? (node.initial.target ?? []).flatMap(leaves) : [node]
}

const pathOf = ({ path }: Node): string => path.join('.')

const known = new WeakMap<Machine, Statechart>()

/** A machine as data; made once for each machine. */
export function statechartOf(machine: Machine): Statechart {
  const before = known.get(machine)
  if (before !== undefined) return before
  const root = machine.root as unknown as Node
  const chart: Statechart = {
    id: machine.id,
    paths: new Set(below(root).map(pathOf)),
    initial: leaves(root).map(pathOf).sort().join(','),
  }
  known.set(machine, chart)
  return chart
}
