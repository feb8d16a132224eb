import { serveJobs, type JobRequest } from './jobs.ts'
import { mapWork, type MapJob } from './mapServer.ts'
import { yieldToMessages } from './workerParts.ts'

const serve = serveJobs(mapWork, {
  post: (reply) => postMessage(reply),
  pause: yieldToMessages(),
  now: () => performance.now(),
  slice: 0,
})

addEventListener('message', (event: MessageEvent<JobRequest<MapJob>>) => serve(event.data))
