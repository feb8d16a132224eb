import type { Value } from '#kernel/model.ts'
import type { ShortStep } from './testing.ts'

/** Codes that no campaign comes to, since it gives no such command with such an argument, each in a run that has it. */
export interface Beyond {
  readonly knobs: Readonly<Record<string, Value>>
  readonly steps: readonly ShortStep[]
  /** As `cancel CODE`. */
  readonly shows: readonly string[]
}

const outage = (answer: string): Beyond => ({
  knobs: {},
  steps: [
    [0, 'count'],
    [50, 'outage', { answer }],
    [60, 'list'],
    [60, 'wait'],
    [60, 'delete'],
  ],
  shows: [`list ${answer}`, `wait ${answer}`, `delete ${answer}`],
})
const registered: readonly ShortStep[] = [
  [0, 'registerLogQuery'],
  [50, 'registerSubscription', { mode: 'push' }],
]
/** A handle that is closed while a call with it is on its way. */
const closedMeanwhile = (handle: string, name: string, mode: string, then: readonly ShortStep[]): Beyond => ({
  knobs: { validation: 'table', serializeHandle: false, multiplex: true },
  steps: [[0, 'registerLogQuery'], [50, 'registerSubscription', { mode }], [100, 'close', { handle }], ...then],
  shows: [`${name} ERROR_INVALID_PARAMETER`],
})
const opened: ShortStep = [0, 'openGroup']

export const beyond: Readonly<Record<string, readonly Beyond[]>> = {
  mi: [
    {
      knobs: {},
      steps: [
        [0, 'closeSession'],
        [10, 'closeSession'],
      ],
      shows: ['closeSession MI_RESULT_INVALID_PARAMETER'],
    },
  ],
  lro: ['RESOURCE_EXHAUSTED', 'INTERNAL', 'DEADLINE_EXCEEDED'].map(outage),
  even6: [
    {
      knobs: {},
      steps: [
        [0, 'outOfMemory'],
        [10, 'registerLogQuery'],
        [10, 'registerSubscription'],
      ],
      shows: ['registerLogQuery ERROR_OUTOFMEMORY', 'registerSubscription ERROR_OUTOFMEMORY'],
    },
    {
      knobs: {},
      steps: [
        ...registered,
        [100, 'serviceRestarts'],
        [200, 'querySeek'],
        [200, 'subscriptionNextAsync'],
        [200, 'subscriptionWaitAsync'],
        [200, 'localizeExportLog'],
        [200, 'close'],
      ],
      shows: ['querySeek', 'subscriptionNextAsync', 'subscriptionWaitAsync', 'localizeExportLog', 'close'].map(
        (name) => `${name} ERROR_INVALID_HANDLE`,
      ),
    },
    closedMeanwhile('query', 'querySeek', 'push', [[101, 'querySeek']]),
    closedMeanwhile('subscription', 'subscriptionNextAsync', 'push', [[101, 'subscriptionNextAsync']]),
    closedMeanwhile('subscription', 'subscriptionWaitAsync', 'pull', [[101, 'subscriptionWaitAsync']]),
    closedMeanwhile('query', 'close', 'push', [[101, 'close', { handle: 'query' }]]),
  ],
  cmrp: [
    {
      knobs: {},
      steps: [opened, [50, 'loseReply'], [60, 'closeGroup']],
      shows: ['closeGroup RPC_S_CALL_FAILED'],
    },
    {
      knobs: {},
      steps: [opened, [50, 'serviceRestarts'], [60, 'getGroupState'], [100, 'closeGroup']],
      shows: ['getGroupState ERROR_INVALID_HANDLE', 'closeGroup ERROR_INVALID_HANDLE'],
    },
    {
      knobs: { inactiveNode: 'silent' },
      steps: [opened, [50, 'nodeShutsDown'], [60, 'getGroupState']],
      shows: ['getGroupState RPC_S_SERVER_UNAVAILABLE'],
    },
    ...['ERROR_CLUSTER_NODE_NOT_READY', 'ERROR_CLUSTER_NODE_SHUTTING_DOWN'].map((inactiveNode): Beyond => ({
      knobs: { inactiveNode },
      steps: [opened, [50, 'nodeShutsDown'], [60, 'getGroupState']],
      shows: [`getGroupState ${inactiveNode}`],
    })),
  ],
}
