import { scenarioOf } from '#machines/scenario.ts'
import { describe, expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import { specifications } from '#machines/index.ts'
import { placeMini } from './mini.ts'
import { timelineOf } from './timeline.ts'

describe('a run in small', () => {
  it('is low, and nothing of it stands outside', () => {
    for (const specification of specifications)
      for (const builtIn of specification.scenarios) {
        const trace = run(specification.model, scenarioOf(specification, builtIn))
        const timeline = timelineOf(specification.model, trace)
        const { height, scale, lanes, blocks, arrows, glyphs, cancel } = placeMini(timeline, timeline.end + 10, 420, 1)
        expect(lanes.length).toBeGreaterThan(1)
        expect(height).toBeLessThanOrEqual(20 + 31 * lanes.length)
        const right = scale.left + scale.width
        for (const { x, y, w, h } of blocks) {
          expect(x).toBeGreaterThanOrEqual(scale.left)
          expect(x + w).toBeLessThanOrEqual(right + 1)
          expect(y + h).toBeLessThanOrEqual(height)
        }
        for (const { x1, x2 } of arrows) expect(Math.max(x1, x2)).toBeLessThanOrEqual(right + 1e-6)
        for (const { y } of glyphs) expect(y).toBeLessThan(height)
        expect(cancel === null).toBe(builtIn.steps.every((step) => step.do !== 'cancel'))
      }
  })
})
