import { execFileSync } from 'node:child_process'

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

const commandLine = (args: readonly string[], input: string): string =>
  execFileSync(process.execPath, ['scripts/aftercancel.mjs', ...args], { input, encoding: 'utf8', maxBuffer: 2 ** 28 })

/** The outcomes of scenarios, as the command line has them; one process for all of them. */
export const outcomesOf = (scenarios: readonly object[]): readonly Outcome[] =>
  commandLine(['run', '--outcome', '-'], scenarios.map((scenario) => JSON.stringify(scenario)).join('\n'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome)

/** The events of a run, as the command line has them, without what is only about other lines. */
export const linesOf = (scenario: object): readonly Line[] =>
  commandLine(['run', '-'], JSON.stringify(scenario))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as Line)
    .filter(({ kind }) => kind !== 'clause' && kind !== 'end')

/** The outcomes for each tick of the first cancel, as the command line has them; without an end, to where it ends by itself. */
export function sweepOf(scenario: object, to?: number): readonly Band[] {
  const range = to === undefined ? [] : ['--from', '0', '--to', String(to)]
  const answer = commandLine(['sweep', '-', ...range], JSON.stringify(scenario))
  return (JSON.parse(answer) as { readonly bands: readonly Band[] }).bands
}
