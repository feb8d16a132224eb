import { callKey, cancelCommand } from '#kernel/call.ts'
import type { LedgerView, OperationLedger, Property } from '#kernel/property.ts'

/** Words in which statements of several specifications are said. */

/** The operations of a moment, with their numbers. */
const operationsAt = (view: LedgerView): readonly (readonly [number: number, operation: OperationLedger])[] =>
  Object.entries(view.ledger.operations).map(([number, operation]) => [Number(number), operation])

/** Whether something is true of every operation that there is. */
export const ofAll = (view: LedgerView, holds: (operation: OperationLedger, number: number) => boolean): boolean =>
  operationsAt(view).every(([number, operation]) => holds(operation, number))

/** Whether something is true of at least one operation. */
export const ofSome = (view: LedgerView, holds: (operation: OperationLedger, number: number) => boolean): boolean =>
  operationsAt(view).some(([number, operation]) => holds(operation, number))

/** What the n-th cancel returned, or undefined. */
export const cancelled = (view: LedgerView, ordinal = 1): string | undefined =>
  view.ledger.returned[callKey(cancelCommand, ordinal)]

/** Invariants that are the kernel's promise to every specification. */
export const common = (clauses: readonly string[]): readonly Property[] => [
  {
    id: 'one-final-outcome',
    kind: 'never',
    clauses,
    says: 'Nothing follows the final outcome of an operation: no result and no second outcome.',
    when: (view) => ofSome(view, ({ settle }) => settle !== null),
    observed: (view) => ofSome(view, (operation) => operation.afterFinal),
  },
  {
    id: 'nothing-negative',
    kind: 'always',
    clauses: [],
    says: 'No resource is released more often than acquired.',
    observed: (view) => Object.values(view.ledger.held).every((held) => held >= 0),
  },
]
