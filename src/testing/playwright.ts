import { test as base, type Page, type Route } from '@playwright/test'
import { mockOf, type Mock, type Played, type Way } from './mocks.ts'
import type { ScenarioFile } from './scenario.ts'

const headers = { 'content-type': 'application/json; charset=UTF-8', 'access-control-allow-origin': '*' }

function routing({ isFor, answer }: Mock) {
  return async (route: Route): Promise<void> => {
    const request = route.request()
    const url = new URL(request.url())
    if (!isFor(request.method(), request.url())) {
      await route.fallback()
      return
    }
    const answered = await answer({
      method: request.method(),
      url: url.pathname + url.search,
      authorization: request.headers()['authorization'] ?? null,
      body: request.postData() ?? '',
    })
    // A page that has gone meanwhile has nobody to be told.
    const told = answered === null ? route.abort('connectionreset') : route.fulfill({ ...answered, headers })
    await told.catch(() => undefined)
  }
}

/**
 * Answers a page's requests as the service of a scenario does, without a server. Requests that are not for google.longrunning go
 * their way. @throws Error where it is no scenario
 */
export async function routeLro(page: Page, scenario: ScenarioFile = {}): Promise<Played> {
  const mock = mockOf(scenario)
  const { isFor: _, answer: __, ...played } = mock
  await page.route('**/*', routing(mock))
  return played
}

/**
 * A way for `everyCancel`: the code under test opens the page and uses it, and the page's requests are answered. What is handed to
 * `cancel` has to wait until the page has its answer, as with `page.waitForResponse`.
 */
export const throughPage =
  (page: Page): Way =>
  async (mock) => {
    const handler = routing(mock)
    await page.route('**/*', handler)
    return { url: '', close: () => page.unroute('**/*', handler) }
  }

export interface LroFixtures {
  /** What the service does: `test.use({ lroScenario: { knobs: { honoursCancel: 'never' } } })`. */
  readonly lroScenario: ScenarioFile
  /** The service that answers this test's page. */
  readonly lro: Played
}

/** Playwright's `test` with a service of google.longrunning behind its page. */
export const test = base.extend<LroFixtures>({
  lroScenario: [{}, { option: true }],
  lro: async ({ page, lroScenario }, play) => {
    await play(await routeLro(page, lroScenario))
  },
})
