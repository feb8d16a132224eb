/** What is true where a guard is, as the page says it. */
export const guards = {
  // client
  succeeded: 'The answer is a good one',
  showsDone: 'The answer shows done',
  isPollOfGone: 'The poll finds no such operation any more',
  isPoll: 'It is the answer to the poll',
  showsNoEndBeforeCancel: 'The look before a cancel did not show done',
  showsRequested: 'The metadata shows that a cancel was requested',
  hasNoName: 'The client has no name to send yet',
  remembersCancel: 'There is no name yet, and the library remembers the cancel',
  hasRemembered: 'The name is here, and a cancel was waiting for it',
  stopsPolling: 'The library stops polling when it cancels',
  sendsNoCancel: 'The library sends no cancel',
  looksFirst: 'The library looks before it cancels',
  // front
  hasNoCredential: 'The request has no credential',
  mayOnlyRead: 'The token is good for reading only',
  isNotOffered: 'The service does not offer cancel',
  hasNoAccess: 'The caller has no access',
  hasUnknownField: 'The body has a field that nobody knows',
  // record
  wasStopped: 'The work was stopped',
  hasResponse: 'The work came to its end',
  hasFailed: 'The work has failed',
  refusesWhenDone: 'The service refuses to cancel what is done',
  refusesTwice: 'The service refuses a second cancel',
  exposesRequest: 'The service shows the request in the metadata',
  // worker
  stops: 'The worker stops when it notices',
  fails: 'The worker fails when it notices',
  finishesFirst: 'The worker finishes its work first',
} as const
