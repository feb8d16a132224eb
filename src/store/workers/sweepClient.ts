import type { SweepChunk } from '#analysis/sweepTable.ts'
import { serveSweeps, type SweepJob, type SweepReply, type SweepRequest } from './sweepServer.ts'

/** A worker, or what stands in for it. */
export interface SweepPort {
  send(request: SweepRequest): void
  close(): void
}

export type OpenPort = (take: (reply: SweepReply) => void, broken: () => void) => SweepPort

/** The same work on the page's own thread, in slices short enough for a frame: where there is no worker, as in tests. */
export const openHere: OpenPort = (take) => {
  const serve = serveSweeps({
    post: take,
    pause: () => new Promise((resolve) => setTimeout(resolve)),
    now: () => performance.now(),
    slice: 6,
  })
  return { send: serve, close: () => undefined }
}

const openWorker: OpenPort = (take, broken) => {
  const worker = new Worker(new URL('./sweep.worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', (event: MessageEvent<SweepReply>) => take(event.data))
  worker.addEventListener('error', broken)
  return { send: (request) => worker.postMessage(request), close: () => worker.terminate() }
}

export const openPort: OpenPort = (take, broken) =>
  typeof Worker === 'undefined' ? openHere(take, broken) : openWorker(take, broken)

export interface SweepListener {
  /** What follows begins at the first tick of the job; said again should the worker fail and the work begin anew. */
  begin(): void
  /** Every n-th tick, to be shown until the others are there. */
  preview(every: number, chunk: SweepChunk): void
  chunk(chunk: SweepChunk): void
  done(): void
  failed(error: string): void
}

/**
 * Has sweeps done, one at a time. Whoever starts another or stops the one under way never hears of the older one again, whatever
 * is still on its way.
 */
export class SweepClient {
  private readonly open: OpenPort
  private port: SweepPort | null = null
  private current: {
    readonly request: Extract<SweepRequest, { type: 'start' }>
    readonly listener: SweepListener
  } | null = null
  private lastId = 0
  /** Jobs that are told to stop and have not answered yet. */
  private readonly ending = new Map<number, () => void>()

  constructor(open: OpenPort = openPort) {
    this.open = open
  }

  start(job: SweepJob, preview: boolean, listener: SweepListener): void {
    void this.stop()
    const request = { type: 'start', id: ++this.lastId, job, preview } as const
    this.current = { request, listener }
    this.port ??= this.connect(this.open)
    this.begin()
  }

  private begin(): void {
    if (this.current === null) return
    this.current.listener.begin()
    this.port?.send(this.current.request)
  }

  /** Fulfilled when the worker has acknowledged that it works no more. */
  stop(): Promise<void> {
    const { current, port } = this
    this.current = null
    if (current === null || port === null) return Promise.resolve()
    const { id } = current.request
    const ended = new Promise<void>((resolve) => this.ending.set(id, resolve))
    port.send({ type: 'stop', id })
    return ended
  }

  close(): void {
    this.current = null
    this.port?.close()
    this.port = null
    for (const resolve of this.ending.values()) resolve()
    this.ending.clear()
  }

  private connect(open: OpenPort): SweepPort {
    return open(
      (reply) => this.take(reply),
      () => {
        // A browser that refuses the worker (a policy, a page opened from a file) still gets its sweep.
        const { current } = this
        this.close()
        this.port = this.connect(openHere)
        this.current = current
        this.begin()
      },
    )
  }

  private take(reply: SweepReply): void {
    if (reply.type === 'done' || reply.type === 'stopped' || reply.type === 'failed') {
      this.ending.get(reply.id)?.()
      this.ending.delete(reply.id)
    }
    const { current } = this
    if (current === null || current.request.id !== reply.id) return
    const { listener } = current
    switch (reply.type) {
      case 'preview':
        listener.preview(reply.every, reply.chunk)
        break
      case 'chunk':
        listener.chunk(reply.chunk)
        break
      case 'done':
        this.current = null
        listener.done()
        break
      case 'failed':
        this.current = null
        listener.failed(reply.error)
        break
      case 'stopped':
        this.current = null
    }
  }
}
