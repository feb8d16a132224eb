import { devices } from '@playwright/test'
import { barriers, barriersInBothThemes } from './audit/barriers.ts'
import { Verify } from './pages/verify.ts'
import { expect, test } from './test.ts'

const tab = 'operations.cancel'
const belief = /When cancel has returned OK, the work has stopped/

test('a check is cancelled', async ({ page }) => {
  const verify = new Verify(page)
  await verify.open()
  await verify.pickSpec(tab)
  await expect(verify.cell).toBeVisible()
  expect(await barriersInBothThemes(page)).toEqual([])

  await test.step('a cancel is acknowledged in the next frame, keeps the focus, and its double click starts nothing', async () => {
    const place = await verify.start.boundingBox()
    await verify.start.click()
    await expect(verify.found).toBeVisible()
    // The words beside it have become another number of lines; a button that moves is one that a press can miss.
    expect((await verify.cancel.boundingBox())?.y).toBe(place?.y)
    const said = await verify.cancel.evaluate(
      (element) =>
        new Promise<string>((resolve) => {
          if (element instanceof HTMLElement) element.click()
          requestAnimationFrame(() => resolve(element.closest('section')?.textContent ?? ''))
        }),
    )
    expect(said).toContain('Not complete. Cancelled after')
    await expect(verify.again).toBeVisible()

    await verify.again.focus()
    await page.keyboard.press('Enter')
    await expect(verify.cancel).toBeVisible()
    await expect(verify.found).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(verify.again).toBeFocused()

    await verify.begin()
    await expect(verify.found).toBeVisible()
    await verify.cancel.dblclick()
    await expect(verify.again).toBeVisible()
    await expect(verify.check).toContainText('Not complete.')
    await expect(verify.found).toBeVisible()
  })

  await test.step('a cancelled check stops at once, keeps what it found and calls it incomplete', async () => {
    await verify.begin()
    await expect(verify.found).toBeVisible()
    // The check and the search for barriers share two cores: one theme is enough.
    expect(await barriers(page), 'while it runs').toEqual([])
    await verify.cancel.click()
    await expect(verify.again).toBeVisible()
    await expect(verify.check).toContainText('Not complete.')
    await expect(verify.check).toContainText('what was found until then stays')
    await expect(verify.group('What can come back').getByText('by cancel').first()).toBeVisible()
    await expect(verify.page.getByText('holds', { exact: true })).toHaveCount(0)

    const before = await verify.check.textContent()
    await page.waitForFunction(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))),
    )
    expect(await verify.check.textContent()).toBe(before)
    expect(await barriersInBothThemes(page), 'cancelled').toEqual([])
  })

  await test.step('a check of another specification ends the one under way, which keeps what it has found', async () => {
    await verify.begin()
    await expect(verify.found).toBeVisible()
    await verify.pickSpec('EvtRpcCancel')
    await expect(verify.check).toContainText(`The check of ${tab} is still running`)

    await verify.start.click()
    await expect(verify.cancel).toBeVisible()
    await expect(verify.check).not.toContainText('is still running')
    await verify.pickSpec(tab)
    await expect(verify.check).toContainText('Not complete.')
    await expect(verify.found).toBeVisible()
    await verify.pickSpec('EvtRpcCancel')
    await verify.cancel.click()
    await expect(verify.again).toBeVisible()
  })
})

test('what is found can be looked at and left', async ({ page, workbench }) => {
  const verify = new Verify(page)
  await verify.open()
  await verify.pickSpec(tab)

  await test.step('the screen can be left while the check runs', async () => {
    await verify.begin()
    await expect(verify.row(belief)).toContainText('so far')
    await verify.row(belief).getByRole('button', { name: belief }).click()
    await expect(page).toHaveTitle(`Verify · ${tab} · Aftercancel`)

    await page.getByRole('link', { name: 'Learn' }).click()
    await expect(page).toHaveTitle('Learn · Asking is not stopping · Aftercancel')
    await page.getByRole('link', { name: 'Verify' }).click()
    await expect(verify.cancel).toBeVisible()
    await expect(verify.row(belief)).toHaveAttribute('data-selected', '')
    await verify.cancel.click()
    await expect(verify.again).toBeVisible()
  })

  await test.step('back from a run is back at its row', async () => {
    await verify.begin()
    const code = verify.group('What can come back').getByRole('row').filter({ hasText: 'so far' }).first()
    await code.getByRole('button').click()
    await expect(verify.run).toContainText('Witness')
    await verify.cancel.click()
    await expect(verify.again).toBeVisible()
    const name = (await verify.run.locator('code').first().textContent()) ?? ''
    const row = verify
      .group('What can come back')
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name, exact: true }) })
    const address = page.url()
    await verify.run.getByRole('button', { name: 'Open in Explore' }).click()
    await expect(workbench.sentence).toBeVisible()
    await expect(page).not.toHaveURL(address)

    await page.goBack()
    await expect(row).toHaveAttribute('data-selected', '')
    await expect(row).toBeInViewport()
  })

  await test.step('a counterexample opens in Explore and comes to the same there', async () => {
    await verify.begin()
    const row = verify.row(belief)
    await expect(row).toContainText('false')
    await row.getByRole('button', { name: belief }).click()
    // A way that is found first may have no durations; one that has some comes.
    await expect(verify.run.getByText(/^Cancel at/)).toBeVisible()
    await verify.cancel.click()
    await expect(verify.again).toBeVisible()

    await expect(verify.run).toContainText('Counterexample')
    await expect(verify.run).toContainText('Why it is false')
    const told = (await verify.run.getByText(/^Cancel at/).textContent()) ?? ''
    await verify.run.getByRole('button', { name: 'Open in Explore' }).click()

    await expect(workbench.sentence).toHaveText(told)
    const { cancel, milestones } = await workbench.ask((api) => api.outcome())
    expect(cancel?.code).toBe('OK')
    expect(milestones['stopped'] ?? Infinity).toBeGreaterThan(milestones['accepted'] ?? Infinity)
  })
})

for (const refusal of ['has no workers', 'refuses them'] as const)
  test(`a browser that ${refusal} checks and maps all the same`, async ({ page }) => {
    await page.addInitScript((isRefusing) => {
      const refuse = function (): never {
        throw new DOMException('not from here', 'SecurityError')
      }
      Object.assign(window, { Worker: isRefusing ? refuse : undefined })
    }, refusal === 'refuses them')
    const verify = new Verify(page)
    await verify.open()
    await verify.pickSpec(tab)
    await expect(verify.cell).toHaveAccessibleName(/: (OK|CANCELLED)/)
    await verify.start.click()
    await expect(verify.found).toBeVisible()
    await verify.cancel.click()
    await expect(verify.again).toBeVisible()
    await expect(verify.check).toContainText('Not complete.')
  })

test.describe('with a finger', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, userAgent: devices['Pixel 7'].userAgent })

  test('on a phone', async ({ page, workbench }) => {
    const verify = new Verify(page)
    await verify.open()

    await test.step('no barrier is found', async () => {
      await expect(verify.cell).toBeVisible()
      expect(await barriersInBothThemes(page)).toEqual([])
      await page.getByText('What is explored').click()
      await verify.begin()
      await expect(verify.found).toBeVisible()
      await verify.cancel.click()
      await expect(verify.again).toBeVisible()
      expect(await barriersInBothThemes(page), 'cancelled').toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    })

    await test.step('a tap puts the cross on a cell and stays; the button opens its run', async () => {
      await expect(verify.cell).toHaveAccessibleName(/: MI_RESULT/)
      const before = await verify.cell.getAttribute('aria-label')
      await verify.cell.tap({ position: { x: 40, y: 60 } })
      await expect(verify.cell).not.toHaveAccessibleName(before ?? '')
      const at = /cancel at (\d+)/.exec((await verify.cell.getAttribute('aria-label')) ?? '')?.[1]
      await verify.map.getByRole('button', { name: 'Open in Explore' }).tap()
      const { steps } = await workbench.ask((api) => api.scenario())
      expect(String(steps.find((step) => step.do === 'cancel')?.at)).toBe(at)
    })
  })
})
