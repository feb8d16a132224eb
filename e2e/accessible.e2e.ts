import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './test.ts'
import type { Workbench } from './pages/workbench.ts'

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`))
}

const states: Readonly<Record<string, (workbench: Workbench) => Promise<void>>> = {
  'as it opens': () => Promise.resolve(),
  'with the list of keys': (workbench) => workbench.page.keyboard.press('?'),
  'with the palette': (workbench) => workbench.page.keyboard.press('Control+k'),
  'with a clause': (workbench) => workbench.inspector.checks.getByRole('button').first().click(),
  'with the scenarios': (workbench) => workbench.page.getByRole('button', { name: /Scenario$/ }).click(),
  'with a command opened': (workbench) => workbench.scenario.command('Cancel the operation').getByRole('button').click(),
  'with a message': (workbench) => workbench.dropFile('bad.json', '{'),
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme })

    for (const [state, reach] of Object.entries(states)) {
      test(`no barrier is found ${state}`, async ({ workbench, page }) => {
        await workbench.open()
        await reach(workbench)

        expect(await faults(page)).toEqual([])
      })
    }

    test('no barrier is found on a phone', async ({ workbench, page }) => {
      await page.setViewportSize({ width: 390, height: 844 })
      await workbench.open()
      expect(await faults(page)).toEqual([])

      await page.getByRole('button', { name: /^More/ }).click()
      expect(await faults(page)).toEqual([])
    })

    test('no barrier is found at 200 % zoom', async ({ workbench, page }) => {
      await page.setViewportSize({ width: 720, height: 450 })
      await workbench.open()

      expect(await faults(page)).toEqual([])
    })
  })
}
