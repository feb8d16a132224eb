import { writeFileSync } from 'node:fs'
import { knobDefaults } from '#machines/domains.ts'
import { served } from '#machines/lro/served.ts'
import type { Scenario } from '#kernel/model.ts'
import { RealClock, StillClock } from '#serve/clocks.ts'
import { harOf } from '#serve/har.ts'
import { tickMsByDefault } from '#serve/http.ts'
import { listenGrpc } from '#serve/node/grpc.ts'
import { listen } from '#serve/node/server.ts'
import { Service } from '#serve/service.ts'
import { BadInput } from './input.ts'
import { integerOption, optionsOf } from './options.ts'
import { scenarioIn } from './run.ts'

const nothing: Scenario = { spec: served.spec, title: '', knobs: knobDefaults(served), steps: [] }

function scenarioFor(path: string | undefined): Scenario {
  if (path === undefined) return nothing
  const scenario = scenarioIn(path)
  if (scenario.spec !== served.spec)
    throw new BadInput(`${path}: spec: expected "${served.spec}", found "${scenario.spec}"`)
  return scenario
}

function portOption(name: string, value: string | boolean | undefined): number | undefined {
  const port = integerOption(name, value)
  if (port !== undefined && port > 65_535) throw new BadInput(`--${name}: expected a port up to 65535, found ${port}`)
  return port
}

/** Writes what was recorded; the name says in which form. */
function record(path: string, service: Service, tickMs: number): void {
  const isHar = /\.har$/i.test(path)
  const text = isHar ? `${JSON.stringify(harOf(service.exchanges, tickMs))}\n` : service.observationText()
  try {
    writeFileSync(path, text)
  } catch {
    throw new BadInput(`--record: ${path} cannot be written`)
  }
}

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })

/** `serve lro [--port P] [--grpc-port P] [--host H] [--scenario FILE] [--tick-ms N|--virtual] [--record FILE]`: until Ctrl+C. */
export async function serve(args: readonly string[]): Promise<{ readonly lines: readonly string[] }> {
  const text = { type: 'string' } as const
  const { values, files } = optionsOf('serve', args, {
    port: text,
    'grpc-port': text,
    host: text,
    scenario: text,
    'tick-ms': text,
    virtual: { type: 'boolean' },
    record: text,
  })
  if (files.length !== 1 || files[0] !== served.spec)
    throw new BadInput(`serve: expected "${served.spec}", found ${JSON.stringify(files.join(' '))}`)
  const tickMs = integerOption('tick-ms', values['tick-ms'])
  const isVirtual = values['virtual'] === true
  if (isVirtual && tickMs !== undefined)
    throw new BadInput('--virtual: there is no --tick-ms where time does not go by itself')
  if (tickMs === 0) throw new BadInput('--tick-ms: expected an integer from 1, found "0"')
  const ms = tickMs ?? tickMsByDefault
  const port = portOption('port', values['port']) ?? 0
  const host = typeof values['host'] === 'string' ? values['host'] : '127.0.0.1'
  const path = typeof values['record'] === 'string' ? values['record'] : undefined
  const scenario = scenarioFor(typeof values['scenario'] === 'string' ? values['scenario'] : undefined)
  const service = new Service(scenario, (world) => (isVirtual ? new StillClock(world) : new RealClock(world, ms)))
  const stopped = interrupted()
  const http = await listen(service, { host, port, tickMs: ms }).catch((error: unknown) => {
    throw new BadInput(`--port: ${error instanceof Error ? error.message : 'it cannot be listened on'}`)
  })
  const grpcPort = portOption('grpc-port', values['grpc-port'])
  const grpc =
    grpcPort === undefined
      ? null
      : await listenGrpc(service, { host, port: grpcPort, tickMs: ms }).catch((error: unknown) => {
          throw new BadInput(`--grpc-port: ${error instanceof Error ? error.message : 'it cannot be listened on'}`)
        })
  const time = isVirtual ? 'time goes when it is told to' : `a tick takes ${ms} ms`
  console.log(`${http.url}/v1 plays ${served.spec}; ${time}; Ctrl+C stops it`)
  if (grpc !== null) console.log(`${grpc.address} speaks gRPC, without TLS`)
  await stopped
  service.stop()
  grpc?.close()
  await http.close()
  if (path !== undefined) record(path, service, ms)
  return { lines: [] }
}
