import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the command line says of scenarios: the same engine, without any page. */

export interface Outcome {
  readonly cancel: { readonly code: string } | null
  readonly settle: { readonly code: string } | null
  readonly milestones: Readonly<Record<string, number>>
  readonly leaks: readonly string[]
}

export interface Scenario {
  readonly spec: string
  readonly steps: readonly { readonly at: number; readonly do: string }[]
}

export interface Line {
  readonly t: number
  readonly kind: string
  readonly call?: string
  readonly code?: string
}

export interface Band {
  readonly from: number
  readonly to: number
  readonly outcome: Outcome
}

const node = (args: readonly string[], input: string): string =>
  execFileSync(process.execPath, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 })

const commandLine = (args: readonly string[], input: string): string =>
  node(['scripts/aftercancel.mjs', ...args], input)

/** What `specs --json` prints, to be changed and opened as an earlier version. */
export const savedSpecs = (): { specs: Record<string, { clauses: Record<string, object> }> } =>
  JSON.parse(commandLine(['specs', '--json'], '')) as ReturnType<typeof savedSpecs>

/** The ids of all specifications, in the order in which the page shows them. */
export const specificationIds: readonly string[] = Object.keys(
  (JSON.parse(commandLine(['specs', '--json'], '')) as { readonly specs: object }).specs,
)

/** The outcomes of scenarios, as the command line has them; one process for all of them. */
export const outcomesOf = (scenarios: readonly object[]): readonly Outcome[] =>
  commandLine(['run', '--outcome', '-'], scenarios.map((scenario) => JSON.stringify(scenario)).join('\n'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome)

/** The events of runs, as the command line has them, without what is only about other lines; one process for all of them. */
export function linesOf(scenarios: readonly object[]): readonly (readonly Line[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'aftercancel-'))
  try {
    const files = scenarios.map((scenario, i) => {
      const file = join(folder, `${i}.json`)
      writeFileSync(file, JSON.stringify(scenario))
      return file
    })
    return node(['e2e/traces.mjs', ...files], '')
      .trim()
      .split('\n')
      .map((trace) => (JSON.parse(trace) as Line[]).slice(1).filter(({ kind }) => kind !== 'clause' && kind !== 'end'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The outcomes for each tick of the first cancel, as the command line has them; without an end, to where it ends by itself. */
export function sweepOf(scenario: object, to?: number): readonly Band[] {
  const range = to === undefined ? [] : ['--from', '0', '--to', String(to)]
  const answer = commandLine(['sweep', '-', ...range], JSON.stringify(scenario))
  return (JSON.parse(answer) as { readonly bands: readonly Band[] }).bands
}

/** Starts a program that goes on until Ctrl+C; gives back what it prints first, and what it comes to when it is stopped. */
export function running(file: string, args: readonly string[], cwd = process.cwd()) {
  const child = spawn(file, args, { cwd, shell: process.platform === 'win32' })
  const first = new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (part) => {
      text += String(part)
      if (text.includes('\n')) resolve(text)
    })
    child.stderr.on('data', (part) => reject(new Error(String(part))))
  })
  const stopped = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
  const stop = (): Promise<number | null> => {
    child.kill('SIGINT')
    return stopped
  }
  return { first, stop }
}
