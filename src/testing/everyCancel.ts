import type { Exchange } from '#formats/lroExchanges.ts'
import { model } from '#machines/lro/model.ts'
import type { Outcome } from '#kernel/trace.ts'
import { FlowClock } from '#serve/flow.ts'
import { tickMsByDefault } from '#serve/http.ts'
import { Service } from '#serve/service.ts'
import { faultsIn, goesOnAfterTheEnd } from './faults.ts'
import { mockFor, type Way } from './mocks.ts'
import { linkTo, momentsOf, type Expected } from './moments.ts'
import { scenarioFrom, type ScenarioFile } from './scenario.ts'
import { servedLro } from './serveLro.ts'

/** One run of the code under test, with the cancel at one moment. */
export interface Moment {
  /** When the cancel comes. */
  readonly tick: number
  /** What the model says that comes of it. */
  readonly expected: Outcome
  /** Where the service is, fresh for this moment. */
  readonly url: string
  readonly grpc: string | null
  /** Calls what cancels when the moment has come; time stands until then and until the cancel is there. Gives back what it returns. */
  readonly cancel: <T>(how: () => T | Promise<T>) => Promise<T>
  /** What the service has seen so far. */
  readonly outcome: () => Outcome
}

/**
 * How the code under test tells its caller that the operation ended: `OK` for a response, `CANCELLED`, or the name of another error;
 * nothing where it does not say.
 */
export type Told = string | null | undefined | void

export interface EveryCancelOptions {
  /** Where the page is, for the links; by default where `aftercancel open` serves it. */
  readonly page?: string
  /**
   * After how many milliseconds without a request the code under test counts as waiting for its own cancel; twenty times as many before
   * its first one.
   */
  readonly idleMs?: number
  /** After how many milliseconds a moment is given up. */
  readonly timeoutMs?: number
  /** Serves gRPC as well. */
  readonly grpc?: boolean
  /** How requests come to the service, where that is no server: `throughMsw`, `throughPage`. */
  readonly way?: Way
}

/** What was wrong at one moment. */
export interface Failure {
  readonly tick: number
  readonly what: string
  readonly expected: Outcome
  readonly link: string
  readonly cause?: unknown
}

export class CancelFailure extends Error {
  readonly failures: readonly Failure[]

  constructor(failures: readonly Failure[], tried: number) {
    const lines = failures.map(
      ({ tick, what, expected, link }) =>
        `  at tick ${tick}: ${what}\n    the model: cancel ${expected.cancel?.code ?? 'not sent'}, the operation ${expected.settle?.code ?? 'unknown to its client'}\n    ${link}`,
    )
    super(`${failures.length} of ${tried} moments of a cancel failed\n${lines.join('\n')}`, {
      cause: failures[0]?.cause,
    })
    this.name = 'CancelFailure'
    this.failures = failures
  }
}

/** So often is looked, in the time after which nobody is doing anything. */
const looksOfIdle = 10

/** Watches a moment from outside; `over` rejects when there is no sense in waiting. */
function watch(service: Service<FlowClock>, idleMs: number, timeoutMs: number) {
  const start = performance.now()
  let timer: ReturnType<typeof setInterval> | undefined
  // Looks without anything in between, and not milliseconds: a machine that stands still does not make anybody idle.
  let looks = 0
  let before = -1
  const over = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      const { activity, quiet } = service.clock
      looks = activity === before ? looks + 1 : 0
      before = activity
      if (quiet !== null && looks >= (quiet.hasBegun ? looksOfIdle : 20 * looksOfIdle)) {
        if (quiet.what === 'waits') service.clock.skip()
        else service.clock.goOn()
      }
      const endless = goesOnAfterTheEnd(service.exchanges)
      if (endless !== null) reject(new Error(endless))
      else if (performance.now() - start > timeoutMs) reject(new Error(`it was not over after ${timeoutMs} ms`))
    }, idleMs / looksOfIdle)
  })
  over.catch(() => undefined)
  return { over, stop: () => clearInterval(timer) }
}

/** What came of one moment: what the code told, or threw; what the service has seen; and the requests in their order. */
export interface Played {
  readonly told: string | null
  readonly error: unknown
  readonly seen: Outcome
  readonly exchanges: readonly Exchange[]
}

/** Runs code against a fresh service, with the cancel at one moment. */
export async function playMoment(
  expected: Expected,
  code: (moment: Moment, service: Service<FlowClock>) => Told | Promise<Told>,
  { idleMs = 100, timeoutMs = 10_000, grpc = false, way }: EveryCancelOptions = {},
): Promise<Played> {
  const service = new Service(expected.scenario, (world) => new FlowClock(world))
  const { clock } = service
  const server = await (way === undefined
    ? servedLro(service, { tickMs: tickMsByDefault, grpc })
    : { grpc: null, ...(await way(mockFor(service))) })
  const reached = clock.reach(expected.tick)
  const moment: Moment = {
    tick: expected.tick,
    expected: expected.outcome,
    url: server.url,
    grpc: server.grpc,
    outcome: () => service.outcome(),
    cancel: async (how) => {
      await reached
      clock.holdLooks()
      try {
        return await how()
      } finally {
        clock.goOn()
      }
    },
  }
  const { over, stop } = watch(service, idleMs, timeoutMs)
  const end = (told: string | null, error: unknown): Played => ({
    told,
    error,
    seen: service.outcome(),
    exchanges: [...service.exchanges],
  })
  try {
    const told = await Promise.race([(async () => code(moment, service))(), over])
    return end(told ?? null, null)
  } catch (error) {
    return end(null, error ?? new Error('it threw nothing'))
  } finally {
    stop()
    service.stop()
    await server.close()
  }
}

/** What was wrong at one moment; null where nothing was. */
async function tryMoment(
  expected: Expected,
  code: (moment: Moment) => Told | Promise<Told>,
  options: EveryCancelOptions,
): Promise<{ readonly what: string; readonly cause?: unknown } | null> {
  const { told, error, seen } = await playMoment(expected, code, options)
  if (error !== null) return { what: error instanceof Error ? error.message : 'it threw something', cause: error }
  const [what] = faultsIn(expected, seen, told)
  return what === undefined ? null : { what }
}

/**
 * Runs code against the service once for each moment at which its cancel makes a difference: the first and the last tick of each
 * band of the ribbon. Each time the service is fresh and time is virtual. The code starts an operation, hands what cancels to
 * `moment.cancel`, and gives back what it tells its own caller of the end.
 * @throws CancelFailure with the ticks, what was expected there, and links to the runs in the page
 */
export async function everyCancel(
  file: ScenarioFile,
  code: (moment: Moment) => Told | Promise<Told>,
  options: EveryCancelOptions = {},
): Promise<{ readonly tried: readonly number[] }> {
  const moments = momentsOf(model, scenarioFrom(file))
  const failures: Failure[] = []
  for (const expected of moments) {
    const failed = await tryMoment(expected, code, options)
    if (failed === null) continue
    const link = await linkTo(options.page ?? 'http://127.0.0.1:4173/', model, expected)
    failures.push({ tick: expected.tick, expected: expected.outcome, link, ...failed })
  }
  if (failures.length > 0) throw new CancelFailure(failures, moments.length)
  return { tried: moments.map(({ tick }) => tick) }
}
