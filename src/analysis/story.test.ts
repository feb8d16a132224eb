import { describe, expect, it } from 'vitest'
import { protocols } from '#machines/index.ts'
import { extent, stories, storyAt, storyScenario, tell } from './story.ts'

const each = stories.flatMap((story) =>
  protocols.map((protocol) => [story.id, protocol.document.id, story, protocol] as const),
)

describe('a story of all specifications', () => {
  it.each(each)('is an ordinary scenario that aims at its operation: %s %s', (_story, _spec, story, protocol) => {
    const { trace, cancelAt } = tell(protocol, story.id, story.moment)
    expect(trace.outcome.milestones.issued).toBe(cancelAt)
    expect(trace.outcome.milestones.stopped ?? trace.outcome.milestones.settled).toBeDefined()
  })

  it.each(protocols.map((protocol) => [protocol.document.id, protocol] as const))(
    'keeps what its title says: %s',
    (_, protocol) => {
      const milestones = (id: (typeof stories)[number]['id']) =>
        tell(protocol, id, stories.find((story) => story.id === id)?.moment ?? 0).trace.outcome.milestones
      const { to } = extent(protocol, 'half-way')
      expect(milestones('half-way').issued).toBeLessThan(to)
      expect(milestones('half-way').noticed).toBeDefined()
      expect(milestones('too-late').noticed).toBeUndefined()
      expect(milestones('unnoticed').noticed).toBeUndefined()
      expect(milestones('unnoticed').stopped).toBe(extent(protocol, 'unnoticed').to)
      expect(storyScenario(protocol, 'twice', 0.5).steps.filter((step) => step.do === 'cancel')).toHaveLength(2)
    },
  )

  it('that is about the moment follows it, and no other does', () => {
    for (const { id, moment } of stories) expect(storyAt(id, moment)).toBe(id)
    expect([0, 0.29, 0.3, 0.79, 0.8, 0.99, 1].map((moment) => storyAt('early', moment))).toEqual([
      'early',
      'early',
      'half-way',
      'half-way',
      'last-moment',
      'last-moment',
      'too-late',
    ])
    expect(storyAt('twice', 1.2)).toBe('twice')
  })
})
