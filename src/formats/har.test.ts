import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { finish, type Opened } from './opened.ts'
import { openRecording } from './recognise.ts'

interface Made {
  readonly request: string
  readonly body?: string
  readonly status: number
  readonly answer?: unknown
  readonly at?: number
  readonly took?: number
  readonly more?: Readonly<Record<string, unknown>>
}

const zero = Date.parse('2026-11-28T12:00:00.000Z')
/** One entry of a HAR, with secrets in every place where there are any. */
function entry({ request, body, status, answer, at = 0, took = 10, more = {} }: Made): unknown {
  const [method, url] = request.split(' ')
  const secret = [{ name: 'authorization', value: 'Bearer TOPSECRET' }]
  return {
    startedDateTime: new Date(zero + at).toISOString(),
    time: took,
    request: {
      method,
      url: `https://service.example${url}?key=TOPSECRET`,
      headers: secret,
      cookies: secret,
      queryString: [{ name: 'key', value: 'TOPSECRET' }],
      bodySize: body?.length ?? 0,
      ...(body === undefined ? {} : { postData: { mimeType: 'application/json', text: body } }),
    },
    response: {
      status,
      headers: secret,
      cookies: secret,
      content:
        answer === undefined ? { size: 0 } : { text: typeof answer === 'string' ? answer : JSON.stringify(answer) },
      ...more,
    },
  }
}
const har = (...entries: readonly Made[]): string =>
  JSON.stringify({ log: { version: '1.2', entries: entries.map(entry) } })
function opened(text: string): Opened {
  const read = finish(openRecording(text, { name: 'a.har' }))
  return ensure(read.ok ? read.value : null, `it opens: ${read.ok ? '' : read.error}`)
}
const brief = ({ observation }: Opened): string[] =>
  observation.lines.map(({ t, kind, call, operation, code, args }) =>
    [t, kind, call, operation, code, args === undefined ? undefined : JSON.stringify(args)]
      .filter((part) => part !== undefined)
      .join(' '),
  )

const start: Made = {
  request: 'POST /v1/matters/1:count',
  body: '{"password":"TOPSECRET"}',
  status: 200,
  answer: { name: 'operations/a', metadata: { token: 'TOPSECRET' } },
}
const look = (at: number, answer: unknown, status = 200, name = 'operations/a'): Made => ({
  request: `GET /v1/${name}`,
  at,
  status,
  answer,
})

describe('a HAR', () => {
  it('keeps nothing of headers, cookies, queries, metadata, responses and messages', () => {
    const done = {
      name: 'operations/a',
      done: true,
      error: { code: 7, message: 'TOPSECRET', details: ['TOPSECRET'] },
      metadata: { requestedCancellation: true, token: 'TOPSECRET' },
    }
    const read = opened(
      har(start, look(100, done), look(200, { name: 'operations/a', done: true, response: { a: 'TOPSECRET' } })),
    )

    expect(JSON.stringify(read)).not.toContain('TOPSECRET')
    expect(read.observation.lines.map(({ out }) => out).filter((out) => out !== undefined)).toEqual([
      {},
      { done: true, error: { code: 7 }, metadata: { requestedCancellation: true } },
      { done: true, response: {} },
    ])
  })

  it('has several operations, under the prefixes of other services, and ignores what is none', () => {
    const name = 'projects/p/locations/l/operations/o'
    const read = opened(
      har(
        { ...start, request: 'POST /v1/projects/p/locations/l/instances', answer: { name, done: false } },
        { ...start, at: 20 },
        { request: 'GET /v1/projects/p/locations/l/instances/i', at: 30, status: 200, answer: { name: 'i' } },
        { request: 'OPTIONS /v1/operations/a', at: 35, status: 204 },
        look(40, { name, done: true, response: {} }, 200, `v1beta1/${name}`.replace('v1beta1/', '')),
        { request: `GET /proxy/rest/${name}`, at: 60, status: 200, answer: { name, done: true, response: {} } },
        { request: 'GET /v1/operations', at: 80, status: 200, answer: { operations: [{ name: 'operations/a' }] } },
        { request: `DELETE /v1/${name}`, at: 100, status: 200, answer: {} },
        { request: `POST /v1/operations/a:wait`, at: 120, status: 200, answer: { name: 'operations/a' } },
      ),
    )

    expect(brief(read)).toEqual([
      `0 call count#1 ${name}`,
      `10 return count#1 ${name} OK`,
      '20 call count#2 operations/a',
      '30 return count#2 operations/a OK',
      `40 call get#1 ${name}`,
      `50 return get#1 ${name} OK`,
      `50 settle ${name} OK`,
      `60 call get#2 ${name}`,
      `70 return get#2 ${name} OK`,
      '80 call list#1',
      '90 return list#1 OK',
      `100 call delete#1 ${name}`,
      `110 return delete#1 ${name} OK`,
      '120 call wait#1 operations/a',
      '130 return wait#1 operations/a OK',
    ])
    expect(read.ignored).toEqual([{ what: 'requests that concern no operation', count: 2 }])
    expect(read.places).toEqual([1, 1, 2, 2, 5, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9])
  })

  it('ignores the operations of other interfaces', () => {
    const compute = { kind: 'compute#operation', name: 'operation-1', status: 'DONE' }
    const read = opened(
      har(start, look(20, compute, 200, 'projects/p/global/operations/operation-1'), look(40, 'pages', 200, 'x')),
    )

    expect(brief(read)).toEqual(['0 call count#1 operations/a', '10 return count#1 operations/a OK'])
    expect(read.ignored).toEqual([{ what: 'requests that concern no operation', count: 2 }])
  })

  it('has calls and returns in the order of time, whatever the order of its entries', () => {
    const read = opened(
      har(
        { request: 'POST /v1/operations/a:cancel', body: '{}', at: 105, took: 3, status: 200, answer: {} },
        { ...look(80, { name: 'operations/a' }), took: 27 },
        start,
      ),
    )

    expect(brief(read)).toEqual([
      '0 call count#1 operations/a',
      '10 return count#1 operations/a OK',
      '80 call get#1 operations/a',
      '105 call cancel#1 operations/a {"body":"object"}',
      '107 return get#1 operations/a OK',
      '108 return cancel#1 operations/a OK',
    ])
    expect(read.notes).toEqual([])
  })

  it('says where a look was answered with the name of another operation, and not where the project is written otherwise', () => {
    const asked = (name: string): Opened =>
      opened(har(start, { request: 'GET /v1/projects/mine/operations/a', at: 100, status: 200, answer: { name } }))

    expect(asked('projects/7/operations/a').notes.filter((note) => note.includes('another operation'))).toEqual([])
    expect(asked('projects/7/operations/b').notes).toContainEqual(
      expect.stringMatching(/^One look was answered with the name of another operation/),
    )
  })

  it('has a look that was overtaken before what overtook it, and one that shows an end where it ended; a wait stays', () => {
    const cancel: Made = { request: 'POST /v1/operations/a:cancel', at: 105, took: 3, status: 200, answer: {} }
    const slow = (op: string, answer: object): Opened =>
      opened(har(start, { request: op, at: 100, took: 90, status: 200, answer }, cancel, look(120, answer)))
    const times = (read: Opened, call: string): (number | undefined)[] =>
      read.observation.lines.filter((line) => line.call === call).map(({ t }) => t)

    const running = slow('GET /v1/operations/a', { name: 'operations/a' })
    expect([times(running, 'get#1'), times(running, 'cancel#1')]).toEqual([
      [100, 108],
      [105, 108],
    ])
    expect(running.notes).toEqual([expect.stringMatching(/^One request was overtaken by a later one/)])
    const done = slow('GET /v1/operations/a', { name: 'operations/a', done: true, error: { code: 1 } })
    expect(times(done, 'get#2')).toEqual([190, 190])
    const wait = slow('POST /v1/operations/a:wait', { name: 'operations/a', done: true, error: { code: 1 } })
    expect([times(wait, 'wait#1'), wait.notes]).toEqual([[100, 190], []])
  })

  it.each([
    [undefined, '{"body":"empty"}'],
    ['{}', '{"body":"object"}'],
    ['{"reason":"x"}', '{"body":"unknownField"}'],
    ['{"__proto__":"x"}', '{"body":"unknownField"}'],
    ['{"name":"operations/a"}', ''],
    ['not JSON', ''],
  ])('tells the body of a cancel: %s', (body, args) => {
    const cancel = { request: 'POST /v1/operations/a:cancel', at: 50, status: 200, answer: {} }
    const read = opened(har(start, body === undefined ? cancel : { ...cancel, body }))

    expect(brief(read)[2]).toBe(`50 call cancel#1 operations/a ${args}`.trim())
  })

  it.each([
    [{ status: 503, answer: '<html>' }, 'UNAVAILABLE', 503],
    [{ status: 400, answer: { error: { code: 400, status: 'FAILED_PRECONDITION' } } }, 'FAILED_PRECONDITION', 400],
    [{ status: 400, answer: [{ error: { code: 400, status: 'OUT_OF_RANGE' } }] }, 'OUT_OF_RANGE', 400],
    [{ status: 400, answer: { code: 9, message: 'gateway' } }, 'FAILED_PRECONDITION', 400],
    [{ status: 404, answer: { error: { status: 'OK' } } }, 'NOT_FOUND', 404],
    [{ status: 418, answer: { error: { status: '__proto__' } } }, 'FAILED_PRECONDITION', 418],
    [{ status: 0 }, 'UNAVAILABLE', null],
    [{ status: 0, more: { _error: 'net::ERR_ABORTED' } }, 'CANCELLED', null],
    [{ status: 200, answer: { name: 'operations/a' } }, 'OK', 200],
    [{ status: 200, more: { content: { encoding: 'base64', text: btoa('{"done":true}') } } }, 'OK', 200],
    [{ status: 200, more: { content: { encoding: 'base64', text: '%%%' } } }, 'OK', 200],
  ])('tells the code of an answer: %j', (answer, code, http) => {
    const read = opened(har(start, { request: 'GET /v1/operations/a', at: 50, ...answer }))

    expect(read.observation.lines[3]).toMatchObject({ kind: 'return', op: 'get', code, http })
  })

  it('has an end in a body in base64, and none without a body', () => {
    const base64 = { status: 200, more: { content: { encoding: 'base64', text: btoa('{"done":true}') } } }
    const both = opened(
      har(start, { request: 'GET /v1/operations/a', at: 50, status: 200 }, { ...look(90, ''), ...base64 }),
    )

    expect(brief(both).slice(2)).toEqual([
      '50 call get#1 operations/a',
      '60 return get#1 operations/a OK',
      '90 call get#2 operations/a',
      '100 return get#2 operations/a OK',
      '100 settle operations/a OK',
    ])
    expect(both.ignored).toEqual([{ what: 'bodies of answers that could not be read', count: 1 }])
  })

  it('says what is a start: also one that was refused, but not one whose answer was lost for good', () => {
    const refused = { ...start, at: 50, status: 429, answer: { error: { status: 'RESOURCE_EXHAUSTED' } } }
    const read = opened(har(start, refused, { ...start, at: 80, status: 0, answer: undefined }))

    expect(brief(read).slice(2)).toEqual([
      '50 call count#2 count#2',
      '60 return count#2 count#2 RESOURCE_EXHAUSTED',
      '60 settle count#2 RESOURCE_EXHAUSTED',
      '80 call count#3 count#3',
      '90 return count#3 count#3 UNAVAILABLE',
    ])
  })

  it('infers that an operation was started which was there before, but not one that nobody knows', () => {
    const read = opened(har(look(0, { name: 'operations/a' }), look(20, {}, 404, 'operations/b')))

    expect(brief(read)).toEqual([
      'call count#1 operations/a',
      'return count#1 operations/a OK',
      '0 call get#1 operations/a',
      '10 return get#1 operations/a OK',
      '20 call get#2 operations/b {"name":"unknown"}',
      '30 return get#2 operations/b NOT_FOUND',
    ])
    expect(read.places).toEqual([null, null, 1, 1, 2, 2])
    expect(read.notes).toEqual([
      'The operation was started before the recording begins: that it was started is inferred, and that nobody had cancelled it is assumed.',
    ])
  })

  it('has a new operation where a name is given again', () => {
    const read = opened(har(start, look(20, { done: true }), { ...start, at: 40 }, look(60, { done: true })))

    expect(brief(read).slice(4)).toEqual([
      '30 settle operations/a OK',
      '40 call count#2 operations/a (2)',
      '50 return count#2 operations/a (2) OK',
      '60 call get#2 operations/a (2)',
      '70 return get#2 operations/a (2) OK',
      '70 settle operations/a (2) OK',
    ])
  })

  it('without times has an order only', () => {
    const text = JSON.stringify({
      log: {
        entries: [start, look(0, { name: 'operations/a' })].map((made) => ({
          ...(entry(made) as object),
          startedDateTime: 'today',
        })),
      },
    })

    expect(brief(opened(text))).toEqual([
      'call count#1 operations/a',
      'return count#1 operations/a OK',
      'call get#1 operations/a',
      'return get#1 operations/a OK',
    ])
  })

  it.each([
    ['{"log":', 'not JSON: Unexpected end of JSON input'],
    ['{"log":1}', 'log: expected an object, found 1'],
    ['{"log":{}}', 'log.entries: expected an array, found nothing'],
    ['{"log":{"entries":[{}]}}', 'log.entries[0].request: missing'],
    [
      '{"log":{"entries":[{"request":{"method":"GET","url":5}}]}}',
      'log.entries[0].request.url: expected string, found 5',
    ],
    [
      har({ request: 'GET /v1/other', status: 200 }),
      'expected requests that start, look at, cancel or delete a long-running operation, found 1 that do not',
    ],
  ])('that is none is refused: %s', (text, error) => {
    expect(finish(openRecording(text))).toEqual({ ok: false, error })
  })
})
