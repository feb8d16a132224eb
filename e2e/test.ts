import { test as base } from '@playwright/test'
import { Workbench } from './pages/workbench.ts'

export { expect } from '@playwright/test'

// Said by Playwright, not by the page, because the configuration keeps the service worker out of most tests.
const blockedWorker = 'Service Worker registration blocked by Playwright'

interface Fixtures {
  /** Fails the test when the page writes to its console or throws. */
  quietPage: undefined
  isFirstVisit: boolean
  visited: undefined
  /** The page's panels; not opened yet. */
  workbench: Workbench
}

/** Every end-to-end test imports `test` and `expect` from here. */
export const test = base.extend<Fixtures>({
  quietPage: [
    async ({ context }, use) => {
      const noise: string[] = []
      context.on('console', (message) => {
        if (message.text() !== blockedWorker) noise.push(`console.${message.type()}: ${message.text()}`)
      })
      context.on('weberror', (error) => noise.push(`page error: ${error.error().stack ?? error.error().message}`))
      await use(undefined)
      base.expect(noise, 'the page is silent').toEqual([])
    },
    { auto: true },
  ],
  workbench: async ({ page }, use) => use(new Workbench(page)),
  /** Most tests are of somebody who was here before: no hints, and the first built-in scenario. */
  isFirstVisit: [false, { option: true }],
  visited: [
    async ({ context, isFirstVisit }, use) => {
      if (!isFirstVisit)
        await context.addInitScript(() => {
          try {
            if (localStorage.getItem('aftercancel/hints') === null) localStorage.setItem('aftercancel/hints', '')
          } catch {
            // A test that forbids the storage.
          }
        })
      await use(undefined)
    },
    { auto: true },
  ],
})
