import { expect, test } from './test.ts'
import { Workbench } from './pages/workbench.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('a link brings back the run and how it was looked at', async ({ workbench, context }) => {
  await workbench.open()
  await workbench.scenario.setTick('Cancel the operation', 123)
  await workbench.transport.milestone('issued').click()
  await workbench.transport.next.click()
  const link = await workbench.link()
  const copied = await workbench.page.evaluate(() => navigator.clipboard.readText())
  const tick = await workbench.transport.tick.textContent()

  const other = new Workbench(await context.newPage())
  await other.open(link)

  expect(copied).toBe(workbench.page.url())
  expect(await other.ask((api) => api.scenario())).toEqual(await workbench.ask((api) => api.scenario()))
  await expect(other.sentence).toHaveText((await workbench.sentence.textContent()) ?? '')
  await expect(other.transport.tick).toHaveText(tick ?? '')
})

test('back leads to the scenario before, forward to the next', async ({ workbench, page }) => {
  await workbench.open()
  const [first, second] = await workbench.ask((api) => Object.values(api.specs()).map(({ title }) => title))
  await workbench.link()
  await workbench.tab(second ?? '').click()
  await expect.poll(() => page.evaluate(() => history.length)).toBeGreaterThan(2)

  await page.goBack()
  await expect(workbench.tab(first ?? '')).toHaveAttribute('aria-selected', 'true')
  await page.goForward()
  await expect(workbench.tab(second ?? '')).toHaveAttribute('aria-selected', 'true')
})

for (const [kind, hash, told] of [
  ['damaged', '#abcdefgh', 'The link is damaged'],
  ['foreign', '#section-2.4', 'The link is damaged'],
] as const) {
  test(`a ${kind} link says so, and the default scenario opens`, async ({ workbench, context }) => {
    await workbench.open(hash)
    const plain = new Workbench(await context.newPage())
    await plain.open()

    await expect(workbench.notice).toContainText(told)
    await expect(workbench.notice).toContainText('The default scenario is open instead.')
    expect(await workbench.ask((api) => api.scenario())).toEqual(await plain.ask((api) => api.scenario()))
  })
}
