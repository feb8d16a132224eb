import { checkScenario, parseScenario } from '#formats/scenario.ts'
import type { Scenario } from '#kernel/model.ts'
import { lro } from '#machines/lro/index.ts'
import { served } from '#machines/lro/served.ts'
import { register } from '#machines/registry.ts'

// Whoever imports this has no page that loads specifications.
register(lro)

/** A scenario as its file holds it: the text, or what is in it. Without steps and knobs it is a service as it usually is. */
export type ScenarioFile =
  | string
  | {
      readonly format?: string
      readonly spec?: string
      readonly title?: string
      readonly knobs?: Readonly<Record<string, number | boolean | string>>
      readonly steps?: readonly {
        readonly at: number
        readonly do: string
        readonly args?: Readonly<Record<string, number | boolean | string>>
        readonly actor?: string
      }[]
    }

/** @throws Error with one sentence where it is no scenario of what is served */
export function scenarioFrom(file: ScenarioFile): Scenario {
  const head = { format: 'aftercancel/scenario@1', spec: served.spec, steps: [] }
  const checked = typeof file === 'string' ? parseScenario(file) : checkScenario({ ...head, ...file })
  if (!checked.ok) throw new Error(checked.error)
  if (checked.value.spec !== served.spec)
    throw new Error(`spec: expected "${served.spec}", found "${checked.value.spec}"`)
  return checked.value
}
