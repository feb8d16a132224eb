import { stableJson, type Json } from '#base/json.ts'
import type { ObservedLine } from '#kernel/observed.ts'
import { lro } from '#specs/lro.ts'
import { endings } from './codes.ts'
import { httpStatus } from './messages.ts'

/** What lines of a recording say, each with those before it. */

type Lines = readonly ObservedLine[]
type Members = Readonly<Record<string, Json>>

const membersOf = (out: Json | undefined): Members =>
  typeof out === 'object' && out !== null && !Array.isArray(out) ? (out as Members) : {}
const isReturn = ({ kind, op, code }: ObservedLine, ...ops: readonly string[]): boolean =>
  kind === 'return' && code === 'OK' && ops.includes(op ?? '')
/** Whether it shows the operation. */
const isLook = (line: ObservedLine): boolean => isReturn(line, 'get', 'wait', 'count')
const isDone = ({ out }: ObservedLine): boolean => membersOf(out)['done'] === true
const hasError = ({ out }: ObservedLine): boolean => membersOf(out)['error'] !== undefined
const hasResponse = ({ out }: ObservedLine): boolean => membersOf(out)['response'] !== undefined
const ofSame = ({ operation }: ObservedLine, before: Lines): Lines =>
  operation === undefined ? [] : before.filter((line) => line.operation === operation)

/** Done, with an error and a response. */
export const hasBoth = (line: ObservedLine): boolean =>
  isLook(line) && isDone(line) && hasError(line) && hasResponse(line)

/** Not done, with an error or a response. */
export const hasEndTooEarly = (line: ObservedLine): boolean =>
  isLook(line) && line.out !== undefined && !isDone(line) && (hasError(line) || hasResponse(line))

/** Running, after it was seen done. */
export const goesBack = (line: ObservedLine, before: Lines): boolean =>
  isLook(line) && !isDone(line) && ofSame(line, before).some((other) => isLook(other) && isDone(other))

const endOf = ({ out }: ObservedLine): string => {
  const { error = null, response = null } = membersOf(out)
  return stableJson([error, response])
}

/** Done, with another result than was seen before. */
export const hasChanged = (line: ObservedLine, before: Lines): boolean =>
  isLook(line) &&
  isDone(line) &&
  ofSame(line, before).some((other) => isLook(other) && isDone(other) && endOf(other) !== endOf(line))

export const wasCancelled = (line: ObservedLine, before: Lines): boolean =>
  ofSame(line, before).some((other) => isReturn(other, 'cancel'))

/** Not there any more, after it was seen. */
export const isGone = (line: ObservedLine, before: Lines): boolean =>
  line.kind === 'return' && line.code === 'NOT_FOUND' && ofSame(line, before).some(isLook)

/** Shown, though it was deleted. */
export const isBack = (line: ObservedLine, before: Lines): boolean =>
  isLook(line) && ofSame(line, before).some((other) => isReturn(other, 'delete'))

/** A cancel was accepted, and the answer is no empty object. */
export const saysMore = (line: ObservedLine): boolean =>
  isReturn(line, 'cancel') && line.out !== undefined && stableJson(line.out) !== '{}'

/** The name in the answer and its HTTP status do not belong together. */
export const isOtherStatus = ({ kind, code = '', http }: ObservedLine): boolean =>
  kind === 'return' &&
  typeof http === 'number' &&
  Object.hasOwn(httpStatus, code) &&
  httpStatus[code as keyof typeof httpStatus] !== http

/** An error that no operation ends with. */
function endsOtherwise(line: ObservedLine): boolean {
  const { code } = membersOf(membersOf(line.out)['error'])
  return isLook(line) && typeof code === 'number' && !endings.some((name) => Number(lro.codes[name].value) === code)
}

/** A request was accepted that is answered with an empty object, and there is something in it; a flag that is false is nothing. */
const isFilled = (line: ObservedLine): boolean =>
  isReturn(line, 'cancel', 'delete') &&
  line.out !== undefined &&
  (stableJson(membersOf(line.out)) !== stableJson(line.out) ||
    Object.values(membersOf(line.out)).some((value) => value !== false))

/** Answers that contradict themselves, or say what no answer says. */
export const foreignIn = (lines: Lines): readonly number[] =>
  lines.flatMap((line, index) =>
    [hasBoth, hasEndTooEarly, endsOtherwise, isFilled, isOtherStatus].some((isIn) => isIn(line)) ? [index] : [],
  )
