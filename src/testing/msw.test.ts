import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { everyCancel, type Moment, type Told } from './everyCancel.ts'
import { lroHandlers, throughMsw } from './msw.ts'
import { plantedClient, plantedFaults, services, type Faults } from './planted.ts'

const lro = lroHandlers({
  knobs: { honoursCancel: 'late' },
  steps: [{ at: 200, do: 'loseReply' }],
})
const server = setupServer(...lro.handlers)
beforeAll(() => server.listen())
afterAll(() => server.close())

it('answers requests to a host that is not there, as the model does', async () => {
  const ask = async (method: string, path: string) => {
    const response = await fetch(`https://vault.invalid/v1/${path}`, { method })
    return [response.status, await response.json()] as const
  }
  expect(await ask('POST', 'matters/1:count')).toEqual([200, { name: 'operations/1' }])
  expect(lro.now()).toBe(20)
  expect(await ask('POST', 'operations/1:cancel')).toEqual([200, {}])
  lro.advance(160)
  await expect(ask('GET', 'operations/1')).rejects.toThrow(TypeError)
  lro.advance(200)
  expect(await ask('GET', 'operations/1')).toMatchObject([200, { done: true, response: {} }])
  expect((await ask('GET', 'operations/7'))[0]).toBe(404)
  expect(lro.outcome()).toMatchObject({ cancel: { code: 'OK' }, settle: { code: 'OK' }, milestones: { noticed: 90 } })
  expect(lro.observation()).toContain('"op":"cancel"')
})

it('lets pass what is none of its business', async () => {
  await expect(fetch('http://127.0.0.1:9/v2/other')).rejects.toThrow('fetch failed')
})

describe('at every moment of a cancel, through the handlers', () => {
  const way = throughMsw(server)
  const client = async ({ url, cancel }: Moment, faults: Faults = {}): Promise<Told> => {
    const planted = await plantedClient(url, faults)
    await cancel(() => planted.cancel())
    return planted.told
  }

  it.each(services.filter(({ name }) => /whatever|deletes/.test(name)))(
    'a client that is right passes, $name',
    async ({ name: _, ...scenario }) => {
      expect((await everyCancel(scenario, (moment) => client(moment), { way })).tried.length).toBeGreaterThan(1)
    },
  )

  it.each(plantedFaults)('a client that $name is found', async ({ scenario, faults, what }) => {
    const trying = everyCancel(scenario, (moment) => client(moment, faults), { way })

    await expect(trying).rejects.toThrow(new RegExp(`at tick \\d+: ${what}`))
  })
})
