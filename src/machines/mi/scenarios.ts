import type { BuiltInScenario } from '../specification.ts'

export const scenarios: readonly BuiltInScenario[] = [
  {
    id: 'over-for-you-only',
    title: 'Over for you, not for the server',
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
    shows:
      'The provider has finished and its last result is on the link: the cancel takes the good end off it, and the operation fails with nothing missing.',
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
    title: 'Too poor to cancel',
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
    shows:
      'The client has FAILED at once, and a cancel afterwards is OK for nothing; the provider was never told and keeps the slot to its end.',
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
    shows: 'The cancel returns OK; all seven remaining results come all the same, and the operation ends well.',
    knobs: { profile: 'omiWsman' },
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'cancel' },
      { at: 230, do: 'close' },
    ],
  },
  {
    id: 'a-code-that-nobody-names',
    title: 'Ends with a code that nobody names',
    shows:
      'Nothing says with which code a cancelled operation ends: a client that looks for one particular code is guessing.',
    knobs: { canceledFinalCode: 'other', extraResults: 0 },
    steps: [
      { at: 0, do: 'start', args: { kind: 'query' } },
      { at: 100, do: 'cancel' },
      { at: 140, do: 'close' },
    ],
  },
]
