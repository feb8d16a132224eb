import { ensure } from '#base/assert.ts'
import { err, ok, type Result } from '#base/result.ts'
import type { CheckPlan } from '#machines/specification.ts'
import type { CampaignResult } from './check.ts'
import { partsOf, whole, type PartResult } from './parts.ts'

/** A check that several machines share: the parts of the campaigns are dealt out, and what they came to is put together again. */

/** One part of one campaign of one specification: the unit that is dealt out, also where one machine does it all. */
export interface Task {
  readonly spec: string
  readonly campaign: string
  /** From 0. */
  readonly part: number
  /** How much there is to do, in transitions; an estimate where nobody has counted them. */
  readonly work: number
}

/** Plans by specification, in the order in which they are reported. */
export type Plans = ReadonlyMap<string, CheckPlan>

/** The transitions that a campaign had when it was counted last. One that nobody counted, as it is too large, counts as all of the others together. */
function workIn({ expected }: CheckPlan, campaign: string): number {
  const counted = expected?.campaigns ?? {}
  const transitions = (of: readonly [number, number, number]): number => of[2]
  const own = counted[campaign]
  return own === undefined ? 1 + Object.values(counted).reduce((sum, of) => sum + transitions(of), 0) : transitions(own)
}

/** The parts of all campaigns, in the order of the plans. The parts of a campaign count as equally large. */
export function tasksOf(plans: Plans): Task[] {
  return [...plans].flatMap(([spec, plan]) =>
    plan.campaigns.flatMap((campaign) => {
      const parts = partsOf(campaign)
      const work = workIn(plan, campaign.id) / parts.length
      return parts.map((_, part) => ({ spec, campaign: campaign.id, part, work }))
    }),
  )
}

/** Which of how many machines this is, from 1. */
export interface Share {
  readonly index: number
  readonly of: number
}

/**
 * What falls to one machine, in the order in which it is begun: the largest first, so that none of those is left for the end. The
 * tasks are dealt out from the largest down, each to the machine that has the least to do so far, so that none has more than an equal
 * share and its largest task. Equal plans are dealt out equally everywhere.
 */
export function dealt(tasks: readonly Task[], { index, of }: Share): Task[] {
  const loads = Array.from({ length: of }, () => 0)
  const mine: Task[] = []
  for (const task of tasks.toSorted((a, b) => b.work - a.work)) {
    const least = loads.indexOf(Math.min(...loads))
    loads[least] = (loads[least] ?? 0) + task.work
    if (least === index - 1) mine.push(task)
  }
  return mine
}

/** What was asked for; files that are put together must agree on it. */
export interface Asked {
  /** Of specifications, plans and machines (see the command line). */
  readonly model: string
  readonly specs: readonly string[]
  readonly worldsMax: number
  readonly thorough: boolean
}

export const shardFormat = 'aftercancel/shard@1'

/** What one machine came to, as a file. */
export interface Shard {
  readonly format: typeof shardFormat
  readonly asked: Asked
  readonly share: Share
  readonly results: readonly PartResult[]
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isResult = (value: unknown): value is PartResult =>
  isObject(value) &&
  typeof value['spec'] === 'string' &&
  typeof value['campaign'] === 'string' &&
  ['part', 'worlds', 'transitions', 'settings'].every((name) => Number.isSafeInteger(value[name])) &&
  typeof value['complete'] === 'boolean' &&
  ['found', 'codes', 'applies'].every((name) => isObject(value[name])) &&
  Array.isArray(value['clauses'])

/** A file of `check --shard`. The error is one sentence. */
export function shardOf(text: string): Result<Shard> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return err('it is no JSON, as of a check that was interrupted; run its shard again')
  }
  if (!isObject(value) || value['format'] !== shardFormat)
    return err(`expected a file of check --shard, with the format "${shardFormat}"`)
  const { asked, share, results } = value
  const isWhole =
    isObject(asked) &&
    typeof asked['model'] === 'string' &&
    Array.isArray(asked['specs']) &&
    isObject(share) &&
    Number.isSafeInteger(share['index']) &&
    Number.isSafeInteger(share['of']) &&
    Array.isArray(results) &&
    results.every(isResult)
  return isWhole ? ok(value as unknown as Shard) : err('it is not whole; run its shard again')
}

const nameOf = ({ spec, campaign, part }: Omit<Task, 'work'>): string => `${spec} ${campaign} ${part}`

/** The results of all campaigns, in the order of the plans, from those of all their parts. */
export function wholes(plans: Plans, results: readonly PartResult[]): CampaignResult[] {
  const byName = new Map(results.map((result) => [nameOf(result), result]))
  return [...plans].flatMap(([spec, { campaigns }]) =>
    campaigns.map((campaign) => {
      const parts = partsOf(campaign).map((_, part) => nameOf({ spec, campaign: campaign.id, part }))
      return whole(parts.map((name) => ensure(byName.get(name), `${name} was explored`)))
    }),
  )
}

/**
 * The results of all campaigns, in the order of the plans, as one machine would have had them. The error is one sentence: a file of
 * another model or another question, or a part that is missing or there twice.
 */
export function merged(shards: readonly Shard[], plans: Plans, model: string): Result<CampaignResult[]> {
  const [first] = shards
  if (first === undefined) return err('there is no file')
  const of = first.share.of
  const byIndex = new Map<number, Shard>()
  for (const shard of shards) {
    const { index } = shard.share
    const part = `shard ${index}/${shard.share.of}`
    if (shard.asked.model !== model) return err(`${part} was checked with another version of the models`)
    if (JSON.stringify(shard.asked) !== JSON.stringify(first.asked) || shard.share.of !== of)
      return err(`${part} answers another question than shard ${first.share.index}/${of}`)
    if (byIndex.has(index)) return err(`${part} is there twice`)
    byIndex.set(index, shard)
  }
  const indexes = Array.from({ length: of }, (_, i) => i + 1)
  const missing = indexes.filter((index) => !byIndex.has(index))
  if (missing.length > 0) return err(`${missing.map((index) => `shard ${index}/${of}`).join(', ')} is missing`)
  const tasks = tasksOf(plans)
  const results: PartResult[] = []
  for (const index of indexes) {
    const mine = byIndex.get(index)?.results ?? []
    const names = dealt(tasks, { index, of }).map(nameOf)
    if (names.join('\n') !== mine.map(nameOf).join('\n'))
      return err(`shard ${index}/${of} has other parts than those that fall to it`)
    results.push(...mine)
  }
  return ok(wholes(plans, results))
}
