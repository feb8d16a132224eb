import { outcomesOf, specificationIds, sweepOf, type Outcome } from './commandLine.ts'
import { Ribbon, type RibbonBand } from './pages/ribbon.ts'
import { openForStories } from './stories.ts'
import { expect, test } from './test.ts'
import type { Workbench } from './pages/workbench.ts'

/** The outcome for every tick, as the command line has it. */
const sweep = (scenario: object, to: number): readonly Outcome[] =>
  sweepOf(scenario, to).flatMap(({ from, to: last, outcome }) => Array.from({ length: last - from + 1 }, () => outcome))

const opened = (workbench: Workbench) => workbench.ask((api) => api.scenario())

const withCancelAt = async (workbench: Workbench, tick: number): Promise<object> => {
  const scenario = await opened(workbench)
  const first = scenario.steps.findIndex((step) => step.do === 'cancel')
  return { ...scenario, steps: scenario.steps.map((step, index) => (index === first ? { ...step, at: tick } : step)) }
}
const cancelTick = (workbench: Workbench): Promise<number | undefined> =>
  workbench.ask((api) => api.scenario().steps.find((step) => step.do === 'cancel')?.at)

/** A band of a row that covers ticks on which the command line says something else. */
const wrong = (
  bands: readonly RibbonBand[],
  outcomes: readonly Outcome[],
  code: (outcome: Outcome) => string | undefined,
): RibbonBand[] =>
  bands.filter(({ from, to, text }) => outcomes.slice(from, to + 1).some((outcome) => (code(outcome) ?? text) !== text))

for (const [index, spec] of specificationIds.entries())
  test(`the ribbon of ${spec}`, async ({ workbench, page }) => {
    await workbench.open()
    await page.keyboard.press(String(index + 1))
    await expect.poll(async () => (await opened(workbench)).spec).toBe(spec)
    const ribbon = new Ribbon(page)
    const opening = await opened(workbench)
    /** One page for all of it; each step begins with the opening scenario. */
    const step = (title: string, body: () => Promise<void>): Promise<void> =>
      test.step(title, async () => {
        await page.setViewportSize({ width: 1280, height: 800 })
        await workbench.load(opening)
        await body()
      })

    await step('the ribbon says for every tick what the command line says', async () => {
      const returns = await ribbon.bands(ribbon.returns)
      const ends = (await ribbon.ends.isVisible()) ? await ribbon.bands(ribbon.ends) : []
      const last = returns.at(-1)?.to ?? 0
      const outcomes = sweep(await opened(workbench), last)

      expect(outcomes).toHaveLength(last + 1)
      expect(
        returns.flatMap(({ from, to }, i) => (from === (returns[i - 1]?.to ?? -1) + 1 ? [] : [`${from} to ${to}`])),
      ).toEqual([])
      expect(wrong(returns, outcomes, ({ cancel }) => cancel?.code)).toEqual([])
      expect(wrong(ends, outcomes, ({ settle }) => settle?.code)).toEqual([])
    })

    await step(
      'a click or Enter on a band puts the cancel there, and what comes out is what the command line says',
      async () => {
        const bands = await ribbon.bands(ribbon.returns)
        const asked: object[] = []
        const outcomes: unknown[] = []
        for (const [index, { from, to, text }] of bands.entries()) {
          const band = ribbon.band(ribbon.returns, index)
          if (index % 2 === 0) await band.click()
          else await band.press('Enter')
          await expect(ribbon.current(ribbon.returns)).toHaveAccessibleName(new RegExp(`^ticks? ${from}`))
          const tick = (await cancelTick(workbench)) ?? -1
          const outcome = await workbench.ask((api) => api.outcome())
          asked.push(await withCancelAt(workbench, tick))
          outcomes.push(outcome)

          expect(tick).toBeGreaterThanOrEqual(from)
          expect(tick).toBeLessThanOrEqual(to)
          expect(outcome.cancel?.code ?? text).toBe(text)
        }
        expect(outcomes).toEqual(outcomesOf(asked))
      },
    )

    for (const [width, height] of [
      [1280, 800],
      [720, 900],
    ] as const)
      await step(`its words make way for the flag at ${width} by ${height}`, async () => {
        await page.setViewportSize({ width, height })
        const last = (await ribbon.bands(ribbon.returns)).at(-1)?.to ?? 0
        const clashes: string[] = []
        for (let part = 0; part <= 1; part += 0.1) {
          const tick = Math.round(last * part)
          await workbench.load(await withCancelAt(workbench, tick))
          await ribbon.bands(ribbon.returns)
          clashes.push(...(await ribbon.clashes()).map((clash) => `at ${tick}: ${clash}`))
        }

        expect(clashes).toEqual([])
      })

    await step('dragged across every band, the flag shows each of them', async () => {
      const before = await cancelTick(workbench)
      const bands = await ribbon.bands(ribbon.returns)
      await ribbon.dragAcross(ribbon.returns, async (index) => {
        await expect(ribbon.current(ribbon.returns)).toHaveAccessibleName(
          new RegExp(`^ticks? ${bands[index]?.from ?? ''}`),
        )
        const { cancel } = await workbench.ask((api) => api.outcome())
        expect(cancel?.code ?? bands[index]?.text).toBe(bands[index]?.text)
      })
      await page.keyboard.press('Control+z')

      // The whole drag is one step of undo.
      await expect.poll(() => cancelTick(workbench)).toBe(before)
    })
  })

test('what the ribbon offers besides', async ({ workbench, page }) => {
  const story = await openForStories(workbench)
  const ribbon = new Ribbon(page)

  await story('scripts get the same sweep as the command line', async () => {
    expect(await page.evaluate('window.aftercancel.sweep()')).toEqual(sweepOf(await opened(workbench)))
  })

  await story('the table says what the picture says', async () => {
    const bands = await ribbon.bands(ribbon.returns)
    const rows = await ribbon.table
      .getByRole('row')
      .evaluateAll((all) =>
        all.slice(1).map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
      )

    expect(
      rows.map(([from, , code]) => [Number(from), code]).filter(([from]) => bands.some((band) => band.from === from)),
    ).toEqual(bands.map(({ from, text }) => [from, text]))
  })

  await story('arrow keys go from band to band, and only one band is in the order of Tab', async () => {
    const bands = await ribbon.bands(ribbon.returns)
    await ribbon.current(ribbon.returns).focus()
    await page.keyboard.press('Home')
    for (const { from } of bands.slice(1)) {
      await page.keyboard.press('ArrowRight')
      await expect(page.locator(':focus')).toHaveAccessibleName(new RegExp(`^ticks? ${from}`))
    }

    expect(await ribbon.returns.getByRole('button').and(page.locator('[tabindex="0"]')).count()).toBe(1)
  })

  await story('a sweep that takes long can be stopped at once, says how far it came, and can go on', async () => {
    const scenario = await opened(workbench)
    const long = { ...scenario, steps: [...scenario.steps, { at: 150_000, do: 'cancel' }] }
    await workbench.load(long)
    await ribbon.root.getByRole('button', { name: 'Stop' }).click()
    const said = ribbon.root.getByText(/ticks tried$/)
    const text = await said.textContent()
    await expect(ribbon.root.getByRole('button', { name: 'Go on' })).toBeVisible()

    expect(await said.textContent()).toBe(text)

    await ribbon.root.getByRole('button', { name: 'Go on' }).click()
    // It may have come to its end by now.
    await expect(ribbon.root.getByText(text ?? '', { exact: true })).toHaveCount(0)
  })

  await story('a run with more ticks than can be tried says so, and a part of it can be looked at', async () => {
    const scenario = await opened(workbench)
    const endless = { ...scenario, steps: [...scenario.steps, { at: 900_000, do: 'cancel' }] }
    await workbench.load(endless)
    await expect(ribbon.root.getByText(/too many to try each of them/)).toBeVisible()
    for (let i = 0; i < 6; i++) await page.keyboard.press('+')

    await expect(ribbon.returns).toBeVisible()
  })
})

test('two cancels', async ({ workbench, page }) => {
  const ticks = (): Promise<number[]> => workbench.ask((api) => api.scenario().steps.map(({ at }) => at))
  const answer = (): Promise<string | undefined> => workbench.ask((api) => api.outcome().cancel?.code)

  await workbench.open()
  /** One page for all of it; each step begins with the same scenario. */
  const story = (title: string, body: () => Promise<void>): Promise<void> =>
    test.step(title, async () => {
      await workbench.load({
        format: 'aftercancel/scenario@1',
        spec: 'mi',
        steps: [
          { at: 0, do: 'start' },
          { at: 100, do: 'cancel' },
          { at: 150, do: 'cancel' },
          { at: 300, do: 'close' },
        ],
      })
      await body()
    })

  await story('one is dragged past the other, which stays where it is', async () => {
    const pill = page.getByRole('slider', { name: 'Cancel instant' })
    const box = await pill.locator('..').boundingBox()
    if (box === null) throw new Error('the cancel has no place')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 150, box.y + box.height / 2, { steps: 10 })
    await page.mouse.move(box.x + box.width / 2 + 300, box.y + box.height / 2, { steps: 10 })
    await page.mouse.up()

    const [start, first, second, close] = await ticks()
    expect([start, second, close]).toEqual([0, 150, 300])
    expect(first).toBeGreaterThan(180)
    await page.keyboard.press('Control+z')
    await expect.poll(() => ticks()).toEqual([0, 100, 150, 300])
  })

  await story('each can be asked about: the ribbon says what that one would return', async () => {
    const ribbon = new Ribbon(page)
    await workbench.scenario.write(
      'Tick of “Cancel the operation”',
      320,
      workbench.scenario.root.getByRole('listitem').nth(2),
    )
    const first = await answer()
    await page.getByRole('slider', { name: 'Cancel the operation' }).locator('..').click()

    await expect(page.getByRole('slider', { name: 'Cancel instant' })).toHaveValue('320')
    const second = await answer()
    expect(second).not.toBe(first)
    const bands = await ribbon.bands(ribbon.returns)
    expect(bands.find(({ from, to }) => from <= 320 && 320 <= to)?.text).toBe(second)
    await page.keyboard.press(']')
    await expect.poll(() => ticks()).toEqual([0, 100, 321, 300])

    // The address keeps the question.
    await expect.poll(() => page.url()).toContain('#')
    await page.keyboard.press('[')
    await expect.poll(() => ticks()).toEqual([0, 100, 320, 300])
  })

  await story('any other command can be asked about as well, from its row', async () => {
    const row = workbench.scenario.root.getByRole('listitem').filter({ hasText: 'Close the handle' })
    await workbench.scenario.drawer('Close the handle', row).click()
    await row.getByRole('button', { name: 'What if at another tick?' }).click()

    await expect(page.getByRole('toolbar', { name: /by the tick of “Close the handle”$/ }).first()).toBeVisible()
    await page.keyboard.press(']')
    await expect.poll(() => ticks()).toEqual([0, 100, 150, 301])
  })
})
