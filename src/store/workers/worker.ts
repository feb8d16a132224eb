import { serveJobs, type JobRequest, type Work } from './jobs.ts'

/**
 * A breath between two slices of work, in which messages from the page are taken: a message to oneself, which unlike a timeout does
 * not wait, and which what has arrived meanwhile goes before.
 */
function yieldToMessages(): () => Promise<void> {
  const channel = new MessageChannel()
  let resume: () => void = () => undefined
  channel.port1.onmessage = () => resume()
  return () =>
    new Promise((resolve) => {
      resume = resolve
      channel.port2.postMessage(null)
    })
}

/** Makes this worker one that does such jobs. `slice`: how long it works without a look at its messages, in milliseconds. */
export function serveHere<Job, Progress, Result>(work: Work<Job, Progress, Result>, slice: number): void {
  const serve = serveJobs(work, {
    post: (reply) => postMessage(reply),
    pause: yieldToMessages(),
    now: () => performance.now(),
    slice,
  })
  addEventListener('message', (event: MessageEvent<JobRequest<Job>>) => serve(event.data))
}
