/** What is true where a guard is, as the page says it. */
export const guards = {
  // client
  isAccepted: 'The call returned OK',
  isFinal: 'It is the final result',
  // session
  everyHandleIsClosed: 'No handle of the session is open',
  isLastHandle: 'It was the last open handle',
  // runtime
  handleIsNull: 'The handle is null or zeroed',
  neverStarted: 'The handle is of an operation that never started',
  isOtherIdentity: 'The caller has another identity, and that counts',
  memoryIsShort: 'There is no memory for the request',
  staleIsNotFound: 'A closed handle counts as not found',
  cancelHasNoEffect: 'The transport does nothing about a cancel',
  reachesProvider: 'A cancel of this kind gets through to the provider',
  isLast: 'It is the last result',
  noResultIsKept: 'No result is on its way',
  isLastKept: 'It is the last one that was on its way',
  isAsync: 'The operation is asynchronous',
  hasNext: 'A result or the final result is here',
  // server
  takesLastSlot: 'It takes the last free slot',
  providerIsDone: 'The provider is not at work on it',
  slotOutlivesClient: 'The slot stays taken until the provider has stopped',
  isOnlySlot: 'No other operation holds a slot',
  clientHasLeft: 'The client has left',
  slotIsFreeAlready: 'The slot was given back before',
  // provider
  hasNothingToPost: 'There is nothing to post',
  isQuietSubscription: 'It is a subscription to which nothing happens',
  postsMany: 'It posts any number of results',
  hasMore: 'There are more results to post',
  isSubscription: 'It is a subscription, which stays open',
} as const
