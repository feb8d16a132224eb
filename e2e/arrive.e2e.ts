import { expect, test } from './test.ts'

/** A layout shift as the browser measures it (Layout Instability, the score of one): the part of the window moved, times how far. */
interface Shift extends PerformanceEntry {
  readonly value: number
}

test('nothing is pushed about while a screen arrives', async ({ browser, baseURL }) => {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    const context = await browser.newContext({ viewport, ...(baseURL === undefined ? {} : { baseURL }) })
    for (const screen of ['explore', 'compare', 'verify', 'evidence', 'learn', 'review']) {
      const page = await context.newPage()
      await page.goto(`./#/${screen}`)
      await page.locator('main > :not(h1, template)').first().waitFor()
      // What is worked out in the background comes last.
      if (screen === 'explore' && viewport.width > 600) await page.locator('[data-sweep="done"]').first().waitFor()
      if (screen === 'verify') await page.getByRole('button', { name: /^Cell of the map/ }).waitFor()
      const shifted = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            new PerformanceObserver((list) =>
              resolve((list.getEntries() as Shift[]).reduce((sum, { value }) => sum + value, 0)),
            ).observe({ type: 'layout-shift', buffered: true })
            // Where nothing was shifted nobody is told.
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)))
          }),
      )
      expect(shifted, `${screen}, ${viewport.width} by ${viewport.height}`).toBeLessThan(0.06)
      await page.close()
    }
    await context.close()
  }
})
