import { expect, test } from './test.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

test('on a phone the answer lies at the bottom, and everything else is one press away', async ({ workbench, page }) => {
  await workbench.open()
  const sheet = page.getByRole('region', { name: 'Return code and playback' })
  await expect(sheet).toContainText('answer at')

  await sheet.getByRole('button', { name: 'More: inspector, scenario, events' }).tap()
  await expect(workbench.inspector.root).toBeVisible()
  await page.getByRole('tab', { name: 'Scenario' }).tap()
  await workbench.scenario.setTick('Cancel the operation', 60)
  await sheet.getByRole('button', { name: 'Less', exact: true }).tap()

  expect((await workbench.ask((api) => api.scenario())).steps.some((step) => step.do === 'cancel' && step.at === 60)).toBe(true)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

test('another specification is chosen from a list', async ({ workbench, page }) => {
  await workbench.open()
  const title = await workbench.ask((api) => Object.values(api.specs())[1]?.title)

  await page.getByRole('button', { name: /Specification$/ }).tap()
  await page.getByRole('option', { name: title ?? '' }).tap()

  await expect(page.getByRole('button', { name: /Specification$/ })).toContainText(title ?? '')
})
