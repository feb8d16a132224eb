import { exchange } from '#serve/exchange.ts'
import { controlPath } from '#serve/control.ts'
import { pathOf, routeOf, verbOf } from '#formats/lroRoutes.ts'
import { FlowClock } from '#serve/flow.ts'
import { Service } from '#serve/service.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import { scenarioFrom, type ScenarioFile } from './scenario.ts'

/** A request that a mock has caught. */
export interface Caught {
  readonly method: string
  readonly url: string
  readonly authorization: string | null
  readonly body: string | null
}

/** What is asked of the service that a mock plays. */
export interface Played {
  readonly advance: (ticks: number) => void
  readonly now: () => number
  readonly trace: () => Trace
  readonly outcome: () => Outcome
  readonly observation: () => string
}

export interface Mock extends Played {
  /** Whether a request is one for this service; others are none of its business. */
  readonly isFor: (method: string, url: string) => boolean
  /** The answer; null where the connection ends without one. */
  readonly answer: (request: Caught) => Promise<{ readonly status: number; readonly body: string } | null>
}

/** How the requests of the code under test come to a mock, instead of to a server: `everyCancel` takes one. */
export type Way = (mock: Mock) => Promise<{
  /** What stands before the paths `/v1/…`. */
  readonly url: string
  readonly close: () => Promise<void> | void
}>

/**
 * The service of a scenario without a server: for whoever catches requests on their way. Time goes while somebody waits for an
 * answer, and by `advance`. @throws Error where it is no scenario
 */
export const mockOf = (file: ScenarioFile = {}): Mock =>
  mockFor(new Service(scenarioFrom(file), (world) => new FlowClock(world)))

/** The same of a service that is there. */
export function mockFor(service: Service<FlowClock>): Mock {
  return {
    isFor: (method, url) =>
      !pathOf(url).startsWith(controlPath) &&
      (routeOf(method, url) !== null || (method === 'POST' && verbOf(pathOf(url)) === 'count')),
    answer: async (request) => {
      const answered = await exchange(service, request)
      return typeof answered === 'object' ? { status: answered.status, body: JSON.stringify(answered.body) } : null
    },
    advance: (ticks) => service.world.goTo(service.world.t + ticks),
    now: () => service.world.t,
    trace: () => service.trace(),
    outcome: () => service.outcome(),
    observation: () => service.observationText(),
  }
}
