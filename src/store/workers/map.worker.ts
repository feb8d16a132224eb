import { mapWork } from './mapServer.ts'
import { serveHere } from './worker.ts'

serveHere(mapWork, 0)
