import { payloadText } from '#analysis/payload.ts'
import { wordsOf } from '#analysis/words.ts'
import type { NamedRecording } from '#formats/recordingFile.ts'
import { cancelCommand } from '#kernel/call.ts'
import type { Payload } from '#kernel/effect.ts'
import type { ObservedLine } from '#kernel/observed.ts'
import type { Judgement } from '../workers/judgeServer.ts'
import { specificationFor, traceOf } from '../lab/derived.ts'
import { operationsIn } from './operations.ts'

/** A line of a recording as the table shows it. */
export interface LineRow {
  readonly index: number
  /** Where it stands in the file, from 1; null where it was inferred. */
  readonly place: number | null
  /** In the recording's unit; null where only the order is known. */
  readonly t: number | null
  readonly recorded: string
  /** Number of the operation that it is about; null where it is about none that the recording starts. */
  readonly operation: number | null
  /** `explained`: by a line of the run. `explaining`: as far as the search has come. `deviates`: it cannot be had. `afterwards`: it comes later. */
  readonly state: 'explained' | 'explaining' | 'deviates' | 'afterwards' | 'waiting'
  readonly explainedBy: string | null
  readonly tick: number | null
  /** How far the tick of the explanation is from where the line was seen, in the recording's unit. */
  readonly offBy: number | null
  readonly clauses: readonly string[]
  readonly isCancel: boolean
}

export const payloadIn = (value: unknown): Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Payload) : {}

/** What was seen, in the words of the recording. */
export function recordedText({ kind, op, code, http, args, out, n }: ObservedLine): string {
  switch (kind) {
    case 'call': {
      const passed = Object.keys(payloadIn(args)).length === 0 ? '' : payloadText(payloadIn(args), 60)
      return `${op ?? 'a call'}(${passed})`
    }
    case 'return': {
      const answer = [http === undefined || http === null ? null : String(http), code ?? 'an answer']
      const body = out === undefined ? '' : ` ${payloadText(payloadIn(out), 60)}`
      return `${op === undefined ? '' : `${op} → `}${answer.filter((part) => part !== null).join(' ')}${body}`
    }
    case 'result':
      return n === undefined ? 'a result' : `result ${n}`
    case 'settle':
      return `the end: ${code ?? 'known'}`
  }
}

/** The rows of one operation, or with null all of them. */
export const rowsOf = (rows: readonly LineRow[], operation: number | null): readonly LineRow[] =>
  operation === null ? rows : rows.filter((row) => row.operation === operation)

/** @param explained Lines that are explained so far, while the search is under way. */
export function lineRows(read: NamedRecording, judgement: Judgement | null, explained: number): LineRow[] {
  const { observation, places } = read.opened
  const run = judgement?.report.run ?? null
  const trace = run === null ? null : traceOf(run)
  const { ofLines } = operationsIn(read)
  return observation.lines.map((line, index): LineRow => {
    const found = judgement?.report.lines[index]
    const event = typeof found?.tie === 'number' ? trace?.events[found.tie] : undefined
    return {
      index,
      place: places[index] ?? null,
      t: line.t ?? null,
      recorded: recordedText(line),
      operation: ofLines[index] ?? null,
      state: found?.state ?? (index < explained ? 'explaining' : 'waiting'),
      explainedBy:
        event === undefined || trace === null || run === null
          ? null
          : wordsOf(specificationFor(run).model, trace, event),
      tick: found?.tick ?? null,
      offBy: found?.offBy ?? null,
      clauses: judgement?.clausesOfLines[index] ?? [],
      isCancel: line.op === cancelCommand,
    }
  })
}
