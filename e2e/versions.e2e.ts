import { savedSpecs } from './commandLine.ts'
import { Review } from './pages/review.ts'
import { expect, test } from './test.ts'

test('Review shows what has changed since a saved version, and leads to its clauses', async ({ page }) => {
  const { specs } = savedSpecs()
  const review = new Review(page)
  await review.open()
  const clauses = Object.values(specs)[0]?.clauses ?? {}
  const second = Object.keys(clauses)[1] ?? ''
  clauses[second] = { ...clauses[second], force: 'MAY', says: 'It said something else.' }
  const choosing = page.waitForEvent('filechooser')
  await review.choose(/earlier version/)
  await (
    await choosing
  ).setFiles({ name: 'old.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ specs })) })

  const sheet = page.getByRole('dialog', { name: /Changed since/ })
  await expect(sheet).toContainText('It said something else.')
  await sheet.getByRole('button', { name: second, exact: true }).click()
  await expect(sheet).toHaveCount(0)
  await expect(review.clause).toHaveAccessibleName(new RegExp(second))
})
