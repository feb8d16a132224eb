import { expect, it } from 'vitest'
import { knobDefaults } from '#machines/domains.ts'
import { protocols } from '#machines/index.ts'
import { explorationOf } from '../check.ts'
import { Remembered } from './remembered.ts'

it.each(protocols)(
  'the statements about $document.id remember what they would say if they were asked again',
  async (protocol) => {
    const plan = await protocol.check?.()
    const campaign = plan?.campaigns[0]
    expect(campaign).toBeDefined()
    if (plan === undefined || campaign === undefined) return
    const exploration = explorationOf(
      protocol,
      { ...plan, properties: [] },
      { ...campaign, knobs: { ...knobDefaults(protocol.model), ...campaign.knobs } },
      6_000,
    )
    while (exploration.advance(1000));
    const { sights } = exploration
    const different: string[] = []
    for (const property of plan.properties) {
      if (property.kind === 'step') continue
      const remembered = new Remembered(sights, (moment) => property.holds(moment))
      for (let world = 0; world < exploration.worldCount; world++)
        if (remembered.answer(world, world) !== property.holds(sights.moment(world)))
          different.push(`${property.id} in world ${world}`)
    }
    expect(different).toEqual([])
  },
)
