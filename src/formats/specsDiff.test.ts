import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { describedWithStatements } from './specsStatements.ts'
import { diffSpecs } from './specsDiff.ts'
import { checkSpecs, parseSpecs, type DescribedSpecs } from './specsFile.ts'

const spec: DescribedSpecs[string] = {
  title: 'a.cancel',
  clauses: { 'A-1': { force: 'MAY', says: 'It may stop.', section: '1' }, 'A-2': { force: 'MUST', says: 'x' } },
  holes: { 'AH-1': { says: 'When?', clauses: ['A-1'], answer: 'At once.' } },
  knobs: { workTicks: { int: [0, 10], default: 3, kind: 'environment' } },
  commands: { cancel: { name: ['current', 'none'] } },
  codes: { OK: '0', GONE: '7' },
  meanings: { OK: 'It was heard.' },
  statements: { stops: { kind: 'never', says: 'It never stops.', clauses: ['A-1'], verdict: 'holds' } },
}

describe('what has changed between two versions', () => {
  it('names each thing that came, went or changed, and of a changed one only the members that did', () => {
    const after = {
      a: {
        ...spec,
        clauses: { 'A-1': { ...spec.clauses['A-1'], force: 'SHOULD' }, 'A-3': { force: 'MAY', says: 'y' } },
        holes: { 'AH-1': { says: 'When?', clauses: ['A-1', 'A-3'], knob: 'workTicks' } },
        knobs: { workTicks: { int: [0, 20], default: 3, kind: 'environment' } },
        codes: { OK: '0' },
        meanings: { OK: 'It was accepted.' },
        statements: { stops: { ...spec.statements?.['stops'], verdict: 'finding', permitted: 'A-1' } },
      },
    }
    expect(diffSpecs({ a: spec }, after)).toEqual({
      unstated: [],
      changes: [
        {
          spec: 'a',
          part: 'clause',
          id: 'A-1',
          kind: 'changed',
          members: [{ name: 'force', before: 'MAY', after: 'SHOULD' }],
        },
        {
          spec: 'a',
          part: 'clause',
          id: 'A-2',
          kind: 'removed',
          members: [
            { name: 'force', before: 'MUST', after: null },
            { name: 'says', before: 'x', after: null },
          ],
        },
        {
          spec: 'a',
          part: 'clause',
          id: 'A-3',
          kind: 'added',
          members: [
            { name: 'force', before: null, after: 'MAY' },
            { name: 'says', before: null, after: 'y' },
          ],
        },
        {
          spec: 'a',
          part: 'question',
          id: 'AH-1',
          kind: 'changed',
          members: [
            { name: 'clauses', before: 'A-1', after: 'A-1, A-3' },
            { name: 'answer', before: 'At once.', after: null },
            { name: 'knob', before: null, after: 'workTicks' },
          ],
        },
        {
          spec: 'a',
          part: 'knob',
          id: 'workTicks',
          kind: 'changed',
          members: [{ name: 'int', before: '[0,10]', after: '[0,20]' }],
        },
        {
          spec: 'a',
          part: 'code',
          id: 'OK',
          kind: 'changed',
          members: [{ name: 'means', before: 'It was heard.', after: 'It was accepted.' }],
        },
        {
          spec: 'a',
          part: 'code',
          id: 'GONE',
          kind: 'removed',
          members: [{ name: 'value', before: '7', after: null }],
        },
        {
          spec: 'a',
          part: 'statement',
          id: 'stops',
          kind: 'changed',
          members: [
            { name: 'verdict', before: 'holds', after: 'finding' },
            { name: 'permitted', before: null, after: 'A-1' },
          ],
        },
      ],
    })
  })

  it('a specification that came is one change; without statements on one side no verdict is compared', () => {
    const { statements: _, ...unstated } = spec
    expect(diffSpecs({ b: spec }, { b: unstated, a: spec })).toEqual({
      changes: [
        {
          spec: 'a',
          part: 'specification',
          id: 'a',
          kind: 'added',
          members: [{ name: 'title', before: null, after: 'a.cancel' }],
        },
      ],
      unstated: ['b'],
    })
  })

  it('what one way is added is removed the other way, and a version is equal to itself', () => {
    const members = fc.dictionary(fc.constantFrom('force', 'says'), fc.constantFrom('x', 'y', 1), { maxKeys: 2 })
    const version = fc.record({
      title: fc.constantFrom('t', 'u'),
      clauses: fc.dictionary(fc.constantFrom('A-1', 'A-2', 'A-3'), members),
      holes: fc.constant({}),
      knobs: fc.dictionary(fc.constantFrom('k', 'l'), members),
      commands: fc.constant({}),
      codes: fc.dictionary(fc.constantFrom('OK', 'NO'), fc.constantFrom('0', '1')),
      meanings: fc.constant({}),
    })
    const versions = fc.dictionary(fc.constantFrom('a', 'b'), version)
    const turned = { added: 'removed', removed: 'added', changed: 'changed' }
    const keys = (changes: ReturnType<typeof diffSpecs>['changes']): string[] =>
      changes.map(({ spec: of, part, id, kind }) => `${of} ${part} ${id} ${kind}`).sort()
    fc.assert(
      fc.property(versions, versions, (before, after) => {
        expect(diffSpecs(after, after).changes).toEqual([])
        const back = diffSpecs(after, before).changes.map((change) => ({ ...change, kind: turned[change.kind] }))
        expect(keys(back as typeof back & ReturnType<typeof diffSpecs>['changes'])).toEqual(
          keys(diffSpecs(before, after).changes),
        )
      }),
      { seed: 5 },
    )
  })

  it('reads what is printed of this version, each statement with its verdict, and finds no difference to itself', async () => {
    const now = checkSpecs(JSON.parse(JSON.stringify({ specs: await describedWithStatements() })))
    if (!now.ok) throw new Error(now.error)
    expect(Object.keys(now.value)).toEqual(specifications.map(({ document }) => document.id))
    expect(diffSpecs(now.value, now.value)).toEqual({ changes: [], unstated: [] })
    for (const { document, check } of specifications) {
      const { expected, properties = [] } = (await check?.()) ?? {}
      const verdicts = Object.values(now.value[document.id]?.statements ?? {}).map(({ verdict }) => verdict)
      const count = (verdict: string): number => verdicts.filter((each) => each === verdict).length
      expect([count('holds'), count('seen'), count('finding'), verdicts.length]).toEqual([
        expected?.holds,
        expected?.seen.length,
        Object.keys(expected?.findings ?? {}).length,
        properties.length,
      ])
    }
  })

  it.each([
    ['no JSON', '{', 'not JSON; expected what "specs --json" prints'],
    ['a scenario', '{"format":"aftercancel/scenario@1"}', 'specs: not as "specs --json" prints it'],
    ['a report of a check', '{"specs":{"lro":{"worlds":1}}}', 'specs.lro.title: not as "specs --json" prints it'],
  ])('refuses %s with a sentence', (_, text, sentence) => {
    const read = parseSpecs(text)
    expect(read.ok ? '' : read.error).toContain(sentence)
  })
})
