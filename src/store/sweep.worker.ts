import { serveSweeps, type SweepRequest } from './sweepServer.ts'
import { breaths, inTurn } from './workerParts.ts'

const serve = serveSweeps({
  post: (reply) => postMessage(reply),
  pause: breaths(),
  now: () => performance.now(),
  slice: 10,
})

addEventListener('message', inTurn<SweepRequest>(serve))
