import type { Property } from '#kernel/property.ts'
import {
  cancelCallbacks,
  cites,
  endOf,
  hasClosed,
  hasEnded,
  hasFinal,
  hasLink,
  hasRegistered,
  hasStopped,
  holdsMemory,
  holdsSlot,
  isAccepted,
  isCommand,
  isFull,
  isIdle,
  isInvoking,
  isMessage,
  isOthers,
  isPosting,
  isQuiet,
  isSame,
  isSilent,
  isTold,
  isUnfinished,
  isUntold,
  isUnwanted,
  operations,
  providerAt,
  settled,
  works,
} from '../predicates.ts'

/** The server and the provider: what they are told, and what they hold. */
export const serving: readonly Property[] = [
  {
    id: 'told-where-it-can-be',
    kind: 'step',
    clauses: cites('MI-10', 'MI-30'),
    says: 'Where the cancel message arrives, a provider that is at work is told.',
    when: (action) => isMessage(action, 'Cancel'),
    given: (before, _, action) =>
      works(before, endOf(action)) && !isUnwanted(before, endOf(action)) && hasRegistered(before, endOf(action)),
    holds: (_, after, action) => isTold(after, endOf(action)),
  },
  {
    id: 'not-told-unless-registered',
    kind: 'never',
    clauses: cites('MI-31'),
    says: 'A provider is called back for a cancel without having registered.',
    observed: (view) =>
      operations.some((n) => cancelCallbacks(view, n, 1) + cancelCallbacks(view, n, 2) > 0 && !hasRegistered(view, n)),
  },
  {
    id: 'called-back-once',
    kind: 'never',
    clauses: cites('MI-30'),
    says: 'A provider is called back twice for cancels of one operation.',
    observed: (view) => operations.some((n) => cancelCallbacks(view, n, 1) + cancelCallbacks(view, n, 2) > 1),
  },
  {
    id: 'the-last-registration-counts',
    kind: 'never',
    clauses: cites('MI-30'),
    says: 'A provider that has registered twice is called back by the first registration.',
    observed: (view) => operations.some((n) => hasRegistered(view, n, 2) && cancelCallbacks(view, n, 1) > 0),
  },
  {
    id: 'the-last-registration-is-called',
    kind: 'reachable',
    clauses: cites('MI-30'),
    says: 'A provider that has registered twice can be called back by the last registration.',
    observed: (view) => operations.some((n) => cancelCallbacks(view, n, 2) > 0),
  },
  {
    id: 'not-told-by-a-lost-client',
    kind: 'step',
    clauses: cites('MI-09', 'MI-31'),
    says: 'A client that merely goes away tells the provider nothing.',
    when: (action) => isMessage(action, 'Disconnect') || isCommand(action, 'dropLink'),
    holds: (before, after) => operations.every((n) => isTold(before, n) === isTold(after, n)),
  },
  {
    id: 'nobody-is-told-without-a-cancel',
    kind: 'always',
    clauses: cites('MI-30'),
    says: 'No provider is told as long as nobody has cancelled or closed its operation.',
    permitted: 'MI-39',
    when: (view) => operations.some((n) => isTold(view, n)),
    holds: (view) => operations.every((n) => !isTold(view, n) || !isUnfinished(view, n)),
  },
  {
    id: 'a-method-is-never-told',
    kind: 'never',
    clauses: cites('MI-09', 'MI-31'),
    says: 'The provider of an operation with one result is never told of a cancel.',
    when: (view) => operations.some((n) => isInvoking(view, n)),
    holds: (view) => operations.some((n) => isTold(view, n) && isInvoking(view, n)),
  },
  {
    id: 'no-cancel-callback-after-the-end',
    kind: 'step',
    clauses: cites('MI-30'),
    says: 'A provider that has ended is not called for a cancel.',
    when: (action) => isMessage(action, 'Cancel'),
    given: (before, _, action) => hasEnded(before, endOf(action)),
    holds: isSame,
  },
  {
    id: 'enumeration-is-told',
    kind: 'reachable',
    clauses: cites('MI-09'),
    says: 'A provider in the middle of its results can be told.',
    holds: (view) => operations.some((n) => isTold(view, n) && isPosting(view, n)),
  },
  {
    id: 'the-untold-work-on',
    kind: 'reachable',
    clauses: cites('MI-09', 'MI-31', 'MI-32'),
    says: 'A provider that was not told can work to its end for nobody, although the cancel was accepted.',
    holds: (view) => operations.some((n) => isAccepted(view, n) && hasFinal(view, n) && isUnwanted(view, n)),
  },
  {
    id: 'work-ends',
    kind: 'eventually',
    clauses: cites('MI-31'),
    says: 'Every provider comes to its end, told or not, save that of a subscription which nobody tells.',
    when: (view) => operations.some((n) => works(view, n)),
    holds: (view) => operations.every((n) => !works(view, n) || (isQuiet(view, n) && !isTold(view, n))),
  },
  {
    id: 'final-result-waits-for-nobody',
    kind: 'reachable',
    clauses: cites('MI-11'),
    says: 'The client can have its final result before the provider knows that there was a cancel.',
    holds: (view) => operations.some((n) => isAccepted(view, n) && settled(view, n) !== null && isUntold(view, n)),
  },
  {
    id: 'begun-after-it-was-over',
    kind: 'step',
    clauses: cites('MI-11'),
    says: 'A provider never begins work for a client that has its final result already.',
    permitted: 'MI-11',
    when: (action) => isMessage(action, 'Request'),
    given: (before, _, action) => hasFinal(before, endOf(action)),
    holds: (before, after, action) => providerAt(before, endOf(action)) === providerAt(after, endOf(action)),
  },
  {
    id: 'no-more-than-the-slots',
    kind: 'always',
    clauses: cites('MI-12'),
    says: 'Never are more slots taken than there are: here one.',
    observed: (view) => (view.ledger.held['quota'] ?? 0) <= 1,
  },
  {
    id: 'let-in-where-there-is-room',
    kind: 'step',
    clauses: cites('MI-12'),
    says: 'A request is let in if a slot and memory are free, and refused if not.',
    when: (action) => isMessage(action, 'Request'),
    holds: (before, after, action) => {
      const isLetIn = !isIdle(after, endOf(action))
      const hasSlot = (before.ledger.held['quota'] ?? 0) === 0
      const isShort = operations.some((n) => holdsMemory(before, n) > 0)
      return isLetIn === (hasSlot && !isShort) && (isLetIn || isFull(before) || isShort)
    },
  },
  {
    id: 'refusal-is-the-final-result',
    kind: 'step',
    clauses: cites('MI-12'),
    says: 'A refused request ends its operation, with the code of the refusal.',
    when: (action) => isMessage(action, 'Refuse'),
    given: (before, _, action) => {
      const n = endOf(action)
      return !hasFinal(before, n) && !isSilent(before, n) && !isOthers(before, n)
    },
    holds: (_, after, action) => {
      const n = endOf(action)
      const code = settled(after, n)
      const isRefusal = code === null || code === 'MI_RESULT_SERVER_LIMITS_EXCEEDED' || code === 'MI_RESULT_FAILED'
      return hasFinal(after, n) && isRefusal
    },
  },
  {
    id: 'limits-mean-refused',
    kind: 'always',
    clauses: cites('MI-12'),
    says: 'An operation that ends with SERVER_LIMITS_EXCEEDED has no slot, and no provider works for it or has worked.',
    when: (view) => operations.some((n) => settled(view, n) === 'MI_RESULT_SERVER_LIMITS_EXCEEDED'),
    observed: (view) =>
      operations.every((n) => {
        const isRefused = settled(view, n) === 'MI_RESULT_SERVER_LIMITS_EXCEEDED'
        return !isRefused || (holdsSlot(view, n) === 0 && !hasStopped(view, n))
      }),
  },
  {
    id: 'a-slot-needs-a-provider',
    kind: 'always',
    clauses: cites('MI-12'),
    says: 'A slot is taken only for an operation that its provider is at work on.',
    permitted: 'H-11',
    when: (view) => operations.some((n) => holdsSlot(view, n) !== 0),
    holds: (view) => operations.every((n) => holdsSlot(view, n) === 0 || works(view, n)),
  },
  {
    id: 'memory-follows-the-work',
    kind: 'always',
    clauses: cites('MI-12'),
    says: 'Memory on the server is in use only for an operation that its provider is at work on, whoever has its slot.',
    holds: (view) => operations.every((n) => holdsMemory(view, n) === 0 || works(view, n)),
  },
  {
    id: 'a-slot-and-no-memory',
    kind: 'reachable',
    clauses: cites('MI-12'),
    says: 'An operation can be refused although every slot is free, since another one still works for nobody.',
    holds: (view) =>
      holdsMemory(view, 1) === 1 && holdsSlot(view, 1) === 0 && settled(view, 2) === 'MI_RESULT_SERVER_LIMITS_EXCEEDED',
  },
  {
    id: 'failed-though-nobody-cancelled',
    kind: 'reachable',
    clauses: cites('MI-37'),
    says: 'An operation can end with FAILED and work on, although nobody has cancelled or closed it: its time was up.',
    holds: (view) =>
      ['cancel', 'close', 'serviceCancels'].every((name) => view.given(name) === 0) &&
      hasLink(view) &&
      operations.some((n) => settled(view, n) === 'MI_RESULT_FAILED' && works(view, n)),
  },
  {
    id: 'the-service-can-cancel',
    kind: 'reachable',
    clauses: cites('MI-39'),
    says: 'A provider can be told and its operation end with FAILED, although no client has cancelled it.',
    holds: (view) =>
      view.given('serviceCancels') > 0 &&
      operations.some((n) => isTold(view, n) && settled(view, n) === 'MI_RESULT_FAILED' && !isAccepted(view, n)),
  },
  {
    id: 'work-takes-a-slot',
    kind: 'always',
    clauses: cites('MI-12'),
    says: 'While a provider is at work, its operation has a slot.',
    permitted: 'H-11',
    when: (view) => operations.some((n) => works(view, n)),
    holds: (view) => operations.every((n) => !works(view, n) || holdsSlot(view, n) === 1),
  },
  {
    id: 'slots-come-back',
    kind: 'eventually',
    clauses: cites('MI-12'),
    says: 'When an operation is over for its client, its slot is given back at last.',
    permitted: 'H-11',
    when: (view) => operations.some((n) => settled(view, n) !== null),
    holds: (view) => operations.every((n) => settled(view, n) === null || holdsSlot(view, n) === 0),
  },
  {
    id: 'over-and-still-taken',
    kind: 'reachable',
    clauses: cites('MI-12'),
    says: 'An operation that was cancelled, is over and closed can keep a new one out, until its provider has stopped.',
    holds: (view) =>
      isAccepted(view, 1) &&
      hasClosed(view, 1) &&
      !hasStopped(view, 1) &&
      settled(view, 2) === 'MI_RESULT_SERVER_LIMITS_EXCEEDED',
  },
]
