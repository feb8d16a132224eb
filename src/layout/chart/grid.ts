import type { Phase } from '#machines/dialect.ts'
import { nodeUnits, nodeWidth, type SmallGraph } from './small.ts'

/** The small multiple as a grid: columns of equal boxes, so that many charts beside each other stay quiet. In units. */
export interface SmallGrid {
  readonly width: number
  readonly height: number
  readonly cells: readonly Cell[]
  /** Arrows between neighbours; a longer way is shown only while it is the last one taken. */
  readonly arrows: readonly SmallArrow[]
}

export interface Cell {
  readonly id: string
  readonly label: string
  readonly phase: Phase | null
  readonly column: number
  readonly row: number
  readonly x: number
  readonly y: number
  readonly w: number
}

export interface SmallArrow {
  readonly from: string
  readonly to: string
  /** Corners of the way, first to last. */
  readonly points: readonly Point[]
}

export interface Point {
  readonly x: number
  readonly y: number
}

const columnGap = 18
const rowGap = 9
const pitch = nodeUnits + rowGap
/** Half of the distance between the arrows of a pair that goes both ways. */
const aside = 4

type SmallNode = SmallGraph['nodes'][number]

interface Place {
  readonly column: number
  readonly row: number
}

/** How many rows a chart may have, and whether the life after a cancel may stand below the life without, to save room. */
export interface GridShape {
  readonly rows: number
  readonly stacks: boolean
}

/** Column by column, as evenly as it goes. */
function inColumns(nodes: readonly SmallNode[], rows: number, first: number): Map<string, Place> {
  const columns = Math.ceil(nodes.length / rows)
  const each = Math.ceil(nodes.length / Math.max(1, columns))
  return new Map(nodes.map(({ id }, i) => [id, { column: first + Math.floor(i / each), row: i % each }]))
}

/** Beside the state that one comes from, where that place is free. */
function beside(
  nodes: readonly SmallNode[],
  small: SmallGraph,
  left: ReadonlyMap<string, Place>,
  rows: number,
  first: number,
): Map<string, Place> {
  const placed = new Map<string, Place>()
  const free = Array.from({ length: Math.ceil(nodes.length / rows) * rows }, (_, i) => i)
  for (const { id } of nodes) {
    const sources = small.edges.flatMap(([from, to]) =>
      to === id ? (left.get(from)?.row ?? placed.get(from)?.row ?? []) : [],
    )
    const wanted = sources.length === 0 ? 0 : Math.min(...sources)
    const slot = free.find((each) => each % rows >= wanted) ?? free.at(-1)
    if (slot === undefined) break
    free.splice(free.indexOf(slot), 1)
    placed.set(id, { column: first + Math.floor(slot / rows), row: slot % rows })
  }
  return placed
}

/** Where the nodes stand. `order` is the order in which a life goes through them, as the layered layout found it. */
export function gridOf(small: SmallGraph, order: readonly number[], { rows, stacks }: GridShape): SmallGrid {
  const rank = new Map(order.map((node, i) => [small.nodes[node]?.id, i]))
  const sorted = [...small.nodes].sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0))
  const isStack = stacks && sorted.length <= rows
  const left = sorted.filter(({ isAfter }) => isStack || !isAfter)
  const right = sorted.filter(({ isAfter }) => !isStack && isAfter)
  const before = inColumns(left, rows, 0)
  const after = beside(right, small, before, rows, Math.ceil(left.length / rows))
  const placeOf = (id: string): Place => before.get(id) ?? after.get(id) ?? { column: 0, row: 0 }
  const columns = columnsOf(sorted.map((node) => ({ width: nodeWidth(node), column: placeOf(node.id).column })))
  const cells = sorted.map(({ id, label, phase }): Cell => {
    const { column, row } = placeOf(id)
    const { x, w } = columns[column] ?? { x: 0, w: 0 }
    return { id, label, phase, column, row, x, y: row * pitch + 1, w }
  })
  const last = columns.at(-1) ?? { x: 0, w: 0 }
  const used = Math.max(0, ...cells.map(({ row }) => row)) + 1
  const pairs = new Set(small.edges.map(([from, to]) => `${from}>${to}`))
  const arrows = small.edges.flatMap(([from, to]): SmallArrow[] => {
    const points = straight(cells, from, to, pairs.has(`${to}>${from}`))
    return points === null ? [] : [{ from, to, points }]
  })
  return { cells, width: last.x + last.w + 1, height: used * pitch - rowGap + 2, arrows }
}

/** Each column is as wide as its widest box. */
function columnsOf(
  boxes: readonly { readonly width: number; readonly column: number }[],
): { readonly x: number; readonly w: number }[] {
  const columns: { x: number; w: number }[] = []
  for (let column = 0, x = 1; ; column++) {
    const widths = boxes.flatMap((box) => (box.column === column ? [box.width] : []))
    if (widths.length === 0) return columns
    const w = Math.max(...widths)
    columns.push({ x, w })
    x += w + columnGap
  }
}

const cellOf = (cells: readonly Cell[], id: string): Cell | undefined => cells.find((cell) => cell.id === id)

/** A short arrow between neighbours (also diagonal ones); null where something could lie between. */
function straight(cells: readonly Cell[], from: string, to: string, isPair: boolean): Point[] | null {
  const [a, b] = [cellOf(cells, from), cellOf(cells, to)]
  if (a === undefined || b === undefined) return null
  const [dx, dy] = [b.column - a.column, b.row - a.row]
  if (Math.abs(dx) > 1 || Math.abs(dy) > 1) return null
  const off = isPair ? aside : 0
  if (dx === 0) {
    const x = (a.w < b.w ? a : b).x + Math.min(a.w, b.w) / 2 + (dy > 0 ? -off : off)
    return dy > 0
      ? [
          { x, y: a.y + nodeUnits },
          { x, y: b.y },
        ]
      : [
          { x, y: a.y },
          { x, y: b.y + nodeUnits },
        ]
  }
  if (dy === 0) {
    const y = a.y + nodeUnits / 2 + (dx > 0 ? -off : off)
    return dx > 0
      ? [
          { x: a.x + a.w, y },
          { x: b.x, y },
        ]
      : [
          { x: a.x, y },
          { x: b.x + b.w, y },
        ]
  }
  const ends = (cell: Cell, toRight: boolean): number => cell.x + cell.w * (toRight ? 0.8 : 0.2)
  const [x1, x2] = [ends(a, dx > 0) + (dy > 0 ? -off : off), ends(b, dx < 0) + (dy > 0 ? -off : off)]
  return dy > 0
    ? [
        { x: x1, y: a.y + nodeUnits },
        { x: x2, y: b.y },
      ]
    : [
        { x: x1, y: a.y },
        { x: x2, y: b.y + nodeUnits },
      ]
}

/** The way of one arrow: short between neighbours, else through the gaps between columns and rows, so that it crosses no box. */
export function wayOf(grid: SmallGrid, from: string, to: string): Point[] | null {
  const drawn = grid.arrows.find((arrow) => arrow.from === from && arrow.to === to)
  if (drawn !== undefined) return [...drawn.points]
  const short = straight(grid.cells, from, to, false)
  if (short !== null) return short
  const [a, b] = [cellOf(grid.cells, from), cellOf(grid.cells, to)]
  if (a === undefined || b === undefined) return null
  const middle = (cell: Cell): number => cell.y + nodeUnits / 2
  const gap = columnGap / 2
  if (a.column === b.column) {
    // Around the boxes between them, on the side where there is a neighbouring column or, in the only one, the margin.
    const isRight = a.column === 0
    const side = (cell: Cell): number => (isRight ? cell.x + cell.w : cell.x)
    const x = side(a) + (isRight ? gap : -gap)
    return [
      { x: side(a), y: middle(a) },
      { x, y: middle(a) },
      { x, y: middle(b) },
      { x: side(b), y: middle(b) },
    ]
  }
  const isRight = b.column > a.column
  const x1 = isRight ? a.x + a.w : a.x
  const x2 = isRight ? b.x : b.x + b.w
  const out = x1 + (isRight ? gap : -gap)
  const into = x2 + (isRight ? -gap : gap)
  if (Math.abs(b.column - a.column) === 1)
    return [
      { x: x1, y: middle(a) },
      { x: out, y: middle(a) },
      { x: out, y: middle(b) },
      { x: x2, y: middle(b) },
    ]
  const channel = b.y - rowGap / 2
  return [
    { x: x1, y: middle(a) },
    { x: out, y: middle(a) },
    { x: out, y: channel },
    { x: into, y: channel },
    { x: into, y: middle(b) },
    { x: x2, y: middle(b) },
  ]
}
