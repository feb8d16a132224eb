import { writeSync } from 'node:fs'
import { similar } from '#base/similar.ts'
import { help } from './help.ts'
import { BadInput } from './input.ts'
import { run } from './run.ts'
import { specs } from './specs.ts'
import { sweep } from './sweep.ts'

const verbs: Readonly<Record<string, (args: readonly string[]) => string[]>> = { specs, run, sweep }

/** Standard output may be a pipe that takes only a part at a time, or that is closed early by its reader. */
function print(text: string): void {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at)
    } catch (error) {
      const { code } = error as { code?: string }
      if (code === 'EPIPE') return
      if (code !== 'EAGAIN') throw error
    }
  }
}

function main(argv: readonly string[]): string[] {
  const [name, ...args] = argv
  if (name === undefined || name === 'help' || argv.includes('--help') || argv.includes('-h')) return [help]
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (verb !== undefined) return verb(args)
  const near = similar(name, Object.keys(verbs))
  throw new BadInput(`unknown verb "${name}"${near === null ? '; try --help' : `; did you mean "${near}"?`}`)
}

try {
  print(`${main(process.argv.slice(2)).join('\n')}\n`)
} catch (error) {
  if (!(error instanceof BadInput)) throw error
  console.error(error.message)
  process.exitCode = 2
}
