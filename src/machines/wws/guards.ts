/** A sentence for each guard, true where the guard is. */
export const guards = {
  // host
  hasNoCalls: 'No call is running',
  isLastCall: 'It was the last call',
  // call
  crashesWhenComplete: 'A registration after completion crashes',
  keepsSilentWhenComplete: 'A registration after completion is silently swallowed',
  callbackIsNull: 'The cancel callback is missing',
  hasRegistration: 'The call has a registration already',
  memoryIsShort: 'There is no memory',
  isUndecided: 'No cancel was decided before',
  refusesWhenDecided: 'A registration of a cancelled call fails',
  usesOtherThread: 'The callback runs on another thread',
  hasFreeState: 'A free-state callback is registered',
  // app
  registersFirst: 'The operation registers before it works',
  registersAgain: 'The operation registers a second time',
  registersTooLate: 'The operation registers after it has returned',
  isAsync: 'The operation is asynchronous',
  cooperates: 'The operation heeds its callback',
  wasCommanded: 'Another registration of this call has returned',
  isLeaving: 'The operation already wants to return',
} as const
