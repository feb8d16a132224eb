import { readWork } from './readServer.ts'
import { serveHere } from './worker.ts'

serveHere(readWork, 40)
