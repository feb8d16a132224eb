import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { coverageMarkdown, coverageOf, coverageSummary } from './coverage.ts'

describe.each(specifications.map((specification) => [specification.document.id, specification] as const))(
  'the clauses of %s',
  (_, specification) => {
    const covered = async () => coverageOf(specification, (await specification.check?.())?.properties ?? [])

    it('are covered as the snapshot says: a change of the model shows what it changes', async () => {
      expect(coverageSummary(await covered())).toMatchSnapshot()
    })

    it('are carried out by somebody, checked, or left out with a reason', async () => {
      const { clauses } = await covered()
      const open = clauses.filter(
        ({ modelled, checked, witnessed, outside }) =>
          outside === null && modelled.length + checked.length + witnessed.length === 0,
      )
      expect(open.map(({ id }) => id)).toEqual([])
    })

    it('are each one line of the table', async () => {
      const coverage = await covered()
      const lines = coverageMarkdown(coverage).split('\n')
      for (const { id } of coverage.clauses)
        expect(lines.filter((line) => line.startsWith(`| ${id} |`))).toHaveLength(1)
      for (const line of lines.filter((each) => each.startsWith('|')))
        expect(line.replaceAll('\\|', '').split('|')).toHaveLength(8)
    })
  },
)
