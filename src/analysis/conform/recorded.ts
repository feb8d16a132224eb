import { cancelCommand } from '#kernel/call.ts'
import type { Knob, Model } from '#kernel/model.ts'
import type { Observed, ObservedLine } from '#kernel/observed.ts'
import type { Pinned } from './varied.ts'

/** What a recording shows of one operation. */
interface OfOperation {
  /** Codes with which it is shown to have ended; more than one where the recording contradicts itself. */
  readonly ends: ReadonlySet<string>
  /** Whether anybody asked to cancel it before. */
  readonly isCancelled: boolean
  readonly results: number
  /** Whether it came to a good end by itself: so many results it had, and no more. */
  readonly isWhole: boolean
}

/** What a recording shows as a whole. */
export interface Recorded {
  /** The number of results that operations have where nothing else is said; null where it is not given. */
  readonly given: number | null
  /** Codes that any of its lines has. */
  readonly codes: ReadonlySet<string>
  /** By the names that the recording has for operations. */
  readonly operations: ReadonlyMap<string, OfOperation>
  /**
   * Whether all operations may have had the same number of results, or not, some of them none at all. Those that did not come to their
   * end by themselves may have had more than were seen.
   */
  readonly counts: 'equal' | 'different' | 'someNone'
}

/** Results that a recording may have: more than a scenario can be given, whose run nobody wants to look at. */
export const recordedMax = 20_000

/** The code with which a line shows that its operation has ended; null where it shows no end. */
export const endShown = (model: Model, line: ObservedLine): string | null =>
  line.kind === 'settle' ? (line.code ?? null) : (model.endIn?.(line) ?? null)

/** Success has the number 0 in every document. */
const isGood = ({ codes }: Model, code: string): boolean => Number(codes[code]) === 0

/** After it, as after a cancel, an operation may have fewer results than there are. */
const closeCommand = 'close'

type Noted = { -readonly [K in keyof OfOperation]: OfOperation[K] } & { ends: Set<string>; isDisturbed: boolean }
const noted = (): Noted => ({ ends: new Set(), isCancelled: false, results: 0, isDisturbed: false, isWhole: false })

function noteCall(of: Noted, { kind, op }: ObservedLine): void {
  if (kind !== 'call') return
  of.isCancelled ||= of.ends.size === 0 && op === cancelCommand
  of.isDisturbed ||= op === cancelCommand || op === closeCommand
}

/** The number of results that operations have; null where it is not given. */
function givenResults({ knobs }: Model, pinned: Pinned): number | null {
  const isMeant = ([name, { domain }]: [string, Knob]): boolean =>
    domain.type === 'int' && domain.counts === 'results' && pinned[name] !== undefined
  const [name] = Object.entries(knobs).find(isMeant) ?? []
  return name === undefined ? null : Number(pinned[name])
}

/** `pinned`: knobs that are given. `relaxed`: lines that need not be there. */
export function recordedIn(model: Model, { lines }: Observed, pinned: Pinned, relaxed: ReadonlySet<number>): Recorded {
  const operations = new Map<string, Noted>()
  for (const [index, line] of lines.entries()) {
    if (relaxed.has(index)) continue
    const of = operations.get(line.operation ?? '') ?? noted()
    if (line.operation !== undefined) operations.set(line.operation, of)
    const end = endShown(model, line)
    if (end !== null && !of.isDisturbed && of.ends.size === 0) of.isWhole = isGood(model, end)
    if (end !== null) of.ends.add(end)
    if (line.kind === 'result') of.results += 1
    // Where a call does not say which operation it means, it may be any.
    for (const [name, each] of operations) if (name === (line.operation ?? name)) noteCall(each, line)
  }
  const all = [...operations.values()]
  const wholes = all.flatMap(({ results, isWhole }) => (isWhole && results > 0 ? [results] : []))
  const given = givenResults(model, pinned)
  const [some = 0, ...others] = new Set([...(given === null ? [] : [given]), ...wholes])
  const hasMore = some > 0 && all.some(({ results, isWhole }) => !isWhole && results >= some)
  const hasNone = all.some(({ results, isWhole }) => results === 0 && isWhole)
  return {
    codes: new Set(lines.flatMap(({ code }) => code ?? [])),
    operations,
    given,
    counts:
      hasNone && all.some(({ results }) => results > 0)
        ? 'someNone'
        : others.length > 0 || hasMore
          ? 'different'
          : 'equal',
  }
}
