import { execFileSync } from 'node:child_process'
import { Ribbon, type RibbonBand } from './pages/ribbon.ts'
import { expect, test } from './test.ts'
import type { Workbench } from './pages/workbench.ts'

interface Outcome {
  readonly cancel: { readonly code: string } | null
  readonly settle: { readonly code: string } | null
}

/** The command line, with scenarios on its standard input. */
const commandLine = (args: readonly string[], input: string): string =>
  execFileSync(process.execPath, ['scripts/aftercancel.mjs', ...args], { input, encoding: 'utf8', maxBuffer: 2 ** 28 })

/** The outcome for every tick, as the command line has it. */
function sweep(scenario: object, to: number): readonly Outcome[] {
  const { bands } = JSON.parse(
    commandLine(['sweep', '-', '--from', '0', '--to', String(to)], JSON.stringify(scenario)),
  ) as {
    bands: { readonly from: number; readonly to: number; readonly outcome: Outcome }[]
  }
  return bands.flatMap(({ from, to: last, outcome }) => Array.from({ length: last - from + 1 }, () => outcome))
}

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

const specs = ['mi', 'even6', 'cmrp', 'wws', 'lro'] as const

test('there is a story for each specification', async ({ workbench }) => {
  await workbench.open()

  expect(Object.keys(await workbench.ask((api) => api.specs())).sort()).toEqual([...specs].sort())
})

for (const spec of specs) {
  test.describe(spec, () => {
    test.beforeEach(async ({ workbench, page }) => {
      await workbench.open()
      await page.keyboard.press(String(specs.indexOf(spec) + 1))
      await expect.poll(async () => (await opened(workbench)).spec).toBe(spec)
    })

    test('the ribbon says for every tick what the command line says', async ({ workbench, page }) => {
      const ribbon = new Ribbon(page)
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

    test('a click or Enter on a band puts the cancel there, and what comes out is what the command line says', async ({
      workbench,
      page,
    }) => {
      const ribbon = new Ribbon(page)
      const bands = await ribbon.bands(ribbon.returns)
      for (const [index, { from, to, text }] of bands.entries()) {
        const band = ribbon.band(ribbon.returns, index)
        if (index % 2 === 0) await band.click()
        else await band.press('Enter')
        await expect(ribbon.current(ribbon.returns)).toHaveAccessibleName(new RegExp(`^ticks? ${from}`))
        const tick = (await cancelTick(workbench)) ?? -1
        const outcome = await workbench.ask((api) => api.outcome())
        const same = JSON.parse(
          commandLine(['run', '--outcome', '-'], JSON.stringify(await withCancelAt(workbench, tick))),
        ) as Outcome

        expect(tick).toBeGreaterThanOrEqual(from)
        expect(tick).toBeLessThanOrEqual(to)
        expect(outcome).toEqual(same)
        expect(outcome.cancel?.code ?? text).toBe(text)
      }
    })

    for (const [width, height] of [
      [1280, 800],
      [720, 900],
    ] as const)
      test(`its words make way for the flag at ${width} by ${height}`, async ({ workbench, page }) => {
        await page.setViewportSize({ width, height })
        const ribbon = new Ribbon(page)
        const last = (await ribbon.bands(ribbon.returns)).at(-1)?.to ?? 0
        const clashes: string[] = []
        for (let part = 0; part <= 1; part += 0.1) {
          const tick = Math.round(last * part)
          await page.evaluate(
            (value) => (window as unknown as { aftercancel: { load(value: unknown): void } }).aftercancel.load(value),
            await withCancelAt(workbench, tick),
          )
          await ribbon.bands(ribbon.returns)
          clashes.push(...(await ribbon.clashes()).map((clash) => `at ${tick}: ${clash}`))
        }

        expect(clashes).toEqual([])
      })

    test('dragged across every band, the flag shows each of them', async ({ workbench, page }) => {
      const ribbon = new Ribbon(page)
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
}

test('arrow keys go from band to band, and only one band is in the order of Tab', async ({ workbench, page }) => {
  await workbench.open()
  const ribbon = new Ribbon(page)
  const bands = await ribbon.bands(ribbon.returns)
  await ribbon.current(ribbon.returns).focus()
  await page.keyboard.press('Home')
  for (const { from } of bands.slice(1)) {
    await page.keyboard.press('ArrowRight')
    await expect(page.locator(':focus')).toHaveAccessibleName(new RegExp(`^ticks? ${from}`))
  }

  expect(await ribbon.returns.getByRole('button').and(page.locator('[tabindex="0"]')).count()).toBe(1)
})

test('scripts get the same sweep as the command line', async ({ workbench, page }) => {
  await workbench.open()
  const { bands } = JSON.parse(commandLine(['sweep', '-'], JSON.stringify(await opened(workbench)))) as {
    bands: unknown
  }

  expect(await page.evaluate('window.aftercancel.sweep()')).toEqual(bands)
})

test('the table says what the picture says', async ({ workbench, page }) => {
  await workbench.open()
  const ribbon = new Ribbon(page)
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

test('a sweep that takes long can be stopped at once, says how far it came, and can go on', async ({
  workbench,
  page,
}) => {
  await workbench.open()
  const scenario = await opened(workbench)
  const long = { ...scenario, steps: [...scenario.steps, { at: 150_000, do: 'cancel' }] }
  await page.evaluate(
    (value) => (window as unknown as { aftercancel: { load(value: unknown): void } }).aftercancel.load(value),
    long,
  )
  const ribbon = new Ribbon(page)
  await ribbon.root.getByRole('button', { name: 'Stop' }).click()
  const said = ribbon.root.getByText(/ticks tried$/)
  const text = await said.textContent()
  await expect(ribbon.root.getByRole('button', { name: 'Go on' })).toBeVisible()

  expect(await said.textContent()).toBe(text)

  await ribbon.root.getByRole('button', { name: 'Go on' }).click()
  await expect(said).not.toHaveText(text ?? '')
})

test('a run with more ticks than can be tried says so, and a part of it can be looked at', async ({
  workbench,
  page,
}) => {
  await workbench.open()
  const scenario = await opened(workbench)
  const endless = { ...scenario, steps: [...scenario.steps, { at: 900_000, do: 'cancel' }] }
  await page.evaluate(
    (value) => (window as unknown as { aftercancel: { load(value: unknown): void } }).aftercancel.load(value),
    endless,
  )
  const ribbon = new Ribbon(page)
  await expect(ribbon.root.getByText(/too many to try each of them/)).toBeVisible()
  for (let i = 0; i < 6; i++) await page.keyboard.press('+')

  await expect(ribbon.returns).toBeVisible()
})

test.describe('two cancels', () => {
  const ticks = (workbench: Workbench): Promise<number[]> =>
    workbench.ask((api) => api.scenario().steps.map(({ at }) => at))
  const answer = (workbench: Workbench): Promise<string | undefined> =>
    workbench.ask((api) => api.outcome().cancel?.code)

  test.beforeEach(async ({ workbench }) => {
    await workbench.open()
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
  })

  test('one is dragged past the other, which stays where it is', async ({ workbench, page }) => {
    const pill = page.getByRole('slider', { name: 'Cancel instant' })
    const box = await pill.locator('..').boundingBox()
    if (box === null) throw new Error('the cancel has no place')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 150, box.y + box.height / 2, { steps: 10 })
    await page.mouse.move(box.x + box.width / 2 + 300, box.y + box.height / 2, { steps: 10 })
    await page.mouse.up()

    const [start, first, second, close] = await ticks(workbench)
    expect([start, second, close]).toEqual([0, 150, 300])
    expect(first).toBeGreaterThan(180)
    await page.keyboard.press('Control+z')
    expect(await ticks(workbench)).toEqual([0, 100, 150, 300])
  })

  test('each can be asked about: the ribbon says what that one would return', async ({ workbench, page }) => {
    const ribbon = new Ribbon(page)
    await workbench.scenario.write(
      'Tick of “Cancel the operation”',
      320,
      workbench.scenario.root.getByRole('listitem').nth(2),
    )
    const first = await answer(workbench)
    await page.getByRole('slider', { name: 'Cancel the operation' }).locator('..').click()

    await expect(page.getByRole('slider', { name: 'Cancel instant' })).toHaveValue('320')
    const second = await answer(workbench)
    expect(second).not.toBe(first)
    const bands = await ribbon.bands(ribbon.returns)
    expect(bands.find(({ from, to }) => from <= 320 && 320 <= to)?.text).toBe(second)
    await page.keyboard.press(']')
    expect(await ticks(workbench)).toEqual([0, 100, 321, 300])

    // The address keeps the question.
    await expect.poll(() => page.url()).toContain('#')
    await page.keyboard.press('[')
    await expect.poll(() => ticks(workbench)).toEqual([0, 100, 320, 300])
  })

  test('any other command can be asked about as well, from its row', async ({ workbench, page }) => {
    const row = workbench.scenario.root.getByRole('listitem').filter({ hasText: 'Close the handle' })
    await workbench.scenario.drawer('Close the handle', row).click()
    await row.getByRole('button', { name: 'What if at another tick?' }).click()

    await expect(page.getByRole('toolbar', { name: /by the tick of “Close the handle”$/ }).first()).toBeVisible()
    await page.keyboard.press(']')
    expect(await ticks(workbench)).toEqual([0, 100, 150, 301])
  })
})
