import { expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { appliesIn, isTrueIn } from '#kernel/property.ts'
import { specifications } from '#machines/index.ts'
import { explorationOf } from '../check.ts'

// A statement is asked anew only where something has changed that it has read before.
it.each(specifications)(
  'what the statements about $document.id are not asked again has not changed',
  async (specification) => {
    const plan = ensure(await specification.check?.(), 'it has a plan')
    const campaign = ensure(plan.campaigns[0], 'a plan has a campaign')
    const exploration = explorationOf(specification, plan, campaign, 6_000)
    while (exploration.advance(1000));
    const { views } = exploration
    const { found, applies } = exploration.result()
    for (const property of plan.properties) {
      if (property.kind === 'step' || property.kind === 'eventually') continue
      let worlds = 0
      let first: number | undefined
      for (let world = 0; world < exploration.worldCount; world++) {
        const view = views.before.at(world)
        if (!appliesIn(property, view)) continue
        worlds++
        if (isTrueIn(property, view) !== (property.kind === 'always')) first ??= world
      }
      expect([
        property.id,
        applies.get(property.id) ?? exploration.worldCount,
        found.get(property.id)?.[0]?.world,
      ]).toEqual([property.id, worlds, first])
    }
  },
)
