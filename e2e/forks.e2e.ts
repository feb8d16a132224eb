import { expect, test } from './test.ts'

test('runs are kept in a tree, by themselves where undo leaves them, and compared', async ({ workbench, page }) => {
  await workbench.open()
  const tree = page.getByRole('dialog', { name: 'Kept runs' })
  await page.keyboard.press('f')
  await expect(workbench.notice).toContainText('is kept')
  await workbench.scenario.setTick('Cancel the operation', 120)
  await page.keyboard.press('Control+z')
  await workbench.scenario.setTick('Cancel the operation', 60)
  await page.keyboard.press('Escape')
  await workbench.sentence.click()
  await page.keyboard.press('g')

  // The one that undo and the other tick left stands below the first, without anybody having kept it.
  const runs = tree.getByRole('article')
  await expect(runs).toHaveCount(2)
  await expect(runs.nth(1)).toContainText('kept by itself')
  await expect(runs.nth(1)).toContainText('Leaves at 120')
  await runs.nth(1).getByLabel('Name of this run').fill('Mine, earlier')
  await page.keyboard.press('Enter')

  // What is removed comes back.
  await runs.nth(1).getByRole('button', { name: 'Remove' }).click()
  await expect(runs).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(runs.nth(1).getByLabel('Name of this run')).toHaveValue('Mine, earlier')

  await runs.nth(0).getByLabel('Compare').check()
  await runs.nth(1).getByLabel('Compare').check()
  await tree.getByRole('button', { name: /Compare the two/ }).click()
  await expect(page.getByRole('heading', { name: 'Where they part' })).toBeVisible()

  // Another day, from the palette.
  await page.reload()
  await workbench.ask((api) => api.ready)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Mine, earlier')
  await page.getByRole('menuitem', { name: /^Kept run: Mine/ }).waitFor()
  await page.keyboard.press('Enter')
  expect((await workbench.ask((api) => api.scenario())).steps.find((step) => step.do === 'cancel')?.at).toBe(120)
})
