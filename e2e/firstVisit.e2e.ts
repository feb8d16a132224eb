import { expect, test } from './test.ts'

test.describe('somebody who was never here', () => {
  test.use({ isFirstVisit: true })

  test('sees one operation, drags its pole, and closes the hints for good', async ({ page, workbench }) => {
    await workbench.open()
    await expect(page.getByText('This is what still happens after that.')).toBeVisible()
    const hints = page.getByRole('region', { name: 'Hints' })
    await expect(hints.getByRole('listitem')).toHaveCount(4)
    const before = await workbench.ask((api) => api.scenario())
    expect(before.steps).toHaveLength(3)

    // Nothing of what is explained lies below the fold, in a small window either.
    const ribbon = page.getByRole('region', { name: 'Outcome ribbon' })
    for (const size of [
      { width: 1366, height: 768 },
      { width: 1280, height: 800 },
    ]) {
      await page.setViewportSize(size)
      await expect(ribbon).toHaveAttribute('data-sweep', 'done')
      await expect(ribbon, `${size.width} by ${size.height}`).toBeInViewport({ ratio: 0.99 })
    }
    await page.setViewportSize({ width: 390, height: 844 })
    await expect(hints.getByRole('listitem')).toHaveCount(1)
    await expect(page.getByRole('slider', { name: 'Cancel instant' })).toBeInViewport({ ratio: 0.99 })
    await page.setViewportSize({ width: 1440, height: 900 })
    await expect(hints.getByRole('listitem')).toHaveCount(4)

    // The pole, far from its pill: whoever moves it moves the cancel.
    const timeline = page.getByRole('region', { name: 'Timeline' })
    const pill = await timeline.getByRole('slider', { name: 'Cancel instant' }).boundingBox()
    if (pill === null) throw new Error('the pill is seen')
    const [x, y] = [pill.x + pill.width / 2, pill.y - 150]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 60, y, { steps: 4 })
    await page.mouse.up()
    const after = await workbench.ask((api) => api.scenario())
    expect(after.steps[1]?.at).toBeGreaterThan((before.steps[1]?.at ?? 0) + 10)
    await expect(hints.getByRole('listitem')).toHaveCount(3)
    await page.keyboard.press('Control+z')
    expect(await workbench.ask((api) => api.scenario())).toEqual(before)

    await hints.getByRole('button', { name: 'Hide the hints' }).click()
    await expect(hints).toHaveCount(0)
    await page.goto('about:blank')
    await workbench.open()
    await expect(hints).toHaveCount(0)
    expect((await workbench.ask((api) => api.scenario())).steps.length).toBeGreaterThan(3)
  })
})
