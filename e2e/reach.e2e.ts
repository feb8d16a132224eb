import { expect, test } from './test.ts'

test('the first thing that Tab reaches leads past everything, to the cancel', async ({ workbench, page }) => {
  await workbench.open()
  await page.keyboard.press('Tab')
  const skip = page.getByRole('button', { name: 'Skip to the content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('slider', { name: 'Cancel instant' })).toBeFocused()
  // No two sliders have one name, and the playhead says what has happened.
  const names = await page.getByRole('slider').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))
  expect(new Set(names).size).toBe(names.length)
  await expect(page.getByRole('slider', { name: 'Playhead' })).toHaveAttribute('aria-valuetext', /^tick \d+: \w+/)
})

test('a run has the name that it is given, and undo takes it back', async ({ workbench, page }) => {
  await workbench.open()
  const name = page.getByRole('textbox', { name: 'Name of this run' })
  const before = await name.inputValue()
  await name.fill('Monday, the first run')
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/^Monday, the first run/)
  expect(await workbench.ask((api) => api.scenario())).toMatchObject({ title: 'Monday, the first run' })
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(name).toHaveValue(before)
})

test('the glossary has an address', async ({ page }) => {
  await page.goto('./#/glossary')
  await expect(page.getByRole('dialog')).toContainText('settled')
})

test('what is selected is to be seen in forced colours', async ({ workbench, page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await workbench.open()
  const speeds = page.getByRole('radiogroup', { name: 'Speed' }).locator('> *')
  const grounds = await speeds.evaluateAll((all) => all.map((each) => getComputedStyle(each).backgroundColor))
  expect(new Set(grounds).size).toBe(2)
})

test('the scenarios can be searched, by what they show as well', async ({ workbench, page }) => {
  await workbench.open()
  const pick = page.getByRole('button', { name: /Scenario$/ })
  await pick.click()
  const options = page.getByRole('option')
  const field = page.getByRole('searchbox', { name: 'Search: Scenario' })
  await expect(field).toBeFocused()
  const all = await options.count()
  await page.keyboard.type('session')
  await expect.poll(() => options.count()).toBeLessThan(all)
  await expect(options.first()).toContainText(/session/i)
  await field.fill('no such thing')
  await expect(page.getByText('Nothing of that name.')).toBeVisible()
  await field.fill('session')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('searchbox')).toHaveCount(0)
  await expect(pick).not.toContainText('Over for you, not for the server')
})
