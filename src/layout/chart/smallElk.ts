import type { ElkNode } from './elk.ts'
import { nodeUnits, nodeWidth, type SmallGraph } from './small.ts'

/** What ELK is asked for a small multiple: in which order a life goes through the states, phase by phase. */
export function smallToElk(small: SmallGraph): ElkNode {
  return {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.partitioning.activate': 'true',
      'elk.layered.crossingMinimization.semiInteractive': 'true',
    },
    children: small.nodes.map((node) => ({
      id: `s${node.id}`,
      width: nodeWidth(node),
      height: nodeUnits,
      layoutOptions: { 'elk.partitioning.partition': String(node.rank) },
    })),
    edges: small.flow.map(([from, to]) => ({ id: `${from}>${to}`, sources: [`s${from}`], targets: [`s${to}`] })),
  }
}

/** The nodes from top to bottom, and in a row from left to right. */
export const orderOf = (laid: ElkNode): string[] =>
  [...(laid.children ?? [])]
    .sort((a, b) => (a.y ?? 0) - (b.y ?? 0) || (a.x ?? 0) - (b.x ?? 0))
    .map(({ id }) => id.slice(1))
