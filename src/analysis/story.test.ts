import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { extent, stories, storyAt, storyScenario, tell } from './story.ts'

const each = stories.flatMap((story) =>
  specifications.map((specification) => [story.id, specification.document.id, story, specification] as const),
)

describe('a story of all specifications', () => {
  it.each(each)('is an ordinary scenario that aims at its operation: %s %s', (_story, _spec, story, specification) => {
    const { trace, cancelAt } = tell(specification, story.id, story.moment)
    expect(trace.outcome.milestones.issued).toBe(cancelAt)
    expect(trace.outcome.milestones.stopped ?? trace.outcome.milestones.settled).toBeDefined()
  })

  it.each(specifications.map((specification) => [specification.document.id, specification] as const))(
    'keeps what its title says: %s',
    (_, specification) => {
      const milestones = (id: (typeof stories)[number]['id']) =>
        tell(specification, id, stories.find((story) => story.id === id)?.moment ?? 0).trace.outcome.milestones
      const { to } = extent(specification, 'half-way')
      expect(milestones('half-way').issued).toBeLessThan(to)
      expect(milestones('half-way').noticed).toBeDefined()
      expect(milestones('too-late').noticed).toBeUndefined()
      expect(milestones('unnoticed').noticed).toBeUndefined()
      expect(milestones('unnoticed').stopped).toBe(extent(specification, 'unnoticed').to)
      expect(storyScenario(specification, 'twice', 0.5).steps.filter((step) => step.do === 'cancel')).toHaveLength(2)
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
