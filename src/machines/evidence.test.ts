import { beforeAll, describe, expect, it } from 'vitest'
import { evidenceOf, type Document, type Evidence } from '#specs/document.ts'
import { specifications } from './index.ts'
import { beliefIn, type CheckPlan, type Specification } from './specification.ts'

/** Something that the page says without quoting a document. */
interface Claim {
  readonly name: string
  readonly says: string
  readonly evidence: Evidence
}

function claimsOf({ document, duties }: Specification, { properties }: CheckPlan): Claim[] {
  return [
    ...Object.entries(document.codes).map(([name, { means, evidence }]) => ({ name, says: means, evidence })),
    ...duties.map(({ says, evidence }) => ({ name: says, says: `${says}.`, evidence })),
    ...properties.flatMap((property) => {
      const belief = beliefIn(property)
      return belief === null ? [] : [{ name: belief.id, says: belief.belief, evidence: belief.evidence }]
    }),
  ]
}

/** How a text may call a document: as the list of documents does, by a part of that between punctuation, or as a clause's section does. */
const namesOf = ({ documents, clauses }: Document): string[] =>
  [...documents, ...Object.values(clauses).map(({ section }) => section)]
    .flatMap((entry) => [entry, ...entry.split(/[,;:()]| with | and |(?<=\]) /).map((part) => part.trim())])
    .filter((name) => name.length > 3)

/** What is wrong with the evidence of a claim. */
function faultsOf(document: Document, { name, says, evidence: { kind, source } }: Claim): string[] {
  const { clauses, questions } = document
  const prefixes = new Set([...Object.keys(clauses), ...Object.keys(questions)].map((id) => id.replace(/\d+$/, '')))
  const named = [...source.matchAll(/\b([A-Z]+-)\d+\b/g)].flatMap(([id, prefix]) =>
    prefixes.has(prefix ?? '') ? [id] : [],
  )
  const known = named.filter((id) => Object.hasOwn(clauses, id) || Object.hasOwn(questions, id))
  const lacking = named
    .filter((id) => !known.includes(id))
    .map((id) => `${name} rests on ${id}, which the document lacks`)
  const kinds = named.flatMap((id) => (clauses[id] === undefined ? [] : [evidenceOf(clauses[id]).kind]))
  const isNamed = namesOf(document).some((part) => source.includes(part))
  const rests =
    kind === 'document'
      ? (kinds.includes('document') || isNamed) && !kinds.includes('observation') && !kinds.includes('inference')
      : kind === 'observation'
        ? kinds.includes('observation') || isNamed
        : named.length > 0 || isNamed
  return [
    ...lacking,
    ...(says.trim() === '' || !says.endsWith('.') ? [`${name} says nothing`] : []),
    ...(rests ? [] : [`${name} names no ${kind} that it could rest on`]),
  ]
}

describe.each(specifications.map((specification) => [specification.document.id, specification] as const))(
  '%s',
  (_, specification) => {
    let claims: readonly Claim[] = []
    beforeAll(async () => {
      const plan = await specification.check?.()
      claims = plan === undefined ? [] : claimsOf(specification, plan)
    })

    it('makes no claim without evidence', () => {
      expect(claims.length).toBeGreaterThan(0)
      expect(claims.flatMap((claim) => faultsOf(specification.document, claim))).toEqual([])
    })

    it('says what is needed to call it, and where that is written', () => {
      const { document } = specification
      const faults = document.requirements.flatMap(({ what, says, source }) => [
        ...faultsOf(document, { name: what, says: `${says}.`, evidence: { kind: 'inference', source } }),
        ...(says.endsWith('.') ? [`${what} is no entry of a table`] : []),
      ])
      expect(faults).toEqual([])
      const names = document.requirements.map(({ what }) => what)
      expect(names).toContain('Identity of the caller')
      expect(new Set(names).size).toBe(names.length)
    })
  },
)

describe('the test itself', () => {
  const clause = { section: '1', says: 'Something.' } as const
  const document: Document = {
    id: 'x',
    title: 'X',
    family: 'Y',
    documents: ['[MS-X] v1', 'Manual: Cancelling'],
    clauses: {
      'X-01': { ...clause, force: 'MUST' },
      'X-02': { ...clause, force: 'observed' },
      'X-03': { ...clause, force: 'MUST', basis: 'inference' },
    },
    questions: { 'XH-01': { says: 'What?', answer: 'Nothing.', clauses: [] } },
    codes: {},
    requirements: [],
  }
  const faults = (kind: Evidence['kind'], source: string): string[] =>
    faultsOf(document, { name: 'it', says: 'It is so.', evidence: { kind, source } })

  it.each<[Evidence['kind'], string]>([
    ['document', 'X-01'],
    ['document', 'Manual, page 3'],
    ['observation', 'X-02'],
    ['inference', 'X-01 and X-03'],
    ['inference', 'XH-01'],
  ])('takes %s from %s', (kind, source) => expect(faults(kind, source)).toEqual([]))

  it.each<[Evidence['kind'], string, string]>([
    ['document', '', 'it names no document that it could rest on'],
    ['document', 'everybody knows', 'it names no document that it could rest on'],
    ['document', 'X-01, X-02', 'it names no document that it could rest on'],
    ['document', 'X-03', 'it names no document that it could rest on'],
    ['document', 'X-01, X-09', 'it rests on X-09, which the document lacks'],
    ['observation', 'X-01', 'it names no observation that it could rest on'],
    ['inference', 'common sense', 'it names no inference that it could rest on'],
  ])('refuses %s from %s', (kind, source, fault) => expect(faults(kind, source)).toEqual([fault]))
})
