import { similar } from '#base/similar.ts'
import { check } from './check.ts'
import { code } from './code.ts'
import { conform } from './conform.ts'
import { coverage } from './coverage.ts'
import { diff } from './diff.ts'
import { help } from './help.ts'
import { BadInput } from './input.ts'
import { open } from './open.ts'
import { run } from './run.ts'
import { serve } from './serve.ts'
import { specs } from './specs.ts'
import { sweep } from './sweep.ts'

interface CommandResult {
  readonly lines: readonly string[]
  /** A check found something that nothing permits: exit 1. */
  readonly violated?: boolean
}
type Verb = (args: readonly string[]) => CommandResult | Promise<CommandResult>

const verbs: Readonly<Record<string, Verb>> = {
  specs: async (args) => ({ lines: await specs(args) }),
  run: (args) => ({ lines: run(args) }),
  sweep: (args) => ({ lines: sweep(args) }),
  check,
  code,
  conform,
  coverage,
  diff,
  open,
  serve,
}

async function answerTo(argv: readonly string[]): Promise<CommandResult> {
  const [name, ...args] = argv
  if (name === undefined || name === 'help' || argv.includes('--help') || argv.includes('-h')) return { lines: [help] }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (verb !== undefined) return verb(args)
  const near = similar(name, Object.keys(verbs))
  throw new BadInput(`unknown verb "${name}"${near === null ? '; try --help' : `; did you mean "${near}"?`}`)
}

/** What a call of the command line comes to: what it prints, on which stream, and its exit status. */
export interface Ended {
  readonly status: 0 | 1 | 2
  readonly out: string
  readonly error: string
}

/** Carries out a call. Bad input is answered with one line on standard error and status 2; anything else that is thrown is a fault of ours. */
export async function call(argv: readonly string[]): Promise<Ended> {
  try {
    const { lines, violated = false } = await answerTo(argv)
    return { status: violated ? 1 : 0, out: lines.map((line) => `${line}\n`).join(''), error: '' }
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    return { status: 2, out: '', error: `${error.message}\n` }
  }
}
