import { scenarioOf } from '#machines/scenario.ts'
import { killed } from '#analysis/mutate.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'

/** `npm run mutations [SPEC]`: which guards and actions could be switched off without any built-in scenario turning out differently. */

const scenariosOf = (specification: Specification) =>
  specification.scenarios.map((builtIn) => ({ id: builtIn.id, scenario: scenarioOf(specification, builtIn) }))

const [wanted] = process.argv.slice(2)
const chosen =
  wanted === undefined
    ? specifications
    : [specificationOf(wanted)].filter((specification) => specification !== undefined)
for (const specification of chosen) {
  if (specification.check === undefined) continue
  const reports = [...killed(specification, await specification.check(), scenariosOf(specification))]
  const survivors = reports.filter(({ killedBy }) => killedBy === null)
  const byCheck = reports.filter(({ killedBy }) => killedBy === 'check').length
  console.log(
    `${specification.document.id}: ${reports.length} mutations; ${reports.length - byCheck - survivors.length} change a scenario, ${byCheck} only the check, ${survivors.length} survive`,
  )
  for (const { role, change } of survivors) console.log(`  ${role}: ${change}`)
}
