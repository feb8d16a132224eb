import { expect, it } from 'vitest'
import { isAbout, replay } from '#analysis/replay.ts'
import { ensure } from '#base/assert.ts'
import { specifications } from '#machines/index.ts'
import { examplesOf } from './examples.ts'

it.each(specifications.map((specification) => [specification.document.id, specification] as const))(
  '%s: nearly each statement has a run to which it applies',
  async (_, specification) => {
    const { properties } = ensure(await specification.check?.(), 'it can be checked')
    const examples = await examplesOf(specification)
    const empty = properties.filter((property) => {
      const scenario = examples.get(property.id)
      return scenario !== undefined && !isAbout(property, replay(specification.model, scenario))
    })
    expect(empty.map(({ id }) => id)).toEqual([])
    // What no built-in scenario comes to is found by the check alone.
    const without = properties.filter(({ id }) => !examples.has(id))
    expect(without.length).toBeLessThanOrEqual(properties.length / 10)
  },
)
