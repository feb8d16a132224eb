import { serveMaps, type MapRequest } from './mapServer.ts'
import { yieldToMessages, inTurn } from './workerParts.ts'

const serve = serveMaps({ post: (reply) => postMessage(reply), pause: yieldToMessages() })

addEventListener('message', inTurn<MapRequest>(serve))
