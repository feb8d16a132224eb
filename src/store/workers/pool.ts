import type { JobClient } from './jobs.ts'

/** A worker for each core, but not more than a laptop's fan can bear. */
const coresUsed = (): number =>
  Math.max(1, Math.min(4, (globalThis.navigator as Navigator | undefined)?.hardwareConcurrency ?? 1))

export interface BatchListener<Job, Progress, Result> {
  /** Somebody has taken up a job; said again should its worker fail and the job begin anew. */
  begun(job: Job): void
  progress(job: Job, progress: Progress): void
  result(job: Job, result: Result): void
  /** All jobs are over. */
  done(): void
  /** One of them failed, and the others are left. */
  failed(error: string): void
}

/**
 * Has a batch of jobs done by several clients, one batch at a time. Whoever starts another or cancels the one under way never hears of
 * the older one again.
 */
export class JobPool<Job, Progress, Result> {
  private readonly hire: () => JobClient<Job, Progress, Result>
  private readonly most: number
  private clients: readonly JobClient<Job, Progress, Result>[] = []
  private turn = 0
  private cancelled: Promise<void> = Promise.resolve()

  /** @param hire Makes a client; there are no more than `most`, and none before it has something to do. */
  constructor(hire: () => JobClient<Job, Progress, Result>, most = coresUsed()) {
    this.hire = hire
    this.most = most
  }

  start(jobs: readonly Job[], listener: BatchListener<Job, Progress, Result>): void {
    const cancelled = this.cancel()
    const { turn } = this
    void cancelled.then(() => {
      if (turn === this.turn) this.begin(jobs, listener)
    })
  }

  /** Fulfilled when nobody works any more; nothing is heard of the batch from the moment of the call. */
  cancel(): Promise<void> {
    this.turn++
    const cancelling = this.clients.map((client) => client.cancel())
    this.cancelled = Promise.all([this.cancelled, ...cancelling]).then(() => undefined)
    return this.cancelled
  }

  private begin(jobs: readonly Job[], listener: BatchListener<Job, Progress, Result>): void {
    if (jobs.length === 0) return listener.done()
    const waiting = [...jobs]
    let left = jobs.length
    const next = (client: JobClient<Job, Progress, Result>): void => {
      const job = waiting.shift()
      if (job === undefined) return
      client.start(job, {
        begin: () => listener.begun(job),
        progress: (progress) => listener.progress(job, progress),
        result: (result) => {
          listener.result(job, result)
          if (--left === 0) listener.done()
          else next(client)
        },
        failed: (error) => {
          void this.cancel()
          listener.failed(error)
        },
      })
    }
    const wanted = Math.max(this.clients.length, Math.min(this.most, jobs.length))
    this.clients = Array.from({ length: wanted }, (_, i) => this.clients[i] ?? this.hire())
    for (const client of this.clients) next(client)
  }
}
