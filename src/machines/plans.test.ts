import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { report, returnsCode, type CampaignResult, type Discovery, type SpecReport } from '#analysis/check.ts'
import type { PartResult } from '#analysis/parts.ts'
import { replay, shows } from '#analysis/replay.ts'
import { wholes } from '#analysis/shards.ts'
import { ensure } from '#base/assert.ts'
import { checkScenario, scenarioFile } from '#formats/scenario.ts'
import type { Model, Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import type { Document } from '#specs/document.ts'
import { beyond } from './beyond.ts'
import type { Expectation } from './expectation.ts'
import { specifications } from './index.ts'
import type { Campaign, CheckPlan, Specification } from './specification.ts'
import { runSteps } from './testing.ts'

const root = join(import.meta.dirname, '..', '..')

/** The codes of a run, as `cancel CODE` and `settle CODE`. */
const codesIn = ({ events }: Trace): string[] =>
  events.flatMap((event) =>
    event.kind === 'return' ? [`${event.op} ${event.code}`] : event.kind === 'settle' ? [`settle ${event.code}`] : [],
  )

/** By specification; one that has none is told what to write down. */
const expectations = Object.fromEntries(
  Object.entries(import.meta.glob<{ expected: Expectation }>('./*/expected.ts', { eager: true })).map(
    ([path, { expected }]) => [path.split('/')[1] ?? '', expected],
  ),
)

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

/** Words and flags that a setting can have and no campaign tries. Numbers are durations and sizes: their order is what is explored. */
function untried({ knobs }: Model, { campaigns, thorough = [] }: CheckPlan): string[] {
  return Object.entries(knobs).flatMap(([name, { domain }]) => {
    const tried = new Set(
      [...campaigns, ...thorough].flatMap((campaign): readonly unknown[] => [
        ...(campaign.varied[name] ?? [campaign.knobs[name] ?? domain.default]),
      ]),
    )
    const all = domain.type === 'enum' ? domain.values : domain.type === 'bool' ? [true, false] : []
    return all.flatMap((value) => (tried.has(value) ? [] : [`${name}: ${String(value)}`]))
  })
}

/** The results of all campaigns of a specification, from the command line: it explores on all cores. */
async function explored(id: string, plan: CheckPlan): Promise<readonly CampaignResult[]> {
  const args = ['scripts/aftercancel.mjs', 'check', id, '--shard', '1/1']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 1e9 })
  return wholes(new Map([[id, plan]]), (JSON.parse(stdout) as { results: PartResult[] }).results)
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
    expect(faultsOfPlan(specification, plan, expectations[id]?.unchecked ?? {})).toEqual([])
  },
)

it.each(plans)('the plan of $id tries every word and flag of every setting', ({ specification, plan }) => {
  expect(untried(specification.model, plan)).toEqual([])
  // It can fail: without campaigns nothing is tried.
  const values = Object.values(specification.model.knobs).map(({ domain }) =>
    domain.type === 'enum' ? domain.values.length : domain.type === 'bool' ? 2 : 0,
  )
  expect(untried(specification.model, { ...plan, campaigns: [], thorough: [] })).toHaveLength(
    values.reduce((sum, n) => sum + n, 0),
  )
})

describe.each(plans)('the plan of $id', ({ id, specification, plan }) => {
  const { model, document } = specification
  const expected = expectations[id]
  let results: readonly CampaignResult[]
  let checked: SpecReport
  beforeAll(async () => {
    results = await explored(id, plan)
    checked = report(specification, plan, results)
  })

  it('comes to the numbers and verdicts that are expected', () => {
    const { complete, properties, codes } = checked
    const by = (wanted: string): string[] =>
      properties.flatMap((property) => (property.verdict === wanted ? [property.id] : []))
    const findings = properties.filter(({ verdict }) => verdict === 'finding')
    const actual: Expectation = {
      campaigns: Object.fromEntries(
        results.map(({ campaign, settings, worlds, transitions }) => [campaign, [settings, worlds, transitions]]),
      ),
      holds: by('holds').length,
      seen: by('seen'),
      findings: Object.fromEntries(findings.map((property) => [property.id, String(property.permitted)])),
      ...(expected?.later !== undefined && {
        later: findings.flatMap(({ id: finding }) => (results[0]?.found[finding] === undefined ? [finding] : [])),
      }),
      codes: Object.fromEntries(
        [...new Set(codes.map(({ by: command }) => command))].map((command) => [
          String(command),
          codes.filter((code) => code.by === command).map(({ code }) => code),
        ]),
      ),
    }
    expect(
      properties
        .filter(({ verdict }) => !['holds', 'seen', 'finding'].includes(verdict))
        .map((property) => `${property.id}: ${property.verdict}`),
    ).toEqual([])
    const { unchecked: _, ...rest } = ensure(expected, `${id}/expected.ts is to say ${JSON.stringify(actual)}`)
    expect(complete).toBe(true)
    expect(actual).toEqual(rest)
  })

  it('has a run for everything that it found', () => {
    const { properties } = checked
    for (const property of plan.properties) {
      const { sighting, verdict } = ensure(
        properties.find((one) => one.id === property.id),
        'every statement is reported',
      )
      if (verdict === 'holds') continue
      expect([property.id, shows(property, replay(model, reread(model, sighting)))]).toEqual([property.id, true])
    }
  })

  it('comes to every code that is declared, with the runs beyond it, and to no other', () => {
    const further = beyond[id] ?? []
    const reached = new Set(
      results.flatMap(({ codes }) =>
        Object.values(codes).flatMap(({ scenario }) => (scenario === null ? [] : codesIn(run(model, scenario)))),
      ),
    )
    for (const { knobs, steps, shows: codes } of further)
      expect(codesIn(runSteps(model, knobs, steps))).toEqual(expect.arrayContaining([...codes]))
    const shown = further.flatMap((one) => one.shows)
    const declared = [
      ...Object.entries(model.returns).flatMap(([op, codes]) => codes.map((code) => `${op} ${code}`)),
      ...model.endings.map((code) => `settle ${code}`),
    ]
    // What a campaign comes to needs no run of its own, and nothing is declared twice.
    expect([...reached, ...shown].sort()).toEqual(declared.sort())
  })

  it('has a run for every code of the document', () => {
    const { codes } = checked
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
