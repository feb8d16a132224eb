import { faintTexts } from './audit/audit.ts'
import { barriers } from './audit/barriers.ts'
import { specificationIds } from './commandLine.ts'
import { Charts } from './pages/charts.ts'
import { expect, test } from './test.ts'
import type { Workbench } from './pages/workbench.ts'

interface StateLine {
  readonly t: number
  readonly kind: string
  readonly actor: string
}
interface Scripted {
  readonly trace: readonly StateLine[]
  readonly milestones: Readonly<Record<string, number>>
}

const read = (workbench: Workbench): Promise<Scripted> =>
  workbench.page.evaluate(() => {
    const api = (
      window as unknown as { aftercancel: { trace(): StateLine[]; outcome(): { milestones: Record<string, number> } } }
    ).aftercancel
    return { trace: api.trace(), milestones: api.outcome().milestones }
  })

const seek = (workbench: Workbench, tick: number): Promise<void> =>
  workbench.page.evaluate(
    (t) => (window as unknown as { aftercancel: { seek(tick: number): void } }).aftercancel.seek(t),
    tick,
  )

test('the charts of every specification', async ({ workbench, page }) => {
  await workbench.open()
  const charts = new Charts(page)
  for (const [index, spec] of specificationIds.entries()) {
    await page.keyboard.press(String(index + 1))
    await expect.poll(() => workbench.ask((api) => api.scenario().spec)).toBe(spec)

    await test.step(`${spec}: each chart opens at full size, with every state lit that the list calls active`, async () => {
      for (const { title } of await charts.states()) {
        await charts.open(title)
        const lit = await charts.picture
          .locator('[data-state][data-on=true]')
          .evaluateAll((all) => all.map((each) => each.getAttribute('data-state')))

        expect(lit.length).toBeGreaterThan(0)
        await expect(charts.dialog.getByText(/^At tick \d+/)).toBeVisible()
        await expect(charts.list.getByText('now', { exact: true })).toHaveCount(lit.length)
        await page.keyboard.press('Escape')
        await workbench.dialog.waitFor({ state: 'hidden' })
      }
    })

    await test.step(`${spec}: the charts are at every milestone where the trace says`, async () => {
      const { trace, milestones } = await read(workbench)
      const changes = trace.filter(({ kind }) => kind === 'state')
      for (const tick of new Set([0, ...Object.values(milestones)])) {
        await seek(workbench, tick)
        await expect(workbench.transport.at(tick)).toBeAttached()
        // The ticks at which the charts say that something changed last are ticks at which something did.
        const said = (await charts.states()).flatMap(({ since }) => (since === null ? [] : [since]))
        const known = new Set(changes.flatMap(({ t }) => (t <= tick ? [t] : [])))

        expect(said.filter((since) => !known.has(since))).toEqual([])
        expect(said.length > 0).toBe(known.size > 0)
      }
    })
  }
})

test('in a chart', async ({ workbench, page }) => {
  await workbench.open()
  const charts = new Charts(page)

  await test.step('where a role has several operations, each can be looked at', async () => {
    const second = charts.strip.getByRole('button', { name: 'Application 2' })
    const before = await charts.chart('Application').getAttribute('aria-label')
    await second.click()

    await expect(second).toHaveAttribute('aria-pressed', 'true')
    await expect(charts.chart('Application')).not.toHaveAttribute('aria-label', before ?? '')
  })

  await test.step('a press in the picture picks what the list shows', async () => {
    await charts.open('Provider')
    await charts.picture.locator('[data-state][data-on=true] > text').last().click()

    await expect(charts.list.locator('[data-picked=true]')).toHaveCount(1)
  })

  await test.step('a transition says when it was taken, and leads there', async () => {
    await charts.list.getByRole('button', { name: /last$/ }).click()
    const tick = charts.list.getByRole('button', { name: /^To tick \d+$/ }).first()
    const said = Number(await tick.textContent())
    await tick.click()

    await expect(workbench.transport.at(said)).toBeAttached()
  })

  await test.step('a clause opens', async () => {
    await page.keyboard.press('Escape')
    await workbench.dialog.waitFor({ state: 'hidden' })
    await charts.open('Client library')
    const chip = charts.list.getByRole('button', { name: /^Clause MI-/ }).first()
    const id = (await chip.textContent()) ?? ''
    await chip.click()

    await expect(workbench.dialog.getByRole('heading', { name: id })).toBeVisible()
  })

  await test.step('no barrier is found', async () => {
    await page.keyboard.press('Escape')
    await workbench.dialog.waitFor({ state: 'hidden' })
    await charts.open('Provider')
    await charts.list.getByRole('button', { name: /last$/ }).click()

    expect(await barriers(page, '[role=dialog]')).toEqual([])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await faintTexts(page), colorScheme).toEqual([])
    }
  })
})
