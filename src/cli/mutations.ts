import { killed } from '#analysis/mutate.ts'
import { protocolOf, protocols } from '#machines/index.ts'
import { defaults, knobDefaults } from '#machines/domains.ts'
import type { Protocol } from '#machines/protocol.ts'

/** `npm run mutations [SPEC]`: which guards and actions could be switched off without any built-in scenario turning out differently. */

const scenariosOf = (protocol: Protocol) =>
  protocol.scenarios.map(({ id, title, knobs, steps }) => ({
    id,
    scenario: {
      spec: protocol.model.spec,
      title,
      knobs: { ...knobDefaults(protocol.model), ...knobs },
      steps: steps.map(({ at, do: name, args }) => ({
        at,
        do: name,
        args: { ...defaults(protocol.model.commands[name]?.args ?? {}), ...args },
      })),
    },
  }))

const [wanted] = process.argv.slice(2)
const chosen = wanted === undefined ? protocols : [protocolOf(wanted)].filter((protocol) => protocol !== undefined)
for (const protocol of chosen) {
  if (protocol.check === undefined) continue
  const reports = [...killed(protocol, await protocol.check(), scenariosOf(protocol))]
  const survivors = reports.filter(({ killedBy }) => killedBy === null)
  const byCheck = reports.filter(({ killedBy }) => killedBy === 'check').length
  console.log(
    `${protocol.document.id}: ${reports.length} mutations; ${reports.length - byCheck - survivors.length} change a scenario, ${byCheck} only the check, ${survivors.length} survive`,
  )
  for (const { role, change } of survivors) console.log(`  ${role}: ${change}`)
}
