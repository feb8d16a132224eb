/** One job protocol for everything that is done beside the page: start, progress, and one last word (result, failed, cancelled). */

/** What the page asks. One job is under way at a time: a newer one cancels the older. */
export type JobRequest<Job> =
  | { readonly type: 'start'; readonly id: number; readonly job: Job }
  | { readonly type: 'cancel'; readonly id: number }

/** What is answered. `result`, `failed` and `cancelled` are each job's last word; nothing comes after it. */
export type JobReply<Progress, Result> =
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'result'; readonly id: number; readonly result: Result }
  | { readonly type: 'failed'; readonly id: number; readonly error: string }
  | { readonly type: 'cancelled'; readonly id: number }

/** Does a job. Whatever it yields is told; it yields when `isDue` says so, for only then can a cancel be heard. */
export type Work<Job, Progress, Result> = (job: Job, isDue: () => boolean) => AsyncGenerator<Progress, Result>

export interface JobSurroundings<Progress, Result> {
  readonly post: (reply: JobReply<Progress, Result>) => void
  /** Lets messages in that have arrived meanwhile. */
  readonly pause: () => Promise<void>
  /** Milliseconds, from any beginning. */
  readonly now: () => number
  /** How long to work without a pause, in milliseconds. */
  readonly slice: number
}

/** Does jobs, in a worker or in slices beside everything else. Returns what takes the requests. */
export function serveJobs<Job, Progress, Result>(
  work: Work<Job, Progress, Result>,
  { post, pause, now, slice }: JobSurroundings<Progress, Result>,
): (request: JobRequest<Job>) => void {
  let current: number | null = null

  const carryOut = async (id: number, job: Job): Promise<void> => {
    let end = now() + slice
    const steps = work(job, () => now() >= end)
    for (;;) {
      const step = await steps.next()
      if (current !== id) return
      if (step.done === true) {
        current = null
        return post({ type: 'result', id, result: step.value })
      }
      post({ type: 'progress', id, progress: step.value })
      if (now() < end) continue
      await pause()
      if (current !== id) return
      end = now() + slice
    }
  }

  const cancel = (): void => {
    if (current !== null) post({ type: 'cancelled', id: current })
    current = null
  }

  return (request) => {
    if (request.type === 'cancel') {
      if (request.id === current) cancel()
      return
    }
    cancel()
    const { id, job } = request
    current = id
    carryOut(id, job).catch((error: unknown) => {
      if (current !== id) return
      current = null
      post({ type: 'failed', id, error: error instanceof Error ? error.message : String(error) })
    })
  }
}

/** A worker, or what stands in for it. */
export interface JobPort<Job> {
  send(request: JobRequest<Job>): void
  close(): void
}

export type OpenPort<Job, Progress, Result> = (
  take: (reply: JobReply<Progress, Result>) => void,
  broken: () => void,
) => JobPort<Job>

/** The same work on the page's own thread, in slices short enough for a frame: where there is no worker, as in tests. */
export const openHere =
  <Job, Progress, Result>(work: Work<Job, Progress, Result>): OpenPort<Job, Progress, Result> =>
  (take) => ({
    send: serveJobs(work, {
      post: take,
      pause: () => new Promise((resolve) => setTimeout(resolve)),
      now: () => performance.now(),
      slice: 6,
    }),
    close: () => undefined,
  })

/** Some browsers refuse a worker later, with an event; those that open a page from a file refuse it at once, by throwing. */
const openWorker =
  <Job, Progress, Result>(make: () => Worker): OpenPort<Job, Progress, Result> =>
  (take, broken) => {
    const worker = make()
    worker.addEventListener('message', (event: MessageEvent<JobReply<Progress, Result>>) => take(event.data))
    worker.addEventListener('error', broken)
    return { send: (request) => worker.postMessage(request), close: () => worker.terminate() }
  }

export interface JobListener<Progress, Result> {
  /** Nothing is done yet; said again should the worker fail and the work begin anew. */
  begin(): void
  progress(progress: Progress): void
  result(result: Result): void
  failed(error: string): void
}

export interface JobClientOptions<Job, Progress, Result> {
  /** Absent: the page's own thread does all of it. */
  readonly open?: OpenPort<Job, Progress, Result> | undefined
  readonly here: OpenPort<Job, Progress, Result>
  /** How long a worker may take to acknowledge a cancel before it is ended, in milliseconds. */
  readonly patience?: number
}

/**
 * Has jobs done, one at a time. From the moment of a cancel nothing is heard of a job any more, whatever is still on its way; a
 * worker that does not acknowledge is ended, and one that is refused or breaks is replaced by the page's own thread.
 */
export class JobClient<Job, Progress, Result> {
  private open: OpenPort<Job, Progress, Result>
  private readonly here: OpenPort<Job, Progress, Result>
  private readonly patience: number
  private port: JobPort<Job> | null = null
  private current: { readonly id: number; readonly job: Job; readonly listener: JobListener<Progress, Result> } | null =
    null
  private lastId = 0
  /** Jobs that are told to end and have not had their last word yet. */
  private readonly ending = new Map<number, () => void>()

  constructor({ open, here, patience = 1000 }: JobClientOptions<Job, Progress, Result>) {
    this.open = open ?? here
    this.here = here
    this.patience = patience
  }

  start(job: Job, listener: JobListener<Progress, Result>): void {
    void this.cancel()
    this.current = { id: ++this.lastId, job, listener }
    this.begin()
  }

  /** Fulfilled when nobody works on the job any more: it had its last word, or its worker was ended. */
  cancel(): Promise<void> {
    const { current, port } = this
    this.current = null
    if (current === null || port === null) return Promise.resolve()
    const { id } = current
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.startOver(), this.patience)
      this.ending.set(id, () => {
        clearTimeout(timer)
        this.ending.delete(id)
        resolve()
      })
      port.send({ type: 'cancel', id })
    })
  }

  close(): void {
    this.current = null
    this.end()
  }

  private end(): void {
    this.port?.close()
    this.port = null
    for (const ended of this.ending.values()) ended()
  }

  private begin(): void {
    const { current } = this
    if (current === null) return
    this.port ??= this.connect()
    current.listener.begin()
    this.port.send({ type: 'start', id: current.id, job: current.job })
  }

  private startOver(): void {
    this.end()
    this.begin()
  }

  private connect(): JobPort<Job> {
    const { open } = this
    const take = (reply: JobReply<Progress, Result>): void => this.take(reply)
    try {
      return open(take, () => this.broken(open))
    } catch {
      this.open = this.here
      return this.here(take, () => this.broken(this.here))
    }
  }

  private broken(open: OpenPort<Job, Progress, Result>): void {
    if (open !== this.open) return
    if (open !== this.here) {
      this.open = this.here
      return this.startOver()
    }
    const { current } = this
    this.close()
    current?.listener.failed('the work has ended unexpectedly')
  }

  private take(reply: JobReply<Progress, Result>): void {
    if (reply.type !== 'progress') this.ending.get(reply.id)?.()
    const { current } = this
    if (current === null || current.id !== reply.id) return
    if (reply.type === 'progress') return current.listener.progress(reply.progress)
    this.current = null
    if (reply.type === 'result') current.listener.result(reply.result)
    if (reply.type === 'failed') current.listener.failed(reply.error)
  }
}

/** A client of which the jobs are done in a worker, where there are any. */
export const jobClient = <Job, Progress, Result>(
  work: Work<Job, Progress, Result>,
  make: () => Worker,
  options: Pick<JobClientOptions<Job, Progress, Result>, 'patience'> = {},
): JobClient<Job, Progress, Result> =>
  new JobClient({
    ...options,
    open: typeof Worker === 'undefined' ? undefined : openWorker(make),
    here: openHere(work),
  })
