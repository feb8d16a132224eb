import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ObservedLine } from '#kernel/observed.ts'
import { isRecordingFile, parseRecordingFile, recordingText, type NamedRecording } from './recordingFile.ts'

const line = fc.record(
  {
    t: fc.double({ min: 0, max: 1e6, noNaN: true, noDefaultInfinity: true }).map((t) => Math.abs(t)),
    kind: fc.constantFrom('call', 'return', 'result', 'settle' as const),
    op: fc.string({ maxLength: 30 }),
    call: fc.string({ maxLength: 30 }),
    code: fc.string({ maxLength: 30 }),
    n: fc.nat(),
  },
  { requiredKeys: ['kind'] },
) as fc.Arbitrary<ObservedLine>

const recording = fc.array(fc.tuple(line, fc.option(fc.nat())), { maxLength: 20 }).chain((all) =>
  fc.record({
    name: fc.string({ minLength: 1, maxLength: 100 }),
    opened: fc.record(
      {
        from: fc.constantFrom('har', 'omi', 'observation' as const),
        placeIs: fc.constantFrom('line', 'entry' as const),
        places: fc.constant(all.map(([, place]) => place)),
        environment: fc.constant({ results: 3 }),
        ignored: fc.constant([{ what: 'lines', count: 2 }]),
        notes: fc.array(fc.string({ maxLength: 50 }), { maxLength: 3 }),
        observation: fc.record({
          spec: fc.constant('lro'),
          unit: fc.constant('ms'),
          title: fc.string({ maxLength: 40 }),
          sees: fc.constant(['call', 'return'] as const),
          lines: fc.constant(all.map(([value]) => value)),
        }),
        hangs: fc.subarray(all.flatMap(([{ kind }], index) => (kind === 'call' ? [index] : []))),
      },
      { requiredKeys: ['from', 'placeIs', 'places', 'environment', 'ignored', 'notes', 'observation'] },
    ),
  }),
) as fc.Arbitrary<NamedRecording>

const small: NamedRecording = {
  name: 'mine',
  opened: {
    from: 'har',
    placeIs: 'entry',
    places: [1],
    environment: {},
    ignored: [],
    notes: [],
    observation: { spec: 'lro', unit: 'ms', title: '', sees: ['call'], lines: [{ kind: 'call', op: 'get' }] },
  },
}
const changed = (change: (file: Record<string, unknown>) => void): string => {
  const file = JSON.parse(recordingText(small, null)) as Record<string, unknown>
  change(file)
  return JSON.stringify(file)
}
const errorOf = (text: string): string => {
  const read = parseRecordingFile(text)
  return read.ok ? 'taken' : read.error
}

describe('a recording with its verdict, as a file', () => {
  it('is read as it was written, whatever is in it', () => {
    fc.assert(
      fc.property(recording, (value) => {
        const text = recordingText(value, { verdict: 'allowed' })
        expect(isRecordingFile(text)).toBe(true)
        expect(parseRecordingFile(text)).toEqual({ ok: true, value })
      }),
    )
  })

  it('is refused with the place and what was expected', () => {
    expect(errorOf('{')).toBe('not JSON; expected a recording as the page saves it')
    expect(errorOf(changed((file) => (file['spec'] = 'lru')))).toContain('unknown specification "lru"')
    expect(errorOf(changed((file) => (file['places'] = [])))).toBe('places: expected 1, one for each line, found 0')
    expect(errorOf(changed((file) => (file['hangs'] = [1])))).toBe('hangs: expected indices of calls, found 1')
    expect(errorOf(changed((file) => (file['lines'] = [{ kind: 'cry' }])))).toContain('lines[0].kind')
    expect(errorOf(changed((file) => (file['more'] = 1)))).toContain('more: unknown member "more"')
    expect(errorOf('{"format":"aftercancel/evidence@1","__proto__":{}}')).toContain('__proto__')
  })
})
