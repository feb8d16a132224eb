import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { conform } from '#analysis/conform/conform.ts'
import { ensure } from '#base/assert.ts'
import { finish } from '#formats/opened.ts'
import { openRecording } from '#formats/recognise.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import { recordingsOf } from '../verdicts.ts'
import { figure } from './measure.ts'

interface Burst {
  readonly results: number
  /** Results before the cancel, which is inside the callback of the last of them. */
  readonly before: number
  /** Whether the rest comes all the same, as over WS-Man; otherwise the operation fails at once. */
  readonly goesOn: boolean
}

/** A call log as OMI's client writes it: an enumeration whose results come as fast as they can, and which is cancelled. */
export function burstLog({ results, before, goesOn }: Burst): string {
  const who = 'client'
  let now = 0
  const at = (): number => Math.round((now += 0.01) * 100) / 100
  const result = (n: number, moreResults: 0 | 1): object => {
    const of = { instance: 'inst', moreResults, resultCode: 0, errorString: null, hasErrorDetails: 0, hasAck: 0, who }
    return { t_ms: at(), ev: 'callback', kind: 'instance', n, ...of }
  }
  const numbers = Array.from({ length: results }, (_, i) => i + 1)
  const failed = { kind: 'null', n: before + 1, instance: null, moreResults: 0, resultCode: 1, who }
  const lines = [
    { trace: 'burst', namespace: 'root/slow', providerCount: results, providerDelayMs: 0, omi: 'made' },
    { t_ms: at(), ev: 'NewSession', ret: 0, who },
    { t_ms: at(), ev: 'start', op: 'EnumerateInstances', class: 'FAST', ns: 'root/slow', mode: 'async', who },
    ...numbers.slice(0, before).map((n) => result(n, 1)),
    { t_ms: at(), ev: 'Cancel', where: 'inside callback', ret: 0, who },
    ...(goesOn
      ? numbers.slice(before).map((n) => result(n, n === results ? 0 : 1))
      : [{ t_ms: at(), ev: 'callback', ...failed }]),
    { t_ms: at(), ev: 'Close', where: 'inside final callback', ret: 0, who },
    { t_ms: at(), ev: 'SessionClose-call', who },
    { t_ms: at(), ev: 'SessionClose', ret: 0, who },
  ]
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

export interface Decided {
  readonly name: string
  readonly verdict: string
  readonly lines: number
  readonly worlds: number
  /** Of the processor. */
  readonly seconds: number
  /** By how many MiB the process was larger at its largest than at any time before. */
  readonly growth: number
}

export const rowsOf = (all: readonly Decided[]): string[][] => [
  ['', 'verdict', 'lines', 'worlds', 'seconds'],
  ...all.map(({ name, verdict, lines, worlds, seconds }) => [
    name,
    verdict,
    figure(lines),
    figure(worlds),
    seconds.toFixed(2),
  ]),
]

/** The most that this process was ever resident with, in MiB. */
const largest = (): number => process.resourceUsage().maxRSS / 1024

/** Opens a recording and holds it against its specification. */
function decide(name: string, source: Uint8Array | string): Decided {
  const begun = process.cpuUsage()
  const before = largest()
  const read = finish(openRecording(source, { name }))
  if (!read.ok) throw new Error(`${name}: ${read.error}`)
  const recording = read.value
  const specification = ensure(specificationOf(recording.observation.spec), 'its specification is registered')
  const { verdict, seen, worlds } = ensure(conform(specification, recording), 'nobody stops it')
  const { user, system } = process.cpuUsage(begun)
  return { name, verdict, lines: seen, worlds, seconds: (user + system) / 1e6, growth: largest() - before }
}

/** Where `npm` runs scripts from. */
const machines = join(process.cwd(), 'src', 'machines')

/** The built-in recordings, each decided. */
export const decideBuiltIn = (): Decided[] =>
  specifications
    .flatMap((specification) => recordingsOf(specification, machines))
    .map((path) => decide(basename(path), new Uint8Array(readFileSync(path))))

/** Four thousand results in one recording. */
export const decideBursts = (): Decided[] =>
  [
    { results: 4000, before: 196, goesOn: true },
    { results: 4000, before: 30, goesOn: false },
  ].map((burst) =>
    decide(`a burst of 4,000 that ${burst.goesOn ? 'goes on' : 'ends'} after its cancel`, burstLog(burst)),
  )
