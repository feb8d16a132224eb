import { credentials, makeClientConstructor, Metadata, type ServiceDefinition, type ServiceError } from '@grpc/grpc-js'
import { fromJSON } from '@grpc/proto-loader'
import { afterEach, expect, it } from 'vitest'
import { checkScenario } from '#formats/scenario.ts'
import { StillClock } from '../clocks.ts'
import { exchange } from '../exchange.ts'
import { Service } from '../service.ts'
import { listenGrpc } from './grpc.ts'
import { operationsProto } from './operationsProto.ts'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

async function start(knobs: Record<string, unknown> = {}, steps: unknown[] = []) {
  const scenario = checkScenario({
    format: 'aftercancel/scenario@1',
    spec: 'lro',
    knobs: { linkTicks: 0, ...knobs },
    steps,
  })
  if (!scenario.ok) throw new Error(scenario.error)
  const service = new Service(scenario.value, (world) => new StillClock(world))
  const { address, close } = await listenGrpc(service, { tickMs: 10 })
  const operations = fromJSON(operationsProto, { longs: Number, oneofs: true })['google.longrunning.Operations']
  const Client = makeClientConstructor(operations as ServiceDefinition, 'Operations')
  const client = new Client(address, credentials.createInsecure())
  open.push(close, () => client.close())
  const call = (method: string, message: object, token?: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const metadata = new Metadata()
      if (token !== undefined) metadata.set('authorization', `Bearer ${token}`)
      const send = client[method] as (...args: unknown[]) => void
      send.call(client, message, metadata, (error: ServiceError | null, answer: Record<string, unknown>) =>
        error === null ? resolve(answer) : reject(error),
      )
    })
  const start = () => exchange(service, { method: 'POST', url: '/v1/matters/1:count', authorization: null, body: '' })
  await start()
  return { service, call }
}

it('is the same service as over HTTP', async () => {
  const { service, call } = await start({ exposeRequestedCancellation: true })
  const name = 'operations/1'

  expect(await call('GetOperation', { name })).toEqual({ name })
  expect(await call('CancelOperation', { name })).toEqual({})
  expect(await call('GetOperation', { name })).toMatchObject({
    metadata: { typeUrl: 'type.googleapis.com/google.protobuf.Struct' },
  })
  const waited = call('WaitOperation', { name, timeout: { seconds: 0, nanos: 300_000_000 } })
  while (service.world.nextDue() !== 30) await new Promise(setImmediate)
  service.world.goTo(30)
  expect(await waited).not.toHaveProperty('done')
  service.world.goTo(60)
  expect(await call('GetOperation', { name })).toMatchObject({
    name,
    done: true,
    error: { code: 1, message: 'CANCELLED' },
    result: 'error',
  })
  expect(await call('ListOperations', { name: 'operations', filter: 'done = true' })).toMatchObject({
    operations: [{ name, done: true }],
  })
  expect(await call('DeleteOperation', { name })).toEqual({})
  expect(service.exchanges.map(({ method, status }) => `${method} ${status}`)).toEqual([
    'POST 200',
    'GET 200',
    'POST 200',
    'GET 200',
    'POST 200',
    'GET 200',
    'GET 200',
    'DELETE 200',
  ])
})

it('gives a response, and codes by their numbers, with an ErrorInfo', async () => {
  const { service, call } = await start({ supportsCancel: false, workTicks: 10 }, [{ at: 20, do: 'loseReply' }])
  const name = 'operations/1'

  await expect(call('CancelOperation', { name }, 'none')).rejects.toMatchObject({ code: 16 })
  await expect(call('CancelOperation', { name }, 'readonly')).rejects.toMatchObject({ code: 7 })
  const refused = (await call('CancelOperation', { name }).catch((error: unknown) => error)) as ServiceError
  expect(refused).toMatchObject({ code: 12 })
  expect(String(refused.metadata.get('grpc-status-details-bin')[0])).toContain('google.rpc.ErrorInfo')
  await expect(call('GetOperation', { name: 'operations/8' })).rejects.toMatchObject({ code: 5 })
  await expect(call('ListOperations', { name: 'operations', pageToken: 'x' })).rejects.toMatchObject({ code: 3 })
  service.world.goTo(20)
  await expect(call('GetOperation', { name })).rejects.toMatchObject({ code: 14 })
  expect(await call('GetOperation', { name })).toMatchObject({ done: true, result: 'response' })
})
