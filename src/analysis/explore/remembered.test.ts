import { expect, it } from 'vitest'
import { isTrueIn } from '#kernel/property.ts'
import { knobDefaults } from '#machines/domains.ts'
import { specifications } from '#machines/index.ts'
import { explorationOf } from '../check.ts'
import { Remembered } from './remembered.ts'

it.each(specifications)(
  'the statements about $document.id remember what they would say if they were asked again',
  async (specification) => {
    const plan = await specification.check?.()
    const campaign = plan?.campaigns[0]
    expect(campaign).toBeDefined()
    if (plan === undefined || campaign === undefined) return
    const exploration = explorationOf(
      specification,
      { ...plan, properties: [] },
      { ...campaign, knobs: { ...knobDefaults(specification.model), ...campaign.knobs } },
      6_000,
    )
    while (exploration.advance(1000));
    const { sights } = exploration
    const different: string[] = []
    for (const property of plan.properties) {
      if (property.kind === 'step') continue
      const remembered = new Remembered(sights, (view) => isTrueIn(property, view))
      for (let world = 0; world < exploration.worldCount; world++)
        if (remembered.answer(world, world) !== isTrueIn(property, sights.view(world)))
          different.push(`${property.id} in world ${world}`)
    }
    expect(different).toEqual([])
  },
)
