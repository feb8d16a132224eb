import { writeSync } from 'node:fs'
import { call } from './call.ts'
import { isTaskServer, serveTasks } from './check.ts'

/** Standard output may be a pipe that takes only a part at a time, or that is closed early by its reader. */
function print(text: string): void {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(1, bytes, at)
    } catch (error) {
      const { code } = error as { code?: string }
      if (code === 'EPIPE') return
      if (code !== 'EAGAIN') throw error
    }
  }
}

if (isTaskServer()) serveTasks()
else {
  const { status, out, error } = await call(process.argv.slice(2))
  print(out)
  process.stderr.write(error)
  process.exitCode = status
}
