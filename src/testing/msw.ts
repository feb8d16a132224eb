import { http, HttpResponse, passthrough, type HttpHandler } from 'msw'
import { mockOf, type Mock, type Played, type Way } from './mocks.ts'
import type { ScenarioFile } from './scenario.ts'

/** Handlers for Mock Service Worker, and what they play. */
export interface LroHandlers extends Played {
  readonly handlers: readonly HttpHandler[]
}

function handlerOf({ isFor, answer }: Mock): HttpHandler {
  return http.all('*', async ({ request }) => {
    if (!isFor(request.method, request.url)) return passthrough()
    const body = request.method === 'GET' ? '' : await request.clone().text()
    const { pathname, search } = new URL(request.url)
    const authorization = request.headers.get('authorization')
    const answered = await answer({ method: request.method, url: pathname + search, authorization, body })
    if (answered === null) return HttpResponse.error()
    return new HttpResponse(answered.body, {
      status: answered.status,
      headers: { 'content-type': 'application/json; charset=UTF-8' },
    })
  })
}

/**
 * Handlers that answer requests as the service of a scenario does, at whatever host: `setupServer(...lroHandlers(scenario).handlers)`.
 * Requests that are not for google.longrunning pass through. @throws Error where it is no scenario
 */
export function lroHandlers(scenario: ScenarioFile = {}): LroHandlers {
  const mock = mockOf(scenario)
  const { isFor: _, answer: __, ...played } = mock
  return { handlers: [handlerOf(mock)], ...played }
}

/** What is needed of what `setupServer` or `setupWorker` gives. */
interface Handling {
  use(...handlers: HttpHandler[]): void
  resetHandlers(): void
}

/**
 * A way for `everyCancel`: the code under test talks to any host, and a server or worker of Mock Service Worker that listens catches
 * its requests. After each moment the handlers are reset.
 */
export const throughMsw =
  (handling: Handling): Way =>
  async (mock) => {
    handling.use(handlerOf(mock))
    return { url: 'https://vault.googleapis.com', close: () => handling.resetHandlers() }
  }
