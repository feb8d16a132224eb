import { describe, expect, it } from 'vitest'
import { cellAt, centreOf, columnsOf, looksOf, placeMap, type MapCells } from './map.ts'

const cells: MapCells = {
  values: [10, 20, 30],
  labels: ['10', '20', '30'],
  from: 0,
  to: 99,
  every: 1,
  categories: 2,
  category: (row, column) => (row === 2 ? undefined : column < 40 + row * 10 ? 0 : 1),
}
const placed = placeMap(cells, { width: 800, height: 236, unit: 1 })

describe('a map', () => {
  it('joins cells of one category in a row, and leaves out what is not known', () => {
    expect(columnsOf(cells)).toBe(100)
    expect(placed.areas.map((area) => area.length)).toEqual([2, 2])
    const width = placed.plot.w / 100
    expect(placed.areas[0]?.map(({ w }) => Math.round(w / width))).toEqual([40, 50])
  })

  it('covers each known cell once', () => {
    const area = placed.areas.flat().reduce((sum, { w, h }) => sum + w * h, 0)
    expect(area).toBeCloseTo((placed.plot.w * placed.plot.h * 2) / 3, 3)
  })

  it('finds the cell under a place again', () => {
    for (const cell of [
      { row: 0, column: 0 },
      { row: 2, column: 99 },
      { row: 1, column: 40 },
    ]) {
      const { x, y } = centreOf(placed, 3, cell)
      expect(cellAt(placed, 3, x, y)).toEqual(cell)
    }
    expect(cellAt(placed, 3, -50, 9999)).toEqual({ row: 0, column: 0 })
  })

  it('has round ticks inside the plot', () => {
    expect(placed.xTicks.map(({ tick }) => tick)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90])
    expect(placed.yTicks.map(({ label }) => label)).toEqual(['10', '20', '30'])
    for (const { x } of placed.xTicks) expect(x >= placed.plot.x && x <= placed.plot.x + placed.plot.w).toBe(true)
  })

  it('has a number beside some rows even where none is round', () => {
    const values = Array.from({ length: 25 }, (_, i) => 2 * i + 1)
    const odd = { ...cells, values, labels: values.map(String) }
    const { yTicks } = placeMap(odd, { width: 800, height: 236, unit: 1 })
    expect(yTicks.length).toBeGreaterThan(3)
    expect(yTicks.slice(1).every(({ y }, i) => (yTicks[i]?.y ?? 0) - y >= 14)).toBe(true)
  })

  it('has a word beside every row where the values are words, and room for it', () => {
    const labels = ['short', 'MI_RESULT_SERVER_LIMITS_EXCEEDED']
    const { yTicks, plot } = placeMap({ ...cells, values: labels, labels }, { width: 800, height: 236, unit: 1 })
    expect(yTicks.map(({ label }) => label)).toEqual(labels)
    expect(plot.x).toBeGreaterThan(placed.plot.x)
    expect(plot.x).toBeLessThanOrEqual(320)
    expect(plot.x + plot.w).toBeCloseTo(placed.plot.x + placed.plot.w)
  })

  it('gives every category a look of its own, as long as there are looks', () => {
    const looks = looksOf([
      { leaning: 'bad', cells: 5 },
      { leaning: 'good', cells: 1 },
      { leaning: 'none', cells: 9 },
      { leaning: 'bad', cells: 8 },
      { leaning: 'good', cells: 2 },
    ])
    expect(new Set(looks).size).toBe(5)
    expect(looks[2]).toBe('none')
    expect(looks[4]).toBe('good')
    expect(looks[3]).toBe('dark')
  })
})
