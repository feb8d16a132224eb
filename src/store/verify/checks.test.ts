import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CampaignProgress, CampaignResult } from '#analysis/check.ts'
import { ensure } from '#base/assert.ts'
import { specifications } from '#machines/index.ts'
import { checkWork, type CheckTask } from '../workers/checkServer.ts'
import {
  JobClient,
  jobClient,
  openHere,
  serveJobs,
  type JobReply,
  type JobRequest,
  type OpenPort,
} from '../workers/jobs.ts'
import { JobPool, type BatchListener } from '../workers/pool.ts'
import { Checks } from './checks.ts'

type Reply = JobReply<CampaignProgress, CampaignResult>
type Listener = BatchListener<CheckTask, CampaignProgress, CampaignResult>

const checked = ensure(
  specifications.find(({ check }) => check !== undefined),
  'something can be checked',
)
const spec = checked.document.id
const plan = await ensure(checked.check, 'it can be checked')()
const [first] = plan.campaigns
const task: CheckTask = { spec, campaign: ensure(first, 'there is a campaign').id, worldsMax: 3000 }
const named = (campaign: string): CheckTask => ({ ...task, campaign })

const progress = (worlds: number): CampaignProgress => ({
  worlds,
  frontier: 1,
  transitions: worlds,
  found: {},
  codes: {},
})
const result = (campaign: string): CampaignResult => ({
  spec,
  campaign,
  worlds: 7,
  transitions: 9,
  settings: 1,
  complete: true,
  found: {},
  applies: {},
  codes: {},
  clauses: [],
})

describe('the worker', () => {
  it('explores a campaign in slices, and says what it found on the way', async () => {
    const replies: Reply[] = []
    const serve = serveJobs(checkWork, {
      post: (reply) => replies.push(structuredClone(reply)),
      pause: () => Promise.resolve(),
      now: () => performance.now(),
      slice: 1,
    })
    serve({ type: 'start', id: 1, job: task })
    await vi.waitUntil(() => replies.at(-1)?.type === 'result', { timeout: 600_000 })

    const last = replies.at(-1)
    const found = replies.flatMap((reply) => (reply.type === 'progress' ? Object.keys(reply.progress.codes) : []))
    expect(last?.type === 'result' ? Object.keys(last.result.codes).sort() : []).toEqual([...new Set(found)].sort())
    expect(last?.type === 'result' && last.result.complete).toBe(false)
  })

  it('stops between two slices, says so once, and is silent from then on', async () => {
    const replies: Reply[] = []
    const paused: (() => void)[] = []
    const serve = serveJobs(checkWork, {
      post: (reply) => replies.push(reply),
      pause: () => new Promise((resolve) => paused.push(() => resolve())),
      now: () => performance.now(),
      slice: 0,
    })
    serve({ type: 'start', id: 3, job: task })
    await vi.waitUntil(() => paused.length > 0)
    serve({ type: 'cancel', id: 3 })
    const said = replies.length
    paused.shift()?.()
    serve({ type: 'cancel', id: 3 })
    await new Promise((resolve) => setTimeout(resolve, 20))

    expect(replies.at(-1)).toEqual({ type: 'cancelled', id: 3 })
    expect(replies).toHaveLength(said)
  })
})

const listener = () => ({
  begun: vi.fn<Listener['begun']>(),
  progress: vi.fn<Listener['progress']>(),
  result: vi.fn<Listener['result']>(),
  done: vi.fn<Listener['done']>(),
  failed: vi.fn<Listener['failed']>(),
})

/** Workers of which the test says what they answer. */
function workshop() {
  const workers: {
    sent: JobRequest<CheckTask>[]
    answer: (reply: Reply) => void
    breaks: () => void
    closed: boolean
  }[] = []
  const open: OpenPort<CheckTask, CampaignProgress, CampaignResult> = (take, broken) => {
    const worker = { sent: [] as JobRequest<CheckTask>[], answer: take, breaks: broken, closed: false }
    workers.push(worker)
    return { send: (request) => worker.sent.push(request), close: () => (worker.closed = true) }
  }
  const at = (i: number) => ensure(workers[i], `there is a worker ${i}`)
  const pool = (most: number, patience?: number) =>
    new JobPool(
      () => new JobClient({ open, here: openHere(checkWork), ...(patience === undefined ? {} : { patience }) }),
      most,
    )
  return { workers, at, pool }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

describe('the pool', () => {
  it('gives each worker a campaign, and the next one to whoever is done first', async () => {
    const { workers, at, pool } = workshop()
    const heard = listener()
    pool(2).start([named('a'), named('b'), named('c')], heard)
    await settled()
    expect(workers).toHaveLength(2)
    expect(heard.begun.mock.calls).toEqual([[named('a')], [named('b')]])

    at(1).answer({ type: 'result', id: 1, result: result('b') })
    expect(heard.begun).toHaveBeenLastCalledWith(named('c'))
    at(0).answer({ type: 'result', id: 1, result: result('a') })
    expect(heard.done).not.toHaveBeenCalled()
    at(1).answer({ type: 'result', id: 2, result: result('c') })
    expect(heard.done).toHaveBeenCalledOnce()
    expect(heard.result.mock.calls.map(([{ campaign }]) => campaign)).toEqual(['b', 'a', 'c'])
  })

  it('hears nothing any more once it has stopped, whatever is on its way', async () => {
    const { at, pool } = workshop()
    const heard = listener()
    const all = pool(1)
    all.start([named('a')], heard)
    await settled()
    const stopped = all.cancel()
    at(0).answer({ type: 'progress', id: 1, progress: progress(5) })
    at(0).answer({ type: 'result', id: 1, result: result('a') })
    await stopped

    for (const said of [heard.progress, heard.result, heard.done]) expect(said).not.toHaveBeenCalled()
  })

  it('ends a worker that does not acknowledge, and takes a new one', async () => {
    const { workers, at, pool } = workshop()
    const all = pool(1, 5)
    all.start([named('a')], listener())
    await settled()
    await all.cancel()
    expect(at(0).closed).toBe(true)

    all.start([named('a')], listener())
    await settled()
    expect(workers).toHaveLength(2)
    expect(at(1).sent).toEqual([{ type: 'start', id: 2, job: named('a') }])
  })

  it('stops the older check for a newer one before that begins', async () => {
    const { at, pool } = workshop()
    const [older, newer] = [listener(), listener()]
    const all = pool(1)
    all.start([named('a')], older)
    await settled()
    all.start([named('b')], newer)
    await settled()
    expect(at(0).sent.map(({ type }) => type)).toEqual(['start', 'cancel'])
    at(0).answer({ type: 'cancelled', id: 1 })
    await settled()
    expect(at(0).sent.at(-1)).toEqual({ type: 'start', id: 2, job: named('b') })
    at(0).answer({ type: 'result', id: 2, result: result('b') })
    expect(older.result).not.toHaveBeenCalled()
    expect(newer.done).toHaveBeenCalledOnce()
  })

  it('says why a worker failed, once, and hears nothing of the others', async () => {
    const { at, pool } = workshop()
    const heard = listener()
    pool(2).start([named('a'), named('b')], heard)
    await settled()
    at(0).answer({ type: 'failed', id: 1, error: 'no memory' })
    at(1).answer({ type: 'progress', id: 1, progress: progress(1) })
    expect(heard.failed.mock.calls).toEqual([['no memory']])
    expect(heard.progress).not.toHaveBeenCalled()
    expect(at(1).sent.map(({ type }) => type)).toEqual(['start', 'cancel'])
  })
})

describe('the check of a specification', () => {
  const here = (): Checks => new Checks(new JobPool(() => new JobClient({ here: openHere(checkWork) }), 1))

  it('shows its statements before anything was explored', async () => {
    const checks = here()
    await checks.prepare(spec)
    const { mode, report, campaigns } = checks.view(spec)
    expect(mode).toBe('idle')
    expect(report?.properties).toHaveLength(plan.properties.length)
    expect(report?.properties.every(({ verdict }) => verdict === 'unknown')).toBe(true)
    expect(campaigns.every(({ phase }) => phase === 'waiting')).toBe(true)
  })

  it('keeps what was found when it is cancelled, and calls it incomplete', async () => {
    const checks = here()
    await checks.start(spec)
    await vi.waitUntil(() => checks.view(spec).report?.codes.some(({ by }) => by !== null) ?? false, {
      timeout: 600_000,
    })
    const ended = checks.stop()
    expect(checks.view(spec).mode).toBe('stopping')
    await ended
    const view = checks.view(spec)
    expect(view.mode).toBe('stopped')
    expect(view.report?.complete).toBe(false)
    expect(view.report?.codes.some(({ by }) => by !== null)).toBe(true)
    expect(view.campaigns.some(({ phase }) => phase === 'stopped')).toBe(true)

    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(checks.view(spec)).toEqual(view)
  })

  it('goes to the end, hits its bound and says so', async () => {
    const checks = here()
    await checks.start(spec, { worldsMax: 800 })
    await vi.waitUntil(() => checks.view(spec).mode === 'done', { timeout: 600_000 })
    const { report, campaigns } = checks.view(spec)
    expect(campaigns.every(({ phase, complete }) => phase === 'over' && !complete)).toBe(true)
    expect(report?.properties.some(({ verdict }) => verdict === 'holds' || verdict === 'neverReached')).toBe(false)
  })
})

describe('a browser that refuses workers', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('refuses at once, and the page explores by itself', async () => {
    const Refused = vi.fn<() => void>(function refuse() {
      throw new DOMException('not from here', 'SecurityError')
    })
    vi.stubGlobal('Worker', Refused)
    const checks = new Checks(new JobPool(() => jobClient(checkWork, () => new Worker('check.worker.js')), 1))
    await checks.start(spec, { worldsMax: 300 })
    await vi.waitUntil(() => checks.view(spec).mode === 'done', { timeout: 600_000 })
    expect(Refused).toHaveBeenCalled()
    expect(checks.view(spec).report?.codes.some(({ by }) => by !== null)).toBe(true)
  })
})

describe('the checks of several specifications', () => {
  const other = ensure(
    specifications.find(({ check, document }) => check !== undefined && document.id !== spec),
    'two can be checked',
  ).document.id

  it('are under way one at a time: the newer ends the older, of which everything stays', async () => {
    const { at, pool } = workshop()
    const checks = new Checks(pool(1))
    await checks.start(spec)
    await settled()
    at(0).answer({ type: 'progress', id: 1, progress: progress(500) })
    const starting = checks.start(other)
    expect(checks.view(spec).mode).toBe('stopping')
    at(0).answer({ type: 'progress', id: 1, progress: progress(900) })
    at(0).answer({ type: 'cancelled', id: 1 })
    await starting
    await settled()

    expect([checks.view(spec).mode, checks.view(other).mode]).toEqual(['stopped', 'exploring'])
    expect(checks.underWay()).toBe(other)
    expect(checks.view(spec).campaigns[0]?.worlds).toBe(500)
    expect(at(0).sent.map(({ type, id }) => `${type} ${id}`)).toEqual(['start 1', 'cancel 1', 'start 2'])
  })

  it('keep what was found when a worker fails, and say why', async () => {
    const { at, pool } = workshop()
    const checks = new Checks(pool(1))
    await checks.start(spec)
    await settled()
    at(0).answer({ type: 'progress', id: 1, progress: progress(500) })
    at(0).answer({ type: 'failed', id: 1, error: 'no memory' })

    const { mode, error, campaigns } = checks.view(spec)
    expect({ mode, error, worlds: campaigns[0]?.worlds, phase: campaigns[0]?.phase }).toEqual({
      mode: 'failed',
      error: 'no memory',
      worlds: 500,
      phase: 'stopped',
    })
  })
})
