import { describe, expect, it } from 'vitest'
import { moveStep } from '#kernel/steps.ts'
import { specifications } from './index.ts'
import { scenarioOf } from './scenario.ts'

/** Every step of a built-in scenario with a value that makes sense only after another command, and the step that is that command. */
const placed = specifications.flatMap((specification) => {
  const { model, scenarios } = specification
  return scenarios.flatMap((builtIn) => {
    const scenario = scenarioOf(specification, builtIn)
    return scenario.steps.flatMap((step, index) =>
      Object.entries(model.commands[step.do]?.args ?? {}).flatMap(([arg, domain]) => {
        const need = domain.type === 'enum' ? domain.after?.[String(step.args[arg])] : undefined
        if (need === undefined) return []
        const before = scenario.steps.filter(
          (other) =>
            other.do === need.do &&
            other.at < step.at &&
            Object.entries(need.args ?? {}).every(([name, value]) => other.args[name] === value),
        )
        const first = Math.min(...before.map(({ at }) => at))
        const name = `${model.spec} ${builtIn.id}, step ${index}`
        return before.length === 0 || first === 0 ? [] : [{ name, model, scenario, index, arg, domain, first }]
      }),
    )
  })
})

describe('a command with a value that makes sense only after another one', () => {
  it('is there, else nothing is tested', () => expect(placed.length).toBeGreaterThan(3))

  it.each(placed)('$name means what is there when it is dragged before it', (each) => {
    const { model, scenario, index, arg, first } = each
    const earlier = moveStep(model, scenario, index, first - 1)
    expect(earlier.steps[index]).toEqual({
      ...scenario.steps[index],
      at: first - 1,
      args: { ...scenario.steps[index]?.args, [arg]: each.domain.default },
    })
    // And it keeps its value wherever the other still comes first.
    expect(moveStep(model, scenario, index, 999).steps[index]?.args).toEqual(scenario.steps[index]?.args)
  })
})
