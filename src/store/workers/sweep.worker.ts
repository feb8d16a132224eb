import { serveSweeps, type SweepRequest } from './sweepServer.ts'
import { yieldToMessages, inTurn } from './workerParts.ts'

const serve = serveSweeps({
  post: (reply) => postMessage(reply),
  pause: yieldToMessages(),
  now: () => performance.now(),
  slice: 10,
})

addEventListener('message', inTurn<SweepRequest>(serve))
