import { devices } from '@playwright/test'
import { Verify } from './pages/verify.ts'
import { expect, test } from './test.ts'

const tab = 'operations.cancel'
const belief = /When cancel has returned OK, the work has stopped/

test('a cancel is acknowledged in the next frame, keeps the focus, and its double click starts nothing', async ({
  page,
}) => {
  const verify = new Verify(page)
  await verify.open()
  await verify.pickSpec(tab)
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
  await expect(verify.found).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(verify.again).toBeFocused()

  await verify.again.click()
  await expect(verify.found).toBeVisible()
  await verify.cancel.dblclick()
  await expect(verify.again).toBeVisible()
  await expect(verify.check).toContainText('Not complete.')
  await expect(verify.found).toBeVisible()
})

test('a check of another specification ends the one under way, which keeps what it has found', async ({ page }) => {
  const verify = new Verify(page)
  await verify.open()
  await verify.pickSpec(tab)
  await verify.start.click()
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

test('the screen can be left while the check runs', async ({ page }) => {
  const verify = new Verify(page)
  await verify.open()
  await verify.pickSpec(tab)
  await verify.start.click()
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

test('back from a run is back at its row', async ({ page, workbench }) => {
  const verify = new Verify(page)
  await verify.open()
  await verify.pickSpec(tab)
  await verify.start.click()
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

  test('a tap puts the cross on a cell and stays; the button opens its run', async ({ page, workbench }) => {
    const verify = new Verify(page)
    await verify.open()
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
