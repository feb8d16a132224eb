import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { knobDefaults } from '#machines/domains.ts'
import { served } from '#machines/lro/served.ts'
import { StillClock } from '#serve/clocks.ts'
import { listen } from '#serve/node/server.ts'
import { Service } from '#serve/service.ts'
import { figure, perSecond } from './measure.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 1000 })

/** The status of the answer; 0 where there is none. */
function ask(url: string, method: string, path: string): Promise<number> {
  return new Promise((resolve) => {
    const asked = request(url + path, { method, agent }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    asked.on('error', () => resolve(0))
    asked.end()
  })
}

/** Does all of it with so many at a time; gives back how many had another status than 200. */
async function all(count: number, atOnce: number, one: (i: number) => Promise<number>): Promise<number> {
  let strange = 0
  let next = 0
  const client = async (): Promise<void> => {
    for (let i = next++; i < count; i = next++) if ((await one(i)) !== 200) strange++
  }
  await Promise.all(Array.from({ length: atOnce }, client))
  return strange
}

/** Mebibytes in use after a collection. */
function mebibytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed / 2 ** 20
}

export interface ServerLoad {
  readonly rows: string[][]
  readonly failed: number
  /** Mebibytes that the second half of the looks has left in use. */
  readonly growth: number
}

/** A server on this machine under 1,000 clients, with 10,000 operations, for 100,000 requests. */
export async function serverLoad(): Promise<ServerLoad> {
  const scenario = { spec: served.spec, title: '', knobs: { ...knobDefaults(served), linkTicks: 0 }, steps: [] }
  const service = new Service(scenario, (world) => new StillClock(world))
  const { url, close } = await listen(service, { tickMs: 10 })
  const rows: string[][] = []
  let failed = 0
  const measure = async (what: string, count: number, one: (i: number) => Promise<number>) => {
    const start = performance.now()
    failed += await all(count, 1000, one)
    rows.push([what, figure(count), figure(perSecond(count, performance.now() - start))])
  }
  await measure('operations started', 10_000, () => ask(url, 'POST', '/v1/matters/1:count'))
  await measure('cancels', 10_000, (i) => ask(url, 'POST', `/v1/operations/${i + 1}:cancel`))
  service.world.goTo(service.world.t + 100)
  const look = (i: number): Promise<number> => ask(url, 'GET', `/v1/operations/${(i % 10_000) + 1}`)
  await measure('looks, the first half', 40_000, look)
  const before = mebibytes()
  await measure('looks, the second half', 40_000, look)
  const growth = mebibytes() - before
  agent.destroy()
  service.stop()
  await close()
  return { rows, failed, growth }
}
