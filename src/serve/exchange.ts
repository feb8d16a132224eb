import type { HttpAnswer } from './answers.ts'
import { answer, tickMsByDefault, type HttpRequest } from './http.ts'
import type { Service } from './service.ts'

/** How a request came out: as it was answered, or `gone`: its client had hung up before. */
export type Exchanged = HttpAnswer | 'gone'

/** Answers a request and puts both down. `gone` aborts when nobody waits for the answer any more. */
export async function exchange(
  service: Service,
  request: HttpRequest,
  { gone, tickMs = tickMsByDefault }: { readonly gone?: AbortSignal; readonly tickMs?: number } = {},
): Promise<Exchanged> {
  const { world } = service
  const start = world.t
  const answered = await Promise.race([answer(service, request, tickMs), hangUp(gone)])
  // What was asked of a world that was reset since is no part of the new one.
  if (world !== service.world) return answered
  const hasBody = typeof answered === 'object'
  service.keep({
    place: 0,
    method: request.method,
    url: request.url,
    requestBody: request.body,
    status: hasBody ? answered.status : 0,
    aborted: answered === 'gone',
    body: hasBody ? JSON.stringify(answered.body) : null,
    start,
    end: world.t,
  })
  return answered
}

const hangUp = (gone: AbortSignal | undefined): Promise<'gone'> =>
  new Promise((resolve) => {
    if (gone?.aborted === true) resolve('gone')
    gone?.addEventListener('abort', () => resolve('gone'), { once: true })
  })
