import type { CampaignProgress, CampaignResult } from '#analysis/check.ts'
import { serveChecks, type CheckReply, type CheckRequest, type CheckTask } from './checkServer.ts'

/** A worker, or what stands in for it. */
export interface CheckPort {
  send(request: CheckRequest): void
  close(): void
}
export type OpenCheckPort = (take: (reply: CheckReply) => void, broken: () => void) => CheckPort

/** The same work on the page's own thread, in slices short enough for a frame: where there is no worker, as in tests. */
export const openCheckHere: OpenCheckPort = (take) => {
  const serve = serveChecks({
    post: take,
    pause: () => new Promise((resolve) => setTimeout(resolve)),
    now: () => performance.now(),
    slice: 8,
  })
  return { send: serve, close: () => undefined }
}

const openWorker: OpenCheckPort = (take, broken) => {
  const worker = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', (event: MessageEvent<CheckReply>) => take(event.data))
  worker.addEventListener('error', broken)
  return { send: (request) => worker.postMessage(request), close: () => worker.terminate() }
}

/** Some browsers refuse a worker later, with an event; those that open a page from a file refuse it at once. */
export const openCheckPort: OpenCheckPort = (take, broken) => {
  if (typeof Worker === 'undefined') return openCheckHere(take, broken)
  try {
    return openWorker(take, broken)
  } catch {
    return openCheckHere(take, broken)
  }
}

/** A worker for each core, but not more than a laptop's fan can bear. */
export const coresUsed = (): number =>
  Math.max(1, Math.min(4, (globalThis.navigator as Navigator | undefined)?.hardwareConcurrency ?? 1))

export interface CheckListener {
  /** Nothing has been explored yet; said again should the workers fail and everything begin anew. */
  begin(): void
  /** A worker has taken up a campaign. */
  begun(campaign: string): void
  progress(campaign: string, progress: CampaignProgress): void
  result(result: CampaignResult): void
  /** All campaigns are over. */
  done(): void
  failed(error: string): void
}

/** How long a worker may take to acknowledge that it has stopped before it is ended, in milliseconds. */
const patience = 200

/** A check: campaigns that nobody has begun, and how many are not over. */
interface Run {
  readonly id: number
  readonly tasks: readonly CheckTask[]
  readonly waiting: CheckTask[]
  readonly listener: CheckListener
  left: number
}

/** One worker, and what it is busy with. */
class WorkerHandle {
  private readonly open: OpenCheckPort
  private readonly take: (hand: WorkerHandle, reply: CheckReply) => void
  private readonly broken: () => void
  private port: CheckPort | null = null
  /** The check that it works for, and the one that it has been told to leave. */
  private run: number | null = null
  private cancelling: { readonly run: number; readonly left: () => void } | null = null

  constructor(open: OpenCheckPort, take: (hand: WorkerHandle, reply: CheckReply) => void, broken: () => void) {
    this.open = open
    this.take = take
    this.broken = broken
  }

  begin(run: number, task: CheckTask): void {
    this.run = run
    this.port ??= this.open((reply) => this.answer(reply), this.broken)
    this.port.send({ type: 'explore', run, task })
  }

  /** Fulfilled when it works no more: it has said so, or it took too long and was ended. */
  stop(patience: number): Promise<void> {
    const { run, port } = this
    if (run === null || port === null) return Promise.resolve()
    this.run = null
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.close(), patience)
      const left = (): void => {
        clearTimeout(timer)
        this.cancelling = null
        resolve()
      }
      this.cancelling = { run, left }
      port.send({ type: 'stop', run })
    })
  }

  close(): void {
    this.port?.close()
    this.port = null
    this.run = null
    this.cancelling?.left()
  }

  private answer(reply: CheckReply): void {
    if (reply.type !== 'progress' && reply.run === this.cancelling?.run) this.cancelling.left()
    if (reply.run !== this.run) return
    if (reply.type !== 'progress') this.run = null
    this.take(this, reply)
  }
}

export interface CheckClientOptions {
  readonly open?: OpenCheckPort
  readonly hands?: number
  readonly patience?: number
}

/**
 * Has campaigns explored on all cores, for one check at a time. Whoever starts another or stops the one under way never hears of the
 * older one again, whatever is still on its way; a worker that does not acknowledge at once is ended.
 */
export class CheckClient {
  private open: OpenCheckPort
  private readonly most: number
  private readonly patience: number
  private workers: readonly WorkerHandle[] = []
  private run: Run | null = null
  private lastId = 0
  private stopped: Promise<void> = Promise.resolve()

  constructor({ open = openCheckPort, hands = coresUsed(), patience: waits = patience }: CheckClientOptions = {}) {
    this.open = open
    this.most = hands
    this.patience = waits
  }

  start(tasks: readonly CheckTask[], listener: CheckListener): void {
    void this.stop()
    const run: Run = { id: ++this.lastId, tasks, waiting: [...tasks], listener, left: tasks.length }
    this.run = run
    void this.stopped.then(() => {
      if (this.run !== run) return
      listener.begin()
      if (tasks.length === 0) this.over(run)
      this.workers = [
        ...this.workers,
        ...Array.from({ length: Math.max(0, Math.min(this.most, tasks.length) - this.workers.length) }, () =>
          this.spawn(),
        ),
      ]
      for (const hand of this.workers) this.next(run, hand)
    })
  }

  /** Fulfilled when no worker works any more; nothing is heard of the check from the moment of the call. */
  stop(): Promise<void> {
    this.run = null
    const stopping = this.workers.map((hand) => hand.stop(this.patience))
    this.stopped = Promise.all([this.stopped, ...stopping]).then(() => undefined)
    return this.stopped
  }

  close(): void {
    this.run = null
    for (const hand of this.workers) hand.close()
    this.workers = []
  }

  private spawn(): WorkerHandle {
    return new WorkerHandle(
      this.open,
      (hand, reply) => this.take(hand, reply),
      () => this.startOver(),
    )
  }

  /** A browser that refuses workers (a policy, a page opened from a file) still gets its check, one campaign after the other. */
  private startOver(): void {
    const { run } = this
    this.close()
    if (this.open === openCheckHere) run?.listener.failed('the check has ended unexpectedly')
    else if (run !== null) {
      this.open = openCheckHere
      this.start(run.tasks, run.listener)
    }
  }

  private next(run: Run, hand: WorkerHandle): void {
    const task = run.waiting.shift()
    if (task === undefined) return
    run.listener.begun(task.campaign)
    hand.begin(run.id, task)
  }

  private over(run: Run): void {
    this.run = null
    run.listener.done()
  }

  private take(hand: WorkerHandle, reply: CheckReply): void {
    const { run } = this
    if (run === null || run.id !== reply.run) return
    switch (reply.type) {
      case 'progress':
        run.listener.progress(reply.campaign, reply.progress)
        break
      case 'result':
        run.listener.result(reply.result)
        if (--run.left === 0) this.over(run)
        else this.next(run, hand)
        break
      case 'failed':
        void this.stop()
        run.listener.failed(reply.error)
        break
      case 'stopped':
    }
  }
}
