import { assert, ensure } from '#base/assert.ts'
import { specifications } from '#machines/index.ts'
import type { ElkEdge, ElkNode } from './elk.ts'
import { fullToElk } from './fullElk.ts'
import { fingerprint, graphOf } from './graph.ts'
import { smallGraph } from './small.ts'
import { orderOf, smallToElk } from './smallElk.ts'
import type { StoredBox, StoredChart, StoredOrder, StoredWay } from './stored.ts'

/** What `npm run charts` computes, for each role of each specification. */
export interface ChartJob {
  readonly spec: string
  readonly role: string
  /** Changes when anything in the machine or in what we ask of the layout engine changes. */
  readonly hash: string
  readonly small: ElkNode
  readonly full: ElkNode
}

export function chartJobs(): ChartJob[] {
  return specifications.flatMap(({ model }) =>
    model.roles.map(({ name, machine }) => {
      const graph = graphOf(machine)
      const small = smallToElk(smallGraph(graph, Infinity))
      const full = fullToElk(graph)
      return { spec: model.spec, role: name, hash: fingerprint([small, full]), small, full }
    }),
  )
}

const rounded = (value: number | undefined): number => Math.round((value ?? 0) * 2) / 2

const boxOf = ({
  x,
  y,
  width,
  height,
}: {
  readonly x?: number
  readonly y?: number
  readonly width?: number
  readonly height?: number
}): StoredBox => [rounded(x), rounded(y), rounded(width), rounded(height)]

function wayOf({ id, sections }: ElkEdge): StoredWay {
  const [section, ...others] = sections ?? []
  assert(section !== undefined && others.length === 0, `edge ${id} has one way`)
  return [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].flatMap(({ x, y }) => [
    rounded(x),
    rounded(y),
  ])
}

export function storedOrder({ small }: ChartJob, laid: ElkNode): StoredOrder {
  const nodes = (small.children ?? []).map(({ id }) => id.slice(1))
  return orderOf(laid).map((id) => nodes.indexOf(id))
}

export function storedChart({ hash }: ChartJob, laid: ElkNode): StoredChart {
  const nodes: ElkNode[] = []
  const edges: ElkEdge[] = []
  const visit = (node: ElkNode): void => {
    edges.push(...(node.edges ?? []))
    for (const child of node.children ?? []) {
      nodes.push(child)
      visit(child)
    }
  }
  visit(laid)
  const boxes = (kind: 's' | 'n'): Record<string, StoredBox> =>
    Object.fromEntries(nodes.filter(({ id }) => id.startsWith(kind)).map((node) => [node.id.slice(1), boxOf(node)]))
  const isStart = ({ id }: ElkEdge): boolean => id.startsWith('i:')
  return {
    hash,
    size: [rounded(laid.width), rounded(laid.height)],
    states: boxes('s'),
    notes: boxes('n'),
    starts: Object.fromEntries(edges.filter(isStart).map((edge) => [edge.id.slice(2), wayOf(edge)])),
    arrows: Object.fromEntries(
      edges
        .filter((edge) => !isStart(edge))
        .map((edge) => [
          edge.id,
          { way: wayOf(edge), label: boxOf(ensure(edge.labels?.[0], `edge ${edge.id} has a label`)) },
        ]),
    ),
  }
}
