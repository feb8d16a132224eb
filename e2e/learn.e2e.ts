import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { Learn } from './pages/learn.ts'
import { expect, test } from './test.ts'

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`))
}

test('a lesson by keyboard: predict, reveal, on and back, and the progress stays', async ({ page }) => {
  const learn = new Learn(page)
  await learn.open()
  const first = (await learn.title.textContent()) ?? ''
  await expect(learn.options).toHaveCount(4)
  await expect(learn.run).toContainText('What happens from here?')
  await expect(learn.run).not.toContainText('Cancel at')
  await expect(learn.reveal).toBeDisabled()

  await page.keyboard.press('c')
  await expect(learn.options.nth(2)).toBeChecked()
  await page.keyboard.press('B')
  await expect(learn.options.nth(1)).toBeChecked()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/✓ what happens/)).toBeVisible()
  await expect(learn.run).toContainText('Cancel at')
  await expect(learn.run).not.toContainText('What happens from here?')
  await expect(learn.progress).toContainText('1 of')

  await page.keyboard.press('Enter')
  await expect(learn.title).not.toHaveText(first)
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await expect(learn.title).toHaveText(first)
  await page.reload()
  await expect(learn.progress).toContainText('1 of')
  await expect(learn.lesson(1)).toHaveAccessibleName(/answered/)

  const download = page.waitForEvent('download')
  await learn.progress.getByRole('button', { name: 'Export' }).click()
  expect((await download).suggestedFilename()).toBe('aftercancel-progress.json')
  await learn.progress.getByRole('button', { name: 'Erase' }).click()
  await learn.progress.getByRole('button', { name: 'Really erase?' }).click()
  await expect(learn.progress).toContainText('0 of')
})

test('every lesson can be answered, and its run opened', async ({ page, workbench }) => {
  const learn = new Learn(page)
  await learn.open()
  const count = await page.getByRole('button', { name: /^Lesson \d+:/ }).count()
  for (let number = 1; number <= count; number++) {
    await learn.lesson(number).click()
    await learn.options.first().check({ force: true })
    await learn.reveal.click()
    await expect(page.getByText(/✓ what happens/)).toHaveCount(1)
  }
  const told = (await learn.run.getByText(/^Cancel at/).textContent()) ?? ''
  await learn.run.getByRole('button', { name: 'Open in Explore' }).click()
  await expect(workbench.sentence).toHaveText(told)
})

test('a link opens the lesson as it was left', async ({ page }) => {
  const learn = new Learn(page)
  await learn.open()
  await learn.lesson(4).click()
  const title = (await learn.title.textContent()) ?? ''
  await page.keyboard.press('a')
  await page.keyboard.press('Enter')
  // Copying makes the address current at once; by itself it waits until nothing has changed for a while.
  await page.getByRole('button', { name: /^Copy link/ }).click()
  await page.getByRole('button', { name: 'Close this message' }).waitFor()
  const other = await page.context().newPage()
  await other.goto(page.url())
  await expect(new Learn(other).title).toHaveText(title)
  await expect(other.getByText(/✓ what happens/)).toHaveCount(1)
})

test('the same seed gives the same questions', async ({ page }) => {
  const learn = new Learn(page)
  await learn.open()
  await learn.tab('Sheet')
  const sheet = page.getByRole('article')
  await expect(sheet.getByRole('heading', { level: 3 })).toHaveCount(10)
  const first = await sheet.textContent()
  const seed = page.getByRole('textbox', { name: 'Seed' })
  await seed.fill('monday')
  await page.keyboard.press('Enter')
  await expect(sheet).toContainText('monday')
  expect(await sheet.textContent()).not.toBe(first)
  await seed.fill('class-1')
  await page.keyboard.press('Enter')
  await expect.poll(() => sheet.textContent()).toBe(first)

  await learn.tab('Practice')
  await expect(page.getByText(/Question 1, level 1/)).toBeVisible()
  await learn.options.first().check({ force: true })
  await learn.reveal.click()
  await page.getByRole('button', { name: 'Next question' }).click()
  await expect(page.getByText(/Question 2/)).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`accessible, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    const learn = new Learn(page)
    await learn.open()
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('a')
    await page.keyboard.press('Enter')
    expect(await faults(page)).toEqual([])
    await learn.tab('Practice')
    expect(await faults(page)).toEqual([])
    await learn.tab('Sheet')
    expect(await faults(page)).toEqual([])
  })
