import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { observationText } from './observation.ts'
import { finish, sources, type Opened } from './opened.ts'
import type { Result } from '#base/result.ts'
import { decode, openRecording, recognise } from './recognise.ts'

/** Files from outside may hold anything. Whatever it is, there is an observation or one sentence, and never an exception. */

const open = (input: string | Uint8Array): Result<Opened> => finish(openRecording(input))

/** Why what was read cannot be relied upon, or null. What was read can be written and read again: it keeps to the bounds of the format. */
function unsound(read: Result<Opened>): unknown {
  if (!read.ok) return /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{10,400}$/u.test(read.error) ? null : read.error
  const { observation, places } = read.value
  const again = open(observationText(observation))
  const isSame = again.ok && isDeepStrictEqual(again.value.observation, observation)
  return isSame && places.length === observation.lines.length ? null : { read, again }
}

const expectSound = (read: Result<Opened>): void => {
  expect(unsound(read)).toBeNull()
}

const recordings = ['lro', 'mi'].flatMap((id) => {
  const folder = join(import.meta.dirname, '..', 'machines', id, 'recordings')
  return readdirSync(folder)
    .filter((file) => !file.startsWith('wsman'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
})
const page = { request: { method: 'GET', url: '/style.css' }, response: { status: 200 } }
const running = { text: '{"name":"operations/1"}' }
const look = { request: { method: 'GET', url: '/v1/operations/1' }, response: { status: 200, content: running } }
/** A HAR of so many requests that concern no operation, and so many that look at one. */
function har(pages: number, looks: number): string {
  const entries = [...Array.from({ length: pages }, () => page), ...Array.from({ length: looks }, () => look)]
  return JSON.stringify({ log: { entries } })
}

const nasty = fc.constantFrom(
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  '\u202e\u2066\u200f',
  '\u0000\u001b[31m\u0007',
  '__proto__',
  'constructor',
  '"',
  '\\',
  '\n',
  '{',
  ']',
  '999999999999999999999',
  '-0',
  'null',
)

describe('a file from outside', () => {
  it('may be any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expectSound(open(text))),
      { numRuns: 200 },
    )
  })

  it('may be any JSON, also on lines, also under the name of each format', () => {
    fc.assert(
      fc.property(fc.array(fc.json(), { minLength: 1, maxLength: 5 }), fc.constantFrom(...sources), (values, from) => {
        expectSound(open(values.join('\n')))
        expectSound(finish(openRecording(values.join('\n'), { from })))
      }),
      { numRuns: 200 },
    )
  })

  it('may be a recording in which something was changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...recordings),
        fc.array(fc.tuple(fc.nat(), fc.nat(12), nasty), { minLength: 1, maxLength: 4 }),
        (recording, changes) => {
          const changed = changes.reduce((text, [at, length, insert]) => {
            const place = at % text.length
            return `${text.slice(0, place)}${insert}${text.slice(place + length)}`
          }, recording)
          expectSound(open(changed))
        },
      ),
      { numRuns: 120 },
    )
  })

  it('may hold markup, addresses of scripts, marks and names of the language wherever there is text', () => {
    fc.assert(
      fc.property(nasty, nasty, fc.nat(700), (name, other, status) => {
        const url = `https://${name}/v1/operations/${encodeURIComponent(name)}${other}`
        const answer = {
          name: `operations/${name}${other}`,
          done: true,
          error: { code: status, message: name },
          [name]: other,
        }
        const post = { method: 'POST', url: `/v1/${name}:count`, postData: { text: other } }
        const entries = [
          { request: post, response: { status: 200, content: { text: JSON.stringify(answer) } } },
          {
            request: { method: 'GET', url },
            response: { status, statusText: name, content: { text: JSON.stringify(answer) } },
          },
          { request: { method: name, url: other }, response: { status: 0 } },
        ]
        expectSound(open(JSON.stringify({ log: { entries } })))
        expectSound(open(`{"log":{"__proto__":{"entries":[]},"entries":${JSON.stringify(entries)}}}`))
        expectSound(open(JSON.stringify(answer)))
        expectSound(open(`GET ${url} 200 ${JSON.stringify(answer)}`))
      }),
      { numRuns: 100 },
    )
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('entries')
  })

  it('is refused where it is not UTF-8, packed, empty or too large', () => {
    const errorOf = (input: string | Uint8Array): string => {
      const read = open(input)
      return read.ok ? '' : read.error
    }

    expect(errorOf(Uint8Array.of(0x7b, 0xff, 0xfe))).toBe('the file is not text in UTF-8')
    expect(errorOf(Uint8Array.of(0x1f, 0x8b, 0x08))).toBe('the file is compressed; unpack it first')
    expect(errorOf('  \n ')).toMatch(/; the file is empty$/)
    expect(errorOf(new Uint8Array(20 * 1024 * 1024 + 1))).toBe('the file is larger than 20 MiB')
    expect(errorOf(' '.repeat(20 * 1024 * 1024 + 1))).toBe('the file is larger than 20 MiB')
    expect(errorOf('{"format":"aftercancel/scenario@1","spec":"mi","steps":[]}')).toMatch(
      /this is a scenario, which opens in Explore$/,
    )
    expect(errorOf('hello\u202e')).toMatch(/; this begins with "hello\\u202e"$/)
    expect(decode(new TextEncoder().encode('ü'))).toEqual({ ok: true, value: 'ü' })
  })

  it('may be nested as deeply as it likes', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const deepObject = `${'{"name":'.repeat(50_000)}1${'}'.repeat(50_000)}`
    const head = '{"format":"aftercancel/observation@1","spec":"lro"}\n'
    for (const nested of [deep, deepObject]) {
      expectSound(open(nested))
      expectSound(finish(openRecording(nested, { from: 'operation' })))
      expectSound(open(`${head}{"kind":"call","args":${nested}}`))
      expectSound(open(`${head}{"kind":"return","out":${nested}}`))
      expectSound(open(`{"log":{"entries":${nested}}}`))
      expectSound(open(`GET /v1/operations/1 200 {"name":"operations/1","error":${nested}}`))
    }
  })

  it('is told from its content', () => {
    expect(recordings.map((text) => recognise(text))).toEqual(
      recordings.map((text) => ({ ok: true, value: text.includes('"log"') ? 'har' : 'omi' })),
    )
    expect(recognise('{"creator":1,"log":{"entries":[]}}')).toEqual({ ok: true, value: 'har' })
    expect(recognise('# curl\n> GET /v1/operations/1 HTTP/1.1')).toEqual({ ok: true, value: 'http-log' })
  })

  it('of 100,000 entries opens step by step', () => {
    const parsing = openRecording(har(99_999, 1))
    let steps = 0
    let step = parsing.next()
    for (; step.done !== true; step = parsing.next()) steps++

    expect(steps).toBeGreaterThan(300)
    expect(step.value).toMatchObject({
      ok: true,
      value: {
        ignored: [{ what: 'requests that concern no operation', count: 99_999 }],
        places: [null, null, 100_000, 100_000],
      },
    })
  })

  it('of too many calls or entries is refused in a sentence', () => {
    expect(open(har(0, 50_001))).toEqual({ ok: false, error: 'expected at most 100,000 calls and returns' })
    expect(open(har(100_001, 0))).toEqual({
      ok: false,
      error: 'log.entries: expected at most 100,000 entries, found 100,001',
    })
  })
})
