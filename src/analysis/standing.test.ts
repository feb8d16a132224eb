import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { scenarioOf } from '#machines/scenario.ts'
import { isAbout, replay, shows, type Replayed } from './replay.ts'
import { alongTheRun, standingAt, type Standing } from './standing.ts'
import { run } from '#kernel/run.ts'
import { appliesIn, type Property } from '#kernel/property.ts'
import { ensure } from '#base/assert.ts'

const runs = specifications.flatMap((specification) =>
  specification.scenarios.map((builtIn) => ({
    name: `${specification.document.id} ${builtIn.id}`,
    specification,
    scenario: scenarioOf(specification, builtIn),
  })),
)

/** What the check would say of this run alone. */
function expectedAtEnd(property: Property, replayed: Replayed): Standing {
  const isShown = shows(property, replayed)
  if (property.kind === 'reachable') return isShown ? 'met' : 'open'
  if (isShown) return 'broken'
  const end = replayed.moments.at(-1)
  const applies =
    property.kind === 'eventually' ? end !== undefined && appliesIn(property, end) : isAbout(property, replayed)
  return applies ? 'met' : 'open'
}

describe('how statements stand along a run', () => {
  it.each(runs)('$name: says at the end what the check would say of this run', async ({ specification, scenario }) => {
    const plan = await specification.check?.()
    const replayed = replay(specification.model, scenario)
    const end = run(specification.model, scenario).events.at(-1)?.t ?? 0
    for (const statement of alongTheRun(plan?.properties ?? [], replayed, end)) {
      const { property, changes } = statement
      const { standing } = standingAt(statement, end)
      expect([property.id, standing]).toEqual([property.id, expectedAtEnd(property, replayed)])
      // Time goes forward, no change repeats the one before, and what is decided stays so.
      expect(changes[0]).toEqual({ tick: 0, standing: 'open' })
      for (const [i, change] of changes.slice(1).entries()) {
        const before = changes[i]
        expect(change.tick).toBeGreaterThanOrEqual(before?.tick ?? 0)
        expect(change.standing).not.toBe(before?.standing)
        expect(['kept', 'open']).toContain(before?.standing)
      }
      expect(end).toBeGreaterThanOrEqual(changes.at(-1)?.tick ?? 0)
    }
  })

  const lro = ensure(
    specifications.find(({ document }) => document.id === 'lro'),
    'there is one',
  )
  const scenario = { ...scenarioOf(lro, ensure(lro.scenarios[0], 'there is one')) }
  const replayed = replay(lro.model, scenario)
  const cancelAt = ensure(
    scenario.steps.find((step) => step.do === 'cancel'),
    'it cancels',
  ).at
  const changesOf = (property: Property): readonly unknown[] => alongTheRun([property], replayed, 999)[0]?.changes ?? []
  const about = { id: 'x', clauses: [], says: 'x' }
  const given = (view: { given: (command: string) => number }): boolean => view.given('cancel') > 0

  it('a statement of each kind changes at the tick of what it speaks of', () => {
    expect(changesOf({ ...about, kind: 'reachable', holds: given })).toEqual([
      { tick: 0, standing: 'open' },
      { tick: cancelAt, standing: 'met' },
    ])
    expect(changesOf({ ...about, kind: 'never', when: given, holds: () => false })).toEqual([
      { tick: 0, standing: 'open' },
      { tick: cancelAt, standing: 'kept' },
      { tick: 999, standing: 'met' },
    ])
    expect(changesOf({ ...about, kind: 'always', when: given, holds: () => false })).toEqual([
      { tick: 0, standing: 'open' },
      { tick: cancelAt, standing: 'broken' },
    ])
    expect(
      changesOf({
        ...about,
        kind: 'step',
        when: (action) => action.kind === 'command' && action.do === 'cancel',
        holds: (before, after) => before.given('cancel') === after.given('cancel'),
      }),
    ).toEqual([
      { tick: 0, standing: 'open' },
      { tick: cancelAt, standing: 'broken' },
    ])
    expect(changesOf({ ...about, kind: 'eventually', holds: given })).toEqual([
      { tick: 0, standing: 'open' },
      { tick: cancelAt, standing: 'kept' },
      { tick: 999, standing: 'met' },
    ])
    expect(changesOf({ ...about, kind: 'eventually', holds: () => false })).toEqual([
      { tick: 0, standing: 'open' },
      { tick: 999, standing: 'broken' },
    ])
  })
})
