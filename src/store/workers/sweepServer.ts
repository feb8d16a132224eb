import { sweep, type SweepRange } from '#analysis/sweep.ts'
import { SweepPacker, type SweepChunk } from '#analysis/sweepTable.ts'
import type { Scenario } from '#kernel/model.ts'
import { RunTooLong } from '#kernel/timed.ts'
import { specificationFor } from '../lab/derived.ts'

/** Which ticks of which step of a scenario are to be tried. */
export interface SweepJob {
  readonly scenario: Scenario
  readonly step: number
  readonly from: number
  readonly to: number
}

/** What the page asks of the worker. One job is under way at a time: a newer one ends the older. */
export type SweepRequest =
  | { readonly type: 'start'; readonly id: number; readonly job: SweepJob; readonly preview: boolean }
  | { readonly type: 'stop'; readonly id: number }

/** What the worker answers. `stopped`, `done` and `failed` are each job's last word. */
export type SweepReply =
  | { readonly type: 'preview'; readonly id: number; readonly every: number; readonly chunk: SweepChunk }
  | { readonly type: 'chunk'; readonly id: number; readonly chunk: SweepChunk }
  | { readonly type: 'done' | 'stopped'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly error: string }

export interface Surroundings {
  readonly post: (reply: SweepReply) => void
  /** Lets messages in that have arrived meanwhile. */
  readonly pause: () => Promise<void>
  /** Milliseconds, from any beginning. */
  readonly now: () => number
  /** How long to work without a pause, in milliseconds. */
  readonly slice: number
}

/** About so many ticks are tried for a preview; a sweep of less than twice as many needs none. */
const previewTicks = 96

/** Does the sweeps, in a worker or in slices beside everything else. Returns what takes the requests. */
export function serveSweeps({ post, pause, now, slice }: Surroundings): (request: SweepRequest) => void {
  let wanted: number | null = null

  /** Hands out what was found, slice by slice; false where nobody wants it any more. */
  const work = async (
    id: number,
    job: SweepJob,
    range: SweepRange,
    hand: (chunk: SweepChunk) => void,
  ): Promise<boolean> => {
    const packer = new SweepPacker()
    const give = (): void => {
      const chunk = packer.take()
      if (chunk.count > 0) hand(chunk)
    }
    let end = now() + slice
    for (const point of sweep(specificationFor(job.scenario).model, job.scenario, range)) {
      packer.add(point)
      if (now() < end) continue
      give()
      await pause()
      if (wanted !== id) return false
      end = now() + slice
    }
    give()
    return true
  }

  const serve = async (id: number, job: SweepJob, preview: boolean): Promise<void> => {
    const { step, from, to } = job
    try {
      const every = Math.ceil((to - from + 1) / previewTicks)
      if (
        preview &&
        every > 1 &&
        !(await work(id, job, { step, from, to, every }, (chunk) => post({ type: 'preview', id, every, chunk })))
      )
        return
      if (!(await work(id, job, { step, from, to }, (chunk) => post({ type: 'chunk', id, chunk })))) return
      post({ type: 'done', id })
    } catch (error) {
      if (!(error instanceof RunTooLong)) throw error
      post({ type: 'failed', id, error: error.message })
    }
    wanted = null
  }

  const stop = (): void => {
    if (wanted !== null) post({ type: 'stopped', id: wanted })
    wanted = null
  }

  return (request) => {
    if (request.type === 'stop') {
      if (request.id === wanted) stop()
      return
    }
    stop()
    wanted = request.id
    void serve(request.id, request.job, request.preview)
  }
}
