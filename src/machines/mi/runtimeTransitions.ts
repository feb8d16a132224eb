/** Transitions that several states of runtime.ts have in common. */

/** Checks of MI_Operation_Cancel, in their order (reference, section 3.2). The pointer comes first, whatever became of the operation. */
export const neverStartedAnswer = { type: 'answer', params: { code: 'MI_RESULT_FAILED', clauses: ['MI-16'] } } as const
export const checkOfPointer = {
  guard: 'handleIsNull',
  actions: { type: 'answer', params: { code: 'MI_RESULT_INVALID_PARAMETER', clauses: ['MI-15'] } },
} as const
export const checksOfOpen = [
  checkOfPointer,
  { guard: 'neverStarted', actions: neverStartedAnswer },
  {
    guard: 'isOtherIdentity',
    actions: { type: 'answer', params: { code: 'MI_RESULT_ACCESS_DENIED', clauses: ['MI-13', 'MI-14'] } },
  },
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
export const accepted = { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-01', 'MI-02'] } } as const
export const tooLate = { actions: { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-20'] } } } as const

/** Hands over what can be handed over, and keeps the rest. */
export const handOver = ['handOver', 'forgetDelivered'] as const

/** The three ways to be cancelled begin differently: by a cancel (`accepted`), by a close, by the close of the session. */
export const beginClose = ['returnClose', 'keepClose'] as const
export const byClose = [...beginClose, { type: 'cite', params: { clauses: ['MI-22'] } }] as const
export const bySession = { type: 'cite', params: { clauses: ['MI-25'] } } as const

/** Leaving the server: with a word that reaches the provider, or without. */
export const leaveAndTell = [
  { type: 'cite', params: { clauses: ['MI-10', 'MI-11'] } },
  'sendCancel',
  'cutLink',
  'forgetKind',
] as const
export const leaveOnly = [
  { type: 'cite', params: { clauses: ['MI-09', 'MI-11'] } },
  'sendDisconnect',
  'cutLink',
  'forgetKind',
] as const

const endCancelled = { type: 'end', params: { by: 'cancel' } } as const
export const endWithoutLink = {
  target: 'finished',
  actions: ['cutBoth', { type: 'end', params: { by: 'lostLink' } }],
} as const

/** What comes from the server while it has not been left. */
export const arrivals = {
  Instance: [
    { guard: 'isLast', target: 'finished', actions: ['store', 'endWithLast'] },
    { actions: ['store', ...handOver] },
  ],
  Final: { target: 'finished', actions: 'endAsSaid' },
  LinkDown: endWithoutLink,
} as const

/** What still comes after it was left. */
export const leftovers = {
  'link.kept': [
    {
      guard: 'noResultIsKept',
      target: 'finished',
      actions: ['cutRest', endCancelled, { type: 'cite', params: { clauses: ['MI-21'] } }],
    },
    { actions: 'awaitKept' },
  ],
  Admit: { actions: 'countDown' },
  Instance: [
    {
      guard: 'isLastKept',
      target: 'finished',
      actions: ['store', endCancelled, { type: 'cite', params: { clauses: ['MI-07', 'MI-21'] } }],
    },
    {
      actions: ['store', 'countDown', ...handOver, { type: 'cite', params: { clauses: ['MI-07'] } }],
    },
  ],
  LinkDown: endWithoutLink,
} as const
