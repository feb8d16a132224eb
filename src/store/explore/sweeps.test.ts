import { askedStep } from '#kernel/steps.ts'
import { describe, expect, it, vi } from 'vitest'
import { bandsOf, sweep, sweepEnd } from '#analysis/sweep.ts'
import { specifications } from '#machines/index.ts'
import { specificationFor, visibleSpan } from '../lab/derived.ts'
import { createLab, scenarioFromBuiltIn, type LabStore } from '../lab/lab.ts'
import { openHere, SweepClient, type OpenPort, type SweepListener } from '../workers/sweepClient.ts'
import { serveSweeps, type SweepJob, type SweepReply, type SweepRequest } from '../workers/sweepServer.ts'
import { movedStep, Sweeps } from './sweeps.ts'

const lab0 = createLab()
const { scenario } = lab0.getState()
const { model } = specificationFor(scenario)
const job: SweepJob = { scenario, step: askedStep(scenario), from: 0, to: 400 }
const points = [...sweep(model, scenario, job)]

/** The worker's side with a clock that the test turns: every point costs one millisecond. */
function server(slice: number) {
  const replies: SweepReply[] = []
  const paused: (() => void)[] = []
  let t = 0
  const serve = serveSweeps({
    post: (reply) => replies.push(structuredClone(reply)),
    pause: () => new Promise((resolve) => paused.push(resolve)),
    now: () => t++,
    slice,
  })
  const goOn = async (): Promise<void> => {
    paused.shift()?.()
    await Promise.resolve()
    await Promise.resolve()
  }
  const goOnToEnd = async (): Promise<void> => {
    while (paused.length > 0) await goOn()
  }
  return { replies, serve, goOn, goOnToEnd, types: () => replies.map(({ type }) => type) }
}

describe('the worker', () => {
  it('hands out the whole sweep in slices, after a quick look', async () => {
    const { replies, serve, goOnToEnd } = server(60)
    serve({ type: 'start', id: 1, job, preview: true })
    await goOnToEnd()

    expect(replies.at(0)?.type).toBe('preview')
    expect(replies.at(-1)).toEqual({ type: 'done', id: 1 })

    const chunks = replies.flatMap((reply) => (reply.type === 'chunk' ? [reply.chunk] : []))
    expect(chunks.length).toBeGreaterThan(3)
    expect(chunks.reduce((sum, { count }) => sum + count, 0)).toBe(points.length)
  })

  it('hands out no empty slice, wherever the last one ends', async () => {
    for (const slice of [1, 2, 3, 5, 7, 97]) {
      const { replies, serve, goOnToEnd } = server(slice)
      serve({ type: 'start', id: 1, job: { ...job, to: 193 }, preview: true })
      await goOnToEnd()

      expect(replies.filter((reply) => 'chunk' in reply && reply.chunk.count === 0)).toEqual([])
    }
  })

  it('stops between two slices and says so, once', async () => {
    const { serve, goOn, goOnToEnd, types, replies } = server(50)
    serve({ type: 'start', id: 7, job, preview: false })
    await goOn()
    serve({ type: 'stop', id: 7 })
    const said = replies.length
    await goOnToEnd()
    serve({ type: 'stop', id: 7 })

    expect(types()).toEqual(['chunk', 'chunk', 'stopped'])
    expect(replies).toHaveLength(said)
  })

  it('leaves the older job for a newer one', async () => {
    const { serve, goOn, goOnToEnd, replies } = server(50)
    serve({ type: 'start', id: 1, job, preview: false })
    await goOn()
    serve({ type: 'start', id: 2, job, preview: false })
    await goOnToEnd()

    expect(replies.filter(({ id }) => id === 1).map(({ type }) => type)).toEqual(['chunk', 'chunk', 'stopped'])
    expect(replies.slice(3).every(({ id }) => id === 2)).toBe(true)
    expect(replies.at(-1)).toEqual({ type: 'done', id: 2 })
  })
})

const listener = () => ({
  begin: vi.fn<SweepListener['begin']>(),
  preview: vi.fn<SweepListener['preview']>(),
  chunk: vi.fn<SweepListener['chunk']>(),
  done: vi.fn<SweepListener['done']>(),
  failed: vi.fn<SweepListener['failed']>(),
})

/** A port of which the test says when something arrives. */
function postbox() {
  const sent: SweepRequest[] = []
  let take: (reply: SweepReply) => void = () => undefined
  let broken: () => void = () => undefined
  const open: OpenPort = (onReply, onBroken) => {
    take = onReply
    broken = onBroken
    return { send: (request) => sent.push(request), close: () => undefined }
  }
  return { open, sent, arrive: (reply: SweepReply) => take(reply), breakDown: () => broken() }
}
const chunk = { from: 0, count: 0, stories: [], numbers: new Float64Array() }

describe('the client', () => {
  it('applies nothing that comes after a stop, and knows when the worker has stopped', async () => {
    const { open, sent, arrive } = postbox()
    const client = new SweepClient(open)
    const hears = listener()
    client.start(job, true, hears)
    arrive({ type: 'chunk', id: 1, chunk })
    let hasStopped = false
    const stopped = client.stop().then(() => (hasStopped = true))
    arrive({ type: 'chunk', id: 1, chunk })
    await Promise.resolve()

    expect(sent.map(({ type }) => type)).toEqual(['start', 'stop'])
    expect(hears.chunk).toHaveBeenCalledTimes(1)
    expect(hasStopped).toBe(false)

    arrive({ type: 'stopped', id: 1 })
    await stopped

    expect(hears.done).not.toHaveBeenCalled()
  })

  it('a job that was done before it heard of the stop counts as stopped', async () => {
    const { open, arrive } = postbox()
    const client = new SweepClient(open)
    const hears = listener()
    client.start(job, true, hears)
    const stopped = client.stop()
    arrive({ type: 'done', id: 1 })

    await expect(stopped).resolves.toBeUndefined()
    expect(hears.done).not.toHaveBeenCalled()
  })

  it('a newer job ends the older, whose answers are not heard any more', () => {
    const { open, arrive } = postbox()
    const client = new SweepClient(open)
    const [older, newer] = [listener(), listener()]
    client.start(job, false, older)
    client.start(job, false, newer)
    arrive({ type: 'chunk', id: 1, chunk })
    arrive({ type: 'stopped', id: 1 })
    arrive({ type: 'chunk', id: 2, chunk })
    arrive({ type: 'failed', id: 2, error: 'no end' })

    expect(older.chunk).not.toHaveBeenCalled()
    expect(newer.chunk).toHaveBeenCalledTimes(1)
    expect(newer.failed).toHaveBeenCalledWith('no end')
  })

  it('does the work itself where the worker fails', async () => {
    const { open, breakDown } = postbox()
    const client = new SweepClient(open)
    const hears = listener()
    const done = new Promise<void>((resolve) => hears.done.mockImplementation(resolve))
    client.start(job, false, hears)
    breakDown()
    await done

    expect(hears.begin).toHaveBeenCalledTimes(2)
    expect(hears.chunk.mock.calls.reduce((sum, [each]) => sum + each.count, 0)).toBe(points.length)
  })
})

describe('the sweeps of a lab', () => {
  const finished = (sweeps: Sweeps): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (sweeps.store.getState().view?.phase === 'done') resolve()
      }
      sweeps.store.subscribe(look)
      look()
    })
  const started = (): { lab: LabStore; sweeps: Sweeps; opened: { count: number } } => {
    const opened = { count: 0 }
    const lab = createLab()
    const sweeps = new Sweeps(lab, (take, broken) => {
      const port = openHere(take, broken)
      return {
        ...port,
        send(request) {
          if (request.type === 'start') opened.count++
          port.send(request)
        },
      }
    })
    return { lab, sweeps, opened }
  }

  it('have every tick of the run in view', async () => {
    const { lab, sweeps } = started()
    sweeps.watch()
    await finished(sweeps)
    const { view } = sweeps.store.getState()

    expect(view?.end).toBe((view?.job.to ?? 0) + 1)
    expect(view?.end).toBeGreaterThan(visibleSpan(lab.getState()).to)
    expect([...(view?.table.points(300) ?? [])]).toEqual(points.slice(0, 301))
  })

  it('need nothing new while the cancel is dragged, and only the rest where the run grows', async () => {
    const { lab, sweeps, opened } = started()
    sweeps.watch()
    await finished(sweeps)
    const before = sweeps.store.getState().view
    lab.actions.beginGesture()
    for (let at = 160; at < 220; at += 7) lab.actions.cancelAt(at)

    expect(opened.count).toBe(1)
    expect(sweeps.store.getState().view).toBe(before)

    lab.actions.cancelAt((before?.job.to ?? 0) + 50)
    await finished(sweeps)

    const after = sweeps.store.getState().view
    expect(opened.count).toBe(2)
    expect(after?.table).toBe(before?.table)
    expect([...(after?.table.points() ?? [])]).toEqual([
      ...sweep(model, scenario, { ...job, to: (after?.end ?? 0) - 1 }),
    ])
  })

  it('are remembered: undo finds the old one again', async () => {
    const { lab, sweeps, opened } = started()
    sweeps.watch()
    await finished(sweeps)
    const before = sweeps.store.getState().view
    lab.actions.setKnob('linkTicks', 13)
    await finished(sweeps)
    lab.actions.undo()

    expect(sweeps.store.getState().view?.table).toBe(before?.table)
    expect(opened.count).toBe(2)
  })

  it('stop when told to, keep what was found, and can go on', async () => {
    const { lab, sweeps } = started()
    lab.actions.setSpan({ from: 0, to: 30_000 })
    sweeps.watch()
    await vi.waitFor(() => expect(sweeps.store.getState().view?.end).toBeGreaterThan(0), { timeout: 5000 })
    await sweeps.stop()
    const { view } = sweeps.store.getState()
    await new Promise((resolve) => setTimeout(resolve, 30))

    expect(view?.phase).toBe('stopped')
    expect(view?.table.end).toBe(view?.end)
    expect(sweeps.store.getState().view).toBe(view)

    sweeps.resume()
    await vi.waitFor(() => expect(sweeps.store.getState().view?.end).toBeGreaterThan(view?.end ?? 0), { timeout: 5000 })
    await sweeps.stop()
  })

  it('try only the part in view of a run that is too long', () => {
    const { lab, sweeps } = started()
    lab.actions.cancelAt(5_000_000)
    sweeps.watch()

    expect(sweeps.store.getState()).toMatchObject({ view: null, tooMany: expect.any(Number) as number })
  })

  it('give scripts what the command line prints, known already or not', async () => {
    const { lab, sweeps } = started()
    const to = sweepEnd(model, scenario, job.step)
    const printed = bandsOf(sweep(model, scenario, { ...job, to }))

    expect(sweeps.bands()).toEqual(printed)

    sweeps.watch()
    await finished(sweeps)

    expect(sweeps.bands()).toEqual(printed)

    lab.actions.removeStep(job.step)

    expect(sweeps.bands()).toEqual([])
  })

  it('stop when nobody looks any more, and go on when somebody looks again', async () => {
    const { lab, sweeps } = started()
    lab.actions.setSpan({ from: 0, to: 3_000 })
    sweeps.watch()()
    const end = sweeps.store.getState().view?.table.end
    await new Promise((resolve) => setTimeout(resolve, 30))

    expect(sweeps.store.getState().view?.table.end).toBe(end)

    sweeps.watch()
    await finished(sweeps)

    expect(sweeps.store.getState().view?.end).toBeGreaterThan(3_000)
  })
})

it('a scenario without a cancel gets one, of which every tick is tried', () => {
  for (const specification of specifications) {
    const [first] = specification.scenarios
    if (first === undefined) continue
    const without = { ...scenarioFromBuiltIn(specification, first) }
    const steps = without.steps.filter((step) => step.do !== 'cancel')
    const moved = movedStep({ ...without, steps })

    expect(moved.step).toBe(steps.length)
    expect([...sweep(specification.model, moved.scenario, { step: moved.step, from: 0, to: 20 })]).toHaveLength(21)
  }
})
