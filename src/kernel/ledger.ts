import { isOfCommand } from './call.ts'
import { afterAcceptance, afterIssue, afterResult, afterReturn, nothingLate, type Lateness } from './lateness.ts'
import type { Model } from './model.ts'
import type { Ledger, OperationLedger } from './property.ts'
import type { Observation } from './system.ts'

export const emptyLedger: Ledger = { operations: {}, returned: {}, called: {}, held: {}, unsupported: false }

const newOperation: OperationLedger = {
  ...nothingLate,
  issued: false,
  noticed: false,
  stopped: false,
  settle: null,
  afterFinal: false,
  abandoned: false,
  held: {},
}

function changed(held: Readonly<Record<string, number>>, name: string, change: number): Record<string, number> {
  const { [name]: before = 0, ...others } = held
  const now = before + change
  return now === 0 ? others : { ...others, [name]: now }
}

/** More late results than this tell no statement anything. */
const lateMax = 2

/** What an issued or accepted cancel says of the results of its operation. Without results it is not kept: each would be a world of its own. */
function weighed(
  model: Model,
  operation: Lateness,
  { name, call = '' }: Extract<Observation, { type: 'milestone' }>,
): Lateness {
  if (name === 'accepted') return afterAcceptance(operation, call)
  return name === 'issued' && model.results === true ? afterIssue(operation, call) : operation
}

/** The operations after a call has returned: one of them may have been waiting for what becomes of its cancel. */
function decided(operations: Ledger['operations'], call: string): Ledger['operations'] {
  const waiting = Object.entries(operations).filter(([, { undecided }]) => Object.hasOwn(undecided, call))
  if (waiting.length === 0) return operations
  return {
    ...operations,
    ...Object.fromEntries(waiting.map(([n, operation]) => [n, { ...operation, ...afterReturn(operation, call) }])),
  }
}

/** The ledger after a note. Pure; what it does not remember it gives back unchanged. */
export function noted(model: Model, ledger: Ledger, note: Observation): Ledger {
  const withOperation = (number: number, change: (operation: OperationLedger) => OperationLedger): Ledger => {
    const before = ledger.operations[number] ?? newOperation
    return { ...ledger, operations: { ...ledger.operations, [number]: change(before) } }
  }
  switch (note.type) {
    case 'return':
      return {
        ...ledger,
        operations: decided(ledger.operations, note.call),
        returned: isOfCommand(note.call) ? { ...ledger.returned, [note.call]: note.code } : ledger.returned,
      }
    case 'call':
      if (Object.hasOwn(model.commands, note.op)) return ledger
      return { ...ledger, called: { ...ledger.called, [note.call]: Math.min(2, (ledger.called[note.call] ?? 0) + 1) } }
    case 'result':
      return withOperation(note.operation, (operation) => ({
        ...operation,
        ...afterResult(operation, lateMax),
        afterFinal: operation.afterFinal || operation.settle !== null,
      }))
    case 'settle':
      return withOperation(note.operation, (operation) =>
        operation.settle === null ? { ...operation, settle: note.code } : { ...operation, afterFinal: true },
      )
    case 'milestone':
      if (note.name === 'settled') return ledger
      return withOperation(note.operation, (operation) => ({
        ...operation,
        ...weighed(model, operation, note),
        [note.name]: true,
      }))
    case 'resource': {
      const held = changed(ledger.held, note.name, note.change)
      if (note.operation === 0) return { ...ledger, held }
      return {
        ...withOperation(note.operation, (operation) => ({
          ...operation,
          held: changed(operation.held, note.name, note.change),
        })),
        held,
      }
    }
    case 'hold':
      return withOperation(note.operation, (operation) => ({
        ...operation,
        held: changed(operation.held, note.name, note.change),
      }))
    case 'abandon':
      return withOperation(note.operation, (operation) => ({ ...operation, abandoned: true }))
    case 'unsupported':
      return { ...ledger, unsupported: true }
    default:
      return ledger
  }
}
