import type { BuiltInScenario } from '../specification.ts'

export const scenarios: readonly BuiltInScenario[] = [
  {
    id: 'over-for-you-only',
    title: 'Over for you, not for the server',
    group: 'plain',
    shows:
      'The client has its final result 20 ticks after the cancel; the provider notices 70 ticks later, and until then the next operation is refused for want of a slot.',
    knobs: { linkTicks: 30, results: 40, invokeTicks: 100 },
    steps: [
      { at: 0, do: 'start' },
      { at: 200, do: 'cancel' },
      { at: 220, do: 'start', args: { kind: 'get' } },
      { at: 300, do: 'start', args: { kind: 'get' } },
      { at: 340, do: 'close' },
      { at: 360, do: 'close', args: { op: 2 } },
      { at: 480, do: 'close', args: { op: 3 } },
    ],
  },
  {
    id: 'the-method-goes-on',
    title: 'The method goes on',
    group: 'plain',
    shows:
      'Cancelling an invoked method ends it for the client at once; the provider is never told, and holds the slot to its natural end.',
    knobs: {},
    steps: [
      { at: 0, do: 'start', args: { kind: 'invoke' } },
      { at: 100, do: 'cancel' },
      { at: 120, do: 'close' },
      { at: 200, do: 'start', args: { kind: 'get' } },
      { at: 240, do: 'close', args: { op: 2 } },
    ],
  },
  {
    id: 'nobody-looked',
    title: 'Told, and finished first',
    group: 'moment',
    shows:
      'The provider is told of the cancel and comes to its end before it has noticed: from outside it looks as if the cancel had worked.',
    knobs: {},
    steps: [
      { at: 0, do: 'start' },
      { at: 160, do: 'cancel' },
      { at: 400, do: 'close' },
    ],
  },
  {
    id: 'the-last-word-is-lost',
    title: 'All done, and failed',
    group: 'ending',
    shows:
      'The provider has finished and its last result is on the link: the success result is dropped, and the operation fails with nothing missing.',
    knobs: {},
    steps: [
      { at: 0, do: 'start' },
      { at: 215, do: 'cancel' },
      { at: 250, do: 'close' },
    ],
  },
  {
    id: 'too-late',
    title: 'OK, and too late',
    group: 'moment',
    shows: 'The final result is there already: the cancel returns OK and changes nothing.',
    knobs: {},
    steps: [
      { at: 0, do: 'start' },
      { at: 230, do: 'cancel' },
      { at: 250, do: 'close' },
    ],
  },
  {
    id: 'cancelled-before-it-began',
    title: 'Cancelled first, begun afterwards',
    group: 'moment',
    shows:
      'The client cancels, gets its final result and closes while the request is still under way: the provider begins when all is over, and has to be told.',
    knobs: {},
    steps: [
      { at: 0, do: 'start' },
      { at: 5, do: 'cancel' },
      { at: 8, do: 'close' },
    ],
  },
  {
    id: 'asking-again',
    title: 'Cancel, cancel, cancel, close, cancel',
    group: 'plain',
    shows:
      'The second cancel and the one after the final result are OK and do nothing; the one after the close has no handle any more.',
    knobs: {},
    steps: [
      { at: 0, do: 'start' },
      { at: 95, do: 'cancel' },
      { at: 98, do: 'cancel' },
      { at: 150, do: 'cancel' },
      { at: 160, do: 'close' },
      { at: 170, do: 'cancel' },
    ],
  },
  {
    id: 'fetch-the-rest',
    title: 'Fetching what is left',
    group: 'ending',
    shows:
      'A synchronous client has to go on fetching after its cancel: one more result comes, and only the call after that brings the final one.',
    knobs: { mode: 'sync' },
    steps: [
      { at: 0, do: 'start' },
      { at: 30, do: 'getNext' },
      { at: 50, do: 'getNext' },
      { at: 70, do: 'getNext' },
      { at: 95, do: 'cancel' },
      { at: 96, do: 'getNext' },
      { at: 110, do: 'getNext' },
      { at: 120, do: 'close' },
    ],
  },
  {
    id: 'woken-by-the-cancel',
    title: 'Woken by another thread',
    group: 'library',
    shows:
      'One thread sleeps in the getter; another cancels, and the sleeper wakes on the same tick with the final result.',
    knobs: { mode: 'sync' },
    steps: [
      { at: 0, do: 'start' },
      { at: 22, do: 'getNext' },
      { at: 25, do: 'cancel' },
      { at: 50, do: 'close' },
    ],
  },
  {
    id: 'a-close-that-never-returns',
    title: 'A close that never comes back',
    group: 'library',
    shows:
      'A synchronous close waits until the final result was fetched; with nobody left to fetch it, it waits for ever, and the handle stays.',
    knobs: { mode: 'sync' },
    steps: [
      { at: 0, do: 'start' },
      { at: 30, do: 'getNext' },
      { at: 100, do: 'close' },
    ],
  },
  {
    id: 'the-other-thread-lets-it-go',
    title: 'The other thread lets it go',
    group: 'library',
    shows:
      'The same close with somebody left to fetch: two results that had arrived, then the final one, and with it the close returns.',
    knobs: { mode: 'sync' },
    steps: [
      { at: 0, do: 'start' },
      { at: 30, do: 'getNext' },
      { at: 85, do: 'close' },
      { at: 200, do: 'getNext' },
      { at: 210, do: 'getNext' },
      { at: 220, do: 'getNext' },
    ],
  },
  {
    id: 'asking-is-no-use',
    title: 'Asking is no use',
    group: 'ending',
    shows:
      'An asynchronous operation brings its results by itself: the getter refuses, and the final result after the cancel comes unasked too.',
    knobs: {},
    steps: [
      { at: 0, do: 'start', args: { kind: 'associators' } },
      { at: 50, do: 'getNext' },
      { at: 95, do: 'cancel' },
      { at: 150, do: 'close' },
    ],
  },
  {
    id: 'close-cancels',
    title: 'Closing is cancelling',
    group: 'plain',
    shows:
      'A close of a running operation cancels it and frees the handle at once: the last callback comes after the close, and a cancel in between finds no handle.',
    knobs: {},
    steps: [
      { at: 0, do: 'start' },
      { at: 95, do: 'close' },
      { at: 97, do: 'cancel' },
    ],
  },
  {
    id: 'nothing-to-be-found',
    title: 'What NOT_FOUND might be for',
    group: 'open',
    shows: 'The page lists NOT_FOUND and never says when; by this reading it is what a closed handle gives.',
    knobs: { staleHandle: 'MI_RESULT_NOT_FOUND' },
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'close' },
      { at: 110, do: 'cancel' },
    ],
  },
  {
    id: 'closing-time',
    title: 'Closing time',
    group: 'held',
    shows:
      'Closing the session cancels what runs, lets nothing new begin, and returns only when the last handle is closed.',
    knobs: {},
    steps: [
      { at: 0, do: 'start' },
      { at: 95, do: 'closeSession' },
      { at: 110, do: 'start' },
      { at: 120, do: 'cancel' },
      { at: 150, do: 'close' },
      { at: 160, do: 'close', args: { op: 2 } },
    ],
  },
  {
    id: 'the-last-handle-out',
    title: 'Not before the last handle',
    group: 'held',
    shows:
      'Closing the session cancels both operations and returns with the second of their handles; it does not wait for the work, and the method runs on in its slot.',
    knobs: { quota: 2 },
    steps: [
      { at: 0, do: 'start' },
      { at: 10, do: 'start', args: { kind: 'invoke' } },
      { at: 95, do: 'closeSession' },
      { at: 120, do: 'close' },
      { at: 200, do: 'close', args: { op: 2 } },
    ],
  },
  {
    id: 'never-started',
    title: 'There is a handle, and nothing behind it',
    group: 'refused',
    shows:
      'An operation whose start failed can be closed but not cancelled: FAILED; closing zeroes its handle, and then it is an invalid parameter.',
    knobs: {},
    steps: [
      { at: 0, do: 'closeSession' },
      { at: 10, do: 'start' },
      { at: 20, do: 'cancel' },
      { at: 30, do: 'close' },
      { at: 40, do: 'cancel' },
    ],
  },
  {
    id: 'before-anything',
    title: 'Handles of every wrong sort',
    group: 'refused',
    shows:
      'A handle that no start has set, a null pointer and the handle of a failed start are refused one by one; only then comes the right one.',
    knobs: {},
    steps: [
      { at: 0, do: 'cancel' },
      { at: 10, do: 'start' },
      { at: 50, do: 'cancel', args: { handle: 'null' } },
      { at: 60, do: 'cancel', args: { handle: 'neverStarted' } },
      { at: 110, do: 'cancel' },
      { at: 130, do: 'close' },
    ],
  },
  {
    id: 'somebody-else',
    title: 'Not yours to cancel',
    group: 'refused',
    shows:
      'Under another identity the cancel is denied and the operation does not even notice; the owner cancels it later.',
    knobs: {},
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'cancel', args: { identity: 'other' } },
      { at: 150, do: 'cancel' },
      { at: 200, do: 'close' },
    ],
  },
  {
    id: 'no-memory-to-cancel',
    title: 'Out of memory',
    group: 'fault',
    shows:
      'Without memory for the request the cancel fails, with a code that speaks of the server’s limits; it has to be repeated.',
    knobs: {},
    steps: [
      { at: 0, do: 'start' },
      { at: 90, do: 'outOfMemory' },
      { at: 100, do: 'cancel' },
      { at: 110, do: 'memoryBack' },
      { at: 120, do: 'cancel' },
      { at: 300, do: 'close' },
    ],
  },
  {
    id: 'the-link-breaks',
    title: 'The link breaks',
    group: 'fault',
    shows:
      'The client has FAILED at once, and a later cancel returns OK but does nothing; the provider was never told and keeps the slot to its end.',
    knobs: {},
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'dropLink' },
      { at: 120, do: 'cancel' },
      { at: 130, do: 'start' },
      { at: 200, do: 'close' },
      { at: 205, do: 'close', args: { op: 2 } },
    ],
  },
  {
    id: 'the-slot-goes-with-the-client',
    title: 'OMI: the slot goes with the client',
    group: 'held',
    shows:
      'OMI does not tell the provider of an enumeration, but frees the slot as soon as the client has left: old and new operation run side by side.',
    knobs: { profile: 'omiLocal', invokeTicks: 50 },
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'cancel' },
      { at: 105, do: 'start', args: { kind: 'get' } },
      { at: 120, do: 'close' },
      { at: 200, do: 'close', args: { op: 2 } },
    ],
  },
  {
    id: 'only-subscriptions-are-told',
    title: 'OMI: only subscriptions are told',
    group: 'told',
    shows:
      'A subscription never ends by itself; OMI tells its provider of the cancel, the only kind for which it does.',
    knobs: { profile: 'omiLocal' },
    steps: [
      { at: 0, do: 'start', args: { kind: 'subscribe' } },
      { at: 100, do: 'cancel' },
      { at: 120, do: 'close' },
    ],
  },
  {
    id: 'ok-and-nothing-happens',
    title: 'OMI over WS-Man: OK, and nothing happens',
    group: 'ending',
    shows: 'The cancel returns OK; all seven remaining results come all the same, and the operation ends well.',
    knobs: { profile: 'omiWsman' },
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'cancel' },
      { at: 230, do: 'close' },
    ],
  },
  {
    id: 'all-of-them-come',
    title: 'OMI over WS-Man: all of them come',
    group: 'ending',
    shows:
      'All ten results are handed over with the last one; the callback of the first cancels, which returns OK, and the other nine are called back all the same.',
    knobs: { profile: 'omiWsman', handover: 'together', callbackTicks: 10 },
    steps: [
      { at: 0, do: 'start' },
      { at: 220, do: 'cancel', args: { within: 'callback' } },
      { at: 350, do: 'close' },
    ],
  },
  {
    id: 'a-code-that-nobody-names',
    title: 'Ends with a code that nobody names',
    group: 'open',
    shows:
      'Nothing says with which code a cancelled operation ends: a client that looks for one particular code is guessing.',
    knobs: { canceledFinalCode: 'other', extraResults: 0 },
    steps: [
      { at: 0, do: 'start', args: { kind: 'query' } },
      { at: 100, do: 'cancel' },
      { at: 140, do: 'close' },
    ],
  },
  {
    id: 'ok-and-never-an-end',
    title: 'OMI over WS-Man: OK, and never an end',
    group: 'ending',
    shows:
      'The cancel comes before anything was heard: it returns OK, no final result comes at all, and the close of the session never returns, although the method is done at 310.',
    knobs: { profile: 'omiWsman' },
    steps: [
      { at: 0, do: 'start', args: { kind: 'invoke' } },
      { at: 100, do: 'cancel' },
      { at: 150, do: 'close' },
      { at: 160, do: 'closeSession' },
    ],
  },
  {
    id: 'cancelled-from-inside',
    title: 'Cancelled from its own callback',
    group: 'library',
    shows:
      'The callback of a result cancels its operation with the handle that it was given; the cancel returns OK inside it, and the last callback waits until this one has returned.',
    knobs: { callbackTicks: 15 },
    steps: [
      { at: 0, do: 'start' },
      { at: 90, do: 'cancel', args: { within: 'callback' } },
      { at: 200, do: 'close' },
    ],
  },
  {
    id: 'stopped-inside-its-handler',
    title: 'Stopped inside its own handler',
    group: 'library',
    shows:
      'A callback closes the session and waits for the handles; the last callback waits for this one; nobody else closes the handle, and both wait for ever.',
    knobs: { callbackTicks: 10 },
    steps: [
      { at: 0, do: 'start' },
      { at: 50, do: 'closeSession', args: { within: 'callback' } },
    ],
  },
  {
    id: 'a-way-out-of-the-handler',
    title: 'A way out of the handler',
    group: 'library',
    shows:
      'The same with a completion callback: the close of the session returns inside the callback at once, and calls back when the last handle is closed.',
    knobs: { callbackTicks: 10 },
    steps: [
      { at: 0, do: 'start' },
      { at: 50, do: 'closeSession', args: { within: 'callback', completion: 'callback' } },
      { at: 120, do: 'close' },
    ],
  },
  {
    id: 'the-time-was-up',
    title: 'Nobody cancelled: the time was up',
    group: 'ending',
    shows:
      'The client has waited 100 ticks for its method and gives up; what it sees looks like a cancel, and the method works on and keeps its slot from the next one.',
    knobs: { operationTimeoutTicks: 100 },
    steps: [
      { at: 0, do: 'start', args: { kind: 'invoke' } },
      { at: 120, do: 'close' },
      { at: 140, do: 'start', args: { kind: 'get' } },
      { at: 200, do: 'close', args: { op: 2 } },
    ],
  },
  {
    id: 'the-service-did-it',
    title: 'Nobody cancelled: the service did',
    group: 'ending',
    shows:
      'The service stops and ends the operation by itself: the client gets FAILED without having asked for anything, and its cancel afterwards is too late.',
    knobs: {},
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'serviceCancels' },
      { at: 130, do: 'cancel' },
      { at: 150, do: 'close' },
    ],
  },
  {
    id: 'the-slot-lives-as-long-as-the-session',
    title: 'The slot lives as long as the session',
    group: 'held',
    shows:
      'The provider has stopped and the handle is closed, and still there is no room for a new operation: this server gives a slot back when the session ends.',
    knobs: { slotReleasedBy: 'session' },
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'cancel' },
      { at: 120, do: 'close' },
      { at: 250, do: 'start', args: { kind: 'get' } },
      { at: 280, do: 'close', args: { op: 2 } },
      { at: 300, do: 'closeSession' },
    ],
  },
  {
    id: 'a-slot-and-no-memory',
    title: 'A slot is free, the memory is not',
    group: 'held',
    shows:
      'OMI gives the slot back when the client has left, but the provider works on and has its memory: the next operation is refused all the same.',
    knobs: { profile: 'omiLocal', serverMemory: 1 },
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'cancel' },
      { at: 120, do: 'start', args: { kind: 'get' } },
      { at: 150, do: 'close' },
      { at: 160, do: 'close', args: { op: 2 } },
    ],
  },
  {
    id: 'not-before-you-say-so',
    title: 'Not before you say so',
    group: 'ending',
    shows:
      'With acknowledgements by hand nothing comes before the result at hand is acknowledged, and the last callback after the cancel waits for it too.',
    knobs: { acknowledgement: 'manual' },
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'acknowledge' },
      { at: 130, do: 'cancel' },
      { at: 200, do: 'acknowledge' },
      { at: 220, do: 'acknowledge' },
      { at: 240, do: 'acknowledge' },
      { at: 260, do: 'acknowledge' },
      { at: 280, do: 'acknowledge' },
      { at: 300, do: 'close' },
    ],
  },
  {
    id: 'the-lost-acknowledgement',
    title: 'OMI: the acknowledgement that was lost',
    group: 'held',
    shows:
      'Two results are fetched, the operation is cancelled, drained and closed as it should be; the result that was at hand at the cancel was never acknowledged, and the session never closes.',
    knobs: { profile: 'omiLocal', mode: 'sync', losesAcknowledgement: true },
    steps: [
      { at: 0, do: 'start' },
      { at: 50, do: 'getNext' },
      { at: 80, do: 'getNext' },
      { at: 85, do: 'cancel' },
      { at: 110, do: 'getNext' },
      { at: 120, do: 'getNext' },
      { at: 130, do: 'close' },
      { at: 140, do: 'closeSession' },
    ],
  },
  {
    id: 'never-asked-to-be-told',
    title: 'It never asked to be told',
    group: 'told',
    shows:
      'The cancel of an enumeration gets through to the server, but this provider has not registered for one: it works to its end as if nobody could tell it.',
    knobs: { registers: 'never' },
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'cancel' },
      { at: 130, do: 'close' },
    ],
  },
  {
    id: 'registered-twice',
    title: 'Registered twice, called once',
    group: 'told',
    shows:
      'The provider registers two callbacks for a cancel; the last one is called, once, and with the reason that the client gave.',
    knobs: { registers: 'twice', reasonTravels: true },
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'cancel', args: { reason: 'shutdown' } },
      { at: 110, do: 'cancel', args: { reason: 'timeout' } },
      { at: 130, do: 'close' },
    ],
  },
  {
    id: 'the-last-one-is-held-back',
    title: 'OMI: the last one is held back',
    group: 'ending',
    shows:
      'Four results have reached the library when the cancel comes, and the application has seen three: the one that was held back until the next is lost.',
    knobs: { profile: 'omiLocal', heldBack: true, extraResults: 0 },
    steps: [
      { at: 0, do: 'start' },
      { at: 95, do: 'cancel' },
      { at: 120, do: 'close' },
    ],
  },
  {
    id: 'over-before-it-returned',
    title: 'Over before the cancel has returned',
    group: 'moment',
    shows: 'The last callback begins, and ends, while the cancel is still on its way back to its caller.',
    knobs: { finalCallback: 'beforeReturn', extraResults: 0 },
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'cancel' },
      { at: 120, do: 'close' },
    ],
  },
  {
    id: 'not-yours-to-close',
    title: 'Not yours to close',
    group: 'refused',
    shows:
      'A close under another identity is denied like a cancel: nothing is cancelled, and the handle stays where it is until its owner closes it.',
    knobs: {},
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'close', args: { identity: 'other' } },
      { at: 150, do: 'close' },
    ],
  },
  {
    id: 'stopped-inside-a-callback',
    title: 'Stopped inside a callback',
    group: 'others',
    shows:
      'The client’s process ends while a callback runs: the callback never returns, and nothing that was to come after it is called.',
    knobs: { callbackTicks: 40 },
    steps: [
      { at: 0, do: 'start' },
      { at: 70, do: 'leave' },
      { at: 100, do: 'start', args: { kind: 'get' } },
      { at: 120, do: 'cancel' },
      { at: 150, do: 'closeSession' },
    ],
  },
  {
    id: 'farewell-cut-off',
    title: 'The farewell is cut off',
    group: 'fault',
    shows:
      'This server gives a slot back when the session ends. The session is closed, and the line is cut while the server is being told.',
    knobs: { slotReleasedBy: 'session' },
    steps: [
      { at: 0, do: 'start' },
      { at: 60, do: 'cancel' },
      { at: 80, do: 'close' },
      { at: 160, do: 'closeSession' },
      { at: 165, do: 'dropLink' },
    ],
  },
  {
    id: 'patience-begins-anew',
    title: 'Patience begins anew',
    group: 'ending',
    shows:
      'An enumeration takes longer than the time that the client gives it, and is not ended: the time begins anew with each result.',
    knobs: { operationTimeoutTicks: 70 },
    steps: [
      { at: 0, do: 'start' },
      { at: 260, do: 'close' },
    ],
  },
  {
    id: 'acknowledged-inside',
    title: 'Acknowledged, and not back yet',
    group: 'library',
    shows:
      'A result is acknowledged while its callback still runs: the next one comes when the callback has returned, and not before.',
    knobs: { acknowledgement: 'manual', callbackTicks: 40 },
    steps: [
      { at: 0, do: 'start' },
      { at: 60, do: 'acknowledge' },
      { at: 150, do: 'cancel' },
    ],
  },
  {
    id: 'somebody-elses-mistakes',
    title: 'Somebody else gets it wrong',
    group: 'others',
    shows:
      'Another client cancels without a handle, with one that was never started, as somebody else, as it should, and after the close: five codes, and the first client hears of none.',
    knobs: { quota: 2, extraResults: 2, staleHandle: 'MI_RESULT_NOT_FOUND' },
    steps: [
      { at: 0, do: 'start' },
      { at: 20, do: 'start', actor: 'other' },
      { at: 40, do: 'cancel', args: { op: 2, handle: 'null' }, actor: 'other' },
      { at: 50, do: 'cancel', args: { op: 2, handle: 'neverStarted' }, actor: 'other' },
      { at: 60, do: 'cancel', args: { op: 2, identity: 'other' }, actor: 'other' },
      { at: 75, do: 'cancel', args: { op: 2 }, actor: 'other' },
      { at: 140, do: 'close', args: { op: 2 }, actor: 'other' },
      { at: 160, do: 'cancel', args: { op: 2 }, actor: 'other' },
      { at: 180, do: 'close', args: { op: 2 }, actor: 'other' },
      { at: 260, do: 'close' },
    ],
  },
  {
    id: 'ctrl-c-stops-nobody',
    title: 'Ctrl+C stops nobody',
    group: 'others',
    shows:
      'The client’s process ends in the middle of an enumeration: nobody cancels anything, the provider works to its end for nobody, and its slot keeps the next client out until then.',
    knobs: {},
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'leave' },
      { at: 160, do: 'start', args: { kind: 'get' }, actor: 'other' },
      { at: 250, do: 'close', args: { op: 2 }, actor: 'other' },
    ],
  },
  {
    id: 'somebody-elses-slot',
    title: 'Somebody else’s slot',
    group: 'others',
    shows:
      'Another client has the only slot, and the operation is refused; a cancel of it is OK and frees nothing. Room comes when the other one closes its operation and its provider has stopped.',
    knobs: {},
    steps: [
      { at: 0, do: 'start', actor: 'other' },
      { at: 40, do: 'start', args: { kind: 'get' } },
      { at: 80, do: 'cancel', args: { op: 2 } },
      { at: 90, do: 'close', actor: 'other' },
      { at: 100, do: 'close', args: { op: 2 } },
      { at: 190, do: 'start', args: { kind: 'get' } },
      { at: 520, do: 'close', args: { op: 3 } },
    ],
  },
  {
    id: 'one-listens-one-asks',
    title: 'One listens, one asks',
    group: 'library',
    shows:
      'Two operations side by side, one with callbacks and one with the getter: each is cancelled, and each gets its final result in its own way.',
    knobs: { quota: 2 },
    steps: [
      { at: 0, do: 'start' },
      { at: 5, do: 'start', args: { mode: 'sync' } },
      { at: 50, do: 'getNext', args: { op: 2 } },
      { at: 95, do: 'cancel' },
      { at: 100, do: 'cancel', args: { op: 2 } },
      { at: 110, do: 'getNext', args: { op: 2 } },
      { at: 115, do: 'getNext', args: { op: 2 } },
      { at: 120, do: 'getNext', args: { op: 2 } },
      { at: 125, do: 'getNext', args: { op: 2 } },
      { at: 130, do: 'close' },
      { at: 140, do: 'close', args: { op: 2 } },
    ],
  },
  {
    id: 'stopped-inside-the-close',
    title: 'Stopped inside the close',
    group: 'others',
    shows:
      'The close cancels, and waits for somebody to fetch the final result. Nobody does; the process ends inside it, and only that frees the handle.',
    knobs: { mode: 'sync' },
    steps: [
      { at: 0, do: 'start' },
      { at: 30, do: 'getNext' },
      { at: 100, do: 'close' },
      { at: 160, do: 'leave' },
    ],
  },
  {
    id: 'early-and-late-for-somebody-else',
    title: 'OMI over WS-Man: somebody else, early and late',
    group: 'others',
    shows:
      'Another client cancels two operations and gets OK both times. The cancel before the first result silences its operation for good; the one after it does nothing, and that operation ends well.',
    knobs: { profile: 'omiWsman', quota: 3 },
    steps: [
      { at: 0, do: 'start', actor: 'other' },
      { at: 10, do: 'start', actor: 'other' },
      { at: 25, do: 'cancel', actor: 'other' },
      { at: 100, do: 'cancel', args: { op: 2 }, actor: 'other' },
      { at: 260, do: 'close', actor: 'other' },
      { at: 280, do: 'close', args: { op: 2 }, actor: 'other' },
    ],
  },
  {
    id: 'the-failure-has-to-be-fetched',
    title: 'Even the failure has to be fetched',
    group: 'ending',
    shows:
      'The start lacks something that it needs, and the operation is over at once. It was to be read with the getter, so nobody is called back: the client hears of the failure when it asks, and the handle has to be closed.',
    knobs: {},
    steps: [
      { at: 0, do: 'start', args: { mode: 'sync', request: 'incomplete' } },
      { at: 60, do: 'cancel', args: { handle: 'neverStarted' } },
      { at: 90, do: 'getNext' },
      { at: 120, do: 'close' },
    ],
  },
  {
    id: 'no-such-class',
    title: 'A class that nobody knows',
    group: 'ending',
    shows:
      'The start returns OK, and the operation is over with the server’s answer: it knows no such class. Where a cancel comes before that answer, the operation ends as cancelled, and nobody learns what was wrong.',
    knobs: {},
    steps: [
      { at: 0, do: 'start', args: { request: 'unknownClass' } },
      { at: 60, do: 'close' },
      { at: 100, do: 'start', args: { request: 'unknownClass' } },
      { at: 115, do: 'cancel', args: { op: 2 } },
      { at: 160, do: 'close', args: { op: 2 } },
    ],
  },
  {
    id: 'one-line-of-two',
    title: 'One line of two is cut',
    group: 'others',
    shows:
      'Two clients have a slot each, and the first loses its link: its slot is free at once, and the other client has all of its results.',
    knobs: { quota: 3, slotReleasedBy: 'connection' },
    steps: [
      { at: 0, do: 'start' },
      { at: 20, do: 'start', actor: 'other' },
      { at: 80, do: 'dropLink' },
      { at: 120, do: 'close' },
      { at: 280, do: 'close', args: { op: 2 }, actor: 'other' },
    ],
  },
  {
    id: 'on-their-way-to-somebody-else',
    title: 'On their way to somebody else',
    group: 'others',
    shows:
      'Another client cancels two operations on a slow link. Two results of the first still arrive, though three were on their way; the second is cancelled before the server’s answer is there, and nothing arrives.',
    knobs: { linkTicks: 50, extraResults: 2, quota: 2 },
    steps: [
      { at: 0, do: 'start', actor: 'other' },
      { at: 130, do: 'cancel', actor: 'other' },
      { at: 150, do: 'start', actor: 'other' },
      { at: 210, do: 'cancel', args: { op: 2 }, actor: 'other' },
      { at: 280, do: 'close', actor: 'other' },
      { at: 300, do: 'close', args: { op: 2 }, actor: 'other' },
    ],
  },
]
