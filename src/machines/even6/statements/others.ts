import type { Property } from '#kernel/property.ts'
import {
  cites,
  isAlone,
  isCommand,
  isFromOther,
  isReading,
  isRunning,
  isWorking,
  operations,
  stateOf,
} from '../predicates.ts'

/** Two clients of one service. In the check the first one only reads, so that whatever works on a log works for the other. */
export const others: readonly Property[] = [
  {
    id: 'who-leaves-leaves-alone',
    kind: 'step',
    clauses: cites('EV-28'),
    says: 'A client that leaves or loses its connection changes nothing of what runs for another client.',
    when: (action) => isCommand(action, 'leave', 'dropLink'),
    given: (before) => !isAlone(before) && operations.some((n) => isWorking(before, n)),
    holds: (before, after) =>
      operations.every((n) => !isWorking(before, n) || stateOf(before, n) === stateOf(after, n)),
  },
  {
    id: 'a-cancel-stays-on-its-side',
    kind: 'step',
    clauses: cites('EV-23'),
    says: 'A cancel with a handle of one’s own never stops what another client has begun.',
    when: (action) => isFromOther(action, 'EvtRpcCancel'),
    given: (before) => operations.some((n) => isReading(before, n)),
    holds: (before, after) =>
      operations.every((n) => !isReading(before, n) || stateOf(before, n) === stateOf(after, n)),
  },
  {
    id: 'cleared-by-somebody-else',
    kind: 'reachable',
    clauses: cites('EV-31'),
    says: 'A query can go stale by the doing of another client.',
    holds: (view) =>
      !isAlone(view) && operations.some((n) => view.ledger.operations[n]?.settle === 'ERROR_EVT_QUERY_RESULT_STALE'),
  },
  {
    id: 'a-restart-is-for-all',
    kind: 'step',
    clauses: cites('EV-32'),
    says: 'When the service restarts, no call of any client runs on.',
    when: (action) => isCommand(action, 'serviceRestarts'),
    given: (before) => !isAlone(before) && operations.some((n) => isRunning(before, n)),
    holds: (_, after) => operations.every((n) => !isRunning(after, n)),
  },
]
