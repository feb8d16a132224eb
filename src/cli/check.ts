import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { explore, report, thoroughly, worldsMaxDefault, type CampaignResult } from '#analysis/check.ts'
import { partsOf, type PartResult } from '#analysis/parts.ts'
import {
  dealt,
  merged,
  shardFormat,
  shardOf,
  tasksOf,
  wholes,
  type Asked,
  type Plans,
  type Share,
} from '#analysis/shards.ts'
import { ensure } from '#base/assert.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import type { CheckPlan, Specification } from '#machines/specification.ts'
import { reportJson, reportTable, type Checked } from './checkReport.ts'
import { fingerprint } from './fingerprint.ts'
import { BadInput, must, readText } from './input.ts'
import { integerOption, optionsOf } from './options.ts'

/** Worlds from one look at what was found to the next; nobody waits for it here. */
const worldsAtOnce = 100_000

/** One part of a campaign for one worker. */
interface Task {
  readonly spec: string
  readonly campaign: string
  readonly part: number
  readonly worldsMax: number
}

async function carryOut({ spec, campaign: id, part, worldsMax }: Task): Promise<PartResult> {
  const specification = ensure(specificationOf(spec), 'a task names a specification')
  const plan = await ensure(specification.check, 'a task names a specification with a check')()
  const campaign = ensure(
    thoroughly(plan).campaigns.find((each) => each.id === id),
    'a task names a campaign',
  )
  const steps = explore(specification, plan, campaign, worldsMax, worldsAtOnce, partsOf(campaign)[part] ?? null)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return { ...step.value, part }
  }
}

/** What a worker thread of this program does: the tasks that it is given, one after the other. */
export function serveTasks(): void {
  const port = ensure(parentPort, 'a worker has a parent')
  port.on('message', (task: Task) => void carryOut(task).then((result) => port.postMessage(result)))
}

export const isTaskServer = (): boolean => !isMainThread && workerData === 'check'

/** Carries out tasks on all cores; the results in the order of the tasks. */
async function onAllCores(tasks: readonly Task[]): Promise<PartResult[]> {
  const results: PartResult[] = []
  let next = 0
  const one = async (): Promise<void> => {
    const worker = new Worker(new URL(import.meta.url), { workerData: 'check' })
    while (next < tasks.length) {
      const index = next++
      results[index] = await new Promise<PartResult>((resolve, reject) => {
        worker.once('message', resolve)
        worker.once('error', reject)
        worker.postMessage(tasks[index])
      })
      worker.removeAllListeners('error')
    }
    await worker.terminate()
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), tasks.length) }, one))
  return results
}

async function plansOf(chosen: readonly Specification[], isThorough: boolean): Promise<Plans> {
  const plans = new Map<string, CheckPlan>()
  for (const { document, check: load } of chosen) {
    const plan = await ensure(load, `${document.id} has a check`)()
    plans.set(document.id, isThorough ? thoroughly(plan) : plan)
  }
  return plans
}

const carriedOut = (plans: Plans, share: Share, worldsMax: number): Promise<PartResult[]> =>
  onAllCores(dealt(tasksOf(plans), share).map((task) => ({ ...task, worldsMax })))

const reports = (chosen: readonly Specification[], plans: Plans, results: readonly CampaignResult[]): Checked[] =>
  chosen.map((specification) => {
    const { id } = specification.document
    const plan = ensure(plans.get(id), 'a plan was loaded')
    const mine = results.filter(({ spec }) => spec === id)
    const inOrder = plan.campaigns.flatMap((campaign) => mine.find((result) => result.campaign === campaign.id) ?? [])
    return { specification, report: report(specification, plan, inOrder) }
  })

export interface CheckAnswer {
  readonly lines: string[]
  /** Whether a statement is violated, or says nothing. */
  readonly violated: boolean
}

function answer(all: readonly Checked[], isJson: boolean): CheckAnswer {
  const violated = all.some(({ report: { properties } }) =>
    properties.some(({ verdict }) => verdict === 'violated' || verdict === 'vacuous'),
  )
  if (!isJson) return { lines: all.flatMap(reportTable), violated }
  const specs = Object.fromEntries(all.map((each) => [each.report.spec, reportJson(each)]))
  return { lines: [JSON.stringify({ specs })], violated }
}

const checkable = specifications.filter((specification) => specification.check !== undefined)
const names = (): string => checkable.map(({ document }) => document.id).join(', ')

function chosenBy(files: readonly string[]): readonly Specification[] {
  const [name, ...others] = files
  if (name === undefined || others.length > 0)
    throw new BadInput(`check: expected one specification or all: ${names()}, all`)
  const chosen = name === 'all' ? checkable : checkable.filter(({ document }) => document.id === name)
  if (chosen.length === 0) throw new BadInput(`check: unknown specification "${name}"; expected one of ${names()}, all`)
  return chosen
}

/** `2/3`: the second of three. */
function shareOf(value: string | boolean): Share {
  const [, index, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(String(value)) ?? []
  const share = { index: Number(index), of: Number(of) }
  if (!(share.index >= 1 && share.index <= share.of))
    throw new BadInput(`--shard: expected I/N with I from 1 to N, found "${String(value)}"`)
  return share
}

/** The largest file of a shard that is read, in bytes. */
const shardBytesMax = 256 * 1024 * 1024

async function mergedFrom(files: readonly string[], isJson: boolean): Promise<CheckAnswer> {
  const shards = files.map((file) => must(shardOf(must(readText(file, shardBytesMax))), file))
  const [first] = shards
  if (first === undefined) throw new BadInput('check --merge: expected the files of check --shard')
  const chosen = checkable.filter(({ document }) => first.asked.specs.includes(document.id))
  const plans = await plansOf(chosen, first.asked.thorough)
  const results = must(merged(shards, plans, fingerprint(chosen, plans)), 'check --merge')
  return answer(reports(chosen, plans, results), isJson)
}

/** `check SPEC|all [--json] [--worlds N] [--thorough] [--shard I/N]`, `check --merge FILE… [--json]` */
export async function check(args: readonly string[]): Promise<CheckAnswer> {
  const { values, files } = optionsOf('check', args, {
    json: { type: 'boolean' },
    worlds: { type: 'string' },
    thorough: { type: 'boolean' },
    shard: { type: 'string' },
    merge: { type: 'boolean' },
  })
  const isJson = values['json'] === true
  if (values['merge'] === true) {
    const other = ['worlds', 'thorough', 'shard'].find((name) => values[name] !== undefined)
    if (other !== undefined) throw new BadInput(`check --merge: the files say what --${other} was`)
    return mergedFrom(files, isJson)
  }
  const chosen = chosenBy(files)
  const thorough = values['thorough'] === true
  const worldsMax = integerOption('worlds', values['worlds']) ?? worldsMaxDefault
  const share = values['shard'] === undefined ? null : shareOf(values['shard'])
  const plans = await plansOf(chosen, thorough)
  const results = await carriedOut(plans, share ?? { index: 1, of: 1 }, worldsMax)
  if (share === null) return answer(reports(chosen, plans, wholes(plans, results)), isJson)
  const specs = chosen.map(({ document }) => document.id)
  const asked: Asked = { model: fingerprint(chosen, plans), specs, worldsMax, thorough }
  return { lines: [JSON.stringify({ format: shardFormat, asked, share, results })], violated: false }
}
