import { loadProtocol } from '#machines/registry.ts'
import { serveMaps, type MapRequest } from './mapServer.ts'

/** A message to oneself: unlike a timeout it does not wait, and what came from the page meanwhile is taken before it. */
const channel = new MessageChannel()
let resume: () => void = () => undefined
channel.port1.onmessage = () => resume()

const serve = serveMaps({
  post: (reply) => postMessage(reply),
  pause: () =>
    new Promise((resolve) => {
      resume = resolve
      channel.port2.postMessage(null)
    }),
})

/** Requests are taken one after the other; one for a specification that is new here waits for its model, and those behind it too. */
let before: Promise<unknown> = Promise.resolve()
addEventListener('message', ({ data }: MessageEvent<MapRequest>) => {
  const loaded = data.type === 'start' ? loadProtocol(data.job.scenario.spec) : undefined
  before = before.then(() => loaded).then(() => serve(data))
})
