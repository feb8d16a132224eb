import type { Model, Scenario } from '#kernel/model.ts'
import type { Outcome } from '#kernel/trace.ts'
import { scenarioFile } from './scenario.ts'

const json = (value: unknown): string => JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')

/**
 * A run as a Playwright test that can be kept in any project: it opens the page, loads the scenario, and expects the same outcome and
 * the same return code on the screen. `address`: of the page from which it was exported; AFTERCANCEL_URL names another one. The window
 * has a size of its own, whatever device the project runs it for.
 */
export function playwrightTest(model: Model, scenario: Scenario, outcome: Outcome, address: string): string {
  const title = scenario.title === '' ? `a run of ${scenario.spec}` : scenario.title
  const shown =
    outcome.cancel === null
      ? ''
      : `  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText(outcome.cancel.code)\n`
  return `import { expect, test } from '@playwright/test'

test(${JSON.stringify(title)}, async ({ page }) => {
  const scenario = ${json(scenarioFile(model, scenario))}
  const outcome = ${json(outcome)}

  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(process.env['AFTERCANCEL_URL'] ?? ${JSON.stringify(address)})
  await page.waitForFunction('window.aftercancel !== undefined')
  await page.evaluate('window.aftercancel.ready')
  const loaded = await page.evaluate(\`window.aftercancel.load(\${JSON.stringify(scenario)})\`)
  expect(loaded).toEqual({ ok: true, error: null })
  expect(await page.evaluate('window.aftercancel.outcome()')).toEqual(outcome)
${shown}})
`
}
