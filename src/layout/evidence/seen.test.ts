import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timeScale } from '../scale.ts'
import { touches } from '../timeline/geometry.ts'
import { measure } from '../timeline/testing.ts'
import { placeSeen, type SeenLine } from './seen.ts'

const seen = fc
  .array(
    fc.record({
      kind: fc.constantFrom('call', 'return', 'result', 'settle' as const),
      at: fc.nat(600),
      text: fc.constantFrom('get', 'OK', 'done: true, error.code: 1', 'MI_RESULT_INVALID_PARAMETER'),
      state: fc.constantFrom('explained', 'deviates', 'afterwards' as const),
      isCancel: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map((lines) =>
    lines
      .sort((a, b) => a.at - b.at)
      .map((line, i): SeenLine => ({
        ...line,
        tick: line.state === 'explained' ? line.at + 1 : null,
        callIndex: line.kind === 'return' && lines[i - 1]?.kind === 'call' ? i - 1 : null,
      })),
  )

describe('the lane of what was seen', () => {
  it('holds texts that touch neither each other nor its ends, and a tie for each line that is explained', () => {
    fc.assert(
      fc.property(seen, fc.integer({ min: 360, max: 1900 }), (lines, width) => {
        const scale = timeScale({ from: 0, to: 620 }, width, 1)
        const { flags, ties, calls, height, base } = placeSeen(lines, scale, 1, measure)
        for (const [i, flag] of flags.entries()) {
          for (const other of flags.slice(i + 1)) expect(touches(flag, other)).toBe(false)
          expect(flag.y).toBeGreaterThanOrEqual(0)
          expect(flag.y + flag.h).toBeLessThanOrEqual(base)
        }
        expect(ties.map(({ index }) => index)).toEqual(
          lines.flatMap(({ tick }, index) => (tick === null ? [] : [index])),
        )
        expect(calls).toHaveLength(lines.filter(({ kind }) => kind === 'call').length)
        expect(ties.every(({ y2 }) => y2 === height)).toBe(true)
      }),
    )
  })

  it('is torn before the first line that cannot be had, and nowhere where all can', () => {
    const scale = timeScale({ from: 0, to: 100 }, 600, 1)
    const line = (at: number, state: SeenLine['state']): SeenLine => ({
      kind: 'result',
      at,
      tick: null,
      callIndex: null,
      text: '',
      state,
      isCancel: false,
    })
    const whole = placeSeen([line(10, 'explained'), line(50, 'explained')], scale, 1, measure)
    const torn = placeSeen([line(10, 'explained'), line(50, 'deviates'), line(90, 'afterwards')], scale, 1, measure)
    expect(whole.tear).toBeNull()
    const [first, second] = torn.dots
    expect(torn.tear?.x).toBeGreaterThan(first?.x ?? Infinity)
    expect(torn.tear?.x).toBeLessThan(second?.x ?? 0)
  })
})
