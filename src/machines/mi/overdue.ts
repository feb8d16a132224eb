import type { ObservedLine } from '#kernel/observed.ts'
import type { Overdue } from '../specification.ts'

const isOk = ({ kind, code }: ObservedLine): boolean =>
  kind === 'return' && (code === undefined || code === 'MI_RESULT_OK')

/** Whether every operation that is started is closed, wherever the lines of the closes stand. */
function everyHandleIsClosed(lines: readonly ObservedLine[]): boolean {
  const closed = new Set(lines.flatMap((line) => (isOk(line) && line.op === 'close' ? [line.operation] : [])))
  return lines.every(({ kind, op, operation }) => kind !== 'call' || op !== 'start' || closed.has(operation))
}

/** OMI was seen to keep a session for ever that has nothing to wait for any more. */
export const overdue: readonly Overdue[] = [
  {
    says: 'The close of the session never returned, although every handle was closed.',
    clauses: ['MI-25'],
    isIn: ({ op }, lines) => op === 'closeSession' && everyHandleIsClosed(lines),
  },
]
