import type { Property } from '#kernel/property.ts'
import {
  cites,
  clientAt,
  endOf,
  hasFinal,
  hasStopped,
  holdsSlot,
  isAccepted,
  isCommand,
  isMessage,
  isQuiet,
  isSame,
  isTold,
  isUnfinished,
  isUnwanted,
  operations,
  providerAt,
  serverAt,
  settled,
  works,
} from '../moments.ts'

/** The server and the provider: what they are told, and what they hold. */
export const serving: readonly Property[] = [
  {
    id: 'told-where-it-can-be',
    kind: 'step',
    clauses: cites('MI-10', 'MI-30'),
    says: 'Where the word of a cancel arrives, a provider that is at work is told.',
    when: (choice) => isMessage(choice, 'Cancel'),
    holds: (before, after, choice) =>
      !works(before, endOf(choice)) || isTold(after, endOf(choice)) || isUnwanted(before, endOf(choice)),
  },
  {
    id: 'not-told-by-a-lost-client',
    kind: 'step',
    clauses: cites('MI-09', 'MI-31'),
    says: 'A client that merely goes away tells the provider nothing.',
    when: (choice) => isMessage(choice, 'Disconnect') || isCommand(choice, 'dropLink'),
    holds: (before, after) => operations.every((n) => isTold(before, n) === isTold(after, n)),
  },
  {
    id: 'nobody-is-told-without-a-cancel',
    kind: 'always',
    on: 'world',
    clauses: cites('MI-30'),
    says: 'No provider is told as long as nobody has cancelled or closed its operation.',
    holds: (moment) => operations.every((n) => !isTold(moment, n) || !isUnfinished(moment, n)),
  },
  {
    id: 'a-method-is-never-told',
    kind: 'never',
    on: 'world',
    clauses: cites('MI-09', 'MI-31'),
    says: 'The provider of an operation with one result is never told of a cancel.',
    holds: (moment) => operations.some((n) => isTold(moment, n) && providerAt(moment, n).includes('work.invoking')),
  },
  {
    id: 'no-cancel-callback-after-the-end',
    kind: 'step',
    clauses: cites('MI-30'),
    says: 'A provider that has ended is not called for a cancel.',
    when: (choice) => isMessage(choice, 'Cancel'),
    holds: (before, after, choice) => providerAt(before, endOf(choice)) !== 'ended' || isSame(before, after),
  },
  {
    id: 'enumeration-is-told',
    kind: 'reachable',
    on: 'world',
    clauses: cites('MI-09'),
    says: 'A provider in the middle of its results can be told.',
    holds: (moment) => operations.some((n) => isTold(moment, n) && providerAt(moment, n).includes('work.posting')),
  },
  {
    id: 'the-untold-work-on',
    kind: 'reachable',
    on: 'world',
    clauses: cites('MI-09', 'MI-31', 'MI-32'),
    says: 'A provider that was not told can work to its end for nobody, although the cancel was accepted.',
    holds: (moment) => operations.some((n) => isAccepted(moment, n) && hasFinal(moment, n) && isUnwanted(moment, n)),
  },
  {
    id: 'work-ends',
    kind: 'eventually',
    on: 'world',
    clauses: cites('MI-31'),
    says: 'Every provider comes to its end, told or not, save that of a subscription which nobody tells.',
    holds: (moment) => operations.every((n) => !works(moment, n) || (isQuiet(moment, n) && !isTold(moment, n))),
  },
  {
    id: 'final-result-waits-for-nobody',
    kind: 'reachable',
    on: 'world',
    clauses: cites('MI-11'),
    says: 'The client can have its final result before the provider knows that there was a cancel.',
    holds: (moment) =>
      operations.some(
        (n) => isAccepted(moment, n) && settled(moment, n) !== null && providerAt(moment, n).includes('notice.untold'),
      ),
  },
  {
    id: 'begun-after-it-was-over',
    kind: 'step',
    clauses: cites('MI-11'),
    says: 'A provider never begins work for a client that has its final result already.',
    permitted: 'MI-11',
    when: (choice) => isMessage(choice, 'Request'),
    holds: (before, after, choice) =>
      !hasFinal(before, endOf(choice)) || providerAt(before, endOf(choice)) === providerAt(after, endOf(choice)),
  },
  {
    id: 'no-more-than-the-slots',
    kind: 'always',
    on: 'ledger',
    clauses: cites('MI-12'),
    says: 'Never are more slots taken than there are: here one.',
    holds: (moment) => (moment.ledger.held['quota'] ?? 0) <= 1,
  },
  {
    id: 'let-in-where-there-is-room',
    kind: 'step',
    clauses: cites('MI-12'),
    says: 'A request is let in if a slot is free, and refused if none is.',
    when: (choice) => isMessage(choice, 'Request'),
    holds: (before, after, choice) => {
      const isLetIn = providerAt(after, endOf(choice)) !== 'idle'
      return isLetIn === ((before.ledger.held['quota'] ?? 0) === 0) && (isLetIn || serverAt(before) === 'full')
    },
  },
  {
    id: 'refusal-is-the-final-result',
    kind: 'step',
    clauses: cites('MI-12'),
    says: 'A refused request ends its operation, with the code of the refusal.',
    when: (choice) => isMessage(choice, 'Refuse'),
    holds: (before, after, choice) => {
      const n = endOf(choice)
      const code = settled(after, n)
      const isRefusal = code === null || code === 'MI_RESULT_SERVER_LIMITS_EXCEEDED' || code === 'MI_RESULT_FAILED'
      return hasFinal(before, n) || (hasFinal(after, n) && isRefusal)
    },
  },
  {
    id: 'limits-mean-refused',
    kind: 'always',
    on: 'ledger',
    clauses: cites('MI-12'),
    says: 'An operation that ends with SERVER_LIMITS_EXCEEDED has no slot, and no provider works for it or has worked.',
    holds: (moment) =>
      operations.every((n) => {
        const isRefused = settled(moment, n) === 'MI_RESULT_SERVER_LIMITS_EXCEEDED'
        return !isRefused || (holdsSlot(moment, n) === 0 && !hasStopped(moment, n))
      }),
  },
  {
    id: 'a-slot-needs-a-provider',
    kind: 'always',
    on: 'world',
    clauses: cites('MI-12'),
    says: 'A slot is taken only for an operation that its provider is at work on.',
    holds: (moment) => operations.every((n) => holdsSlot(moment, n) === 0 || works(moment, n)),
  },
  {
    id: 'work-takes-a-slot',
    kind: 'always',
    on: 'world',
    clauses: cites('MI-12'),
    says: 'While a provider is at work, its operation has a slot.',
    permitted: 'H-11',
    holds: (moment) => operations.every((n) => !works(moment, n) || holdsSlot(moment, n) === 1),
  },
  {
    id: 'slots-come-back',
    kind: 'eventually',
    on: 'world',
    clauses: cites('MI-12'),
    says: 'When an operation is over for its client, its slot is given back at last.',
    permitted: 'H-11',
    holds: (moment) => operations.every((n) => settled(moment, n) === null || holdsSlot(moment, n) === 0),
  },
  {
    id: 'over-and-still-taken',
    kind: 'reachable',
    on: 'world',
    clauses: cites('MI-12'),
    says: 'An operation that was cancelled, is over and closed can keep a new one out, until its provider has stopped.',
    holds: (moment) =>
      isAccepted(moment, 1) &&
      clientAt(moment, 1) === 'closed' &&
      !hasStopped(moment, 1) &&
      settled(moment, 2) === 'MI_RESULT_SERVER_LIMITS_EXCEEDED',
  },
]
