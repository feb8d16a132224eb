import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CampaignProgress, CampaignResult } from '#analysis/check.ts'
import { ensure } from '#base/assert.ts'
import { specifications } from '#machines/index.ts'
import {
  CheckClient,
  openCheckHere,
  openCheckPort,
  type CheckListener,
  type OpenCheckPort,
} from '../workers/checkClient.ts'
import { Checks } from './checks.ts'
import { serveChecks, type CheckReply, type CheckRequest, type CheckTask } from '../workers/checkServer.ts'

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
    const replies: CheckReply[] = []
    const serve = serveChecks({
      post: (reply) => replies.push(structuredClone(reply)),
      pause: () => Promise.resolve(),
      now: () => performance.now(),
      slice: 1,
    })
    serve({ type: 'explore', run: 1, task })
    await vi.waitUntil(() => replies.at(-1)?.type === 'result', { timeout: 20_000 })

    const last = replies.at(-1)
    const found = replies.flatMap((reply) => (reply.type === 'progress' ? Object.keys(reply.progress.codes) : []))
    expect(last?.type === 'result' ? Object.keys(last.result.codes).sort() : []).toEqual([...new Set(found)].sort())
    expect(last?.type === 'result' && last.result.complete).toBe(false)
  })

  it('stops between two slices, says so once, and is silent from then on', async () => {
    const replies: CheckReply[] = []
    const paused: (() => void)[] = []
    const serve = serveChecks({
      post: (reply) => replies.push(reply),
      pause: () => new Promise((resolve) => paused.push(resolve)),
      now: () => performance.now(),
      slice: 0,
    })
    serve({ type: 'explore', run: 3, task })
    await vi.waitUntil(() => paused.length > 0)
    serve({ type: 'stop', run: 3 })
    const said = replies.length
    paused.shift()?.()
    serve({ type: 'stop', run: 3 })
    await new Promise((resolve) => setTimeout(resolve, 20))

    expect(replies.at(-1)).toEqual({ type: 'stopped', run: 3 })
    expect(replies).toHaveLength(said)
  })
})

const listener = () => ({
  begin: vi.fn<CheckListener['begin']>(),
  begun: vi.fn<CheckListener['begun']>(),
  progress: vi.fn<CheckListener['progress']>(),
  result: vi.fn<CheckListener['result']>(),
  done: vi.fn<CheckListener['done']>(),
  failed: vi.fn<CheckListener['failed']>(),
})

/** Workers of which the test says what they answer. */
function workshop() {
  const workers: { sent: CheckRequest[]; answer: (reply: CheckReply) => void; breaks: () => void; closed: boolean }[] =
    []
  const open: OpenCheckPort = (take, broken) => {
    const worker = { sent: [] as CheckRequest[], answer: take, breaks: broken, closed: false }
    workers.push(worker)
    return { send: (request) => worker.sent.push(request), close: () => (worker.closed = true) }
  }
  const at = (i: number) => ensure(workers[i], `there is a worker ${i}`)
  return { workers, open, at }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

describe('the client', () => {
  it('gives each worker a campaign, and the next one to whoever is done first', async () => {
    const { workers, open, at } = workshop()
    const heard = listener()
    new CheckClient({ open, hands: 2 }).start([named('a'), named('b'), named('c')], heard)
    await settled()
    expect(workers).toHaveLength(2)
    expect(heard.begun.mock.calls).toEqual([['a'], ['b']])

    at(1).answer({ type: 'result', run: 1, campaign: 'b', result: result('b') })
    expect(heard.begun).toHaveBeenLastCalledWith('c')
    at(0).answer({ type: 'result', run: 1, campaign: 'a', result: result('a') })
    expect(heard.done).not.toHaveBeenCalled()
    at(1).answer({ type: 'result', run: 1, campaign: 'c', result: result('c') })
    expect(heard.done).toHaveBeenCalledOnce()
  })

  it('hears nothing any more once it has stopped, whatever is on its way', async () => {
    const { open, at } = workshop()
    const heard = listener()
    const client = new CheckClient({ open, hands: 1 })
    client.start([named('a')], heard)
    await settled()
    const stopped = client.stop()
    at(0).answer({ type: 'progress', run: 1, campaign: 'a', progress: progress(5) })
    at(0).answer({ type: 'result', run: 1, campaign: 'a', result: result('a') })
    await stopped

    expect(heard.progress).not.toHaveBeenCalled()
    expect(heard.result).not.toHaveBeenCalled()
    expect(heard.done).not.toHaveBeenCalled()
  })

  it('ends a worker that does not acknowledge, and takes a new one', async () => {
    const { workers, open, at } = workshop()
    const client = new CheckClient({ open, hands: 1, patience: 5 })
    client.start([named('a')], listener())
    await settled()
    await client.stop()
    expect(at(0).closed).toBe(true)

    const heard = listener()
    client.start([named('a')], heard)
    await settled()
    expect(workers).toHaveLength(2)
    expect(at(1).sent).toEqual([{ type: 'explore', run: 2, task: named('a') }])
  })

  it('stops the older check for a newer one before that begins', async () => {
    const { open, at } = workshop()
    const [older, newer] = [listener(), listener()]
    const client = new CheckClient({ open, hands: 1 })
    client.start([named('a')], older)
    await settled()
    client.start([named('b')], newer)
    await settled()
    expect(at(0).sent.map(({ type }) => type)).toEqual(['explore', 'stop'])
    at(0).answer({ type: 'stopped', run: 1 })
    await settled()
    expect(at(0).sent.at(-1)).toEqual({ type: 'explore', run: 2, task: named('b') })
    at(0).answer({ type: 'result', run: 2, campaign: 'b', result: result('b') })
    expect(older.result).not.toHaveBeenCalled()
    expect(newer.done).toHaveBeenCalledOnce()
  })

  it('says why a worker failed, once, and lets the others be', async () => {
    const { open, at } = workshop()
    const heard = listener()
    new CheckClient({ open, hands: 2 }).start([named('a'), named('b')], heard)
    await settled()
    at(0).answer({ type: 'failed', run: 1, error: 'no memory' })
    at(1).answer({ type: 'progress', run: 1, campaign: 'b', progress: progress(1) })
    expect(heard.failed.mock.calls).toEqual([['no memory']])
    expect(heard.progress).not.toHaveBeenCalled()
  })
})

describe('the check of a specification', () => {
  const here = (): Checks => new Checks(new CheckClient({ open: openCheckHere, hands: 1 }))

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
      timeout: 20_000,
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
    expect(checks.view(spec)).toBe(view)
  })

  it('goes to the end, hits its bound and says so', async () => {
    const checks = here()
    await checks.start(spec, { worldsMax: 800 })
    await vi.waitUntil(() => checks.view(spec).mode === 'done', { timeout: 30_000 })
    const { report, campaigns } = checks.view(spec)
    expect(campaigns.every(({ phase, complete }) => phase === 'over' && !complete)).toBe(true)
    expect(report?.properties.some(({ verdict }) => verdict === 'holds' || verdict === 'neverReached')).toBe(false)
  }, 40_000)
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
    const checks = new Checks(new CheckClient({ open: openCheckPort, hands: 1 }))
    await checks.start(spec, { worldsMax: 300 })
    await vi.waitUntil(() => checks.view(spec).mode === 'done', { timeout: 30_000 })
    expect(Refused).toHaveBeenCalled()
    expect(checks.view(spec).report?.codes.some(({ by }) => by !== null)).toBe(true)
  }, 40_000)
})

describe('the checks of several specifications', () => {
  const other = ensure(
    specifications.find(({ check, document }) => check !== undefined && document.id !== spec),
    'two can be checked',
  ).document.id

  it('are under way one at a time: the newer ends the older, of which everything stays', async () => {
    const { open, at } = workshop()
    const checks = new Checks(new CheckClient({ open, hands: 1 }))
    await checks.start(spec)
    await settled()
    const campaign = ensure(plan.campaigns[0], 'there is a campaign').id
    at(0).answer({ type: 'progress', run: 1, campaign, progress: progress(500) })
    const starting = checks.start(other)
    expect(checks.view(spec).mode).toBe('stopping')
    at(0).answer({ type: 'progress', run: 1, campaign, progress: progress(900) })
    at(0).answer({ type: 'stopped', run: 1 })
    await starting
    await settled()

    expect([checks.view(spec).mode, checks.view(other).mode]).toEqual(['stopped', 'exploring'])
    expect(checks.view(spec).campaigns[0]?.worlds).toBe(500)
    expect(at(0).sent.map(({ type, run }) => `${type} ${run}`)).toEqual(['explore 1', 'stop 1', 'explore 2'])
  })

  it('keep what was found when a worker fails, and say why', async () => {
    const { open, at } = workshop()
    const checks = new Checks(new CheckClient({ open, hands: 1 }))
    await checks.start(spec)
    await settled()
    const campaign = ensure(plan.campaigns[0], 'there is a campaign').id
    at(0).answer({ type: 'progress', run: 1, campaign, progress: progress(500) })
    at(0).answer({ type: 'failed', run: 1, error: 'no memory' })

    const { mode, error, campaigns } = checks.view(spec)
    expect({ mode, error, worlds: campaigns[0]?.worlds, phase: campaigns[0]?.phase }).toEqual({
      mode: 'failed',
      error: 'no memory',
      worlds: 500,
      phase: 'stopped',
    })
  })
})
