import { expect, test } from './test.ts'

const sizes = [
  { width: 1280, height: 800 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
] as const

test('the page itself never scrolls', async ({ workbench, page }) => {
  for (const screen of ['explore', 'compare', 'verify', 'evidence', 'learn', 'review']) {
    await workbench.open(`#/${screen}`)
    if (screen !== 'explore') await expect(page).toHaveTitle(new RegExp(`^${screen} `, 'i'))
    // What follows the heading of the screen is fetched when it is needed.
    await page.locator('main > :not(h1, template)').first().waitFor()
    for (const size of sizes) {
      await page.setViewportSize(size)
      const beyond = () =>
        page.evaluate(() => [
          document.documentElement.scrollWidth - innerWidth,
          document.documentElement.scrollHeight - innerHeight,
        ])

      await expect.poll(beyond, `${screen}, ${size.width} by ${size.height}`).toEqual([0, 0])
    }
  }
})

test('in every specification', async ({ workbench, page }) => {
  await workbench.open()
  const specs = Object.entries(await workbench.ask((api) => api.specs()))
  for (const [i, [id, { title }]] of specs.entries()) {
    // On a phone there are no tabs.
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.keyboard.press(String(i + 1))
    await expect.poll(() => workbench.ask((api) => api.scenario()).then(({ spec }) => spec)).toBe(id)
    await expect(workbench.tab(title)).toHaveAttribute('aria-selected', 'true')
    await test.step(`at 1440 by 900 and above the whole run is seen at once, in every specification: ${title}`, async () => {
      for (const size of sizes.slice(1, 3)) {
        await page.setViewportSize(size)
        const ribbon = page.getByRole('region', { name: 'Outcome ribbon' })
        await expect(ribbon).toHaveAttribute('data-sweep', 'done')
        const strip = page.getByRole('region', { name: 'State of each actor at the playhead' })
        /** How far the ribbon reaches into the strip. */
        const overlap = async (): Promise<number> => {
          const [above, below] = [await ribbon.boundingBox(), await strip.boundingBox()]
          return (above?.y ?? Infinity) + (above?.height ?? 0) - (below?.y ?? 0)
        }

        await expect.poll(overlap, `${title}, ${size.width}`).toBeLessThanOrEqual(0)
      }
    })
    await test.step(`folded, the statecharts are one line for each actor: ${title}`, async () => {
      for (const size of [
        { width: 1366, height: 700 },
        { width: 1100, height: 700 },
      ]) {
        await page.setViewportSize(size)
        const strip = page.getByRole('region', { name: 'State of each actor at the playhead' })
        await expect(strip).toHaveAttribute('data-folded', 'true')
        const lines = await strip.getByRole('button', { name: /Open the statechart/ }).evaluateAll((buttons) =>
          buttons.map((button) => {
            const range = document.createRange()
            range.selectNodeContents(button)
            return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size
          }),
        )

        expect(
          lines.every((count) => count === 1),
          `${title}, ${size.width} wide: ${lines.join()}`,
        ).toBe(true)
      }
    })
    await test.step(`no line of the sentence begins with a stop: ${title}`, async () => {
      for (const width of [320, 340, 360, 375, 390, 414]) {
        await page.setViewportSize({ width, height: 844 })
        const begins = await workbench.sentence.evaluate((sentence) => {
          const { left } = sentence.getBoundingClientRect()
          const padding = Number.parseFloat(getComputedStyle(sentence).paddingLeft)
          const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT)
          const found: string[] = []
          for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
            const range = document.createRange()
            range.setStart(node, 0)
            range.setEnd(node, 1)
            if (range.getBoundingClientRect().left < left + padding + 1) found.push(node.textContent?.charAt(0) ?? '')
          }
          return found.filter((sign) => /[.,;:]/.test(sign))
        })
        expect(begins, `${id}, ${width} wide`).toEqual([])
      }
    })
  }
})

test('what moves, and what does not', async ({ workbench, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await workbench.open()

  await test.step('the sentence makes room for itself once, and then pushes nothing about', async () => {
    await workbench.tab('EvtRpcCancel').click()
    const timeline = page.getByRole('region', { name: 'Timeline' })
    const flag = timeline.getByRole('slider', { name: /^Cancel instant/ })
    const measured = async (): Promise<number[]> => {
      const found: number[] = []
      for (const tick of [0, 50, 100, 150, 200, 250, 300]) {
        await flag.fill(String(tick))
        found.push((await timeline.boundingBox())?.y ?? 0)
      }
      return found
    }
    const first = await measured()

    expect(
      first.every((y, i) => y >= (first[i - 1] ?? 0)),
      first.join(),
    ).toBe(true)
    expect(new Set(await measured()).size).toBe(1)
  })

  await test.step('the width of a panel is kept', async () => {
    await page.setViewportSize({ width: 1280, height: 800 })
    const panel = workbench.inspector.root
    const before = (await panel.boundingBox())?.width ?? 0
    const edge = page.getByRole('separator', { name: 'Width of the inspector' })
    await edge.focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(async () => (await panel.boundingBox())?.width).toBeGreaterThan(before + 10)
    const wide = (await panel.boundingBox())?.width ?? 0
    await page.reload()
    await workbench.inspector.answer.waitFor()

    expect((await panel.boundingBox())?.width).toBeCloseTo(wide, 0)

    const width = async (): Promise<number> => Math.round((await panel.boundingBox())?.width ?? 0)
    const { x = 0, y = 0 } = (await edge.boundingBox()) ?? {}
    const drag = async (by: number): Promise<void> => {
      await page.mouse.move(x, y + 200)
      await page.mouse.down()
      await page.mouse.move(x + by, y + 200, { steps: 3 })
    }
    await drag(40)
    await expect.poll(width).toBe(Math.round(wide - 40))
    await page.keyboard.press('Escape')
    await expect.poll(width).toBe(Math.round(wide))
    await page.mouse.up()
    await drag(-400)
    await page.mouse.up()
    const rem = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
    await expect.poll(width).toBe(32 * rem)
    await edge.dblclick({ force: true })
    await expect.poll(width).toBe(Math.round(before))
  })
})
