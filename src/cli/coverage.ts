import { coverageMarkdown, coverageOf, countsOf } from '#analysis/coverage.ts'
import { specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
import { BadInput } from './input.ts'
import { optionsOf } from './options.ts'

const ids = (): string => specifications.map(({ document }) => document.id).join(', ')

/** `coverage [SPEC|all] [--json]` */
export async function coverage(args: readonly string[]): Promise<{ readonly lines: readonly string[] }> {
  const { values, files } = optionsOf('coverage', args, { json: { type: 'boolean' } })
  const [name = 'all', ...others] = files
  if (others.length > 0) throw new BadInput(`coverage: expected one specification or all: ${ids()}, all`)
  const chosen = specifications.filter(({ document }) => name === 'all' || document.id === name)
  if (chosen.length === 0)
    throw new BadInput(`coverage: unknown specification "${name}"; expected one of ${ids()}, all`)
  const all = await Promise.all(
    chosen.map(async (specification: Specification) =>
      coverageOf(specification, (await specification.check?.())?.properties ?? []),
    ),
  )
  if (values['json'] !== true) return { lines: all.map(coverageMarkdown) }
  const specs = Object.fromEntries(
    all.map((each) => [each.spec, { counts: countsOf(each), clauses: each.clauses, scenarios: each.scenarios }]),
  )
  return { lines: [JSON.stringify({ specs }, null, 1)] }
}
