import * as v from 'valibot'
import type { Json } from '#base/json.ts'
import { checkScenario, issueText } from '#formats/scenario.ts'
import { traceLines } from '#formats/trace.ts'
import { served } from '#machines/lro/served.ts'
import { badRequest, noSuchPath, refusal, type HttpAnswer } from './answers.ts'
import { StillClock } from './clocks.ts'
import { harOf } from './har.ts'
import type { HttpRequest } from './http.ts'
import type { Service } from './service.ts'

/** Under this path a test steers the server; everything else is the service that is played. */
export const controlPath = '/aftercancel/'

/** An answer that is a text of lines rather than one value. */
export type ControlAnswer = HttpAnswer | { readonly status: 200; readonly lines: string }

const ticksMax = 100_000_000
const ticks = v.pipe(
  v.number(),
  v.integer('a whole number'),
  v.minValue(0, 'a number from 0'),
  v.maxValue(ticksMax, `at most ${ticksMax.toLocaleString('en')} ticks`),
)
const advance = v.strictObject({ ticks })
const wrapped = v.strictObject({ scenario: v.unknown() })

function valueIn(body: string | null): unknown {
  try {
    return JSON.parse(body === null || body.trim() === '' ? '{}' : body) as Json
  } catch {
    return undefined
  }
}

function advanced(service: Service, body: string | null): HttpAnswer {
  const { world, clock } = service
  if (!(clock instanceof StillClock))
    return refusal({
      http: 400,
      status: 'FAILED_PRECONDITION',
      message: 'Time goes by itself here; it can be moved with --virtual only.',
      reason: 'TIME_GOES_BY_ITSELF',
    })
  const read = v.safeParse(advance, valueIn(body), { abortEarly: true })
  if (!read.success) return badRequest(issueText(read.issues[0], ['ticks']))
  world.goTo(world.t + read.output.ticks)
  return { status: 200, body: { t: world.t } }
}

/** The scenario is the body, or a member of it; without one it is the same again. */
function reset(service: Service, body: string | null): HttpAnswer {
  const value = valueIn(body)
  if (value === undefined) return badRequest('The body is no JSON.', 'INVALID_JSON')
  const inside = v.safeParse(wrapped, value)
  const given = inside.success ? inside.output.scenario : value
  const isSame = typeof given === 'object' && given !== null && Object.keys(given).length === 0
  const scenario = isSame ? { ok: true as const, value: service.world.scenario } : checkScenario(given)
  if (!scenario.ok) return badRequest(scenario.error, 'INVALID_SCENARIO')
  if (scenario.value.spec !== served.spec)
    return badRequest(`spec: expected "${served.spec}", which is what is served`, 'INVALID_SCENARIO')
  service.reset(scenario.value)
  return { status: 200, body: { t: 0 } }
}

const lines = (text: readonly string[]): ControlAnswer => ({ status: 200, lines: `${text.join('\n')}\n` })

/** Answers a request under `controlPath`; what can be asked for is in docs/serve.md. */
export function control(service: Service, { method, url, body }: HttpRequest): ControlAnswer {
  const what = `${method} ${url.replace(/[?#].*$/s, '').replace(/^.*\/aftercancel\//, '')}`
  switch (what) {
    case 'POST advance':
      return advanced(service, body)
    case 'POST reset':
      return reset(service, body)
    case 'GET trace':
      return lines(traceLines(service.trace()))
    case 'GET outcome':
      return { status: 200, body: service.outcome() as unknown as Json }
    case 'GET observation':
      return { status: 200, lines: service.observationText() }
    case 'GET har':
      return { status: 200, body: harOf(service.exchanges) as unknown as Json }
    default:
      return noSuchPath
  }
}
