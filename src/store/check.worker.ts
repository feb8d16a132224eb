import { serveChecks, type CheckRequest } from './checkServer.ts'

/** A message to oneself: unlike a timeout it does not wait, and what came from the page meanwhile is taken before it. */
const channel = new MessageChannel()
let resume: () => void = () => undefined
channel.port1.onmessage = () => resume()

const serve = serveChecks({
  post: (reply) => postMessage(reply),
  pause: () =>
    new Promise((resolve) => {
      resume = resolve
      channel.port2.postMessage(null)
    }),
  now: () => performance.now(),
  slice: 40,
})

addEventListener('message', (event: MessageEvent<CheckRequest>) => serve(event.data))
