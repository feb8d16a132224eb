import type { Specification } from '#machines/specification.ts'
import { spaced } from '#base/spaced.ts'
import { cancelCommand } from '#kernel/call.ts'
import { cancelLines } from '#kernel/steps.ts'
import type { Coded, Trace } from '#kernel/trace.ts'
import { cancelTick, isSuccess, operationsOf, type OperationFacts } from './facts.ts'

/** A piece of a sentence: plain words, a tick to jump to, the cancel's own tick, or a symbol in the machine's voice. */
export type Part =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'tick' | 'cancel'; readonly text: string; readonly tick: number }

const text = (words: string): Part => ({ kind: 'text', text: words })
const tick = (t: number): Part => ({ kind: 'tick', text: String(t), tick: t })
const code = (coded: Coded): Part => ({ kind: 'code', text: coded.code })

const numbers = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
/** "two" up to twelve, then figures. */
export const inWords = (n: number): string => numbers[n] ?? String(n)

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** Joins clauses of a sentence: "a", "a, and b", "a, b, and c". */
function listed(clauses: readonly (readonly Part[])[]): Part[] {
  return clauses.flatMap((clause, i) => {
    if (i === 0) return [...clause]
    return [text(i === clauses.length - 1 ? ', and ' : ', '), ...clause]
  })
}

function answerClause(trace: Trace, at: number): Part[] {
  const step: Part = { kind: 'cancel', text: String(at), tick: at }
  const { cancel } = trace.outcome
  const lines = cancelLines(trace)
  if (cancel !== null) {
    const back = lines?.back ?? null
    const { issued } = trace.outcome.milestones
    if (issued !== undefined && issued > at && back !== null)
      return [
        text('Cancel requested at '),
        step,
        text(', sent at '),
        tick(issued),
        text(', returns '),
        code(cancel),
        text(' at '),
        tick(back.t),
      ]
    const late = back !== null && back.t > at ? [text(' at '), tick(back.t)] : []
    return [text('Cancel at '), step, text(' returns '), code(cancel), ...late]
  }
  if (lines?.command.why !== undefined)
    return [text('Cancel at '), step, text(` is made by nobody: ${lines.command.why}`)]
  if (lines === null || lines.call === null)
    return [text('Cancel at '), step, text(' is no call that could return anything')]
  const isSent = trace.outcome.milestones.issued !== undefined
  return [text('Cancel at '), step, text(isSent ? ' never returns' : ' is never sent')]
}

function resultClauses(operation: OperationFacts, from: number): Part[][] {
  const clauses: Part[][] = []
  if (operation.lateResults > 0) {
    const many = operation.lateResults !== 1
    clauses.push([
      text(`${inWords(operation.lateResults)} more result${many ? 's' : ''} still arrive${many ? '' : 's'}`),
    ])
  }
  const { settled } = operation.milestones
  if (settled === undefined || operation.settle === null) clauses.push([text('the client never learns the outcome')])
  else if (settled < from)
    clauses.push([
      text('the client has had its final result, '),
      code(operation.settle),
      text(', since '),
      tick(settled),
    ])
  else clauses.push([text('the client has its final result, '), code(operation.settle), text(', at '), tick(settled)])
  return clauses
}

/** The command that led to what the worker noticed, where that was not the cancel: closing can cancel too. */
function otherCause(trace: Trace, operation: OperationFacts): Part[] {
  const line = trace.events.find(
    (event) => event.kind === 'milestone' && event.name === 'noticed' && event.operation === operation.number,
  )
  let handled = trace.handled[trace.origins[line?.i ?? -1]?.by ?? -1]
  while (handled !== undefined && trace.handled[handled.parent] !== undefined) handled = trace.handled[handled.parent]
  const event = trace.events[handled?.line ?? -1]
  return event?.kind !== 'command' || event.do === cancelCommand
    ? []
    : [text(` the ${spaced(event.do)} of `), tick(event.t)]
}

function workClauses(
  specification: Specification,
  trace: Trace,
  operation: OperationFacts,
  at: number | null,
): Part[][] {
  const cause = operation.milestones.noticed === undefined ? [] : otherCause(trace, operation)
  const { noticed, stopped } = operation.milestones
  const { worker } = specification
  const from = at ?? 0
  // Where nobody cancels there is nothing to notice.
  if (at === null && noticed === undefined)
    return stopped === undefined ? [] : [[text(`${worker} finishes at `), tick(stopped)]]
  if (noticed !== undefined && stopped === noticed)
    return [[text(`${worker} notices`), ...cause, text(' and stops at '), tick(noticed)]]
  if (noticed !== undefined && stopped !== undefined)
    return [[text(`${worker} notices`), ...cause, text(' at '), tick(noticed), text(' and stops at '), tick(stopped)]]
  if (noticed !== undefined)
    return [[text(`${worker} notices`), ...cause, text(' at '), tick(noticed), text(' and does not stop')]]
  if (stopped !== undefined && stopped > from)
    return [[text(`${worker} never notices and works until `), tick(stopped)]]
  if (stopped !== undefined) return [[text(`${worker} had stopped at `), tick(stopped), text(' already')]]
  return []
}

/** What goes on for nobody, after the client has left or its library has given up. */
function spentClauses({ outcome: { spentForNobody: ticks } }: Trace): Part[][] {
  return ticks === 0 ? [] : [[text(`${ticks} ticks of it are spent for nobody`)]]
}

function heldClauses(
  specification: Specification,
  trace: Trace,
  operation: OperationFacts,
  operations: readonly OperationFacts[],
  from: number,
): Part[][] {
  const title = (name: string): string =>
    (specification.model.resources[name]?.title ?? name).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())
  const clauses: Part[][] = []
  for (const { name, until } of operation.held)
    if (until !== null && until > from && until !== operation.milestones.stopped)
      clauses.push([text(`the ${title(name)} is free at `), tick(until)])
  const ofNobody = trace.outcome.leaks.filter((name) =>
    operations.every(({ held }) => held.every((each) => each.name !== name)),
  )
  const kept = [
    ...operation.held.filter(({ until }) => until === null).map(({ name }) => name),
    ...new Set(ofNobody),
  ].map(title)
  if (kept.length > 0)
    clauses.push([text(`the ${kept.join(' and the ')} ${kept.length === 1 ? 'is' : 'are'} never released`)])
  return clauses.slice(0, 2)
}

function otherClauses(operations: readonly OperationFacts[], target: number): Part[][] {
  return operations
    .filter((other) => other.number !== target && other.settle !== null && !isSuccess(other.settle))
    .slice(0, 2)
    .map((other) => [
      text(`operation ${other.number} ends with `),
      code(other.settle as Coded),
      text(' at '),
      tick(other.milestones.settled ?? 0),
    ])
}

/** What happened, in one to three sentences made from the trace, in order and with its ticks. */
export function sentenceOf(specification: Specification, trace: Trace): Part[] {
  const operations = operationsOf(specification.model, trace)
  const operation = operations.find(({ number }) => number === trace.target)
  const at = cancelTick(trace)
  if (at === null && operation === undefined) return [text('Nothing is started and nothing is cancelled.')]
  const answer = at === null ? [text('No cancel')] : answerClause(trace, at)
  if (operation === undefined) return [...answer, text('; there is no operation that it could stop.')]
  const from = at ?? 0
  const first = [...answer, text('; '), ...listed(resultClauses(operation, from)), text('.')]
  const rest = [
    ...workClauses(specification, trace, operation, at),
    ...spentClauses(trace),
    ...heldClauses(specification, trace, operation, operations, from),
    ...otherClauses(operations, trace.target),
  ]
  if (rest.length === 0) return first
  const [head, ...tail] = listed(rest)
  if (head === undefined) return first
  return [...first, text(' '), { ...head, text: capital(head.text) }, ...tail, text('.')]
}

export const plainText = (parts: readonly Part[]): string => parts.map((part) => part.text).join('')
