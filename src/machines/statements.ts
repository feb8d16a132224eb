import type { Moment, OperationLedger, Property } from '#kernel/property.ts'

/** Words in which statements of several specifications are said. */

/** The operations of a moment, with their numbers. */
export const operationsAt = (moment: Moment): readonly (readonly [number: number, operation: OperationLedger])[] =>
  Object.entries(moment.ledger.operations).map(([number, operation]) => [Number(number), operation])

/** Whether something is true of every operation that there is. */
export const ofAll = (moment: Moment, holds: (operation: OperationLedger, number: number) => boolean): boolean =>
  operationsAt(moment).every(([number, operation]) => holds(operation, number))

/** Whether something is true of at least one operation. */
export const ofSome = (moment: Moment, holds: (operation: OperationLedger, number: number) => boolean): boolean =>
  operationsAt(moment).some(([number, operation]) => holds(operation, number))

/** What the n-th cancel returned, or undefined. */
export const cancelled = (moment: Moment, ordinal = 1): string | undefined =>
  moment.ledger.returned[`cancel@${ordinal}`]

/** Invariants that are the kernel's promise to every specification. */
export const common = (clauses: readonly string[]): readonly Property[] => [
  {
    id: 'one-final-outcome',
    kind: 'never',
    on: 'ledger',
    clauses,
    says: 'Nothing follows the final outcome of an operation: no result and no second outcome.',
    holds: (moment) => ofSome(moment, (operation) => operation.afterFinal),
  },
  {
    id: 'nothing-negative',
    kind: 'always',
    on: 'ledger',
    clauses: [],
    says: 'Nobody gives back more than was taken.',
    holds: (moment) => Object.values(moment.ledger.held).every((held) => held >= 0),
  },
]
