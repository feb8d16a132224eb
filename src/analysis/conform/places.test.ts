import { describe, expect, it } from 'vitest'
import type { ObservedLine } from '#kernel/observed.ts'
import { unnamed } from './naming.ts'
import { groupEnds, nextLines, passed } from './places.ts'

const line = (kind: 'call' | 'return', t?: number): ObservedLine => ({ kind, ...(t === undefined ? {} : { t }) })
const endsOf = (lines: readonly ObservedLine[], unit = 'ms'): readonly number[] =>
  groupEnds({ spec: 'mi', unit, title: '', sees: [], lines })

describe('lines that may change places', () => {
  it('are returns at the same time, side by side', () => {
    const [call, one, two] = [line('call', 7), line('return', 7), line('return', 7)]

    expect(endsOf([one, two, line('return', 8)])).toEqual([2, 2, 3])
    expect(endsOf([one, call, two])).toEqual([1, 2, 3])
    expect(endsOf([line('return'), line('return')])).toEqual([1, 2])
    expect(endsOf([one, two], 'ticks')).toEqual([1, 2])
  })

  it('are each explained once, in any order', () => {
    const ends = [3, 3, 3, 4]
    const start = { position: 0, naming: unnamed }
    const afterLast = passed(start, 2)
    const afterFirst = passed(afterLast, 0)

    expect(nextLines(ends, start)).toEqual([0, 1, 2])
    expect([afterLast.position, nextLines(ends, afterLast)]).toEqual([0, [0, 1]])
    expect([afterFirst.position, nextLines(ends, afterFirst)]).toEqual([1, [1]])
    expect(passed(afterFirst, 1)).toEqual({ position: 3, naming: unnamed })
    expect([3, 4].map((position) => nextLines(ends, { position, naming: unnamed }))).toEqual([[3], []])
  })
})
