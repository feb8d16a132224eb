import { expect, test } from './test.ts'

test('the page opens and says what it is', async ({ page }) => {
  await page.goto('./')

  await expect(page).toHaveTitle(/Aftercancel/)
  await expect(page.getByRole('main')).toBeVisible()
})

test.describe('with a service worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('the page opens offline after the first visit', async ({ page, context }) => {
    await page.goto('./')
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))

    await context.setOffline(true)
    await page.reload()

    await expect(page.getByRole('main')).toBeVisible()
  })
})
