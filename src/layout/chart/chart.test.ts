import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { arrowsOf, boxOf, boxSize, fullToElk } from './fullElk.ts'
import { chartJobs } from './generate.ts'
import { fingerprint, graphOf, type ChartGraph } from './graph.ts'
import { gridOf, wayOf, type GridShape, type Point, type SmallGrid } from './grid.ts'
import { nodeUnits, shownBy, smallGraph } from './small.ts'
import type { StoredBox, StoredChart, StoredOrder } from './stored.ts'
import { guessWidth } from './text.ts'

const stored = <T>(name: string): Record<string, T> =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'generated', name), 'utf8')) as Record<string, T>

const orders = stored<Record<string, StoredOrder>>('orders.json')
const machines = chartJobs().map((job) => {
  const role = specifications
    .find(({ model }) => model.spec === job.spec)
    ?.model.roles.find(({ name }) => name === job.role)
  return {
    ...job,
    name: `${job.spec} ${job.role}`,
    graph: graphOf((role as NonNullable<typeof role>).machine),
    chart: stored<StoredChart>(`${job.spec}.chart.json`)[job.role],
    order: orders[job.spec]?.[job.role],
  }
})

it.each(machines)('the chart of $name is up to date', ({ hash, chart }) => {
  const isTrue = chart?.hash === hash

  expect(
    isTrue
      ? 'up to date'
      : 'a machine has changed since its chart was laid out: run "npm run charts" and commit what it writes',
  ).toBe('up to date')
})

interface Box {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}
const boxes = (of: Readonly<Record<string, StoredBox>>): Box[] =>
  Object.entries(of).map(([id, [x, y, w, h]]) => ({ id, x, y, w, h }))
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.w - 0.5 && b.x < a.x + a.w - 0.5 && a.y < b.y + b.h - 0.5 && b.y < a.y + a.h - 0.5
const isOnEdge = (x: number, y: number, box: Box): boolean => {
  const inside = x >= box.x - 1 && x <= box.x + box.w + 1 && y >= box.y - 1 && y <= box.y + box.h + 1
  return (
    inside &&
    (Math.abs(x - box.x) <= 1 ||
      Math.abs(x - box.x - box.w) <= 1 ||
      Math.abs(y - box.y) <= 1 ||
      Math.abs(y - box.y - box.h) <= 1)
  )
}
const isAncestor = (outer: string, inner: string): boolean => inner.startsWith(`${outer}.`)
const pairs = <T>(all: readonly T[]): [T, T][] => all.flatMap((a, i) => all.slice(i + 1).map((b): [T, T] => [a, b]))

describe.each(machines.filter(({ hash, chart }) => chart?.hash === hash))(
  'the large chart of $name',
  ({ graph, chart }) => {
    const { states, notes, starts, arrows } = chart as StoredChart
    const stateBoxes = boxes(states)
    const byId = new Map(stateBoxes.map((box) => [box.id, box]))
    const box = (id: string): Box => byId.get(id) as Box
    const leaves = stateBoxes.filter(({ id }) => graph.states.find((state) => state.id === id)?.type === 'atomic')

    it('has every state, inside the state that it is in', () => {
      expect(stateBoxes.map(({ id }) => id).sort()).toEqual(
        graph.states.flatMap(({ id }) => (id === '' ? [] : [id])).sort(),
      )
      for (const { id, parent } of graph.states) {
        if (parent === null || parent === '') continue
        const [inner, outer] = [box(id), box(parent)]

        expect([
          inner.x >= outer.x,
          inner.y >= outer.y,
          inner.x + inner.w <= outer.x + outer.w,
          inner.y + inner.h <= outer.y + outer.h,
        ]).toEqual([true, true, true, true])
      }
    })

    it('has no two states that overlap but one in the other', () => {
      const wrong = pairs(stateBoxes).filter(
        ([a, b]) => overlap(a, b) && !isAncestor(a.id, b.id) && !isAncestor(b.id, a.id),
      )

      expect(wrong).toEqual([])
    })

    it('has an arrow for each pair of states with a transition, from the edge of the one to the edge of the other', () => {
      expect(Object.keys(arrows).sort()).toEqual(
        arrowsOf(graph)
          .map(({ id }) => id)
          .sort(),
      )
      for (const { id, source, target } of arrowsOf(graph)) {
        const way = arrows[id]?.way ?? []

        expect(isOnEdge(way[0] ?? NaN, way[1] ?? NaN, box(source)), `${id} leaves its state`).toBe(true)
        expect(isOnEdge(way.at(-2) ?? NaN, way.at(-1) ?? NaN, box(target)), `${id} reaches its state`).toBe(true)
      }
    })

    it('begins each state that has states in it at one of them', () => {
      const compound = graph.states.flatMap(({ id, initial }) => (initial === null ? [] : [{ id, initial }]))

      expect(Object.keys(starts).sort()).toEqual(compound.map(({ id }) => id).sort())
      for (const { id, initial } of compound)
        expect(isOnEdge(starts[id]?.at(-2) ?? NaN, starts[id]?.at(-1) ?? NaN, box(initial))).toBe(true)
    })

    it('has no label and no note over a state or another label', () => {
      const labels = Object.entries(arrows).map(
        ([
          id,
          {
            label: [x, y, w, h],
          },
        ]) => ({ id, x, y, w, h }),
      )
      const texts = [...labels, ...boxes(notes).map((note) => ({ ...note, id: `note ${note.id}` }))]

      expect(
        texts.flatMap((text) => leaves.flatMap((leaf) => (overlap(text, leaf) ? [`${text.id} over ${leaf.id}`] : []))),
      ).toEqual([])
      expect(pairs(texts).flatMap(([a, b]) => (overlap(a, b) ? [`${a.id} over ${b.id}`] : []))).toEqual([])
    })

    it('has room for what stands in each box', () => {
      for (const { id, type } of graph.states) {
        if (type !== 'atomic') continue
        const state = graph.states.find((each) => each.id === id)
        const size = boxSize(boxOf(graph, state as NonNullable<typeof state>))

        expect([box(id).w + 0.5 >= size.width, box(id).h + 0.5 >= size.height]).toEqual([true, true])
      }
    })
  },
)

const shapes: GridShape[] = [
  { rows: 4, stacks: false },
  { rows: 4, stacks: true },
  { rows: 5, stacks: true },
]

const cellBoxes = (grid: SmallGrid): Box[] => grid.cells.map(({ id, x, y, w }) => ({ id, x, y, w, h: nodeUnits }))
const crossed = (grid: SmallGrid, way: readonly Point[], ends: readonly string[]): string[] =>
  cellBoxes(grid).flatMap((cell) => {
    if (ends.includes(cell.id)) return []
    const hits = way.slice(1).some((to, i) => {
      const from = way[i] as Point
      return Array.from({ length: 41 }, (_, k) => k / 40).some((part) => {
        const [x, y] = [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part]
        return x > cell.x && x < cell.x + cell.w && y > cell.y && y < cell.y + cell.h
      })
    })
    return hits ? [cell.id] : []
  })

describe.each(machines)('the small chart of $name', ({ graph, order }) => {
  it.each(shapes)('has no boxes that overlap, and no arrow that crosses one ($rows rows, stacked $stacks)', (shape) => {
    const small = smallGraph(graph, 90)
    const grid = gridOf(small, order ?? [], shape)

    expect([...(order ?? [])].sort((a, b) => a - b)).toEqual([...small.nodes.keys()])
    expect(grid.cells.map(({ id }) => id).sort()).toEqual(small.nodes.map(({ id }) => id).sort())
    expect(pairs(cellBoxes(grid)).filter(([a, b]) => overlap(a, b))).toEqual([])
    expect(grid.arrows.flatMap(({ from, to, points }) => crossed(grid, points, [from, to]))).toEqual([])
  })

  it('has a way between any two of its states that crosses no third', () => {
    const grid = gridOf(smallGraph(graph, 90), order ?? [], { rows: 4, stacks: false })
    const ids = grid.cells.map(({ id }) => id)
    const ways = ids.flatMap((from) =>
      ids.flatMap((to) => (from === to ? [] : [{ from, to, way: wayOf(grid, from, to) }])),
    )

    expect(ways.filter(({ way }) => way === null)).toEqual([])
    expect(
      ways.flatMap(({ from, to, way }) =>
        crossed(grid, way ?? [], [from, to]).map((id) => `${from} to ${to} crosses ${id}`),
      ),
    ).toEqual([])
  })

  it('shows every state that shows on the timeline, and no label is wider than its box', () => {
    const small = smallGraph(graph, 90)

    expect(small.nodes.length).toBeGreaterThan(0)
    for (const leaf of graph.states.filter(({ type }) => type === 'atomic'))
      expect(small.nodes.map(({ id }) => id)).toEqual(
        expect.arrayContaining([shownBy(graph, leaf.id)?.id].filter((id) => id !== undefined)),
      )
    for (const { label, w } of gridOf(small, order ?? [], shapes[0] as GridShape).cells)
      expect(guessWidth(label, 11, 'sans', 600)).toBeLessThanOrEqual(w)
  })
})

const made: ChartGraph = {
  id: 'made',
  states: [
    {
      id: '',
      key: 'made',
      parent: null,
      type: 'parallel',
      initial: null,
      leaves: ['a.one', 'b'],
      labels: [],
      phase: null,
      clauses: [],
    },
    {
      id: 'a',
      key: 'a',
      parent: '',
      type: 'compound',
      initial: 'a.one',
      leaves: ['a.one'],
      labels: [],
      phase: null,
      clauses: [],
    },
    {
      id: 'a.one',
      key: 'one',
      parent: 'a',
      type: 'atomic',
      initial: null,
      leaves: ['a.one'],
      labels: ['the first', 'first'],
      phase: 'idle',
      clauses: ['X-1'],
    },
    {
      id: 'a.two',
      key: 'two',
      parent: 'a',
      type: 'atomic',
      initial: null,
      leaves: ['a.two'],
      labels: ['the second'],
      phase: 'unaware',
      clauses: [],
    },
    {
      id: 'b',
      key: 'b',
      parent: '',
      type: 'atomic',
      initial: null,
      leaves: ['b'],
      labels: [],
      phase: null,
      clauses: [],
    },
  ],
  transitions: [
    { id: '1', source: 'a.one', target: 'a.two', event: 'Go', kind: 'event', guard: 'may', clauses: ['X-2'] },
    { id: '2', source: 'a.one', target: 'a.two', event: 'pollTicks', kind: 'after', guard: null, clauses: [] },
    { id: '3', source: 'a', target: 'a.one', event: 'Reset', kind: 'event', guard: null, clauses: [] },
    { id: '4', source: 'a.two', target: null, event: 'Ask', kind: 'event', guard: null, clauses: ['X-3', 'X-4'] },
  ],
}

describe('a made-up machine', () => {
  it('has one arrow for transitions with the same ends; others are lines inside their state', () => {
    expect(arrowsOf(made).map(({ id, lines }) => [id, lines.map(({ text }) => text)])).toEqual([
      ['a.one>a.two', ['Go [may]', 'after pollTicks']],
    ])
    expect(made.states.map((state) => boxOf(made, state).notes.map(({ text }) => text))).toEqual([
      [],
      ['Reset → one'],
      [],
      ['Ask'],
      [],
    ])
  })

  it('shows the states with words of their own, the life after a cancel at the right', () => {
    const grid = gridOf(smallGraph(made, 30), [0, 1], { rows: 4, stacks: false })

    expect(grid.cells.map(({ id, label, column, row }) => [id, label, column, row])).toEqual([
      ['a.one', 'first', 0, 0],
      ['a.two', 'the second', 1, 0],
    ])
    expect(grid.arrows.map(({ from, to }) => `${from} ${to}`)).toEqual(['a.one a.two', 'a.two a.one'])
  })

  it('has another fingerprint as soon as anything in it changes', () => {
    const [first, ...rest] = made.transitions
    const changed = { ...made, transitions: [{ ...first, guard: 'mayNot' }, ...rest] } as ChartGraph

    expect(fingerprint(fullToElk(changed))).not.toBe(fingerprint(fullToElk(made)))
    expect(fingerprint(fullToElk({ ...made }))).toBe(fingerprint(fullToElk(made)))
  })
})
