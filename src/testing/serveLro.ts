import type { Outcome, Trace } from '#kernel/trace.ts'
import { RealClock, StillClock, type Clock } from '#serve/clocks.ts'
import { FlowClock } from '#serve/flow.ts'
import { tickMsByDefault } from '#serve/http.ts'
import { listenGrpc } from '#serve/node/grpc.ts'
import { listen } from '#serve/node/server.ts'
import { Service } from '#serve/service.ts'
import type { ServedWorld } from '#serve/world.ts'
import { scenarioFrom, type ScenarioFile } from './scenario.ts'

export interface ServeOptions {
  /**
   * `flows` (the default): time goes while somebody waits for an answer, and by `advance`. `still`: by `advance` alone. `tickMs`: by
   * itself, a tick in so many milliseconds.
   */
  readonly time?: 'flows' | 'still' | { readonly tickMs: number }
  /** Whether gRPC is served too; it needs the packages @grpc/grpc-js and @grpc/proto-loader. */
  readonly grpc?: boolean
}

/** A service of google.longrunning that does what a scenario says. */
export interface ServedLro {
  /** `http://127.0.0.1:PORT`; the paths are `/v1/…`. */
  readonly url: string
  /** `127.0.0.1:PORT` for gRPC without TLS; null where it was not asked for. */
  readonly grpc: string | null
  /** Time goes on by so many ticks. */
  readonly advance: (ticks: number) => void
  /** The tick at which it is. */
  readonly now: () => number
  /** The run so far. */
  readonly trace: () => Trace
  /** What it has come to: what the first cancel returned, how the operation ended, when what happened. */
  readonly outcome: () => Outcome
  /** What was asked and answered, as a file of `aftercancel/observation@1`. */
  readonly observation: () => string
  readonly close: () => Promise<void>
}

function clockFor(time: NonNullable<ServeOptions['time']>): (world: ServedWorld) => Clock {
  if (time === 'flows') return (world) => new FlowClock(world)
  if (time === 'still') return (world) => new StillClock(world)
  return (world) => new RealClock(world, time.tickMs)
}

/** Serves a scenario on a free port of this machine. Close it when the test is over. @throws Error where it is no scenario */
export async function serveLro(file: ScenarioFile = {}, options: ServeOptions = {}): Promise<ServedLro> {
  const { time = 'flows', grpc = false } = options
  const service = new Service(scenarioFrom(file), clockFor(time))
  return servedLro(service, { tickMs: typeof time === 'object' ? time.tickMs : tickMsByDefault, grpc })
}

/** The same of a service that is there. */
export async function servedLro(
  service: Service,
  { tickMs, grpc: isAsked }: { readonly tickMs: number; readonly grpc: boolean },
): Promise<ServedLro> {
  const grpc = isAsked ? await listenGrpc(service, { tickMs }) : null
  const http = await listen(service, { tickMs })
  return {
    url: http.url,
    grpc: grpc?.address ?? null,
    advance: (ticks) => service.world.goTo(service.world.t + ticks),
    now: () => service.world.t,
    trace: () => service.trace(),
    outcome: () => service.outcome(),
    observation: () => service.observationText(),
    close: async () => {
      service.stop()
      grpc?.close()
      await http.close()
    },
  }
}
