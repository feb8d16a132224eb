import { stableJson, type Json } from '#base/json.ts'
import type { Model } from '#kernel/model.ts'
import type { ObservedLine } from '#kernel/observed.ts'
import { lro } from '#specs/lro.ts'
import { endings } from './codes.ts'
import { httpStatus } from './messages.ts'
import { operationOut } from './operationOut.ts'

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
/** The number of a code, as answers have it. */
const codeOf = (number: unknown): string | undefined =>
  Object.entries(lro.codes).find(([, { value }]) => Number(value) === number)?.[0]
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

/** A look without the name, the message and the contents of what it shows. */
export const plain = (line: ObservedLine): ObservedLine =>
  isLook(line) && line.out !== undefined && line.out !== null ? { ...line, out: operationOut(line.out) } : line

/** With which code a look shows an operation to have ended. */
export function endIn(line: ObservedLine): string | null {
  if (!isLook(line) || !isDone(line)) return null
  const { error } = membersOf(line.out)
  return error === undefined ? 'OK' : (codeOf(membersOf(error)['code']) ?? null)
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
  return isLook(line) && typeof code === 'number' && !endings.some((name) => name === codeOf(code))
}

/** A request was accepted that is answered with an empty object, and there is something in it; a flag that is false is nothing. */
const isFilled = (line: ObservedLine): boolean =>
  isReturn(line, 'cancel', 'delete') &&
  line.out !== undefined &&
  (stableJson(membersOf(line.out)) !== stableJson(line.out) ||
    Object.values(membersOf(line.out)).some((value) => value !== false))

/** The lines before the request that a line answers; null where that was not seen. */
function beforeRequest({ call }: ObservedLine, before: Lines): Lines | null {
  const asked = call === undefined ? -1 : before.findIndex((other) => other.kind === 'call' && other.call === call)
  return asked < 0 ? null : before.slice(0, asked)
}

const requests = ['get', 'wait', 'cancel', 'delete']

/**
 * An operation that is not found though its start was answered and nobody deleted it: what a service keeps is there until then. Another
 * client may have, and is not there where nothing of it was seen.
 */
function isLost(line: ObservedLine, before: Lines, maybe: Lines): boolean {
  const { operation, call, op } = line
  if (line.kind !== 'return' || line.code !== 'NOT_FOUND' || !requests.includes(op ?? '')) return false
  const known = beforeRequest(line, before)
  if (operation === undefined || known === null) return false
  if ((before[known.length]?.args?.['name'] ?? 'current') !== 'current') return false
  const isKnown = known.some((other) => isReturn(other, 'count') && other.operation === operation)
  const deletes = [...before, ...maybe].some(
    (other) =>
      other.actor !== undefined ||
      (other.op === 'delete' && other.call !== call && (other.operation ?? operation) === operation),
  )
  return isKnown && !deletes
}

/** Answers that contradict themselves, or what was there before, or say what no answer says. */
export const foreignIn: NonNullable<Model['foreignIn']> = (lines, maybe, sees) =>
  lines.flatMap((line, index) => {
    const before = lines.slice(0, index)
    const isForeign =
      [hasBoth, hasEndTooEarly, endsOtherwise, isFilled, isOtherStatus].some((isIn) => isIn(line)) ||
      hasChanged(line, before) ||
      goesBack(line, beforeRequest(line, before) ?? []) ||
      (sees.includes('call') && isLost(line, before, maybe))
    return isForeign ? [index] : []
  })
