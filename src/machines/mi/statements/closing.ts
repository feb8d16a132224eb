import type { Property } from '#kernel/property.ts'
import {
  aimOf,
  answerTo,
  cites,
  clientAt,
  closeWaits,
  holdsHandle,
  isClose,
  isCommand,
  isLeaving,
  isOpen,
  isUnfinished,
  libraryAt,
  operations,
  sessionIs,
  settled,
  showsCallbacks,
} from '../predicates.ts'

/** Handles: who closes what, and what a close waits for. */
export const closing: readonly Property[] = [
  {
    id: 'only-a-close-frees-the-handle',
    kind: 'always',
    on: 'world',
    clauses: cites('MI-05'),
    says: 'Until its close is called an operation has its handle: the cancel, the final result and the close of the session do not give it back.',
    holds: (view) =>
      operations.every((n) => {
        if (holdsHandle(view, n) === 1) return true
        const state = clientAt(view, n)
        return state !== 'ended' && !state.startsWith('underWay')
      }),
  },
  {
    id: 'closed-means-given-back',
    kind: 'always',
    on: 'world',
    clauses: cites('MI-05'),
    says: 'When a close has returned OK, the handle is given back.',
    holds: (view) => operations.every((n) => clientAt(view, n) !== 'closed' || holdsHandle(view, n) === 0),
  },
  {
    id: 'close-cancels',
    kind: 'step',
    clauses: cites('MI-22'),
    says: 'To close an operation that is not over makes the client leave its server at once, as a cancel does.',
    permitted: 'H-09',
    when: isClose,
    holds: (_, after, action) =>
      !isUnfinished(after, aimOf(action)) && libraryAt(after, aimOf(action)) !== 'closing.awaiting',
  },
  {
    id: 'last-callback-after-close',
    kind: 'reachable',
    on: 'world',
    clauses: cites('MI-23'),
    says: 'The last callback can come after the close has returned.',
    holds: (view) =>
      operations.some((n) => clientAt(view, n) === 'closed' && settled(view, n) === null && isLeaving(view, n)),
  },
  {
    id: 'asynchronous-close-never-waits',
    kind: 'step',
    clauses: cites('MI-23'),
    says: 'Where results come in callbacks, no close waits.',
    when: isClose,
    holds: (before, after, action) => !showsCallbacks(before) || answerTo(after, action) !== undefined,
  },
  {
    id: 'close-waits-for-the-fetch',
    kind: 'step',
    clauses: cites('MI-24'),
    says: 'A close that has waited is back only when the final result was fetched.',
    when: (action) => action.kind === 'message' || (action.kind === 'command' && !isClose(action)),
    holds: (before, after) =>
      operations.every((n) => !closeWaits(before, n) || clientAt(after, n) !== 'closed' || settled(after, n) !== null),
  },
  {
    id: 'fetched-lets-close-return',
    kind: 'always',
    on: 'world',
    clauses: cites('MI-24'),
    says: 'When the final result was fetched, no close waits any longer.',
    holds: (view) => operations.every((n) => settled(view, n) === null || !closeWaits(view, n)),
  },
  {
    id: 'every-close-returns',
    kind: 'eventually',
    on: 'world',
    clauses: cites('MI-06', 'MI-24'),
    says: 'Every close of an operation returns at last.',
    permitted: 'MI-24',
    holds: (view) => operations.every((n) => !closeWaits(view, n)),
  },
  {
    id: 'session-close-cancels',
    kind: 'step',
    clauses: cites('MI-25'),
    says: 'Closing the session makes each of its operations leave the server at once.',
    permitted: 'H-09',
    when: (action) => isCommand(action, 'closeSession'),
    holds: (_, after) => operations.every((n) => !isUnfinished(after, n)),
  },
  {
    id: 'session-closed-after-its-handles',
    kind: 'always',
    on: 'world',
    clauses: cites('MI-25'),
    says: 'A closed session has no operation with an open handle, save one whose start failed.',
    holds: (view) =>
      !sessionIs(view, 'closed') ||
      operations.every((n) => holdsHandle(view, n) === 0 || libraryAt(view, n) === 'neverStarted'),
  },
  {
    id: 'session-waits-for-no-more',
    kind: 'never',
    on: 'world',
    clauses: cites('MI-25'),
    says: 'The close of a session does not wait any longer when every handle of it is closed.',
    holds: (view) =>
      sessionIs(view, 'closing') &&
      operations.every((n) => holdsHandle(view, n) === 0 || libraryAt(view, n) === 'neverStarted'),
  },
  {
    id: 'every-session-close-returns',
    kind: 'eventually',
    on: 'world',
    clauses: cites('MI-05', 'MI-25'),
    says: 'Every close of a session returns at last.',
    permitted: 'MI-25',
    holds: (view) => !sessionIs(view, 'closing'),
  },
  {
    id: 'no-start-on-a-closed-session',
    kind: 'step',
    clauses: cites('MI-25'),
    says: 'On a session that is closed or being closed nothing starts.',
    when: (action) => isCommand(action, 'start'),
    holds: (before, after) =>
      sessionIs(before, 'open') || operations.every((n) => isOpen(before, n) === isOpen(after, n)),
  },
]
