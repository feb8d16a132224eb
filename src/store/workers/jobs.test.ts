import { describe, expect, it, vi } from 'vitest'
import { ensure } from '#base/assert.ts'
import {
  JobClient,
  openHere,
  serveJobs,
  type JobListener,
  type JobReply,
  type JobRequest,
  type OpenPort,
  type Work,
} from './jobs.ts'

type Reply = JobReply<number, string>

/** Counts up to the job's number, and says each number. */
const count: Work<number, number, string> = async function* (to) {
  for (let n = 1; n <= to; n++) yield await Promise.resolve(n)
  if (to < 0) throw new Error('nothing to count')
  return `${to} counted`
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** A server that pauses after each number until the test lets it go on. */
function server() {
  const replies: Reply[] = []
  const paused: (() => void)[] = []
  const serve = serveJobs(count, {
    post: (reply) => replies.push(reply),
    pause: () => new Promise((resolve) => paused.push(resolve)),
    now: () => 0,
    slice: 0,
  })
  const goOn = async (): Promise<void> => {
    paused.shift()?.()
    await settled()
  }
  return { replies, serve, goOn }
}

describe('the server', () => {
  it('tells how far it is, and has one last word', async () => {
    const { replies, serve, goOn } = server()
    serve({ type: 'start', id: 1, job: 2 })
    await settled()
    for (let i = 0; i < 5; i++) await goOn()
    expect(replies).toEqual([
      { type: 'progress', id: 1, progress: 1 },
      { type: 'progress', id: 1, progress: 2 },
      { type: 'result', id: 1, result: '2 counted' },
    ])
  })

  it('acknowledges a cancel while it is busy, once, and nothing comes after that', async () => {
    const { replies, serve, goOn } = server()
    serve({ type: 'start', id: 7, job: 5 })
    await settled()
    serve({ type: 'cancel', id: 7 })
    serve({ type: 'cancel', id: 7 })
    await goOn()
    expect(replies).toEqual([
      { type: 'progress', id: 7, progress: 1 },
      { type: 'cancelled', id: 7 },
    ])
  })

  it('cancels the older job for a newer one', async () => {
    const { replies, serve, goOn } = server()
    serve({ type: 'start', id: 1, job: 5 })
    await settled()
    serve({ type: 'start', id: 2, job: 0 })
    await goOn()
    expect(replies.map(({ type, id }) => `${type} ${id}`)).toEqual(['progress 1', 'cancelled 1', 'result 2'])
  })

  it('says why a job failed; a job that is over cannot be cancelled', async () => {
    const { replies, serve } = server()
    serve({ type: 'start', id: 1, job: -1 })
    await settled()
    serve({ type: 'cancel', id: 1 })
    expect(replies).toEqual([{ type: 'failed', id: 1, error: 'nothing to count' }])
  })
})

const listener = () => ({
  begin: vi.fn<JobListener<number, string>['begin']>(),
  progress: vi.fn<JobListener<number, string>['progress']>(),
  result: vi.fn<JobListener<number, string>['result']>(),
  failed: vi.fn<JobListener<number, string>['failed']>(),
})

/** Workers of which the test says what they answer. */
function workshop() {
  const workers: { sent: JobRequest<number>[]; answer(reply: Reply): void; breaks(): void; closed: boolean }[] = []
  const open: OpenPort<number, number, string> = (take, broken) => {
    const worker = { sent: [] as JobRequest<number>[], answer: take, breaks: broken, closed: false }
    workers.push(worker)
    return { send: (request) => worker.sent.push(request), close: () => (worker.closed = true) }
  }
  const at = (i: number) => ensure(workers[i], `there is a worker ${i}`)
  return { open, at, workers, here: openHere(count) }
}

describe('the client', () => {
  it('hears nothing any more from the moment of a cancel, and knows when the worker has acknowledged', async () => {
    const { open, here, at } = workshop()
    const client = new JobClient({ open, here })
    const heard = listener()
    client.start(3, heard)
    at(0).answer({ type: 'progress', id: 1, progress: 1 })
    let isOver = false
    const over = client.cancel().then(() => (isOver = true))
    at(0).answer({ type: 'progress', id: 1, progress: 2 })
    await settled()
    expect(isOver).toBe(false)
    at(0).answer({ type: 'cancelled', id: 1 })
    await over

    expect(at(0).sent.map(({ type }) => type)).toEqual(['start', 'cancel'])
    expect(heard.progress.mock.calls).toEqual([[1]])
    expect([heard.result, heard.failed].flatMap(({ mock }) => mock.calls)).toEqual([])
  })

  it('hears nothing of the older job once a newer one is started', () => {
    const { open, here, at } = workshop()
    const client = new JobClient({ open, here })
    const [older, newer] = [listener(), listener()]
    client.start(3, older)
    client.start(4, newer)
    at(0).answer({ type: 'progress', id: 1, progress: 1 })
    at(0).answer({ type: 'cancelled', id: 1 })
    at(0).answer({ type: 'progress', id: 2, progress: 1 })
    at(0).answer({ type: 'failed', id: 2, error: 'no end' })

    expect(older.progress).not.toHaveBeenCalled()
    expect(newer.progress).toHaveBeenCalledTimes(1)
    expect(newer.failed).toHaveBeenCalledWith('no end')
  })

  it('takes a job that was done before it heard of the cancel for cancelled', async () => {
    const { open, here, at } = workshop()
    const client = new JobClient({ open, here })
    const heard = listener()
    client.start(3, heard)
    const over = client.cancel()
    at(0).answer({ type: 'result', id: 1, result: 'done' })
    await over
    expect(heard.result).not.toHaveBeenCalled()
  })

  it('ends a worker that does not acknowledge, and the newer job begins anew in another', async () => {
    const { open, here, at, workers } = workshop()
    const client = new JobClient({ open, here, patience: 5 })
    const newer = listener()
    client.start(3, listener())
    const over = client.cancel()
    client.start(4, newer)
    await over
    expect(at(0).closed).toBe(true)
    expect(workers).toHaveLength(2)
    expect(at(1).sent).toEqual([{ type: 'start', id: 2, job: 4 }])
    expect(newer.begin).toHaveBeenCalledTimes(2)
  })

  it('does the work itself where a worker is refused at once, or later', async () => {
    const { open, here, at } = workshop()
    const refused: OpenPort<number, number, string> = () => {
      throw new DOMException('not from here', 'SecurityError')
    }
    for (const opens of [refused, open]) {
      const heard = listener()
      const done = new Promise<void>((resolve) => heard.result.mockImplementation(() => resolve()))
      new JobClient({ open: opens, here }).start(2, heard)
      if (opens === open) at(0).breaks()
      await done
      expect(heard.progress.mock.calls).toEqual([[1], [2]])
      expect(heard.result.mock.calls).toEqual([['2 counted']])
    }
  })
})
