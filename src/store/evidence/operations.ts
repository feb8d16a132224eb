import { byObject } from '#base/memo.ts'
import type { NamedRecording } from '#formats/recordingFile.ts'
import type { Opened } from '#formats/opened.ts'
import { ensure } from '#base/assert.ts'
import { specificationOf } from '#machines/index.ts'

/** The operations of a recording. */
export interface OperationsSeen {
  /** The recording's own names of those that it starts, in the order in which they are started: the number of one is its place, from 1. */
  readonly names: readonly string[]
  /** For each line the number of the operation that it is about; null where it is about none, or about one that nobody started. */
  readonly ofLines: readonly (number | null)[]
}

const seenIn = byObject(({ observation: { spec, lines } }: Opened): OperationsSeen => {
  const { model } = ensure(specificationOf(spec), 'a recording is read for a registered specification')
  const numbers = new Map<string, number>()
  for (const { kind, op, operation } of lines) {
    const isStart = kind === 'call' && op !== undefined && model.commands[op]?.operation === true
    if (isStart && operation !== undefined && !numbers.has(operation)) numbers.set(operation, numbers.size + 1)
  }
  /** What calls are about whose return may not say it. */
  const open = new Map<string, number | null>()
  const ofLines = lines.map(({ kind, call, operation }): number | null => {
    const own = operation === undefined ? null : (numbers.get(operation) ?? null)
    const number = own ?? (kind === 'return' && call !== undefined ? (open.get(call) ?? null) : null)
    if (kind === 'call' && call !== undefined) open.set(call, number)
    return number
  })
  return { names: [...numbers.keys()], ofLines }
})

/** Which operations a recording is about, and each of its lines. */
export const operationsIn = ({ opened }: NamedRecording): OperationsSeen => seenIn(opened)
