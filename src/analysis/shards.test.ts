import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { specifications as everySpecification } from '#machines/index.ts'
import { lro } from '#machines/lro/index.ts'
import { wws } from '#machines/wws/index.ts'
import type { Campaign, CheckPlan } from '#machines/specification.ts'
import { explore, report, thoroughly, type CampaignResult } from './check.ts'
import { partsOf, whole, type PartResult } from './parts.ts'
import { dealt, merged, shardFormat, shardOf, tasksOf, type Asked, type Shard, type Task } from './shards.ts'

const specifications = [lro, wws]
const nth = <T>(list: readonly T[], index: number): T => ensure(list[index], `there is a number ${index}`)
const small = (plan: CheckPlan): CheckPlan => {
  const [first] = plan.campaigns
  const operation = ensure(first?.offers[0], 'a campaign offers an operation')
  const cancel = ensure(
    first?.offers.find((offer) => offer.do === 'cancel'),
    'a campaign offers a cancel',
  )
  const campaign = (id: string, most: number, varied: Campaign['varied']): Campaign => ({
    id,
    says: id,
    offers: [operation, cancel],
    max: { operation: 1, cancel: most },
    knobs: {},
    varied,
  })
  const varied = Object.fromEntries(
    Object.entries(
      ensure(
        plan.campaigns.find(({ id }) => id.startsWith('every-')),
        'one varies much',
      ).varied,
    ).slice(0, 3),
  )
  const dividedBy = Object.keys(varied).slice(0, 2)
  return {
    ...plan,
    campaigns: [campaign('one', 1, {}), campaign('two', 2, {}), { ...campaign('varied', 1, varied), dividedBy }],
  }
}
const plans = new Map(
  await Promise.all(
    specifications.map(async ({ document, check }): Promise<[string, CheckPlan]> => [
      document.id,
      small(await ensure(check, 'it can be checked')()),
    ]),
  ),
)

function carriedOut({ spec, campaign, part }: Task): PartResult {
  const specification = ensure(
    specifications.find(({ document }) => document.id === spec),
    'a task names a specification',
  )
  const plan = ensure(plans.get(spec), 'and its plan')
  const named = ensure(
    plan.campaigns.find(({ id }) => id === campaign),
    'and a campaign',
  )
  return { ...ended(explore(specification, plan, named, 10_000, 4000, partsOf(named)[part])), part }
}

/** What an exploration comes to. */
function ended(steps: ReturnType<typeof explore>): CampaignResult {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

const asked: Asked = { model: 'm1', specs: ['lro', 'wws'], worldsMax: 1000, thorough: false }
/** What machine `index` of `of` writes. */
const shard = (index: number, of: number): Shard => ({
  format: shardFormat,
  asked,
  share: { index, of },
  results: dealt(tasksOf(plans), { index, of }).map(carriedOut),
})
/** As it is found again in its file. */
function again(one: Shard): Shard {
  const read = shardOf(JSON.stringify(one))
  if (!read.ok) throw new Error(read.error)
  return read.value
}
const put = (shards: readonly Shard[], model = 'm1'): ReturnType<typeof merged> => merged(shards, plans, model)
const three = [1, 2, 3].map((index) => shard(index, 3))

it('three machines come to the same verdicts, counts and witnesses as one', () => {
  const alone = put([shard(1, 1)])
  const together = put([nth(three, 2), nth(three, 0), nth(three, 1)].map(again))
  if (!alone.ok || !together.ok) throw new Error('they can be put together')
  for (const specification of specifications) {
    const { id } = specification.document
    const of = (results: readonly CampaignResult[]): CampaignResult[] => results.filter(({ spec }) => spec === id)
    const plan = ensure(plans.get(id), 'there is a plan')
    const whole = report(specification, plan, of(alone.value))
    expect(report(specification, plan, of(together.value))).toEqual(whole)
    expect(whole.complete).toBe(true)
    expect(whole.properties.some(({ sighting }) => (sighting?.scenario ?? null) !== null)).toBe(true)
  }
})

it.each(specifications)('the parts of a campaign count together what the whole of it counts', (specification) => {
  const { id } = specification.document
  const plan = ensure(plans.get(id), 'there is a plan')
  const campaign = nth(plan.campaigns, 2)
  const parts = tasksOf(plans).filter((task) => task.spec === id && task.campaign === campaign.id)
  const together = whole(parts.map(carriedOut))
  const atOnce = ended(explore(specification, plan, campaign))
  expect(parts.length).toBeGreaterThanOrEqual(4)

  const { found, codes, ...counts } = atOnce
  expect(together).toMatchObject(counts)
  expect(Object.keys(together.found).sort()).toEqual(Object.keys(found).sort())
  expect(Object.keys(together.codes).sort()).toEqual(Object.keys(codes).sort())
  for (const [name, { path, scenario }] of [...Object.entries(found), ...Object.entries(codes)]) {
    const other = ensure(together.found[name] ?? together.codes[name], 'it was found')
    expect([name, other.scenario === null, other.path.length]).toEqual([name, scenario === null, path.length])
  }
})

it('the parts of a campaign fall to several machines', () => {
  const isOfOne = ({ spec, campaign }: Task): boolean => spec === 'lro' && campaign === 'varied'
  const machines = [1, 2, 3].filter((index) => dealt(tasksOf(plans), { index, of: 3 }).some(isOfOne))
  expect(machines).toEqual([1, 2, 3])
})

it('every part of a campaign falls to one machine, and to the same one wherever it is dealt out', () => {
  const tasks = tasksOf(plans)
  const named = (some: readonly Task[]): string[] =>
    some.map(({ spec, campaign, part }) => `${spec} ${campaign} ${part}`).sort()
  for (const of of [1, 2, 3, 4, 9]) {
    const shares = Array.from({ length: of }, (_, i) => dealt(tasks, { index: i + 1, of }))
    expect(named(shares.flat())).toEqual(named(tasks))
  }
  expect(dealt(tasks, { index: 2, of: 3 })).toEqual(dealt(tasksOf(new Map(plans)), { index: 2, of: 3 }))
})

/** How much falls to each machine. */
const loads = (tasks: readonly Task[], of: number): number[] =>
  Array.from({ length: of }, (_, i) => dealt(tasks, { index: i + 1, of }).reduce((sum, { work }) => sum + work, 0))

it('no machine has more to do than an equal share and its largest task', () => {
  const works = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 30 })
  fc.assert(
    fc.property(works, fc.integer({ min: 1, max: 9 }), (all, of) => {
      const tasks = all.map((work, i): Task => ({ spec: 'lro', campaign: `${i}`, part: 0, work }))
      const total = all.reduce((sum, work) => sum + work, 0)
      const most = total / of + (1 - 1 / of) * Math.max(0, ...all)
      expect(Math.max(...loads(tasks, of))).toBeLessThanOrEqual(most + 1e-6)
      expect(loads(tasks, of).reduce((sum, work) => sum + work, 0)).toBe(total)
    }),
  )
})

it('the campaigns of all plans are shared about equally by up to ten machines', async () => {
  const all = new Map(
    await Promise.all(
      everySpecification.map(async ({ document, check }): Promise<[string, CheckPlan]> => [
        document.id,
        await ensure(check, 'it can be checked')(),
      ]),
    ),
  )
  for (const of of [2, 3, 4, 6, 10]) {
    const shares = loads(tasksOf(all), of)
    expect([of, Math.max(...shares) / Math.min(...shares) < 1.1]).toEqual([of, true])
  }
})

it.each(everySpecification)(
  'the campaigns of $document.id can be divided as they say, thorough ones too',
  async ({ document, check }) => {
    const plan = thoroughly(ensure(await check?.(), 'it can be checked'))
    const tasks = tasksOf(new Map([[document.id, plan]]))
    for (const { id, dividedBy = [], varied } of plan.campaigns)
      expect([id, tasks.filter(({ campaign }) => campaign === id).length]).toEqual([
        id,
        dividedBy.reduce((count, name) => count * (varied[name]?.length ?? 0), 1),
      ])
  },
)

it('a campaign that nobody has counted counts as all the others of its plan', () => {
  const [plan] = plans.values()
  const campaigns = { one: [1, 5, 10], two: [1, 5, 20] } as const
  const expected = { campaigns, holds: 0, seen: [], findings: {}, codes: {} }
  const tasks = tasksOf(new Map([['lro', { ...ensure(plan, 'there is a plan'), expected }]]))
  const workOf = (id: string): number =>
    tasks.filter(({ campaign }) => campaign === id).reduce((sum, { work }) => sum + work, 0)
  expect(workOf('one')).toBe(10)
  expect(workOf('two')).toBe(20)
  expect(workOf('varied')).toBeCloseTo(31)
})

it('an interrupted shard is run again alone', () => {
  const text = JSON.stringify(nth(three, 1))
  expect(shardOf(text.slice(0, text.length / 2))).toEqual({
    ok: false,
    error: 'it is no JSON, as of a check that was interrupted; run its shard again',
  })
  expect(put([nth(three, 0), shard(2, 3), nth(three, 2)]).ok).toBe(true)
})

it.each<[string, () => readonly Shard[], string]>([
  ['nothing', () => [], 'there is no file'],
  ['one that is missing', () => [nth(three, 0), nth(three, 2)], 'shard 2/3 is missing'],
  ['one that is there twice', () => [...three, nth(three, 1)], 'shard 2/3 is there twice'],
  [
    'one of another model',
    () => [nth(three, 0), { ...nth(three, 1), asked: { ...asked, model: 'm0' } }, nth(three, 2)],
    'shard 2/3 was checked with another version of the models',
  ],
  [
    'one of another question',
    () => [nth(three, 0), { ...nth(three, 1), asked: { ...asked, thorough: true } }, nth(three, 2)],
    'shard 2/3 answers another question than shard 1/3',
  ],
  ['one of another division', () => [nth(three, 0), shard(2, 4)], 'shard 2/4 answers another question than shard 1/3'],
  [
    'one with the campaigns of another',
    () => [nth(three, 0), { ...nth(three, 1), results: nth(three, 2).results }, nth(three, 2)],
    'shard 2/3 has other parts than those that fall to it',
  ],
])('does not put together %s', (_, shards, error) => {
  expect(put(shards())).toEqual({ ok: false, error })
})

it.each([
  ['{"format":"aftercancel/trace@1"}', 'expected a file of check --shard, with the format "aftercancel/shard@1"'],
  ['[]', 'expected a file of check --shard, with the format "aftercancel/shard@1"'],
  [`{"format":"${shardFormat}","asked":{},"share":{},"results":[]}`, 'it is not whole; run its shard again'],
])('does not read %s', (text, error) => {
  expect(shardOf(text)).toEqual({ ok: false, error })
})
