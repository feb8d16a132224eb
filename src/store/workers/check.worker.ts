import { serveChecks, type CheckRequest } from './checkServer.ts'
import { yieldToMessages } from './workerParts.ts'

const serve = serveChecks({
  post: (reply) => postMessage(reply),
  pause: yieldToMessages(),
  now: () => performance.now(),
  slice: 40,
})

addEventListener('message', (event: MessageEvent<CheckRequest>) => serve(event.data))
