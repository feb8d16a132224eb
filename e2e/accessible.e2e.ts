import { barriers, barriersInBothThemes } from './audit/barriers.ts'
import { expect, test } from './test.ts'
import type { Workbench } from './pages/workbench.ts'

/** What can lie over the page, and how one gets there; Escape leads back. */
const covers: readonly ((workbench: Workbench) => Promise<void>)[] = [
  (workbench) => workbench.page.keyboard.press('?'),
  (workbench) => workbench.page.keyboard.press('Control+k'),
  (workbench) => workbench.inspector.checks.getByRole('button').first().click(),
]

// In one theme: they differ in colours only, and the audit measures those.
test('no barrier is found in any specification, whatever is shown of it', async ({ workbench, page }) => {
  await workbench.open()
  const specs = Object.values(await workbench.ask((api) => api.specs()))
  for (const { title } of specs) {
    await workbench.tab(title).click()
    await expect(workbench.tab(title)).toHaveAttribute('aria-selected', 'true')
    expect(await barriers(page), title).toEqual([])
  }
  await page.keyboard.press('e')
  await page.getByRole('list', { name: 'Events' }).waitFor()
  await workbench.inspector.codes.getByRole('button').first().click()
  expect(await barriers(page), 'the list of events').toEqual([])
})

test('no barrier is found in the workbench', async ({ workbench, page }) => {
  await workbench.open()
  await workbench.scenario.drawer('Cancel the operation').click()
  await workbench.dropFile('bad.json', '{')
  await page.keyboard.press('e')

  expect(await barriersInBothThemes(page)).toEqual([])
})

test('no barrier is found in what lies over it', async ({ workbench, page }) => {
  await workbench.open()
  for (const open of covers) {
    await open(workbench)
    await workbench.dialog.waitFor()
    expect(await barriersInBothThemes(page)).toEqual([])
    await page.keyboard.press('Escape')
    await workbench.dialog.waitFor({ state: 'hidden' })
  }
  await page.getByRole('button', { name: /Scenario$/ }).click()
  await page.getByRole('listbox').waitFor()

  expect(await barriersInBothThemes(page)).toEqual([])
})

test('no barrier is found on a phone', async ({ workbench, page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await workbench.open()
  expect(await barriersInBothThemes(page)).toEqual([])

  await page.getByRole('button', { name: /^More/ }).click()
  expect(await barriersInBothThemes(page)).toEqual([])
})

test('no barrier is found at 200 % zoom', async ({ workbench, page }) => {
  await page.setViewportSize({ width: 720, height: 450 })
  await workbench.open()

  expect(await barriersInBothThemes(page)).toEqual([])
})
