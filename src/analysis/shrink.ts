import type { Scenario, Step, Value } from '#kernel/model.ts'
import type { Specification } from '#machines/specification.ts'
import { defaults, knobDefaults } from '#machines/domains.ts'

const without = (steps: readonly Step[], index: number): Step[] => steps.filter((_, i) => i !== index)

/**
 * The shortest run of its kind that is found by leaving things out: steps, then settings and arguments that differ from the defaults,
 * one after the other, as long as `shows` stays true. Nothing more can be left out of the answer.
 */
export function shrink(
  { model }: Specification,
  scenario: Scenario,
  shows: (candidate: Scenario) => boolean,
): Scenario {
  let best = scenario
  const tryOut = (candidate: Scenario): boolean => {
    if (!shows(candidate)) return false
    best = candidate
    return true
  }
  // From the end, since later steps need earlier ones; again as long as one could go.
  for (let again = true; again;) {
    again = false
    for (let i = best.steps.length - 1; i >= 0; i--)
      if (tryOut({ ...best, steps: without(best.steps, i) })) again = true
  }
  const byDefault = knobDefaults(model)
  for (const [name, value] of Object.entries(byDefault))
    if (best.knobs[name] !== value) tryOut({ ...best, knobs: { ...best.knobs, [name]: value } })
  best.steps.forEach((step, i) => {
    const plain: Readonly<Record<string, Value>> = defaults(model.commands[step.do]?.args ?? {})
    for (const [name, value] of Object.entries(plain))
      if (best.steps[i]?.args[name] !== value)
        tryOut({
          ...best,
          steps: best.steps.map((each, j) => (j === i ? { ...each, args: { ...each.args, [name]: value } } : each)),
        })
  })
  return best
}
