import type { BuiltInScenario } from '../specification.ts'

export const scenarios: readonly BuiltInScenario[] = [
  {
    id: 'export-half-way',
    title: 'Success, and it still works on',
    shows:
      'The cancel succeeds before the export has even looked at the flag, and the handle is held until somebody closes it.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 100, do: 'exportLog' },
      { at: 128, do: 'cancel' },
      { at: 300, do: 'close' },
    ],
  },
  {
    id: 'query-half-way',
    title: 'A query stops at once',
    shows:
      'A read is stopped on the tick on which the cancel arrives and comes back together with it; both handles stay open for ever.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerLogQuery' },
      { at: 100, do: 'queryNext' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'waiting-for-an-event',
    title: 'Waiting for an event that never comes',
    shows:
      'No event comes, and a cancel ends the wait on a push subscription; then both handles are closed, as it should be.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerSubscription', args: { mode: 'push' } },
      { at: 50, do: 'subscriptionNextAsync' },
      { at: 300, do: 'cancel' },
      { at: 350, do: 'close', args: { handle: 'subscription' } },
      { at: 360, do: 'close', args: { handle: 'control' } },
    ],
  },
  {
    id: 'sticky-flag',
    title: 'Cancelled once, cancelled for ever',
    shows:
      'The flag is never reset: the next call under the same handle ends before it has begun, and a second cancel changes nothing.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 50, do: 'clearLog' },
      { at: 80, do: 'cancel' },
      { at: 200, do: 'clearLog' },
      { at: 260, do: 'cancel' },
      { at: 320, do: 'close' },
    ],
  },
  {
    id: 'poisoned-while-idle',
    title: 'The cancel that hits the next call',
    shows:
      'With nothing to stop the cancel succeeds and sets the flag, so the call that is started afterwards is cancelled at birth.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 40, do: 'cancel' },
      { at: 100, do: 'clearLog' },
      { at: 200, do: 'close' },
    ],
  },
  {
    id: 'idle-leaves-flag',
    title: 'The same idle cancel, without harm',
    shows: 'Where an idle cancel leaves the flag alone, the next call runs to its end as if nothing had been.',
    knobs: { setFlagWhenIdle: false },
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 40, do: 'cancel' },
      { at: 100, do: 'clearLog' },
      { at: 300, do: 'close' },
    ],
  },
  {
    id: 'wrong-handle',
    title: 'Cancelling with the query handle',
    shows:
      'The example of the document cancels with the query handle; by its rules that is refused, and the query runs to its end.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerLogQuery' },
      { at: 100, do: 'queryNext' },
      { at: 160, do: 'cancel', args: { handle: 'query' } },
      { at: 300, do: 'close', args: { handle: 'query' } },
      { at: 310, do: 'close', args: { handle: 'control' } },
    ],
  },
  {
    id: 'after-close-table',
    title: 'Cancel after close, by the letter',
    shows: 'The method looks into its table, misses the handle and returns ERROR_INVALID_PARAMETER.',
    knobs: { validation: 'table' },
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 50, do: 'exportLog' },
      { at: 200, do: 'close' },
      { at: 250, do: 'cancel', args: { handle: 'closed' } },
    ],
  },
  {
    id: 'after-close-runtime',
    title: 'Cancel after close, if RPC looks first',
    shows:
      'If RPC refuses the handle before the method runs, the code is ERROR_INVALID_HANDLE. That Windows does so is inferred from a note on its handle table.',
    knobs: { validation: 'runtime' },
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 50, do: 'exportLog' },
      { at: 200, do: 'close' },
      { at: 250, do: 'cancel', args: { handle: 'closed' } },
    ],
  },
  {
    id: 'close-is-no-cancel',
    title: 'Closing does not stop it',
    shows:
      'The control handle is closed while the export runs, and no section says that this stops it: it goes on, and nothing can reach it any more.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 50, do: 'exportLog' },
      { at: 70, do: 'close' },
      { at: 100, do: 'cancel', args: { handle: 'closed' } },
    ],
  },
  {
    id: 'busy-then-retry',
    title: 'ERROR_CANCELLED says: not cancelled',
    shows:
      'A server that is too busy answers the cancel with the code that a cancelled call returns; the second try works.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerLogQuery' },
      { at: 100, do: 'queryNext' },
      { at: 110, do: 'serverBusy' },
      { at: 120, do: 'cancel' },
      { at: 150, do: 'serverFree' },
      { at: 160, do: 'cancel' },
      { at: 220, do: 'close', args: { handle: 'query' } },
      { at: 230, do: 'close', args: { handle: 'control' } },
    ],
  },
  {
    id: 'own-codes',
    title: 'A server with codes of its own',
    shows:
      'Both codes are left to the server: here the busy one and that of the stopped call are numbers that the document never names.',
    knobs: { busyCode: 'other', stoppedCallCode: 'other' },
    steps: [
      { at: 0, do: 'registerLogQuery' },
      { at: 90, do: 'serverBusy' },
      { at: 100, do: 'queryNext' },
      { at: 120, do: 'cancel' },
      { at: 140, do: 'serverFree' },
      { at: 150, do: 'cancel' },
    ],
  },
  {
    id: 'export-at-95',
    title: 'Cancelled at 95 percent',
    shows: 'The export looks at the flag often enough to notice just before its end: it gives up and deletes its file.',
    knobs: { pollTicks: 3 },
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 100, do: 'exportLog' },
      { at: 195, do: 'cancel' },
      { at: 300, do: 'close' },
    ],
  },
  {
    id: 'export-never-looked',
    title: 'Accepted, and finished all the same',
    shows:
      'The same cancel at 95 percent, but the next look at the flag would come with the end of the work: both calls succeed.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 100, do: 'exportLog' },
      { at: 195, do: 'cancel' },
      { at: 300, do: 'close' },
    ],
  },
  {
    id: 'export-at-100',
    title: 'Cancelled at 100 percent',
    shows:
      'The export is done when the cancel arrives: nothing is outstanding, which is success too, and nobody learns the difference.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 100, do: 'exportLog' },
      { at: 201, do: 'cancel' },
      { at: 300, do: 'close' },
    ],
  },
  {
    id: 'one-connection',
    title: 'The cancel that waits for its victim',
    shows: 'On a single connection the cancel is sent when the read has come back: success, and of no use.',
    knobs: { multiplex: false },
    steps: [
      { at: 0, do: 'registerLogQuery' },
      { at: 100, do: 'queryNext' },
      { at: 130, do: 'cancel' },
      { at: 300, do: 'close', args: { handle: 'query' } },
      { at: 310, do: 'close', args: { handle: 'control' } },
    ],
  },
  {
    id: 'parked-behind-the-export',
    title: 'Parked behind the export',
    shows:
      'If RPC runs one call at a time on a handle, which is not published: the cancel uses the same handle as the export and gets its turn when that is done.',
    knobs: { serializeHandle: true },
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 100, do: 'exportLog' },
      { at: 130, do: 'cancel' },
      { at: 300, do: 'close' },
    ],
  },
  {
    id: 'line-dropped',
    title: 'Hanging up instead of cancelling',
    shows:
      'The connection breaks: the wait fails, the server runs all handles down by itself, and a cancel can no longer be sent.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerSubscription', args: { mode: 'pull' } },
      { at: 50, do: 'subscriptionWaitAsync' },
      { at: 150, do: 'dropLink' },
      { at: 200, do: 'cancel' },
    ],
  },
  {
    id: 'line-dropped-export',
    title: 'Hanging up on an export',
    shows:
      'The connection breaks while an export runs. The text stops subscriptions only: here the export goes on to its end, and nobody can cancel it.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 50, do: 'exportLog' },
      { at: 80, do: 'dropLink' },
      { at: 100, do: 'cancel' },
    ],
  },
  {
    id: 'client-leaves',
    title: 'Ctrl+C stops nobody',
    shows:
      'The client ends in the middle of its export without a cancel: its handle is run down, and the server works on for nobody.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 50, do: 'exportLog' },
      { at: 90, do: 'leave' },
    ],
  },
  {
    id: 'client-leaves-work-stops',
    title: 'Ctrl+C on a server that notices',
    shows:
      'The other reading: the server gives up what it did for a connection that is lost, so nothing is spent for nobody.',
    knobs: { linkLoss: 'workStops' },
    steps: [
      { at: 0, do: 'registerControllableOperation' },
      { at: 50, do: 'exportLog' },
      { at: 90, do: 'leave' },
    ],
  },
  {
    id: 'service-came-back',
    title: 'The service came back, the handle did not',
    shows:
      'A restart fails the wait with RPC_S_CALL_FAILED; after it every call with the old handles, the cancel too, answers ERROR_INVALID_HANDLE until the client subscribes anew.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerSubscription', args: { mode: 'pull' } },
      { at: 50, do: 'subscriptionNext' },
      { at: 100, do: 'serviceRestarts' },
      { at: 120, do: 'subscriptionNext' },
      { at: 150, do: 'cancel' },
      { at: 200, do: 'registerSubscription', args: { mode: 'pull' } },
      { at: 250, do: 'subscriptionNext' },
      { at: 300, do: 'eventLogged' },
    ],
  },
  {
    id: 'log-cleared-under-query',
    title: 'The log was cleared under the query',
    shows:
      'A clear is done between two reads of a query: the second read fails with ERROR_EVT_QUERY_RESULT_STALE, and the cancel finds nothing to stop.',
    knobs: { workTicks: 30 },
    steps: [
      { at: 0, do: 'registerLogQuery' },
      { at: 30, do: 'queryNext' },
      { at: 90, do: 'clearLog' },
      { at: 160, do: 'queryNext' },
      { at: 200, do: 'cancel' },
      { at: 250, do: 'close', args: { handle: 'query' } },
      { at: 260, do: 'close', args: { handle: 'control' } },
    ],
  },
  {
    id: 'event-wins',
    title: 'The event wins the race',
    shows:
      'An event is logged on the tick on which the cancel arrives: the read returns with it, and the cancel finds nothing to stop.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerSubscription', args: { mode: 'push' } },
      { at: 50, do: 'subscriptionNextAsync' },
      { at: 140, do: 'cancel' },
      { at: 150, do: 'eventLogged' },
    ],
  },
  {
    id: 'cancel-wins',
    title: 'The cancel wins the race',
    shows: 'The event comes one tick later: the read was stopped, and the event stays on the server, undelivered.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerSubscription', args: { mode: 'push' } },
      { at: 50, do: 'subscriptionNextAsync' },
      { at: 140, do: 'cancel' },
      { at: 151, do: 'eventLogged' },
      { at: 200, do: 'subscriptionNextAsync' },
    ],
  },
  {
    id: 'two-under-one-handle',
    title: 'One cancel, two operations',
    shows:
      'A read and an export run under the control handle of a query: the read stops at once, the export when it looks.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerLogQuery' },
      { at: 50, do: 'queryNext' },
      { at: 60, do: 'exportLog' },
      { at: 80, do: 'cancel' },
      { at: 200, do: 'close', args: { handle: 'query' } },
      { at: 210, do: 'close', args: { handle: 'control' } },
    ],
  },
  {
    id: 'replaced-handle',
    title: 'The handle that got lost',
    shows:
      'A second registration takes the place of the first control handle: the cancel succeeds on the new one, and the read goes on.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerLogQuery' },
      { at: 50, do: 'queryNext' },
      { at: 60, do: 'registerControllableOperation' },
      { at: 100, do: 'cancel' },
      { at: 250, do: 'close', args: { handle: 'query' } },
      { at: 260, do: 'close', args: { handle: 'control' } },
    ],
  },
  {
    id: 'no-memory-no-handle',
    title: 'No memory, no handle, no cancel',
    shows:
      'The registration fails, so call and cancel have only a null handle, which the stub refuses without sending anything.',
    knobs: {},
    steps: [
      { at: 0, do: 'outOfMemory' },
      { at: 10, do: 'registerControllableOperation' },
      { at: 50, do: 'clearLog' },
      { at: 60, do: 'cancel' },
    ],
  },
  {
    id: 'push-is-not-pull',
    title: 'Push is not pull',
    shows:
      'A call of the wrong kind is refused. For two calls the document has it the wrong way round, as programs in use show.',
    knobs: {},
    steps: [
      { at: 0, do: 'registerSubscription', args: { mode: 'pull' } },
      { at: 50, do: 'subscriptionNextAsync' },
      { at: 100, do: 'subscriptionNext' },
      { at: 150, do: 'cancel' },
      { at: 200, do: 'close', args: { handle: 'subscription' } },
      { at: 210, do: 'close', args: { handle: 'control' } },
    ],
  },
]
