import { expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import { scenarioOf } from '#machines/scenario.ts'
import { specifications } from '#machines/index.ts'
import { playwrightTest } from './playwright.ts'

it('an exported test goes where it was exported, in a window of its own size', () => {
  const [specification] = specifications
  const [builtIn] = specification?.scenarios ?? []
  if (specification === undefined || builtIn === undefined) throw new Error('there is a scenario')
  const scenario = scenarioOf(specification, builtIn)
  const { outcome } = run(specification.model, scenario)
  const text = playwrightTest(specification.model, scenario, outcome, 'https://host.example/after/?x="1"')
  expect(text).toContain(`process.env['AFTERCANCEL_URL'] ?? "https://host.example/after/?x=\\"1\\""`)
  expect(text.indexOf('setViewportSize')).toBeLessThan(text.indexOf('page.goto'))
})
