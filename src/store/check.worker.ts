import { serveChecks, type CheckRequest } from './checkServer.ts'
import { breaths } from './workerParts.ts'

const serve = serveChecks({
  post: (reply) => postMessage(reply),
  pause: breaths(),
  now: () => performance.now(),
  slice: 40,
})

addEventListener('message', (event: MessageEvent<CheckRequest>) => serve(event.data))
