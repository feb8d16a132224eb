import { describe, expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import { specifications } from '#machines/index.ts'
import { builtIn } from '#machines/testing.ts'
import { xOf } from '../scale.ts'
import { placeDown, type DownView } from './down.ts'
import { touches } from './geometry.ts'
import { measure } from './testing.ts'
import { timelineOf } from './timeline.ts'

const everyRun = specifications.flatMap((specification) =>
  specification.scenarios.map((scenario) => {
    const trace = run(specification.model, builtIn(specification, scenario))
    return { name: `${specification.document.id}: ${scenario.title}`, timeline: timelineOf(specification.model, trace) }
  }),
)

const phone = (end: number): DownView => ({
  scale: { from: 0, to: end + 20, left: 12, width: 1.3 * (end + 20) },
  width: 390,
  unit: 1,
  measure,
  bandUnits: 27,
})

describe('time flowing down', () => {
  it.each(everyRun)('$name', ({ timeline }) => {
    const view = phone(timeline.end)
    const placed = placeDown(timeline, view)
    const clashes = placed.tags.flatMap((a, i) => placed.tags.slice(i + 1).filter((b) => touches(a.box, b.box, -0.01)))

    expect(clashes).toEqual([])
    for (const { y, tick } of [...placed.marks, ...placed.glyphs]) expect(y).toBeCloseTo(xOf(view.scale, tick), 6)
    for (const { x, w } of placed.blocks) {
      expect(x).toBeGreaterThan(placed.bands.right)
      expect(x + w).toBeLessThanOrEqual(view.width)
    }
    expect(placed.columns.map(({ x }) => x)).toEqual(placed.columns.map(({ x }) => x).toSorted((a, b) => a - b))
  })
})
