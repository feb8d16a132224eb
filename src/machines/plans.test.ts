import { describe, expect, it } from 'vitest'
import { explore, report, returnsCode, type CampaignResult, type Discovery } from '#analysis/check.ts'
import { replay, shows } from '#analysis/replay.ts'
import { ensure } from '#base/assert.ts'
import { checkScenario, scenarioFile } from '#formats/scenario.ts'
import type { Model, Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Document } from '#specs/document.ts'
import { specifications } from './index.ts'
import type { Campaign, CheckPlan, Specification } from './specification.ts'

/** What the exhaustive check of a specification comes to. */
interface Row {
  /** Settings, worlds and transitions of each campaign. */
  readonly campaigns: Readonly<Record<string, readonly [settings: number, worlds: number, transitions: number]>>
  /** How many statements hold; every one that is not named below. */
  readonly holds: number
  /** Statements that something is possible, and it is. */
  readonly seen: readonly string[]
  /** Findings, each with the clause or question that permits it. */
  readonly findings: Readonly<Record<string, string>>
  /** What each code comes from: a command, or the end of an operation. */
  readonly codes: Readonly<Record<string, readonly string[]>>
}

/** Of specifications whose plan has no test of its own beside it. */
const table: Readonly<Record<string, Row>> = {}

/** Clauses that are in the model and that no statement is about, with the reason. */
const unchecked: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mi: {
    'MI-35': 'The last callback begins and the cancel returns in one step, so that no world lies between the two.',
  },
  cmrp: { 'CM-26': 'The flags travel inside the request, which no statement sees; rows of a table say what they do.' },
}

const testsBeside = Object.keys(import.meta.glob('./*/plan.test.ts')).map((path) => path.split('/')[1] ?? '')

const isOutside = (document: Document, clause: string): boolean => document.clauses[clause]?.outside !== undefined

/** What is wrong with a plan before anything of it is explored; one line for each fault. */
function faultsOfPlan(
  { document }: Pick<Specification, 'document'>,
  plan: CheckPlan,
  unchecked: Readonly<Record<string, string>>,
): string[] {
  const known = new Set([...Object.keys(document.clauses), ...Object.keys(document.questions)])
  const named = plan.properties.flatMap(({ id, clauses, permitted }) =>
    [...clauses, ...(permitted === undefined ? [] : [permitted])].map((clause) => ({ id, clause })),
  )
  const stated = new Set(named.map(({ clause }) => clause))
  const ids = plan.properties.map(({ id }) => id)
  const campaigns = [...plan.campaigns, ...(plan.thorough ?? [])].map(({ id }) => id)
  const twice = (all: readonly string[]): string[] => all.filter((id, i) => all.indexOf(id) < i)
  return [
    ...named
      .filter(({ clause }) => !known.has(clause))
      .map(({ id, clause }) => `${id} names ${clause}, which the document lacks`),
    ...named
      .filter(({ clause }) => isOutside(document, clause))
      .map(({ id, clause }) => `${id} is about ${clause}, which is said to be outside of the model`),
    ...twice(ids).map((id) => `two statements are called ${id}`),
    ...twice(campaigns).map((id) => `two campaigns are called ${id}`),
    ...Object.keys(document.clauses)
      .filter((clause) => !isOutside(document, clause) && !stated.has(clause) && unchecked[clause] === undefined)
      .map((clause) => `no statement is about ${clause}`),
    ...Object.keys(unchecked)
      .filter((clause) => stated.has(clause) || !known.has(clause))
      .map((clause) => `${clause} is no clause without a statement`),
  ]
}

function explored(specification: Specification, plan: CheckPlan, campaign: Campaign): CampaignResult {
  const steps = explore(specification, plan, campaign)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The scenario of a discovery as its file would bring it back. */
function reread(model: Model, found: Discovery | null): Scenario {
  const read = checkScenario(scenarioFile(model, ensure(found?.scenario, 'there is a timed run')))
  if (!read.ok) throw new Error(read.error)
  return read.value
}

const plans = await Promise.all(
  specifications.map(async (specification) => ({
    id: specification.document.id,
    specification,
    plan: ensure(await specification.check?.(), `${specification.document.id} has a plan`),
  })),
)

it.each(plans)(
  'the plan of $id is about every clause of the model, and about nothing else',
  ({ id, specification, plan }) => {
    expect(faultsOfPlan(specification, plan, unchecked[id] ?? {})).toEqual([])
  },
)

it('the check of every specification is carried out, here or beside it', () => {
  expect([...testsBeside, ...Object.keys(table)].toSorted()).toEqual(plans.map(({ id }) => id).toSorted())
})

describe.each(plans.filter(({ id }) => table[id] !== undefined))('the plan of $id', ({ id, specification, plan }) => {
  const { model, document } = specification
  const expected = table[id]
  const results: CampaignResult[] = []

  it.each(plan.campaigns)(
    'sees everything within the bounds of $id',
    (campaign) => {
      const result = explored(specification, plan, campaign)
      results.push(result)
      expect(result.complete).toBe(true)
    },
    300_000,
  )

  it('comes to the numbers and verdicts of its row in the table', () => {
    const { properties, codes } = report(specification, plan, results)
    const by = (wanted: string): string[] =>
      properties.flatMap((property) => (property.verdict === wanted ? [property.id] : []))
    const findings = properties.filter(({ verdict }) => verdict === 'finding')
    expect(
      properties
        .filter(({ verdict }) => !['holds', 'seen', 'finding'].includes(verdict))
        .map((property) => `${property.id}: ${property.verdict}`),
    ).toEqual([])
    const actual = {
      campaigns: Object.fromEntries(
        results.map(({ campaign, settings, worlds, transitions }) => [campaign, [settings, worlds, transitions]]),
      ),
      holds: by('holds').length,
      seen: by('seen'),
      findings: Object.fromEntries(findings.map((property) => [property.id, String(property.permitted)])),
      codes: Object.fromEntries(
        [...new Set(codes.map(({ by: command }) => command))].map((command) => [
          String(command),
          codes.filter((code) => code.by === command).map(({ code }) => code),
        ]),
      ),
    }
    expect(actual).toEqual(expected)
  })

  it('has a run for everything that it found', () => {
    const { properties } = report(specification, plan, results)
    for (const property of plan.properties) {
      const { sighting, verdict } = ensure(
        properties.find((one) => one.id === property.id),
        'every statement is reported',
      )
      if (verdict === 'holds') continue
      expect([property.id, shows(property, replay(model, reread(model, sighting)))]).toEqual([property.id, true])
    }
  })

  it('has a run for every code of the document', () => {
    const { codes } = report(specification, plan, results)
    expect(codes.map(({ code }) => code)).toEqual(Object.keys(document.codes))
    for (const { code, by, sighting } of codes)
      expect([code, returnsCode(run(model, reread(model, sighting)), `${String(by)} ${code}`)]).toEqual([code, true])
  })
})

describe('what is said of a plan', () => {
  const clause = { force: 'MUST', section: '1', says: 'Something.' } as const
  const document: Document = {
    id: 'made-up',
    title: '',
    family: '',
    documents: [],
    requirements: [],
    clauses: { 'M-01': clause, 'M-02': { ...clause, outside: 'why' }, 'M-03': clause },
    questions: { 'MQ-01': { says: '', clauses: ['M-01'], answer: 'So.' } },
    codes: {},
  }
  const campaign: Campaign = { id: 'all', says: '', offers: [], max: {}, knobs: {}, varied: {} }
  const about = (id: string, clauses: readonly string[], permitted?: string): CheckPlan['properties'][number] => ({
    id,
    kind: 'always',
    clauses,
    says: '',
    ...(permitted === undefined ? {} : { permitted }),
    observed: () => true,
  })
  const good = [about('first', ['M-01']), about('second', ['M-03'], 'MQ-01')]

  it.each<[string, CheckPlan['properties'], readonly Campaign[], Record<string, string>, string[]]>([
    ['a good plan', good, [campaign], {}, []],
    ['a clause without a statement', good.slice(0, 1), [campaign], {}, ['no statement is about M-03']],
    ['a clause that need not have one', good.slice(0, 1), [campaign], { 'M-03': 'why' }, []],
    ['an excuse that is not needed', good, [campaign], { 'M-03': 'why' }, ['M-03 is no clause without a statement']],
    ['a clause that there is not', [...good, about('x', ['M-04'])], [], {}, ['x names M-04, which the document lacks']],
    [
      'a question that there is not',
      [...good, about('x', [], 'MQ-2')],
      [],
      {},
      ['x names MQ-2, which the document lacks'],
    ],
    [
      'a clause outside',
      [...good, about('x', ['M-02'])],
      [],
      {},
      ['x is about M-02, which is said to be outside of the model'],
    ],
    ['two statements of one name', [...good, about('first', [])], [], {}, ['two statements are called first']],
    ['two campaigns of one name', good, [campaign, campaign], {}, ['two campaigns are called all']],
  ])('%s', (_, properties, campaigns, unchecked, faults) => {
    expect(faultsOfPlan({ document }, { campaigns, properties }, unchecked)).toEqual(faults)
  })
})
