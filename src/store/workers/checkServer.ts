import { explore, thoroughly, type CampaignProgress, type CampaignResult } from '#analysis/check.ts'
import { ensure } from '#base/assert.ts'
import { specificationOf } from '#machines/index.ts'

/** One campaign for one worker. */
export interface CheckTask {
  readonly spec: string
  readonly campaign: string
  readonly worldsMax: number
}

/** What the page asks of a worker. One campaign is under way at a time. `run`: the check that it belongs to. */
export type CheckRequest =
  | { readonly type: 'explore'; readonly run: number; readonly task: CheckTask }
  | { readonly type: 'stop'; readonly run: number }

/** What a worker answers. `result`, `stopped` and `failed` are each campaign's last word. */
export type CheckReply =
  | { readonly type: 'progress'; readonly run: number; readonly campaign: string; readonly progress: CampaignProgress }
  | { readonly type: 'result'; readonly run: number; readonly campaign: string; readonly result: CampaignResult }
  | { readonly type: 'stopped'; readonly run: number }
  | { readonly type: 'failed'; readonly run: number; readonly error: string }

export interface CheckSurroundings {
  readonly post: (reply: CheckReply) => void
  /** Lets messages in that have arrived meanwhile. */
  readonly pause: () => Promise<void>
  /** Milliseconds, from any beginning. */
  readonly now: () => number
  /** How long to work without a pause, in milliseconds. */
  readonly slice: number
}

/** Worlds that are looked at between two looks at the clock. */
const worldsAtOnce = 500

const isEmpty = (record: Readonly<Record<string, unknown>>): boolean => Object.keys(record).length === 0

/** Explores campaigns, in a worker or in slices beside everything else. Returns what takes the requests. */
export function serveChecks({ post, pause, now, slice }: CheckSurroundings): (request: CheckRequest) => void {
  let wanted: number | null = null

  const work = async (run: number, { spec, campaign: id, worldsMax }: CheckTask): Promise<void> => {
    const specification = ensure(specificationOf(spec), 'a task names a specification')
    const plan = await ensure(specification.check, 'a task names a specification with a check')()
    const campaign = ensure(
      thoroughly(plan).campaigns.find((each) => each.id === id),
      'a task names a campaign',
    )
    if (wanted !== run) return
    const steps = explore(specification, plan, campaign, worldsMax, worldsAtOnce)
    let end = now() + slice
    for (;;) {
      const step = steps.next()
      if (step.done === true) {
        wanted = null
        post({ type: 'result', run, campaign: id, result: step.value })
        return
      }
      const progress = step.value
      const isDue = now() >= end
      if (isDue || !isEmpty(progress.found) || !isEmpty(progress.codes))
        post({ type: 'progress', run, campaign: id, progress })
      if (!isDue) continue
      await pause()
      if (wanted !== run) return
      end = now() + slice
    }
  }

  const stop = (): void => {
    if (wanted !== null) post({ type: 'stopped', run: wanted })
    wanted = null
  }

  return (request) => {
    if (request.type === 'stop') {
      if (request.run === wanted) stop()
      return
    }
    stop()
    const { run, task } = request
    wanted = run
    work(run, task).catch((error: unknown) => {
      wanted = null
      post({ type: 'failed', run, error: error instanceof Error ? error.message : String(error) })
    })
  }
}
