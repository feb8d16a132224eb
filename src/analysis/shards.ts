import { err, ok, type Result } from '#base/result.ts'
import type { CheckPlan } from '#machines/specification.ts'
import type { CampaignResult } from './check.ts'

/** A check that several machines share: the campaigns are dealt out, and what they came to is put together again. */

/** One campaign of one specification: the unit that is dealt out. */
export interface Task {
  readonly spec: string
  readonly campaign: string
}

/** Plans by specification, in the order in which they are reported. */
export type Plans = ReadonlyMap<string, CheckPlan>

/** All campaigns, in the order in which they are begun: the first of each plan is its largest, so that none of those is left for the end. */
export function tasksOf(plans: Plans): Task[] {
  const tasks = [...plans].flatMap(([spec, { campaigns }]) =>
    campaigns.map(({ id }, order) => ({ order, task: { spec, campaign: id } })),
  )
  return tasks.sort((a, b) => a.order - b.order).map(({ task }) => task)
}

/** Which of how many machines this is, from 1. */
export interface Share {
  readonly index: number
  readonly of: number
}

/** What falls to one machine: every `of`-th campaign. Equal plans are dealt out equally everywhere. */
export const dealt = (tasks: readonly Task[], { index, of }: Share): Task[] =>
  tasks.filter((_, i) => i % of === index - 1)

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
  readonly results: readonly CampaignResult[]
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isResult = (value: unknown): value is CampaignResult =>
  isObject(value) &&
  typeof value['spec'] === 'string' &&
  typeof value['campaign'] === 'string' &&
  ['worlds', 'transitions', 'settings'].every((name) => Number.isSafeInteger(value[name])) &&
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

const nameOf = ({ spec, campaign }: Task): string => `${spec} ${campaign}`

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
  const results = new Map<string, CampaignResult>()
  for (const index of indexes) {
    const mine = byIndex.get(index)?.results ?? []
    const names = dealt(tasks, { index, of }).map(nameOf)
    if (names.join('\n') !== mine.map(nameOf).join('\n'))
      return err(`shard ${index}/${of} has other campaigns than those that fall to it`)
    for (const result of mine) results.set(nameOf(result), result)
  }
  return ok(
    [...plans].flatMap(([spec, { campaigns }]) =>
      campaigns.flatMap(({ id }) => results.get(nameOf({ spec, campaign: id })) ?? []),
    ),
  )
}
