import { connect, Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ensure } from '#base/assert.ts'
import { finish } from '#formats/opened.ts'
import { parseObservation } from '#formats/observation.ts'
import { checkScenario } from '#formats/scenario.ts'
import type { Value } from '#kernel/model.ts'
import { RealClock, StillClock } from './clocks.ts'
import { listen, type Listening } from './node/server.ts'
import { Service } from './service.ts'

type Json = Record<string, unknown>

const open: Listening[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()))
})

/** A server on virtual time, whose answers take no time unless the knobs say so. */
async function start(knobs: Readonly<Record<string, Value>> = {}, steps: readonly Json[] = []) {
  const scenario = checkScenario({
    format: 'aftercancel/scenario@1',
    spec: 'lro',
    knobs: { linkTicks: 0, ...knobs },
    steps,
  })
  if (!scenario.ok) throw new Error(scenario.error)
  const service = new Service(scenario.value, (world) => new StillClock(world))
  const listening = await listen(service, { tickMs: 10 })
  open.push(listening)
  const ask = async (line: string, body?: string, headers: Record<string, string> = {}) => {
    const [method = '', path = ''] = line.split(' ')
    const response = await fetch(`${listening.url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    return {
      status: response.status,
      body: (text === '' ? null : JSON.parse(text)) as Json,
      type: response.headers.get('content-type'),
    }
  }
  const advance = (ticks: number) => ask('POST /aftercancel/advance', JSON.stringify({ ticks }))
  return { service, url: listening.url, ask, advance }
}

const errorOf = ({ status, body }: { status: number; body: Json }) => {
  const error = body['error'] as { code: number; status: string; message: string; details: { reason: string }[] }
  expect(error.code).toBe(status)
  expect(error.message).not.toBe('')
  return [status, error.status, error.details[0]?.reason]
}

describe('the service that is played', () => {
  it('goes from the start to the end of a cancelled operation', async () => {
    const { ask, advance } = await start()

    expect((await ask('POST /v1/matters/42:count', '{"view":"HELD_DATA"}')).body).toEqual({ name: 'operations/1' })
    expect((await ask('GET /v1/operations/1')).body).toEqual({ name: 'operations/1' })
    expect(await ask('POST /v1/operations/1:cancel', '{}')).toMatchObject({ status: 200, body: {} })
    await advance(59)
    expect((await ask('GET /v1/operations/1')).body).toEqual({ name: 'operations/1' })
    await advance(1)
    expect((await ask('GET /v1/operations/1')).body).toEqual({
      name: 'operations/1',
      done: true,
      error: { code: 1, message: 'CANCELLED' },
    })
    expect((await ask('DELETE /v1/operations/1')).body).toEqual({})
    expect(errorOf(await ask('GET /v1/operations/1'))).toEqual([404, 'NOT_FOUND', 'NOT_FOUND'])
  })

  it('knows an operation under any prefix, and gives it the name by which it was asked for', async () => {
    const { ask } = await start()
    await ask('POST /v1/matters/1:count')
    const name = 'projects/p/locations/l/operations/1'

    expect((await ask(`GET /v1/${name}`)).body).toEqual({ name })
    expect((await ask('GET /v1/projects/p/locations/l/operations')).body).toEqual({ operations: [{ name }] })
    expect((await ask(`POST /v1beta1/${name}:cancel`)).body).toEqual({})
  })

  it.each([
    [{}, 'GET /v1/operations/1', undefined, 'Bearer none', [401, 'UNAUTHENTICATED', 'CREDENTIALS_MISSING']],
    [{}, 'POST /v1/operations/1:cancel', '', 'Bearer none', [401, 'UNAUTHENTICATED', 'CREDENTIALS_MISSING']],
    [
      {},
      'POST /v1/operations/1:cancel',
      '',
      'Bearer readonly',
      [403, 'PERMISSION_DENIED', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'],
    ],
    [{}, 'POST /v1/operations/7:cancel', '', 'Bearer noAccess', [403, 'PERMISSION_DENIED', 'PERMISSION_DENIED']],
    [
      { supportsCancel: false },
      'POST /v1/operations/1:cancel',
      '{bad',
      'Bearer x',
      [501, 'UNIMPLEMENTED', 'UNIMPLEMENTED'],
    ],
    [{}, 'POST /v1/operations/7:cancel', '{"reason":"x"}', 'Bearer x', [400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT']],
    [{}, 'POST /v1/operations/7:cancel', '{bad', 'Bearer x', [400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT']],
    [{}, 'POST /v1/operations/7:cancel', '', 'Bearer x', [404, 'NOT_FOUND', 'NOT_FOUND']],
    [{}, 'DELETE /v1/operations/0', undefined, 'Bearer x', [404, 'NOT_FOUND', 'NOT_FOUND']],
    [
      { refusedTo: 50 },
      'POST /v1/operations/1:cancel',
      '',
      'Bearer x',
      [400, 'FAILED_PRECONDITION', 'FAILED_PRECONDITION'],
    ],
    [{}, 'POST /v1/operations/1:pause', '', 'Bearer x', [404, 'NOT_FOUND', 'METHOD_NOT_FOUND']],
    [{}, 'GET /v2/matters', undefined, 'Bearer x', [404, 'NOT_FOUND', 'METHOD_NOT_FOUND']],
    [{}, 'POST /v1/matters/1:count', '[1]', 'Bearer x', [400, 'INVALID_ARGUMENT', 'INVALID_JSON']],
    [{}, 'POST /v1/operations/1:wait', '{"timeout":"soon"}', 'Bearer x', [400, 'INVALID_ARGUMENT', 'BAD_REQUEST']],
    [{}, 'GET /v1/operations?filter=name=1', undefined, 'Bearer x', [400, 'INVALID_ARGUMENT', 'BAD_REQUEST']],
    [{}, 'GET /v1/operations?pageToken=zzz', undefined, 'Bearer x', [400, 'INVALID_ARGUMENT', 'BAD_REQUEST']],
    [{}, 'GET /v1/operations?pageSize=-1', undefined, 'Bearer x', [400, 'INVALID_ARGUMENT', 'BAD_REQUEST']],
  ])('under %j refuses %s %s with %s as %j', async (knobs, line, body, authorization, expected) => {
    const { ask } = await start(knobs)
    await ask('POST /v1/matters/1:count')

    expect(errorOf(await ask(line, body, { authorization }))).toEqual(expected)
  })

  it('takes an API key alone for no credential', async () => {
    const { ask } = await start()

    expect(errorOf(await ask('POST /v1/operations/1:cancel?key=K'))).toEqual([
      401,
      'UNAUTHENTICATED',
      'CREDENTIALS_MISSING',
    ])
  })

  it('lists by pages, and filters on done', async () => {
    const { ask, advance } = await start({ workTicks: 100 })
    await ask('POST /v1/matters/1:count')
    await advance(100)
    for (let i = 0; i < 4; i++) await ask('POST /v1/matters/1:count')
    await ask('DELETE /v1/operations/3')
    const names = (body: Json) =>
      (body['operations'] as { name: string }[]).map(({ name }) => name.replace('operations/', ''))

    expect(names((await ask('GET /v1/operations')).body)).toEqual(['1', '2', '4', '5'])
    expect(names((await ask('GET /v1/operations?filter=done%3Dtrue')).body)).toEqual(['1'])
    const first = (await ask('GET /v1/operations?filter=done=false&pageSize=2')).body
    expect(names(first)).toEqual(['2', '4'])
    const token = String(first['nextPageToken'])
    expect(
      (await ask(`GET /v1/operations?filter=done=false&pageSize=2&pageToken=${encodeURIComponent(token)}`)).body,
    ).toEqual({
      operations: [{ name: 'operations/5' }],
    })
    const other = await ask(`GET /v1/operations?pageToken=${encodeURIComponent(token)}`)
    expect(errorOf(other)).toEqual([400, 'INVALID_ARGUMENT', 'BAD_REQUEST'])
  })

  const waitsIn = (service: Service): number =>
    service.trace().events.filter((event) => event.kind === 'call' && event.op === 'wait').length

  it('waits for the end, or for as long as it is asked to', async () => {
    const { ask, advance, service } = await start({ workTicks: 100 })
    await ask('POST /v1/matters/1:count')
    const short = ask('POST /v1/operations/1:wait', '{"timeout":"0.5s"}')
    const long = ask('POST /v1/operations/1:wait')
    while (waitsIn(service) < 2) await new Promise(setImmediate)
    await advance(50)
    expect((await short).body).toEqual({ name: 'operations/1' })
    await advance(50)
    expect((await long).body).toEqual({
      name: 'operations/1',
      done: true,
      response: { '@type': 'type.googleapis.com/google.protobuf.Empty', value: {} },
    })
  })

  it('answers a wait as the model does: not offered, cut short, or under a delete', async () => {
    const none = await start({ otherMethods: 'noWait' })
    await none.ask('POST /v1/matters/1:count')
    expect(errorOf(await none.ask('POST /v1/operations/1:wait'))).toEqual([501, 'UNIMPLEMENTED', 'UNIMPLEMENTED'])

    const short = await start({ waitLimitTicks: 0 })
    await short.ask('POST /v1/matters/1:count')
    expect((await short.ask('POST /v1/operations/1:wait')).body).toEqual({ name: 'operations/1' })

    const { ask, service } = await start()
    await ask('POST /v1/matters/1:count')
    const waited = ask('POST /v1/operations/1:wait')
    while (waitsIn(service) < 1) await new Promise(setImmediate)
    await ask('DELETE /v1/operations/1')
    expect(errorOf(await waited)).toEqual([404, 'NOT_FOUND', 'NOT_FOUND'])
  })

  it('tells of the end in the answer to the start where the operation is born done', async () => {
    const { ask } = await start({ bornDone: true })

    expect((await ask('POST /v1/matters/1:count')).body).toEqual({
      name: 'operations/1',
      done: true,
      response: { '@type': 'type.googleapis.com/google.protobuf.Empty', value: {} },
    })
    expect((await ask('GET /aftercancel/outcome')).body).toMatchObject({ settle: { code: 'OK' } })
  })

  it('does what the scenario says of the service and of another client, and leaves its client’s steps to the outside', async () => {
    const { ask, advance } = await start({}, [
      { at: 0, do: 'count', args: { cancellable: false } },
      { at: 5, do: 'cancel' },
      { at: 10, do: 'outage' },
      { at: 20, do: 'recover' },
      { at: 30, do: 'loseReply' },
      { at: 40, do: 'delete', actor: 'other' },
    ])
    await ask('POST /v1/matters/1:count')
    await advance(9)
    expect(errorOf(await ask('POST /v1/operations/1:cancel'))).toEqual([501, 'UNIMPLEMENTED', 'UNIMPLEMENTED'])
    await advance(1)
    expect(errorOf(await ask('GET /v1/operations/1'))).toEqual([503, 'UNAVAILABLE', 'UNAVAILABLE'])
    await advance(10)
    expect((await ask('GET /v1/operations/1')).status).toBe(200)
    await advance(10)
    await expect(ask('GET /v1/operations/1')).rejects.toThrow('fetch failed')
    expect((await ask('GET /v1/operations/1')).status).toBe(200)
    await advance(10)
    expect(errorOf(await ask('GET /v1/operations/1'))).toEqual([404, 'NOT_FOUND', 'NOT_FOUND'])
  })

  it('shows in the metadata that a cancel was asked for, where the service does', async () => {
    const { ask } = await start({ exposeRequestedCancellation: true })
    await ask('POST /v1/matters/1:count')
    await ask('POST /v1/operations/1:cancel')

    expect((await ask('GET /v1/operations/1')).body).toEqual({
      name: 'operations/1',
      metadata: { '@type': 'type.googleapis.com/google.protobuf.Struct', value: { requestedCancellation: true } },
    })
  })
})

describe('what a test steers it with', () => {
  it('time, a new beginning, the trace, the outcome and an observation', async () => {
    const { ask, advance, url } = await start()
    await ask('POST /v1/matters/1:count')
    await advance(7)
    await ask('POST /v1/operations/1:cancel')
    await advance(100)
    await ask('GET /v1/projects/p/operations/1')

    expect((await ask('GET /aftercancel/outcome')).body).toMatchObject({
      cancel: { code: 'OK' },
      settle: { code: 'CANCELLED' },
      milestones: { issued: 7, accepted: 7, noticed: 67, stopped: 67, settled: 107 },
    })
    const text = await (await fetch(`${url}/aftercancel/observation`)).text()
    const observed = finish(parseObservation(text))
    const lines = observed.ok ? observed.value.observation.lines : []
    expect(
      lines.map(({ t, kind, op, operation, code }) =>
        [t, kind, op, operation, code].filter((x) => x !== undefined).join(' '),
      ),
    ).toEqual([
      '0 call count operations/1',
      '0 return count operations/1 OK',
      '7 call cancel operations/1',
      '7 return cancel operations/1 OK',
      '107 call get operations/1',
      '107 return get operations/1 OK',
      '107 settle operations/1 CANCELLED',
    ])
    const trace = (await (await fetch(`${url}/aftercancel/trace`)).text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Json)
    expect(checkScenario(trace[0]?.['scenario'])).toMatchObject({
      ok: true,
      value: { steps: [{ do: 'count' }, { at: 7, do: 'cancel' }, { at: 107, do: 'get' }] },
    })
    expect(trace.filter(({ kind }) => kind === 'command').map(({ step }) => step)).toEqual([0, 1, 2])
    expect(trace.at(-1)).toMatchObject({ kind: 'end', outcome: { cancel: { code: 'OK' } } })

    const scenario = {
      format: 'aftercancel/scenario@1',
      spec: 'lro',
      knobs: { supportsCancel: false, linkTicks: 0 },
      steps: [],
    }
    expect((await ask('POST /aftercancel/reset', JSON.stringify({ scenario }))).body).toEqual({ t: 0 })
    await ask('POST /v1/matters/1:count')
    expect((await ask('POST /v1/operations/1:cancel')).status).toBe(501)
    expect((await ask('POST /aftercancel/reset')).body).toEqual({ t: 0 })
    expect((await ask('POST /v1/operations/1:cancel')).status).toBe(501)
  })

  it.each([
    ['POST /aftercancel/advance', '{"ticks":-1}', 'BAD_REQUEST'],
    ['POST /aftercancel/advance', '{"ticks":1,"more":2}', 'BAD_REQUEST'],
    ['POST /aftercancel/advance', '{', 'BAD_REQUEST'],
    ['POST /aftercancel/reset', '{', 'INVALID_JSON'],
    ['POST /aftercancel/reset', '{"format":"aftercancel/scenario@1","spec":"mi","steps":[]}', 'INVALID_SCENARIO'],
    ['POST /aftercancel/reset', '{"steps":[]}', 'INVALID_SCENARIO'],
    ['GET /aftercancel/nothing', undefined, 'METHOD_NOT_FOUND'],
  ])('refuses %s %s', async (line, body, reason) => {
    const { ask } = await start()

    expect(errorOf(await ask(line, body)).at(-1)).toBe(reason)
  })

  it('cannot move a time that goes by itself', async () => {
    const service = new Service(
      { ...ensure((await start()).service.world.scenario, 'there is one') },
      (world) => new RealClock(world, 1),
    )
    const listening = await listen(service, { tickMs: 1 })
    open.push(listening)
    const response = await fetch(`${listening.url}/aftercancel/advance`, { method: 'POST', body: '{"ticks":1}' })

    expect(errorOf({ status: response.status, body: (await response.json()) as Json })[1]).toBe('FAILED_PRECONDITION')
    const count = await fetch(`${listening.url}/v1/matters/1:count`, { method: 'POST' })
    expect(await count.json()).toEqual({ name: 'operations/1' })
    const done = await fetch(`${listening.url}/v1/operations/1:wait`, { method: 'POST' })
    expect(await done.json()).toMatchObject({ done: true })
    service.stop()
  })
})

describe('where it can be reached', () => {
  it('is on this machine alone, and asks nobody', async () => {
    const connecting = vi.spyOn(Socket.prototype, 'connect')
    const { ask, url, advance } = await start()
    await ask('POST /v1/matters/1:count')
    await ask('POST /v1/operations/1:cancel')
    await advance(100)
    await ask('GET /aftercancel/har')
    const { port, hostname } = new URL(url)
    // The test's own client asks the server; there is no other connection.
    const asked = new Set(connecting.mock.calls.flat(2).map((to) => (to as { readonly port?: unknown } | null)?.port))
    connecting.mockRestore()

    expect(hostname).toBe('127.0.0.1')
    expect([...asked].filter((each) => each !== undefined).map(String)).toEqual([port])
    const others = Object.values(networkInterfaces()).flatMap((all = []) => all.filter(({ internal }) => !internal))
    for (const { address, family } of others)
      await expect(
        fetch(`http://${family === 'IPv6' ? `[${address}]` : address}:${port}/v1/operations`),
      ).rejects.toThrow(TypeError)
  })
})

describe('what nobody should send', () => {
  /** What comes back for these bytes, until the server closes the connection. */
  const raw = (url: string, ...parts: readonly (string | Buffer)[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url)
      const socket = connect(Number(port), hostname, () => {
        for (const part of parts) socket.write(part)
      }).setNoDelay(true)
      let text = ''
      socket.on('data', (part) => void (text += String(part)))
      socket.on('close', () => resolve(text))
      socket.on('error', reject)
    })

  it('bodies over 1 MiB, and bytes that are no text or no HTTP', async () => {
    const { ask, url } = await start()
    await ask('POST /v1/matters/1:count')

    expect(errorOf(await ask('POST /v1/matters/1:count', `"${'x'.repeat(1024 * 1024)}"`))).toEqual([
      413,
      'INVALID_ARGUMENT',
      'REQUEST_TOO_LARGE',
    ])
    const bad = await raw(
      url,
      Buffer.concat([
        Buffer.from(
          'POST /v1/operations/1:cancel HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\n',
        ),
        Buffer.from([0xc3, 0x28]),
      ]),
    )
    expect(bad).toMatch(/^HTTP\/1.1 400 [^]*"status":"INVALID_ARGUMENT"/)
    expect(await raw(url, 'hello\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [^]*"reason":"INVALID_REQUEST"/)
    expect((await ask('GET /v1/operations/1')).status).toBe(200)
  })

  it('answers requests that come in one piece, in their order', async () => {
    const { ask, url } = await start()
    await ask('POST /v1/matters/1:count')
    const get = (n: number, end: string) => `GET /v1/operations/${n} HTTP/1.1\r\nhost: x\r\n${end}\r\n`
    const text = await raw(url, get(1, '') + get(2, '') + get(1, 'connection: close\r\n'))

    expect([...text.matchAll(/HTTP\/1.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '404', '200'])
  })

  it('answers a request that comes byte by byte, and in between those of others', async () => {
    const { ask, url } = await start()
    const request = 'POST /v1/matters/1:count HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}'
    const [slow, quick] = await Promise.all([raw(url, ...request.split('')), ask('GET /v1/operations/9')])

    expect(slow).toMatch(/^HTTP\/1.1 200 [^]*"operations\/1"/)
    expect(quick.status).toBe(404)
  })

  it('closes on who begins a request and does not end it', async () => {
    const { service, ask } = await start()
    const impatient = await listen(service, { tickMs: 10, patienceMs: 20 })
    open.push(impatient)
    const half = 'POST /v1/matters/1:count HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{'

    expect(await raw(impatient.url, half)).toMatch(/^HTTP\/1.1 408 [^]*"status":"DEADLINE_EXCEEDED"/)
    expect(await raw(impatient.url, 'GET /v1/oper')).toMatch(/^HTTP\/1.1 408 [^]*"status":"DEADLINE_EXCEEDED"/)
    expect((await ask('GET /v1/operations/1')).status).toBe(404)
  })

  it('bodies that are announced and never come, headers without end, and paths with anything in them', async () => {
    const { ask, url } = await start()
    const close = 'host: x\r\nconnection: close\r\n\r\n'

    expect(await raw(url, `GET /v1/${'x'.repeat(20_000)} HTTP/1.1\r\n${close}`)).toMatch(
      /^HTTP\/1.1 431 [^]*"status":"INVALID_ARGUMENT"/,
    )
    for (const path of [
      '/',
      '//',
      '/v1/operations/%',
      '/v1/%00',
      '/v1/operations/1?pageSize=%FF',
      '/v1/operations/\u00ff',
    ])
      expect(await raw(url, `GET ${path} HTTP/1.1\r\n${close}`)).toMatch(
        /^HTTP\/1.1 40[04] [^]*"error":\{"code":40[04]/,
      )
    expect(await raw(url, `DELETE / HTTP/1.1\r\n${close}`)).toMatch(/^HTTP\/1.1 404 /)
    expect((await ask('GET /v1/operations')).status).toBe(200)
  })

  it('a fault of its own is an answer too', async () => {
    const { ask, service } = await start()
    Object.assign(service.world, {
      call: () => {
        throw new Error('broken assumption')
      },
    })

    expect(errorOf(await ask('GET /v1/operations/1'))).toEqual([500, 'INTERNAL', 'INTERNAL'])
  })

  it('goes on when a client hangs up, and puts down that it did', async () => {
    const { ask, advance, url, service } = await start({ linkTicks: 5 })
    const leaving = new AbortController()
    const asked = fetch(`${url}/v1/matters/1:count`, { method: 'POST', signal: leaving.signal }).catch(() => 'left')
    while (service.world.operations === 0) await new Promise(setImmediate)
    leaving.abort()
    expect(await asked).toBe('left')
    while (service.exchanges.length === 0) await new Promise(setImmediate)
    await advance(10)

    expect(service.exchanges).toMatchObject([{ status: 0, aborted: true }])
    const look = ask('GET /v1/operations/1')
    while (service.world.nextDue() !== 15) await new Promise(setImmediate)
    await advance(10)
    expect((await look).status).toBe(200)
  })
})
