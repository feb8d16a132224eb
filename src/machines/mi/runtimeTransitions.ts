/** Transitions that several states of runtime.ts have in common. */

/** Checks of MI_Operation_Cancel, in their order (reference, section 3.2). The pointer comes first, whatever became of the operation. */
export const neverStartedAnswer = {
  type: 'answer',
  params: { code: 'MI_RESULT_FAILED', clauses: ['MI-16', 'MI-40'] },
} as const
export const checkOfPointer = {
  guard: 'handleIsNull',
  actions: { type: 'answer', params: { code: 'MI_RESULT_INVALID_PARAMETER', clauses: ['MI-15'] } },
} as const
const checkOfIdentity = {
  guard: 'isOtherIdentity',
  actions: { type: 'answer', params: { code: 'MI_RESULT_ACCESS_DENIED', clauses: ['MI-13', 'MI-14'] } },
} as const
export const checksOfOpen = [
  checkOfPointer,
  { guard: 'neverStarted', actions: neverStartedAnswer },
  checkOfIdentity,
  {
    guard: 'memoryIsShort',
    actions: { type: 'answer', params: { code: 'MI_RESULT_SERVER_LIMITS_EXCEEDED', clauses: ['MI-17'] } },
  },
] as const
export const checksOfClosed = [
  checkOfPointer,
  { guard: 'neverStarted', actions: neverStartedAnswer },
  {
    guard: 'staleIsNotFound',
    actions: { type: 'answer', params: { code: 'MI_RESULT_NOT_FOUND', clauses: ['MI-15'] } },
  },
  { actions: { type: 'answer', params: { code: 'MI_RESULT_INVALID_PARAMETER', clauses: ['MI-15'] } } },
] as const
/** MI_Operation_Close looks at the identity too: it is a closing operation like a cancel. */
export const checksOfClose = [checkOfIdentity] as const
export const refused = {
  actions: { type: 'answer', params: { code: 'MI_RESULT_INVALID_PARAMETER', clauses: ['MI-15'] } },
} as const
export const refusedWhereAsync = {
  guard: 'isAsync',
  actions: { type: 'answer', params: { code: 'MI_RESULT_INVALID_PARAMETER', clauses: ['MI-33'] } },
} as const
export const finalOnceMore = {
  actions: { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-08'] } },
} as const
export const tooLate = { actions: { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-20'] } } } as const
export const onceMore = { actions: { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-19'] } } } as const

/** The next result, and then what that leaves. */
export const delivering = ['handOver', 'keepHanded'] as const

/** Getters, callbacks that return, and acknowledgements, wherever a result can be with the application. */
export const fetching = [
  refusedWhereAsync,
  { guard: 'hasNext', actions: ['wait', ...delivering] },
  { actions: 'wait' },
] as const
export const handling = {
  CallbackReturned: [
    { guard: 'awaitsAcknowledgement', actions: 'noteReturned' },
    { actions: ['letGo', ...delivering] },
  ],
  MI_OperationCallback_ResultAcknowledge: [
    {
      guard: 'nothingToAcknowledge',
      actions: { type: 'answer', params: { code: 'MI_RESULT_INVALID_PARAMETER', clauses: ['MI-28'] } },
    },
    {
      guard: 'callbackStillRuns',
      actions: ['noteAcknowledged', { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-28'] } }],
    },
    { actions: [{ type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-28'] } }, 'letGo', ...delivering] },
  ],
} as const

/** The three ways to be cancelled begin differently: by a cancel (`accepted`), by a close, by the close of the session. */
export const beginClose = ['returnClose', 'keepClose'] as const
const byClose = [...beginClose, { type: 'cite', params: { clauses: ['MI-22'] } }] as const
const bySilencedClose = ['returnCloseUnseen', 'keepClose'] as const
const bySession = { type: 'cite', params: { clauses: ['MI-25'] } } as const
const byTimeout = ['expire', { type: 'cite', params: { clauses: ['MI-37'] } }] as const

/** Leaving the server: with a word that reaches the provider, or without. */
const leaveAndTell = [
  { type: 'cite', params: { clauses: ['MI-10', 'MI-11'] } },
  'sendCancel',
  'cutLink',
  'forgetKind',
] as const
const leaveOnly = [
  { type: 'cite', params: { clauses: ['MI-09', 'MI-11'] } },
  'sendDisconnect',
  'abandon',
  'cutLink',
  'forgetKind',
] as const

const silenced = { type: 'cite', params: { clauses: ['MI-36'] } } as const
const openSilent = '#mi/runtime.open.silent'
const openLeaving = '#mi/runtime.open.leaving'
const closingLeaving = '#mi/runtime.closing.leaving'
export const closeSilently = { target: '#mi/runtime.closing.silent', actions: bySilencedClose } as const

// In this order: what is lost is said before it is forgotten.
const losing = ['sayLost', 'loseAcknowledgement'] as const

/** A cancel that is in order, of an operation that is not over. */
export const cancelling = [
  ...checksOfOpen,
  {
    guard: 'silencesOperation',
    target: openSilent,
    actions: [{ type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-01'] } }, silenced],
  },
  { guard: 'cancelHasNoEffect', actions: { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-01'] } } },
  {
    guard: 'reachesProvider',
    target: openLeaving,
    actions: ['acceptFirst', ...losing, ...leaveAndTell, 'acceptLast'],
  },
  { target: openLeaving, actions: ['acceptFirst', ...losing, ...leaveOnly, 'acceptLast'] },
] as const

export const closingUnfinished = [
  ...checksOfClose,
  { guard: 'silencesOperation', target: '#mi/runtime.closing.silent', actions: [...bySilencedClose, silenced] },
  { guard: 'cancelHasNoEffect', target: '#mi/runtime.closing.awaiting', actions: beginClose },
  { guard: 'reachesProvider', target: closingLeaving, actions: [...byClose, ...leaveAndTell] },
  { target: closingLeaving, actions: [...byClose, ...leaveOnly] },
] as const

export const endedBySession = [
  { guard: 'silencesOperation', target: openSilent, actions: silenced },
  { guard: 'cancelHasNoEffect' },
  { guard: 'reachesProvider', target: openLeaving, actions: [bySession, ...leaveAndTell] },
  { target: openLeaving, actions: [bySession, ...leaveOnly] },
] as const

/** The client has waited long enough. */
export const endedByTimeout = [
  { guard: 'timeoutEndsNothing', target: openSilent, actions: [...byTimeout, silenced] },
  { guard: 'timeoutReachesProvider', target: openLeaving, actions: [...byTimeout, ...leaveAndTell] },
  { target: openLeaving, actions: [...byTimeout, ...leaveOnly] },
] as const

/** The process ends: the connection goes with it, and nobody asks the server to stop anything. */
const gone = '#mi/runtime.gone'
const openExit = ['abandon', 'zero', 'cutRest'] as const
const closingExit = ['abandon', 'zeroWaiting', 'cutRest'] as const
export const exits = {
  open: { target: gone, actions: openExit },
  connected: { target: gone, actions: ['sendDisconnect', ...openExit] },
  closing: { target: gone, actions: closingExit },
  closingConnected: { target: gone, actions: ['sendDisconnect', ...closingExit] },
  closed: { target: gone, actions: 'abandon' },
} as const

const endCancelled = { type: 'end', params: { by: 'cancel' } } as const
export const endWithoutLink = (finished: string) =>
  ({ target: finished, actions: ['cutBoth', { type: 'end', params: { by: 'lostLink' } }] }) as const

/** What comes from the server while it has not been left. */
export const arrivals = (finished: string) =>
  ({
    Instance: [
      { guard: 'isLast', target: finished, actions: ['store', 'endWithLast'] },
      { actions: ['store', ...delivering] },
    ],
    Final: { target: finished, actions: 'endAsSaid' },
  }) as const

/** What still comes after it was left. */
export const leftovers = (finished: string) =>
  ({
    'link.kept': [
      {
        guard: 'noResultIsKept',
        target: finished,
        actions: ['cutRest', endCancelled, { type: 'cite', params: { clauses: ['MI-21'] } }],
      },
      { actions: 'awaitKept' },
    ],
    Admit: { actions: 'countDown' },
    Final: { target: finished, actions: [endCancelled, { type: 'cite', params: { clauses: ['MI-21'] } }] },
    Instance: [
      {
        guard: 'isLastKept',
        target: finished,
        actions: ['store', endCancelled, { type: 'cite', params: { clauses: ['MI-07', 'MI-21'] } }],
      },
      { actions: ['store', 'countDown', ...delivering, { type: 'cite', params: { clauses: ['MI-07'] } }] },
    ],
    LinkDown: endWithoutLink(finished),
  }) as const

/** What comes when nobody takes it any more. */
export const unheard = {
  Admit: {},
  Refuse: { actions: 'discard' },
  Instance: { actions: 'discard' },
  Final: { actions: 'discard' },
} as const
