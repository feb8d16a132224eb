import { sweepWork } from './sweepServer.ts'
import { serveHere } from './worker.ts'

serveHere(sweepWork, 10)
