import { describe, expect, it } from 'vitest'
import { milestones } from '#kernel/effect.ts'
import { run } from '#kernel/run.ts'
import { specifications } from '#machines/index.ts'
import { scenarioOf } from '#machines/scenario.ts'
import { narrationOf } from './narration.ts'

const runs = specifications.flatMap((specification) =>
  specification.scenarios.map((builtIn) => {
    const trace = run(specification.model, scenarioOf(specification, builtIn))
    return { specification, trace, told: narrationOf(specification, trace) }
  }),
)

describe('a run in sentences', () => {
  it('is told in order, each sentence about a line of the run', () => {
    for (const { trace, told } of runs)
      for (const [i, { line, tick, says }] of told.entries()) {
        expect(trace.events[line]?.t).toBe(tick)
        expect(line).toBeGreaterThan(told[i - 1]?.line ?? -1)
        expect(says).not.toMatch(/undefined|NaN|^$/)
        expect(says).toMatch(/^[A-Za-z]/)
      }
  })

  it('waits at every milestone of the operation that is cancelled, once', () => {
    for (const { trace, told } of runs) {
      const waits = told.flatMap(({ milestone }) => milestone ?? [])
      expect(new Set(waits).size).toBe(waits.length)
      const reached = milestones.filter((name) => trace.outcome.milestones[name] !== undefined)
      // The call that was accepted may be told by the sentence of its cancel.
      expect(waits.filter((name) => !reached.includes(name))).toEqual([])
      for (const name of ['noticed', 'stopped', 'settled'] as const)
        expect(waits.includes(name)).toBe(reached.includes(name))
    }
  })

  it('is short enough to be listened to', () => {
    const longest = Math.max(...runs.map(({ told }) => told.length))
    expect(longest).toBeLessThanOrEqual(30)
  })

  it('names clauses that the document has', () => {
    for (const { specification, told } of runs)
      for (const id of told.flatMap(({ clauses }) => clauses))
        expect(Object.hasOwn(specification.document.clauses, id)).toBe(true)
  })
})
