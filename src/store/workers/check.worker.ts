import { checkWork } from './checkServer.ts'
import { serveHere } from './worker.ts'

serveHere(checkWork, 40)
