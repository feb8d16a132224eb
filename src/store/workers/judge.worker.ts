import { judgeWork } from './judgeServer.ts'
import { serveHere } from './worker.ts'

serveHere(judgeWork, 40)
