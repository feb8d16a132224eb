import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import {
  explore,
  report,
  thoroughly,
  worldsMaxDefault,
  type CampaignResult,
  type PropertyReport,
  type Discovery,
  type SpecReport,
  type Verdict,
} from '#analysis/check.ts'
import { ensure } from '#base/assert.ts'
import { scenarioFile } from '#formats/scenario.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import type { CheckPlan, Specification } from '#machines/specification.ts'
import { BadInput } from './input.ts'
import { integerOption, optionsOf } from './options.ts'

/** One campaign for one worker. */
interface Task {
  readonly spec: string
  readonly campaign: string
  readonly worldsMax: number
}

async function carryOut({ spec, campaign, worldsMax }: Task): Promise<CampaignResult> {
  const specification = ensure(specificationOf(spec), 'a task names a specification')
  const plan = await ensure(specification.check, 'a task names a specification with a check')()
  const steps = explore(
    specification,
    plan,
    ensure(
      thoroughly(plan).campaigns.find(({ id }) => id === campaign),
      'a task names a campaign',
    ),
    worldsMax,
  )
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** What a worker thread of this program does: the tasks that it is given, one after the other. */
export function serveTasks(): void {
  const port = ensure(parentPort, 'a worker has a parent')
  port.on('message', (task: Task) => void carryOut(task).then((result) => port.postMessage(result)))
}

export const isTaskServer = (): boolean => !isMainThread && workerData === 'check'

/** Carries out tasks on all cores; the results in the order of the tasks. */
async function onAllCores(tasks: readonly Task[]): Promise<CampaignResult[]> {
  const results: CampaignResult[] = []
  let next = 0
  const one = async (): Promise<void> => {
    const worker = new Worker(new URL(import.meta.url), { workerData: 'check' })
    while (next < tasks.length) {
      const index = next++
      results[index] = await new Promise<CampaignResult>((resolve, reject) => {
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

interface Checked {
  readonly specification: Specification
  readonly report: SpecReport
}

async function checked(chosen: readonly Specification[], worldsMax: number, isThorough: boolean): Promise<Checked[]> {
  const plans = new Map<string, CheckPlan>()
  for (const specification of chosen) {
    const plan = await ensure(specification.check, `${specification.document.id} has a check`)()
    plans.set(specification.document.id, isThorough ? thoroughly(plan) : plan)
  }
  const tasks = chosen.flatMap(({ document: { id } }) =>
    (plans.get(id)?.campaigns ?? []).map((campaign, order) => ({
      order,
      task: { spec: id, campaign: campaign.id, worldsMax },
    })),
  )
  // The first campaign of each plan is its largest: those are begun first, so that no core is left with one of them at the end.
  const results = await onAllCores([...tasks].sort((a, b) => a.order - b.order).map(({ task }) => task))
  return chosen.map((specification) => {
    const { id } = specification.document
    return {
      specification,
      report: report(
        specification,
        ensure(plans.get(id), 'a plan was loaded'),
        inOrder(
          ensure(plans.get(id), 'a plan was loaded'),
          results.filter(({ spec }) => spec === id),
        ),
      ),
    }
  })
}

/** The results of a plan in its own order. */
const inOrder = ({ campaigns }: CheckPlan, results: readonly CampaignResult[]): CampaignResult[] =>
  campaigns.flatMap(({ id }) => results.find(({ campaign }) => campaign === id) ?? [])

const words: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  seen: 'seen',
  neverReached: 'never reached',
  violated: 'VIOLATED',
  finding: 'finding',
  vacuous: 'VACUOUS',
  unknown: 'not known',
}

function told(sighting: Discovery | null): string {
  if (sighting === null) return ''
  if (sighting.scenario === null) return 'found without time only'
  return sighting.scenario.steps.map((step) => `${step.do}@${step.at}`).join(' ')
}

function propertyLine(property: PropertyReport): string {
  const clauses = property.clauses.length === 0 ? '' : ` [${property.clauses.join(' ')}]`
  const permitted = property.verdict === 'finding' ? ` (${property.permitted} permits it)` : ''
  const witness = property.sighting === null ? '' : `\n${' '.repeat(18)}${told(property.sighting)}`
  return `  ${words[property.verdict].padEnd(14)}  ${property.says}${clauses}${permitted}${witness}`
}

function table({ specification, report: spec }: Checked): string[] {
  const number = (n: number): string => n.toLocaleString('en')
  const statements = spec.properties.filter((property) => property.belief === null)
  const beliefs = spec.properties.filter((property) => property.belief !== null)
  const isFinding = (property: PropertyReport): boolean => property.verdict === 'finding'
  const section = (title: string, properties: readonly PropertyReport[]): string[] =>
    properties.length === 0 ? [] : [`  -- ${title}`, ...properties.map(propertyLine)]
  return [
    `${spec.spec}  ${specification.document.title}: ${number(spec.worlds)} worlds, ${number(spec.transitions)} transitions, ${spec.complete ? 'complete' : 'NOT COMPLETE'}`,
    ...spec.campaigns.map(
      (campaign) =>
        `  ${campaign.says} ${number(campaign.worlds)} worlds${campaign.complete ? '' : ', stopped at the bound'}.`,
    ),
    ...section(
      'statements',
      statements.filter((property) => !isFinding(property)),
    ),
    ...section('findings: false, and the document permits it', statements.filter(isFinding)),
    ...section('what people believe', beliefs),
    '  -- return codes',
    ...spec.codes.map(
      ({ code, by, sighting }) =>
        `  ${code.padEnd(34)}  ${by === null ? 'unreachable' : `${by.padEnd(14)}  ${told(sighting)}`}`,
    ),
    '',
  ]
}

function json({ specification, report: spec }: Checked): Record<string, unknown> {
  const witness = (sighting: Discovery | null): unknown =>
    sighting === null
      ? null
      : {
          scenario: sighting.scenario === null ? null : scenarioFile(specification.model, sighting.scenario),
          path: sighting.path,
        }
  return {
    worlds: spec.worlds,
    transitions: spec.transitions,
    complete: spec.complete,
    campaigns: spec.campaigns,
    properties: spec.properties.map(({ sighting, ...property }) => ({ ...property, witness: witness(sighting) })),
    codes: spec.codes.map(({ code, value, by, sighting }) => ({
      code,
      value,
      by,
      witness:
        sighting === null || sighting.scenario === null
          ? 'unreachable'
          : scenarioFile(specification.model, sighting.scenario),
    })),
  }
}

export interface CheckAnswer {
  readonly lines: string[]
  /** Whether a statement is violated, or says nothing. */
  readonly violated: boolean
}

/** `check SPEC|all [--json] [--worlds N] [--thorough]` */
export async function check(args: readonly string[]): Promise<CheckAnswer> {
  const { values, files } = optionsOf('check', args, {
    json: { type: 'boolean' },
    worlds: { type: 'string' },
    thorough: { type: 'boolean' },
  })
  const [name, ...others] = files
  if (name === undefined || others.length > 0)
    throw new BadInput(
      `check: expected one specification or all: ${specifications.map(({ document }) => document.id).join(', ')}, all`,
    )
  const chosen =
    name === 'all'
      ? specifications.filter((specification) => specification.check !== undefined)
      : specifications.filter(({ document }) => document.id === name)
  if (chosen.length === 0)
    throw new BadInput(
      `check: unknown specification "${name}"; expected one of ${specifications.map(({ document }) => document.id).join(', ')}, all`,
    )
  const all = await checked(
    chosen,
    integerOption('worlds', values['worlds']) ?? worldsMaxDefault,
    values['thorough'] === true,
  )
  const violated = all.some(({ report: { properties } }) =>
    properties.some(({ verdict }) => verdict === 'violated' || verdict === 'vacuous'),
  )
  if (values['json'] === true)
    return {
      lines: [JSON.stringify({ specs: Object.fromEntries(all.map((each) => [each.report.spec, json(each)])) })],
      violated,
    }
  return { lines: all.flatMap(table), violated }
}
