import { describe, expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { specifications } from '#machines/index.ts'
import { builtIn } from '#machines/testing.ts'
import { factsOf, lastEvent, wordsOf } from './words.ts'

const traces = specifications.flatMap((specification) =>
  specification.scenarios.map((scenario) => ({
    specification,
    id: scenario.id,
    trace: run(specification.model, builtIn(specification, scenario)),
  })),
)

describe.each(traces)('$specification.document.id, $id', ({ specification, trace }) => {
  it('every line has words, and facts without holes', () => {
    for (const event of trace.events) {
      expect(wordsOf(specification.model, trace, event)).toMatch(/^\S.*\S$/)
      expect(
        factsOf(specification.model, trace, event).filter(({ value }) => value === 'undefined' || value === ''),
      ).toEqual([])
    }
  })
})

describe('what happened last', () => {
  const trace = (...kinds: [number, string][]): Trace =>
    ({ events: kinds.map(([t, kind], i) => ({ t, i, kind })) }) as unknown as Trace

  it('is the most telling line of the last tick at which something happened', () => {
    expect(lastEvent(trace([0, 'command'], [5, 'deliver'], [5, 'return'], [5, 'clause'], [9, 'timer']), 7)?.i).toBe(2)
  })

  it('is nothing before the first, and never the end of the run', () => {
    expect(lastEvent(trace([3, 'command']), 2)).toBe(null)
    expect(lastEvent(trace([3, 'command'], [3, 'end']), 3)?.i).toBe(0)
  })

  it('is what looking at every line finds, at every tick of every built-in run', () => {
    for (const { trace: whole } of traces) {
      const lines = whole.events.filter(({ kind }) => kind !== 'end')
      for (let tick = 0; tick <= (whole.events.at(-1)?.t ?? 0); tick += 7) {
        const t = lines.findLast((line) => line.t <= tick)?.t
        const found = lastEvent(whole, tick)
        expect(found?.t).toBe(t)
        // As telling as any line of that tick, and the last of those.
        const alone = lines
          .filter((line) => line.t === t)
          .map((line) => ({ ...whole, events: [line, ...(found ? [found] : [])] }))
        expect(alone.map((pair) => lastEvent(pair, tick)?.i)).toEqual(alone.map(() => found?.i))
      }
    }
  })
})
