import { isOfCommand } from './call.ts'
import { afterAcceptance, afterResult, nothingLate } from './lateness.ts'
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

/** The ledger after a note. Pure; what it does not remember it gives back unchanged. */
export function noted(model: Model, ledger: Ledger, note: Observation): Ledger {
  const withOperation = (number: number, change: (operation: OperationLedger) => OperationLedger): Ledger => {
    const before = ledger.operations[number] ?? newOperation
    return { ...ledger, operations: { ...ledger.operations, [number]: change(before) } }
  }
  switch (note.type) {
    case 'return':
      return isOfCommand(note.call)
        ? {
            ...ledger,
            returned: { ...ledger.returned, [note.call]: note.code },
          }
        : ledger
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
        // Cancels that are still undecided are not kept: each would be a world of its own, and wherever there are results a cancel is
        // issued and accepted in one step. A test says so over any scenarios.
        ...(note.name === 'accepted' ? afterAcceptance(operation, note.call ?? '') : {}),
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
