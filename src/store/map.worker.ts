import { serveMaps, type MapRequest } from './mapServer.ts'
import { breaths, inTurn } from './workerParts.ts'

const serve = serveMaps({ post: (reply) => postMessage(reply), pause: breaths() })

addEventListener('message', inTurn<MapRequest>(serve))
