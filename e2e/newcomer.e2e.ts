import type { CDPSession, Page } from '@playwright/test'
import { auditTexts } from './audit/audit.ts'
import { openForStories } from './stories.ts'
import { expect, test } from './test.ts'
import type { Workbench } from './pages/workbench.ts'

const flagOf = (page: Page) =>
  page.getByRole('region', { name: 'Timeline' }).getByRole('slider', { name: /^Cancel instant/ })

const tickOf = async (workbench: Workbench, command: string): Promise<number | undefined> =>
  (await workbench.ask((api) => api.scenario())).steps.find((step) => step.do === command)?.at

/** A finger that is put down at one point, moved in steps to another, and lifted. */
async function swipe(session: CDPSession, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points })
  await touch('touchStart', [from])
  for (let i = 1; i <= 5; i++)
    await touch('touchMove', [{ x: from.x + ((to.x - from.x) * i) / 5, y: from.y + ((to.y - from.y) * i) / 5 }])
  await touch('touchEnd', [])
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  for (const [command, name] of [
    ['cancel', /^Cancel instant/],
    ['close', /^Close the handle/],
  ] as const)
    test(`a finger moves the flag of ${command}, the page stays where it is, and one step of undo takes it back`, async ({
      workbench,
      page,
      context,
    }) => {
      await workbench.open()
      await workbench.load({
        format: 'aftercancel/scenario@1',
        spec: 'mi',
        steps: [
          { at: 0, do: 'start' },
          { at: 20, do: 'cancel' },
          { at: 100, do: 'close' },
        ],
      })
      const before = await workbench.ask((api) => api.scenario())
      const flag = page.getByRole('region', { name: 'Timeline' }).getByRole('slider', { name })
      await flag.scrollIntoViewIfNeeded()
      const box = await flag.boundingBox()
      if (box === null) throw new Error('the flag is seen')
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }

      await swipe(await context.newCDPSession(page), at, { x: at.x, y: at.y + 60 })

      await expect
        .poll(() => tickOf(workbench, command))
        .toBeGreaterThan((before.steps.find((step) => step.do === command)?.at ?? 0) + 10)
      await page.keyboard.press('Control+z')
      expect(await workbench.ask((api) => api.scenario())).toEqual(before)
    })
})

test('flags and events say what can be done with them', async ({ workbench, page }) => {
  const story = await openForStories(workbench)

  await story('the flag says that it can be moved, by its arrows, its pointer and its tip', async () => {
    const pill = flagOf(page).locator('..')

    await expect(pill).toHaveCSS('cursor', 'ew-resize')
    await expect(pill).toHaveAttribute('title', /drag to move it$/)
    await expect(page.getByRole('region', { name: 'Outcome ribbon' })).toContainText('press, or drag')
  })

  await story('causes and effects are followed by the arrow keys, and the inspector goes along', async () => {
    await workbench.transport.milestone('noticed').click()
    const cursor = page.locator('[data-cursor]')
    await cursor.focus()
    await page.keyboard.press('Enter')
    const event = workbench.inspector.root.getByRole('region', { name: 'Selected event' })
    await expect(event).toBeVisible()
    const names = new Set<string | null>()
    for (let i = 0; i < 12; i++) {
      names.add(await cursor.getAttribute('aria-label'))
      await expect(cursor).toBeFocused()
      await page.keyboard.press('ArrowUp')
    }

    expect(names.size, 'the way from the notice back to what began it').toBeGreaterThan(2)
    await expect(event).toContainText('A step of the scenario.')
    await page.keyboard.press('ArrowDown')
    await expect(event).not.toContainText('A step of the scenario.')
  })

  await story('every command has a flag that the keyboard moves', async () => {
    const ids = Object.keys(await workbench.ask((api) => api.specs()))
    for (const [i, id] of ids.entries()) {
      await page.keyboard.press(String(i + 1))
      await expect.poll(() => workbench.ask((api) => api.scenario()).then(({ spec }) => spec)).toBe(id)
      const { steps } = await workbench.ask((api) => api.scenario())
      const flags = page.getByRole('region', { name: 'Timeline' }).locator('[data-handle] input[type=range]')
      const moved = new Set<number>()
      for (const flag of await flags.all()) {
        if ((await flag.getAttribute('aria-label')) === 'Playhead') continue
        await flag.focus()
        await page.keyboard.press('ArrowRight')
        const after = (await workbench.ask((api) => api.scenario())).steps
        const changed = steps.flatMap((step, index) => (after[index]?.at === step.at + 1 ? [index] : []))
        for (const index of changed) moved.add(index)
        await page.keyboard.press('Control+z')
      }
      expect(
        [...moved].sort((a, b) => a - b),
        id,
      ).toEqual(steps.map((_, index) => index))
    }
  })
})

test('double presses in wrong places change nothing that undo does not bring back', async ({ workbench, page }) => {
  await workbench.open()
  const before = await workbench.ask((api) => api.scenario())
  const timeline = page.getByRole('region', { name: 'Timeline' })
  const { x = 0, y = 0, width = 0, height = 0 } = (await timeline.boundingBox()) ?? {}
  for (const [dx, dy] of [
    [0.02, 0.5],
    [0.5, 0.1],
    [0.5, 0.5],
    [0.9, 0.9],
    [0.99, 0.99],
  ] as const)
    await page.mouse.dblclick(x + width * dx, y + height * dy)
  await flagOf(page).locator('..').dblclick()
  await workbench.sentence.dblclick()
  await page.getByRole('region', { name: 'State of each actor at the playhead' }).locator('header').first().dblclick()
  // The edge is a line; what can be pressed is wider, and belongs to the panels.
  await page.getByRole('separator', { name: 'Width of the inspector' }).dblclick({ force: true })
  while (await workbench.scenario.undo.isEnabled()) await workbench.scenario.undo.click()

  expect(await workbench.ask((api) => api.scenario())).toEqual(before)
  await expect(workbench.dialog).toBeHidden()
})

test('a file is opened from any screen, and the run is shown', async ({ workbench, page }) => {
  await workbench.open('#/review')
  await workbench.dropFile(
    'run.json',
    JSON.stringify({
      format: 'aftercancel/scenario@1',
      spec: 'lro',
      steps: [
        { at: 0, do: 'count' },
        { at: 33, do: 'cancel' },
      ],
    }),
  )

  await expect(workbench.notice).toHaveText('run.json is open.')
  await expect(page.getByRole('region', { name: 'Run', exact: true })).toContainText('Cancel at 33')
})

test.describe('very long and very full', () => {
  const starts = Array.from({ length: 12 }, (_, i) => ({ at: i * 40, do: 'start' }))
  const runs = {
    'twelve operations': {
      spec: 'mi',
      knobs: { quota: 12 },
      steps: [
        ...starts,
        { at: 300, do: 'cancel' },
        ...starts.map((_, i) => ({ at: 500 + i * 20, do: 'close', args: { op: i + 1 } })),
      ],
    },
    'a hundred thousand ticks': {
      spec: 'lro',
      knobs: { workTicks: 100_000, pollTicks: 10_000 },
      steps: [
        { at: 0, do: 'count' },
        { at: 90_000, do: 'cancel' },
      ],
    },
    'nothing at all': { spec: 'mi', steps: [] },
  }
  for (const [name, run] of Object.entries(runs))
    test(`${name} can be read, however near one looks`, async ({ workbench, page }) => {
      await workbench.open()
      for (const size of [
        { width: 1440, height: 900 },
        { width: 390, height: 844 },
      ])
        await test.step(`${size.width} wide`, async () => {
          await page.setViewportSize(size)
          await workbench.load({ format: 'aftercancel/scenario@1', ...run })
          await page.keyboard.press('0')
          await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible()
          expect(await auditTexts(page)).toEqual([])
          for (let i = 0; i < 24; i++) {
            await page.keyboard.press('+')
            if (i % 6 === 5) expect(await auditTexts(page), `${i + 1} times nearer`).toEqual([])
          }
        })
    })
})
