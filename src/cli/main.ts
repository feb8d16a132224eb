import { writeSync } from 'node:fs'
import { similar } from '#base/similar.ts'
import { check, isTaskServer, serveTasks } from './check.ts'
import { code } from './code.ts'
import { conform } from './conform.ts'
import { coverage } from './coverage.ts'
import { help } from './help.ts'
import { BadInput } from './input.ts'
import { run } from './run.ts'
import { specs } from './specs.ts'
import { sweep } from './sweep.ts'

interface CommandResult {
  readonly lines: readonly string[]
  /** A check found something that nothing permits: exit 1. */
  readonly violated?: boolean
}
type Verb = (args: readonly string[]) => CommandResult | Promise<CommandResult>

const verbs: Readonly<Record<string, Verb>> = {
  specs: (args) => ({ lines: specs(args) }),
  run: (args) => ({ lines: run(args) }),
  sweep: (args) => ({ lines: sweep(args) }),
  check,
  code,
  conform,
  coverage,
}

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

async function answerTo(argv: readonly string[]): Promise<CommandResult> {
  const [name, ...args] = argv
  if (name === undefined || name === 'help' || argv.includes('--help') || argv.includes('-h')) return { lines: [help] }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (verb !== undefined) return verb(args)
  const near = similar(name, Object.keys(verbs))
  throw new BadInput(`unknown verb "${name}"${near === null ? '; try --help' : `; did you mean "${near}"?`}`)
}

async function main(): Promise<void> {
  try {
    const { lines, violated = false } = await answerTo(process.argv.slice(2))
    print(`${lines.join('\n')}\n`)
    if (violated) process.exitCode = 1
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    console.error(error.message)
    process.exitCode = 2
  }
}

if (isTaskServer()) serveTasks()
else await main()
