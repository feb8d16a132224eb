import type { Model } from '#kernel/model.ts'
import type { Observed, ObservedLine } from '#kernel/observed.ts'

type Lines = readonly ObservedLine[]

/** Calls that are made twice, and those that return twice. */
function namedTwice(lines: Lines): number[] {
  const called = new Set<string>()
  const returned = new Set<string>()
  return lines.flatMap(({ kind, call }, index) => {
    if (call === undefined || (kind !== 'call' && kind !== 'return')) return []
    const known = kind === 'call' ? called : returned
    const isTwice = known.has(call) || (kind === 'call' && returned.has(call))
    known.add(call)
    return isTwice ? [index] : []
  })
}

/** Operations that end again; an end that need not be there may have been no end. */
function endedTwice(lines: Lines, relaxed: ReadonlySet<number>): number[] {
  const ended = new Set<string>()
  return lines.flatMap(({ kind, operation }, index) => {
    if (kind !== 'settle' || operation === undefined) return []
    const isTwice = ended.has(operation)
    if (!relaxed.has(index)) ended.add(operation)
    return isTwice ? [index] : []
  })
}

/** Returns to the client of calls that it has not made, where its calls are seen. */
function ofNoCall({ roles, commands }: Model, { lines, sees }: Observed): number[] {
  if (!sees.includes('call')) return []
  const isClients = (actor: string): boolean => actor.split('#')[0] === roles[0]?.name
  const called = new Set<string>()
  return lines.flatMap(({ kind, op, call, actor }, index) => {
    if (kind === 'call' && call !== undefined) called.add(call)
    const isWatched = (actor === undefined || isClients(actor)) && Object.hasOwn(commands, op ?? '')
    return kind === 'return' && isWatched && call !== undefined && !called.has(call) ? [index] : []
  })
}

/** Results of operations that have ended; an end that need not be there may have been no end. */
function afterTheEnd({ lines }: Observed, relaxed: ReadonlySet<number>): number[] {
  const ended = new Set<string>()
  return lines.flatMap(({ kind, operation }, index) => {
    if (operation === undefined) return []
    if (kind === 'settle' && !relaxed.has(index)) ended.add(operation)
    return kind === 'result' && ended.has(operation) ? [index] : []
  })
}

/** The codes that what a line shows can have; null where it can be anything. */
function codesFor({ returns, endings }: Model, { kind, op }: ObservedLine): readonly string[] | null {
  if (kind === 'settle') return endings
  if (kind !== 'return' || op === undefined) return null
  return Object.hasOwn(returns, op) ? (returns[op] ?? []) : []
}

/** Whether a line can have come from one of these codes. `other` stands for any code that the documents do not name. */
export function isCode(model: Model, { code, value }: ObservedLine, modelled: string, number: string): boolean {
  if (modelled === 'other' && code !== undefined && !Object.hasOwn(model.codes, code)) return true
  return (code === undefined || code === modelled) && (value === undefined || value === number)
}

/** Whether no machine of the model ever has the code of a line there, by what the model declares. */
function hasForeignCode(model: Model, line: ObservedLine): boolean {
  const codes = codesFor(model, line)
  if (codes === null) return false
  const numberOf = (code: string): string => (code === 'other' ? model.otherValue : (model.codes[code] ?? ''))
  return !codes.some((code) => isCode(model, line, code, numberOf(code)))
}

/** What a model knows of its runs, of the lines that have to be there. */
function contradicting(model: Model, { lines, sees }: Observed, relaxed: ReadonlySet<number>): number[] {
  const indices = [...lines.keys()].filter((index) => !relaxed.has(index))
  const maybe = lines.filter((_, index) => relaxed.has(index))
  const foreign = model.foreignIn?.(
    lines.filter((_, index) => !relaxed.has(index)),
    maybe,
    sees,
  )
  return (foreign ?? []).flatMap((at) => indices[at] ?? [])
}

/**
 * Lines that nothing explains, whatever came before: what can be once and is there again, and what the model never says.
 * `relaxed`: lines that need not be there.
 */
export const impossibleLines = (
  model: Model,
  observed: Observed,
  relaxed: ReadonlySet<number>,
): ReadonlySet<number> => {
  const { lines } = observed
  return new Set([
    ...namedTwice(lines),
    ...ofNoCall(model, observed),
    ...afterTheEnd(observed, relaxed),
    ...endedTwice(lines, relaxed),
    ...contradicting(model, observed, relaxed),
    ...lines.flatMap((line, index) => (hasForeignCode(model, line) ? [index] : [])),
  ])
}
