/** A sentence for each guard, true where the guard is. */
export const guards = {
  waitsWithoutEnd: 'The client waits without end',
  // host
  hasNothing: 'No call is running and no session is open',
  hasNoCalls: 'No call is running',
  isLastCall: 'It was the last call',
  isLastOfAll: 'It was the last call, and no session is open',
  isLastSession: 'It is the last session, and no call is running',
  hasSession: 'A session is open',
  isLastCallback: 'No other cancel callback is running',
  hasCallbacks: 'A cancel callback is running',
  returnsFirst: 'The abort returns before the callbacks',
  waitsForCalls: 'The abort waits for the calls, and there are some',
  returnsAtTimeout: 'A close that ran out of time returns at once',
  // channel
  isNoticedLate: 'A lost client is noticed only when there is an answer',
  // call
  crashesWhenComplete: 'A registration after completion crashes',
  keepsSilentWhenComplete: 'A registration after completion is silently swallowed',
  contextIsNull: 'The context is missing',
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
  cooperates: 'The operation reacts to its callback',
  wasCommanded: 'Another registration of this call has returned',
  isLeaving: 'The operation already wants to return',
  isInside: 'The operation is inside a registering call',
  comesOut: 'The operation wants to return, and this was the last registering call it was in',
  // callback
  takesNoTime: 'The callback returns at once',
  callsAtOnce: 'The callback makes its call at once',
  callsNothing: 'The callback makes no call',
} as const
