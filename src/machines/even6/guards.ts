/** For each guard, what is true where it is. */
export const guards = {
  // client
  succeeded: 'The call succeeded',
  hasFailed: 'The call failed',
  othersAreOutstanding: 'Other calls are still under way',
  nothingIsAwaited: 'No operation is running',
  // stub
  handleIsNull: 'The client has no such handle',
  connectionIsTaken: 'The one connection still waits for an answer',
  othersWait: 'Calls wait for the connection',
  nobodyWaitsForIt: 'Its call has failed with the restart already',
  // server
  isOverOldConnection: 'It was sent before the service restarted',
  isHandleOfBefore: 'The handle is from before the service restarted',
  isStale: 'The log was cleared under the query',
  isRefusedByRuntime: 'RPC does not know the handle',
  handleIsTaken: 'Another call runs on the same handle',
  isNotInTable: 'The handle is not in the table',
  isOfAnotherType: 'It is no control handle',
  isNotPull: 'The subscription is a push subscription',
  isNotPush: 'The subscription is a pull subscription',
  isClients: 'It is of the client that has gone',
  isOutOfMemory: 'The server is out of memory',
  // control object
  flagIsSet: 'The flag is set already',
  idleLeavesFlag: 'No call was running, and an idle cancel leaves the flag alone',
  nothingIsOutstanding: 'No call was running',
  serverIsBusy: 'The server is too busy',
  // operation
  flagIsNotSet: 'The flag is not set',
  hasMadeFiles: 'The call has made files',
  wasUnderIt: 'The operation was started under this control handle',
  wasUnderItAlone: 'The control handle of the operation was the last thing that it held',
  wasCalledWithIt: 'The operation was started with this handle',
  wasCalledWithItAlone: 'The handle of the operation was the last thing that it held',
  goesOn: 'A lost connection does not stop the work',
  // subscription
  someoneTakesThem: 'A call that takes the events waits for them',
  takesThem: 'The call takes the events',
} as const
