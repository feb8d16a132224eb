import { expect, test } from './test.ts'

test('the theme is chosen, kept, and follows the system where none is chosen', async ({ workbench, page }) => {
  await workbench.open()
  const root = page.locator(':root')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(root).toHaveAttribute('data-theme', 'dark')

  await workbench.theme.click()
  await expect(root).toHaveAttribute('data-theme', 'light')
  await page.reload()

  await expect(workbench.theme).toHaveAccessibleName('Theme: light')
  await expect(root).toHaveAttribute('data-theme', 'light')
})

test('a browser that keeps nothing is no reason to fail', async ({ workbench, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('forbidden', 'SecurityError')
      },
    })
  })

  await workbench.open()
  await workbench.theme.click()

  await expect(workbench.theme).toHaveAccessibleName('Theme: light')
})

test.describe('playing', () => {
  test.use({ contextOptions: { reducedMotion: 'no-preference' } })

  test('glides forty ticks a second, and stops at the end', async ({ workbench, page }) => {
    await page.clock.install()
    await workbench.open()
    await workbench.transport.first.click()
    await page.clock.pauseAt(Date.now() + 60_000)

    await workbench.transport.play.click()
    await page.clock.runFor(1000)
    const tick = Number(/\d+/.exec((await workbench.transport.tick.textContent()) ?? '')?.[0])
    expect(tick).toBeGreaterThanOrEqual(38)
    expect(tick).toBeLessThanOrEqual(40)

    await page.clock.runFor(60_000)
    await expect(workbench.transport.play).toBeVisible()
  })
})

test('with little motion, playing goes from event to event', async ({ workbench, page }) => {
  await page.clock.install()
  await workbench.open()
  await workbench.transport.first.click()
  await workbench.transport.next.click()
  const second = (await workbench.transport.tick.textContent()) ?? ''
  await workbench.transport.first.click()
  await page.clock.pauseAt(Date.now() + 60_000)

  await workbench.transport.play.click()
  await page.clock.runFor(600)

  await expect(workbench.transport.tick).toHaveText(second)
})
