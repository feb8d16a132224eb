import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import type { ObservedLine } from './observation.ts'
import { finish } from './opened.ts'
import { openRecording } from './recognise.ts'

function linesOf(text: string): readonly ObservedLine[] {
  const read = finish(openRecording(text))
  expect(read).toMatchObject({ ok: true, value: { from: 'http-log' } })
  return ensure(read.ok ? read.value.observation.lines : null, 'it opens')
}

const of = { operation: 'operations/7' }
const expected = [
  { kind: 'call', op: 'count', call: 'count#1', ...of },
  { kind: 'return', op: 'count', call: 'count#1', ...of, code: 'OK', value: '0', http: 200, out: {} },
  { kind: 'call', op: 'cancel', call: 'cancel#1', ...of, args: { body: 'object' } },
  { kind: 'return', op: 'cancel', call: 'cancel#1', ...of, code: 'UNIMPLEMENTED', value: '12', http: 501 },
  { kind: 'call', op: 'get', call: 'get#1', ...of },
  {
    kind: 'return',
    op: 'get',
    call: 'get#1',
    ...of,
    code: 'OK',
    value: '0',
    http: 200,
    out: { done: true, error: { code: 1 } },
  },
  { kind: 'settle', ...of, code: 'CANCELLED', value: '1' },
]

const blocks = `POST https://vault.example/v1/matters/m:count?alt=json
Content-Type: application/json
Authorization: Bearer SECRET

{
  "view": "ALL"
}

200 OK
Content-Type: application/json; charset=UTF-8

{
  "name": "operations/7"
}

---

POST https://vault.example/v1/operations/7:cancel HTTP/1.1

{}

HTTP/1.1 501 Not Implemented
Content-Type: application/json

{"error": {"code": 501, "status": "UNIMPLEMENTED"}}

---

GET https://vault.example/v1/operations/7

HTTP/2 200

{
  "name": "operations/7",
  "done": true,
  "error": { "code": 1 }
}
`

const curl = `*   Trying 127.0.0.1:8080...
> POST /v1/matters/m:count HTTP/1.1
> Host: 127.0.0.1
> Authorization: Bearer SECRET
>
{"view":"ALL"}
< HTTP/1.1 200 OK
< Content-Type: application/json
<
{ [31 bytes data]
{"name":"operations/7"}
* Connection #0 to host 127.0.0.1 left intact
> POST /v1/operations/7:cancel HTTP/1.1
> Content-Type: application/json
>
{}
< HTTP/1.1 100 Continue
<
< HTTP/1.1 501 Not Implemented
<
{"error":{"code":501,"status":"UNIMPLEMENTED"}}
> GET /v1/operations/7 HTTP/1.1
>
< HTTP/1.1 200 OK
<
{"name":"operations/7","done":true,"error":{"code":1}}
`

const brief = `# what the client did
POST /v1/matters/m:count {"view":"ALL"} → 200 {"name":"operations/7"}
POST /v1/operations/7:cancel {} -> 501 Not Implemented {"error":{"code":501,"status":"UNIMPLEMENTED"}}
GET /v1/operations/7 200 {
  "name": "operations/7",
  "done": true, "error": {"code": 1}
}
`

describe('a transcript of HTTP', () => {
  it.each([
    ['blocks', blocks],
    ['curl -v', curl],
    ['an exchange a line', brief],
    ['blocks with line ends of the other kind', blocks.replaceAll('\n', '\r\n')],
  ])('as %s gives calls and returns in its order', (_, text) => {
    expect(linesOf(text)).toEqual(expected)
  })

  it('keeps no headers', () => {
    expect(JSON.stringify([linesOf(blocks), linesOf(curl)])).not.toContain('SECRET')
  })

  it('has names that were made equal for a test suite, and starts of every method', () => {
    const name = 'projects/${projectId}/locations/l/operations/${operationID}'
    const block = (request: string, body: unknown): string =>
      `${request}?%24alt=json HTTP/1.1\nX-Params: a=${'$'}{b}\n\n200 OK\nServer: ESF\n\n${JSON.stringify(body, null, 2)}\n`
    const resource = 'https://a.example/v1beta/projects/${projectId}/locations/l/clusters'
    const get = block(`GET https://a.example/v1beta/${name}`, { name, done: true, response: { name: 'c' } })
    const text = [
      block(`GET ${resource}/c`, { name: 'c' }),
      block(`POST ${resource}`, { name, done: false }),
      get,
      block(`DELETE ${resource}/c`, { name, done: false }),
      get,
    ].join('\n---\n\n')

    expect(linesOf(text).map(({ kind, op, operation }) => [kind, op, operation])).toEqual([
      ['call', 'count', name],
      ['return', 'count', name],
      ['call', 'get', name],
      ['return', 'get', name],
      ['settle', undefined, name],
      ['call', 'count', `${name} (2)`],
      ['return', 'count', `${name} (2)`],
      ['call', 'get', `${name} (2)`],
      ['return', 'get', `${name} (2)`],
      ['settle', undefined, `${name} (2)`],
    ])
  })

  it('has a request that was never answered', () => {
    expect(linesOf(`${brief}GET /v1/operations/7 HTTP/1.1\n\n`).at(-1)).toEqual({
      kind: 'return',
      op: 'get',
      call: 'get#2',
      ...of,
      code: 'UNAVAILABLE',
      value: '14',
      http: null,
    })
  })
})
