import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { scenarioGroups } from '#machines/scenarioGroups.ts'
import { scenarioOptions } from './scenarioOptions.ts'

describe.each(specifications.map((specification) => [specification.document.id, specification] as const))(
  'the scenarios of %s',
  (_, specification) => {
    const options = scenarioOptions(specification)
    const headings = options.map(({ group }) => group)

    it('are all offered, each once', () => {
      expect(options.map(({ id }) => id).toSorted()).toEqual(specification.scenarios.map(({ id }) => id).toSorted())
    })

    it('stand together by what they show, the plain ones first, and the one that the page opens with before all', () => {
      const order: string[] = Object.values(scenarioGroups)
      expect(headings).toEqual(headings.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)))
      expect(options[0]).toMatchObject({ id: specification.scenarios[0]?.id, group: scenarioGroups.plain })
    })

    it('are divided: no heading has more than can be seen at once', () => {
      for (const heading of headings) expect(headings.filter((each) => each === heading).length).toBeLessThan(14)
    })
  },
)
