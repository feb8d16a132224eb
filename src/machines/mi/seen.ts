import type { ObservedLine } from '#kernel/observed.ts'

/** What lines of a recording say of an operation, together with those before them. */

/** Whether the start of an operation has failed at once, as far as a line tells. */
type Told = 'started' | 'neverStarted' | null

/** A cancel is taken with the operation's own handle alone; with that it fails where it never started, and only there. */
function toldByCancel({ code }: ObservedLine, call: ObservedLine | undefined): Told {
  const { handle, op } = call?.args ?? {}
  // A number of an operation need not be the name that the recording has for it.
  if (call === undefined || op !== undefined) return null
  if (code === 'MI_RESULT_OK') return 'started'
  return code === 'MI_RESULT_FAILED' && handle === 'operation' ? 'neverStarted' : null
}

function toldBy(line: ObservedLine, calls: ReadonlyMap<string, ObservedLine>): Told {
  const { kind, op, call, code, actor } = line
  if (actor !== undefined) return null
  if (kind === 'result') return 'started'
  if (kind === 'settle' && code !== undefined)
    return code === 'MI_RESULT_INVALID_PARAMETER' ? 'neverStarted' : 'started'
  return kind === 'return' && op === 'cancel' && call !== undefined ? toldByCancel(line, calls.get(call)) : null
}

/** Lines that say of an operation that it was started, though one before says that it never was, or the other way round. */
export function foreignIn(lines: readonly ObservedLine[]): readonly number[] {
  const calls = new Map<string, ObservedLine>()
  const known = new Map<string, Told>()
  return lines.flatMap((line, index) => {
    if (line.kind === 'call' && line.call !== undefined) calls.set(line.call, line)
    const told = line.operation === undefined ? null : toldBy(line, calls)
    if (told === null || line.operation === undefined) return []
    const before = known.get(line.operation) ?? told
    known.set(line.operation, before)
    return before === told ? [] : [index]
  })
}
