import { describe, expect, it } from 'vitest'
import { conform, type Report } from '#analysis/conform/conform.ts'
import { ensure } from '#base/assert.ts'
import { finish } from '#formats/opened.ts'
import { openRecording } from '#formats/recognise.ts'
import { lro } from '#machines/lro/index.ts'

/** What programs send, and what services answer: each kind of recording as a small HAR. Whoever polls or does not, only the service is judged. */

interface Exchange {
  readonly request: string
  readonly status: number
  readonly answer?: unknown
  readonly body?: string
  readonly error?: string
  /** Milliseconds; each begins 100 after the one before. */
  readonly took?: number
}

const name = 'operations/7'
const running = { name }
const done = (end: object): object => ({ name, done: true, ...end })
const response = { response: {} }
const cancelled = { error: { code: 1 } }

const ok = (request: string, answer: unknown = {}): Exchange => ({ request, status: 200, answer })
const statusOf: Readonly<Record<string, number>> = {
  ABORTED: 409,
  ALREADY_EXISTS: 409,
  FAILED_PRECONDITION: 400,
  INVALID_ARGUMENT: 400,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  UNAUTHENTICATED: 401,
  UNIMPLEMENTED: 501,
  UNAVAILABLE: 503,
}
const refused = (request: string, status: string): Exchange => {
  const code = ensure(statusOf[status], `${status} has a number`)
  return { request, status: code, answer: { error: { code, status } } }
}

const start = 'POST /v1/matters/1:count'
const starts = ok(start, running)
const startsTwo = ok(start, { name: 'operations/8' })
const look = (answer: unknown = running): Exchange => ok(`GET /v1/${name}`, answer)
const cancelCall = `POST /v1/${name}:cancel`
const cancel = ok(cancelCall)
const remove = `DELETE /v1/${name}`
const list = (answer: unknown): Exchange => ok('GET /v1/operations', answer)
const gone = refused(`GET /v1/${name}`, 'NOT_FOUND')

function har(exchanges: readonly Exchange[]): string {
  const entries = exchanges.map(({ request, status, answer, body, error, took = 10 }, index) => {
    const [method, path] = request.split(' ')
    return {
      startedDateTime: new Date(Date.UTC(2026, 10, 28) + index * 100).toISOString(),
      time: took,
      request: {
        method,
        url: `https://service.example${path}`,
        ...(body === undefined ? {} : { postData: { text: body } }),
      },
      response: { status, content: { text: answer === undefined ? '' : JSON.stringify(answer) }, _error: error },
    }
  })
  return JSON.stringify({ log: { version: '1.2', entries } })
}

function held(...exchanges: readonly Exchange[]): Report {
  const read = finish(openRecording(har(exchanges), { name: 'made.har' }))
  return ensure(conform(lro, ensure(read.ok ? read.value : null, 'it can be opened')), 'nobody stops it')
}

type Kind = readonly [says: string, exchanges: readonly Exchange[]]
type BadKind = readonly [
  says: string,
  clause: string,
  place: number,
  wayOut: string | null,
  exchanges: readonly Exchange[],
]

describe('a service that does nothing wrong is allowed, whatever its client does', () => {
  it.each<Kind>([
    ['no poll at all', [starts, cancel, look(done(cancelled))]],
    ['no look at all', [starts, cancel]],
    ['a cancel twice', [starts, cancel, cancel, look(done(cancelled))]],
    ['a second cancel is refused', [starts, cancel, refused(cancelCall, 'FAILED_PRECONDITION'), look(done(cancelled))]],
    ['a cancel of what is done', [starts, look(done(response)), cancel, look(done(response))]],
    ['no cancel is offered', [starts, refused(cancelCall, 'UNIMPLEMENTED'), look(done(response))]],
    ['no access to cancel', [starts, refused(cancelCall, 'PERMISSION_DENIED'), look()]],
    ['a phase in which it refuses', [starts, refused(cancelCall, 'FAILED_PRECONDITION'), look(), cancel]],
    ['a body that is not empty', [starts, { ...refused(cancelCall, 'INVALID_ARGUMENT'), body: '{"reason":"bored"}' }]],
    ['unavailable for a while', [starts, refused(`GET /v1/${name}`, 'UNAVAILABLE'), look(), cancel]],
    ['a cancel that is sent again', [starts, refused(cancelCall, 'UNAVAILABLE'), cancel, look(done(cancelled))]],
    ['too many requests', [starts, refused(`GET /v1/${name}`, 'RESOURCE_EXHAUSTED'), look(), cancel]],
    ['an end with neither', [starts, look(), cancel, look(done({}))]],
    ['work that fails by itself', [starts, look(), look(done({ error: { code: 5 } }))]],
    ['a service that stops it by itself', [starts, look(), look(done(cancelled))]],
    ['metadata that show the cancel', [starts, cancel, look({ name, metadata: { requestedCancellation: true } })]],
    ['a record that is deleted', [starts, ok(remove), gone, refused(cancelCall, 'NOT_FOUND')]],
    ['a delete twice', [starts, ok(remove), refused(remove, 'NOT_FOUND')]],
    ['a list', [starts, list({ operations: [running] }), cancel]],
    ['a name that nobody has given', [starts, refused('GET /v1/operations/none', 'NOT_FOUND'), look()]],
    ['a client that gives up its look', [starts, { ...look(), status: 0, error: 'net::ERR_ABORTED' }, cancel, look()]],
    ['a look that a cancel overtakes', [starts, { ...look(), took: 150 }, cancel, look(done(cancelled))]],
    [
      'a look that is given up meanwhile',
      [starts, { ...look(), took: 290, status: 0 }, cancel, look(), look(done(cancelled))],
    ],
    ['a look that learns the end late', [starts, { ...look(done(cancelled)), took: 350 }, cancel, look(), look()]],
    ['a cancel that a look overtakes', [starts, { ...cancel, took: 150 }, look(), look(done(cancelled))]],
    ['an answer that is lost', [starts, { ...cancel, status: 0, error: 'net::ERR_FAILED' }, look(done(cancelled))]],
    ['a wait', [starts, ok(`POST /v1/${name}:wait`, running), cancel, ok(`POST /v1/${name}:wait`, done(cancelled))]],
    ['done from the start', [ok('POST /v1/matters/1:count', done(response)), look(done(response))]],
    ['a delete that is not offered', [starts, refused(remove, 'UNIMPLEMENTED'), look()]],
    [
      'the first of two is cancelled',
      [starts, startsTwo, cancel, ok('GET /v1/operations/8', { name: 'operations/8' })],
    ],
    ['started before the file begins', [look(), cancel, look(done(cancelled))]],
    ['a start that is refused', [refused(start, 'RESOURCE_EXHAUSTED'), starts, cancel]],
    ['a start without a credential', [refused(start, 'UNAUTHENTICATED'), starts, cancel]],
    ['a start without access', [refused(start, 'PERMISSION_DENIED'), starts, cancel, look(done(cancelled))]],
    ['a start that lacks something', [refused(start, 'INVALID_ARGUMENT'), starts, look(), look(done(response))]],
    [
      'a start on a matter that nobody knows',
      [refused(start, 'NOT_FOUND'), refused(start, 'NOT_FOUND'), starts, cancel],
    ],
    ['a start on a closed matter', [refused(start, 'FAILED_PRECONDITION'), starts, look(), cancel]],
    ['a start that is refused, and nothing else', [refused(start, 'PERMISSION_DENIED')]],
    ['a start that is refused while another one works', [starts, refused(start, 'PERMISSION_DENIED'), look(), cancel]],
    ['a start that is refused beside another one', [starts, refused(start, 'ABORTED'), cancel, look(done(cancelled))]],
  ])('%s', (_, exchanges) => {
    const { verdict, explained, seen } = held(...exchanges)

    expect([verdict, explained]).toEqual(['allowed', seen])
  })
})

const names = Array.from({ length: 8 }, (_, i) => `operations/${i}`)

describe('many operations at once', () => {
  const each = (of: (operation: string) => Exchange): Exchange[] => names.map(of)
  const all = [
    ...each((operation) => ok(start, { name: operation })),
    ...each((operation) => ok(`GET /v1/${operation}`, { name: operation })),
    ...each((operation) => ok(`POST /v1/${operation}:cancel`)),
    ...each((operation) => ok(`GET /v1/${operation}`, { name: operation, done: true, ...cancelled })),
  ]

  const look8 = (end: object): Exchange => ok('GET /v1/operations/7', { name: 'operations/7', done: true, ...end })

  it('are each cancelled, and each ends so', () => {
    const { verdict, explained, seen } = held(...all)

    expect([verdict, explained]).toEqual(['allowed', seen])
  })

  it.each([
    ['a look that is aborted', 8, refused('GET /v1/operations/0', 'ABORTED')],
    ['a look that shows both results', 31, look8({ ...cancelled, ...response })],
    [
      'a look that shows an error while it runs',
      25,
      ok('GET /v1/operations/1', { name: 'operations/1', ...cancelled }),
    ],
    ['an end that none has', 31, look8({ error: { code: 15 } })],
    ['a cancel that exists already', 16, refused('POST /v1/operations/0:cancel', 'ALREADY_EXISTS')],
  ])('are refused for %s, which none of them can have', (_, index, exchange) => {
    const { verdict, deviations, isRestExplained } = held(...all.with(index, exchange))

    expect([verdict, [...new Set(deviations.map(({ place }) => place))], isRestExplained]).toEqual([
      'notAllowed',
      [index + 1],
      true,
    ])
  })
})

const lookOf = (operation: string, end: object = {}): Exchange =>
  ok(`GET /v1/${operation}`, { name: operation, ...end })
const failed = (code: number): object => ({ done: true, error: { code } })

describe('operations that end differently', () => {
  const startsEach = names.map((operation) => ok(start, { name: operation }))

  it.each<Kind>([
    ['each fails in its own way', [starts, startsTwo, lookOf(name, failed(5)), lookOf('operations/8', failed(7))]],
    [
      'the first fails after the second was started',
      [
        starts,
        startsTwo,
        look(),
        lookOf('operations/8'),
        lookOf(name, failed(5)),
        lookOf('operations/8', done(response)),
      ],
    ],
    [
      'the service ends the first as cancelled after the second was started',
      [starts, startsTwo, look(), look(done(cancelled)), lookOf('operations/8', done(response))],
    ],
    [
      'a cancel is honoured, or fails in another way',
      [
        starts,
        startsTwo,
        cancel,
        ok('POST /v1/operations/8:cancel'),
        look(done(cancelled)),
        lookOf('operations/8', failed(13)),
      ],
    ],
    ['eight, each in its own way', [...startsEach, ...names.map((operation, i) => lookOf(operation, failed(i + 2)))]],
  ])('%s', (_, exchanges) => {
    const { verdict, explained, seen } = held(...exchanges)

    expect([verdict, explained]).toEqual(['allowed', seen])
  })

  it.each(['operations/0', 'operations/7'])('a cancel of %s among eight removes its record: LR-05', (operation) => {
    const { verdict, first, waysOut } = held(
      ...startsEach,
      ...names.map((each) => lookOf(each)),
      refused(`POST /v1/${operation}:cancel`, 'NOT_FOUND'),
      ...names.filter((each) => each !== operation).map((each) => lookOf(each)),
    )

    expect([verdict, first?.place, waysOut[0]?.question]).toEqual(['notAllowed', 17, 'LH-03'])
    expect(first?.clauses).toContain('LR-05')
  })

  it('a result that changes among two is refused at the look that shows the other one', () => {
    const { verdict, first, isRestExplained } = held(
      starts,
      startsTwo,
      lookOf(name, failed(5)),
      lookOf('operations/8', done(response)),
      lookOf(name, failed(7)),
    )

    expect([verdict, first?.place, first?.clauses[0], isRestExplained]).toEqual(['notAllowed', 5, 'LR-14', true])
  })
})

describe('an observation of one’s own', () => {
  const call = (op: string, n: number, operation: string, out: object): object[] => [
    { kind: 'call', op, call: `${op}#${n}`, operation },
    { kind: 'return', op, call: `${op}#${n}`, operation, code: 'OK', out },
  ]
  const end = (code: number): object => ({ name, done: true, error: { code, message: 'no such file', details: [] } })
  const observed = (...lines: readonly object[]): Report => {
    const header = { format: 'aftercancel/observation@1', spec: 'lro', sees: ['call', 'return'] }
    const text = [header, ...lines].map((line) => JSON.stringify(line)).join('\n')
    const read = finish(openRecording(text, { name: 'made.jsonl' }))
    return ensure(conform(lro, ensure(read.ok ? read.value : null, 'it can be opened')), 'nobody stops it')
  }

  it('has the names, messages and contents of its own service in what its looks show', () => {
    const { verdict } = observed(
      ...call('count', 1, 'a', { name: 'projects/7/operations/a', metadata: { progress: 3 } }),
      ...call('count', 2, 'b', { name: 'projects/7/operations/b' }),
      ...call('get', 1, 'a', end(5)),
      ...call('get', 2, 'b', { name, done: true, response: { count: 12 } }),
    )

    expect(verdict).toBe('allowed')
  })

  it('shows how operations ended in its looks alone', () => {
    const starting = [...call('count', 1, 'a', { name }), ...call('count', 2, 'b', { name })]
    const looks = (first: number, last: number): object[] => [
      ...call('get', 1, 'a', end(first)),
      ...call('get', 2, 'b', end(7)),
      ...call('get', 3, 'a', end(last)),
    ]

    expect(observed(...starting, ...looks(5, 5)).verdict).toBe('allowed')
    expect(observed(...starting, ...looks(5, 6)).first).toMatchObject({
      place: 11,
      clauses: expect.arrayContaining(['LR-14']),
    })
  })
})

describe('a service that goes against a clause is refused with it', () => {
  it.each<BadKind>([
    ['running after it was done', 'LR-14', 4, 'LH-19', [starts, cancel, look(done(cancelled)), look()]],
    ['another result', 'LR-14', 3, null, [starts, look(done(response)), look(done(cancelled))]],
    ['both results', 'LR-13', 3, null, [starts, cancel, look(done({ ...cancelled, ...response }))]],
    ['a response while it runs', 'LR-12', 2, null, [starts, look({ name, ...response })]],
    ['an error while it runs', 'LR-12', 3, null, [starts, cancel, look({ name, ...cancelled })]],
    ['a cancel that removes the record', 'LR-05', 3, 'LH-03', [starts, cancel, gone]],
    ['a cancel that answers with something', 'LR-09', 2, null, [starts, ok(cancelCall, running)]],
    ['a cancel that answers with no bytes', 'LR-09', 2, null, [starts, { ...cancel, answer: undefined }]],
    [
      'a code with the status of another',
      'LR-21',
      2,
      null,
      [starts, { ...refused(cancelCall, 'UNIMPLEMENTED'), status: 400 }],
    ],
    ['a look after the delete', 'LR-18', 3, null, [starts, ok(remove), look()]],
    [
      'a refused start with the status of another code',
      'LR-21',
      1,
      null,
      [{ ...refused(start, 'PERMISSION_DENIED'), status: 404 }, starts],
    ],
  ])('%s: %s', (_, clause, place, way, exchanges) => {
    const { verdict, first, waysOut } = held(...exchanges)

    expect([verdict, first?.place, waysOut[0]?.question ?? null]).toEqual(['notAllowed', place, way])
    expect(first?.clauses[0]).toBe(clause)
  })
  it('a cancel that was seen in the metadata stays there', () => {
    const asked = look({ name, metadata: { requestedCancellation: true } })

    expect(held(starts, cancel, asked, look()).first).toMatchObject({
      place: 4,
      clauses: expect.arrayContaining(['LR-24']),
    })
  })
})
