import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '#base/json.ts'
import { entries } from '#machines/registry.ts'
import {
  observationFormat,
  observationText,
  observedKinds,
  parseObservation,
  type Observation,
  type ObservedLine,
} from './observation.ts'
import { finish } from './opened.ts'

const header = { format: observationFormat, spec: 'lro' }
const text = (...lines: readonly unknown[]): string => lines.map((line) => JSON.stringify(line)).join('\n')
const errorOf = (source: string): string | null => {
  const read = finish(parseObservation(source))
  return read.ok ? null : read.error
}

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
const json: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json)
  .filter((value) => !/"(?:__proto__|constructor|prototype)":/.test(JSON.stringify(value)))
const line: fc.Arbitrary<ObservedLine> = fc
  .record(
    {
      t: fc.double({ noNaN: true, noDefaultInfinity: true }).map((t) => (Object.is(t, -0) ? 0 : t)),
      kind: fc.constantFrom(...observedKinds),
      actor: name,
      op: name,
      call: name,
      operation: name,
      args: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), json, { maxKeys: 4 }),
      code: name,
      value: name,
      http: fc.option(fc.integer({ min: 100, max: 599 })),
      out: json,
      n: fc.nat(),
    },
    { requiredKeys: ['kind'] },
  )
  .map((made) => ({ ...made, ...(made.args === undefined ? {} : { args: { ...made.args } }) }))
  .filter(({ args }) => !Object.keys(args ?? {}).includes('constructor'))
const observation: fc.Arbitrary<Observation> = fc.record({
  spec: fc.constantFrom(...entries.map(({ id }) => id)),
  unit: fc.constantFrom('ms', 'ticks'),
  title: fc.string({ unit: 'grapheme', maxLength: 60 }),
  sees: fc.subarray([...observedKinds]),
  lines: fc.array(line, { maxLength: 20 }),
})

describe('an observation', () => {
  it('that is written is read as it was', () => {
    fc.assert(
      fc.property(observation, (made) => {
        const read = finish(parseObservation(observationText(made)))

        expect(read).toMatchObject({ ok: true, value: { observation: made } })
      }),
    )
  })

  it('has defaults, names that may be numbers, line ends of either kind and places', () => {
    const source = `\ufeff${text(header)}\r\n\r\n${text({ kind: 'settle', operation: 1, code: 'OK' })}\r\n${text({ kind: 'milestone', name: 'stopped' })}\n`

    expect(finish(parseObservation(source))).toEqual({
      ok: true,
      value: {
        from: 'observation',
        observation: {
          spec: 'lro',
          unit: 'ms',
          title: '',
          sees: ['call', 'return', 'result', 'settle'],
          lines: [{ kind: 'settle', operation: '1', code: 'OK' }],
        },
        places: [3],
        placeIs: 'line',
        environment: {},
        ignored: [{ what: 'lines of kinds that nobody outside sees', count: 1 }],
        notes: [],
      },
    })
  })

  it.each([
    ['', 'line 1: expected {"format":"aftercancel/observation@1",…}, found nothing'],
    ['{', 'line 1: expected an object as JSON, found "{"'],
    ['[1]', 'line 1: expected an object, found [1]'],
    [
      text({ ...header, spec: 'lor' }),
      'line 1: spec: unknown specification "lor"; expected one of mi, even6, cmrp, wws, lro; did you mean "lro"?',
    ],
    [text({ ...header, tittle: '' }), 'line 1: tittle: unknown member "tittle"; did you mean "title"?'],
    [text(header, { kind: 'call', opp: 'get' }), 'line 2: opp: unknown member "opp"; did you mean "op"?'],
    [text(header, { t: 1 }), 'line 2: kind: missing'],
    [text(header, { kind: 4 }), 'line 2: kind: expected ("call" | "return" | "result" | "settle"), found 4'],
    [text(header, { kind: 'call', t: '1' }), 'line 2: t: expected number, found "1"'],
    [text(header, { kind: 'result', n: -1 }), 'line 2: n: expected a number from 0, found -1'],
    [
      `${text(header)}\n{"kind":"call","args":{"__proto__":1}}`,
      'line 2: args: expected an object of at most 10,000 characters, with no names such as "__proto__", found {"__proto__":1}',
    ],
    [
      text(header, { kind: 'return', out: 'x'.repeat(10_001) }),
      `line 2: out: expected JSON of at most 10,000 characters, with no names such as "__proto__", found "${'x'.repeat(56)}...`,
    ],
    [`${text(header)}${'\n{"kind":"call"}'.repeat(100_001)}`, 'line 100002: expected at most 100,000 lines'],
  ])('that is not one is refused with place and expectation: %#', (source, error) => {
    expect(errorOf(source)).toBe(error)
  })

  it('tells how far it has come, and can be left', () => {
    const source = `${text(header)}${'\n{"kind":"call"}'.repeat(2000)}`
    const parsing = parseObservation(source)
    const first = parsing.next()

    expect(first.done).toBe(false)
    expect(first.value).toBeCloseTo(0.25, 1)
    expect(parsing.return({ ok: false, error: 'stopped' }).done).toBe(true)
    expect([...parseObservation(source)].length).toBe(4)
  })
})
