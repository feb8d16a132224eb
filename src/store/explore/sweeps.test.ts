import { askedStep } from '#kernel/steps.ts'
import { describe, expect, it, vi } from 'vitest'
import { bandsOf, sweep, sweepEnd } from '#analysis/sweep.ts'
import { specifications } from '#machines/index.ts'
import { specificationFor, visibleSpan } from '../lab/derived.ts'
import { createLab, scenarioFromBuiltIn, type LabStore } from '../lab/lab.ts'
import { JobClient, openHere, serveJobs, type JobReply, type OpenPort } from '../workers/jobs.ts'
import { sweepWork, type SweepProgress, type SweepTask } from '../workers/sweepServer.ts'
import { movedStep, Sweeps } from './sweeps.ts'

const lab0 = createLab()
const { scenario } = lab0.getState()
const { model } = specificationFor(scenario)
const job: SweepTask = { scenario, step: askedStep(scenario), from: 0, to: 400, preview: false }
const points = [...sweep(model, scenario, job)]

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** The worker's side with a clock that the test turns: every point costs one millisecond. */
function server(slice: number) {
  const replies: JobReply<SweepProgress, null>[] = []
  const paused: (() => void)[] = []
  let t = 0
  const serve = serveJobs(sweepWork, {
    post: (reply) => replies.push(structuredClone(reply)),
    pause: () => new Promise((resolve) => paused.push(() => resolve())),
    now: () => t++,
    slice,
  })
  const goOn = async (): Promise<void> => {
    paused.shift()?.()
    await settled()
  }
  const goOnToEnd = async (): Promise<void> => {
    await settled()
    while (paused.length > 0) await goOn()
  }
  const chunks = () => replies.flatMap((reply) => (reply.type === 'progress' ? [reply.progress] : []))
  return { replies, serve, goOn, goOnToEnd, chunks }
}

describe('the worker', () => {
  it('hands out the whole sweep in slices, after a quick look', async () => {
    const { replies, serve, goOnToEnd, chunks } = server(60)
    serve({ type: 'start', id: 1, job: { ...job, preview: true } })
    await goOnToEnd()

    expect(chunks().at(0)?.every).toBe(5)
    expect(replies.at(-1)).toEqual({ type: 'result', id: 1, result: null })

    const exact = chunks().filter(({ every }) => every === null)
    expect(exact.length).toBeGreaterThan(3)
    expect(exact.reduce((sum, { chunk }) => sum + chunk.count, 0)).toBe(points.length)
  })

  it('hands out no empty slice, wherever the last one ends', async () => {
    for (const slice of [1, 2, 3, 5, 7, 97]) {
      const { serve, goOnToEnd, chunks } = server(slice)
      serve({ type: 'start', id: 1, job: { ...job, to: 193, preview: true } })
      await goOnToEnd()

      expect(chunks().length).toBeGreaterThan(0)
      expect(chunks().filter(({ chunk }) => chunk.count === 0)).toEqual([])
    }
  })

  it('is cancelled between two slices and says so, once', async () => {
    const { serve, goOn, goOnToEnd, replies } = server(50)
    serve({ type: 'start', id: 7, job })
    await settled()
    await goOn()
    serve({ type: 'cancel', id: 7 })
    const said = replies.length
    await goOnToEnd()
    serve({ type: 'cancel', id: 7 })

    expect(replies.map(({ type }) => type)).toEqual(['progress', 'progress', 'cancelled'])
    expect(replies).toHaveLength(said)
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
    const here = openHere(sweepWork)
    const open: OpenPort<SweepTask, SweepProgress, null> = (take, broken) => {
      const port = here(take, broken)
      return {
        ...port,
        send(request) {
          if (request.type === 'start') opened.count++
          port.send(request)
        },
      }
    }
    const sweeps = new Sweeps(lab, new JobClient({ open, here }))
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
    await vi.waitFor(() => expect(sweeps.store.getState().view?.end).toBeGreaterThan(0), { timeout: 600_000 })
    await sweeps.stop()
    const { view } = sweeps.store.getState()
    await new Promise((resolve) => setTimeout(resolve, 30))

    expect(view?.phase).toBe('stopped')
    expect(view?.table.end).toBe(view?.end)
    expect(sweeps.store.getState().view).toBe(view)

    sweeps.resume()
    await vi.waitFor(() => expect(sweeps.store.getState().view?.end).toBeGreaterThan(view?.end ?? 0), {
      timeout: 600_000,
    })
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
