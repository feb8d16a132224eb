import { openForStories } from './stories.ts'
import { expect, test } from './test.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

test('on a phone', async ({ workbench, page }) => {
  const story = await openForStories(workbench)

  await story('on a phone the answer lies at the bottom, and everything else is one press away', async () => {
    const sheet = page.getByRole('region', { name: 'Return code and playback' })
    await expect(sheet).toContainText('answer at')

    await sheet.getByRole('button', { name: 'More: inspector, scenario, states, events' }).tap()
    await expect(workbench.inspector.root).toBeVisible()
    await page.getByRole('tab', { name: 'Scenario' }).tap()
    await workbench.scenario.setTick('Cancel the operation', 60)
    await sheet.getByRole('button', { name: 'Less', exact: true }).tap()

    expect(
      (await workbench.ask((api) => api.scenario())).steps.some((step) => step.do === 'cancel' && step.at === 60),
    ).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })

  await story('another specification is chosen from a list', async () => {
    const title = await workbench.ask((api) => Object.values(api.specs())[1]?.title)

    await page.getByRole('button', { name: /Specification$/ }).tap()
    await page.getByRole('option', { name: title ?? '' }).tap()

    await expect(page.getByRole('button', { name: /Specification$/ })).toContainText(title ?? '')
  })

  await story('a press beside the axis puts the cancel there, and a press on a milestone the playhead', async () => {
    const cancel = async () =>
      (await workbench.ask((api) => api.scenario())).steps.find((step) => step.do === 'cancel')?.at ?? -1
    const diagram = page.getByRole('region', { name: 'Timeline' }).locator('svg').first()
    const { x = 0, y = 0 } = (await diagram.boundingBox()) ?? {}

    await page.touchscreen.tap(x + 55, y + 90)
    await expect.poll(cancel).toBeLessThan(100)
    await page
      .getByRole('list', { name: 'Milestones' })
      .getByRole('button', { name: /^noticed, at/ })
      .tap()

    const noticed = (await workbench.ask((api) => api.outcome())).milestones['noticed']
    await expect(page.getByRole('region', { name: 'Return code and playback' })).toContainText(`Tick ${noticed}`)
  })

  await story('the statecharts, the speeds and everything that can be done are at hand', async () => {
    await page.getByRole('button', { name: /^More/ }).tap()
    await page.getByRole('tab', { name: 'States' }).tap()
    const states = page.getByRole('tabpanel', { name: 'States' })
    await expect(states.getByRole('button', { name: /Open the statechart/ })).not.toHaveCount(0)
    expect(await states.evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBe(0)
    await page.getByRole('radio', { name: 'Four times' }).tap({ force: true })
    await expect(page.getByRole('radio', { name: 'Four times' })).toBeChecked()

    await page.getByRole('button', { name: 'All commands' }).tap()
    await workbench.dialog.getByRole('searchbox').fill('statechart')
    await workbench.dialog
      .getByRole('menuitem', { name: /^Statechart/ })
      .first()
      .tap()
    await expect(workbench.dialog.getByRole('heading').first()).toBeVisible()
  })
})
