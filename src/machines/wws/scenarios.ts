import type { BuiltInScenario } from '../specification.ts'

export const scenarios: readonly BuiltInScenario[] = [
  {
    id: 'told-at-once-gone-much-later',
    title: 'Told at once, gone much later',
    group: 'plain',
    shows:
      'The abort returns S_OK and the callback runs at once, yet the call, its state and the close wait until the operation returns.',
    knobs: { reactTicks: 80 },
    steps: [
      { at: 0, do: 'call' },
      { at: 160, do: 'cancel' },
      { at: 185, do: 'closeHost' },
    ],
  },
  {
    id: 'nobody-told-the-operation',
    title: 'Nobody told the operation',
    group: 'told',
    shows:
      'An operation that never registered works to its end for a client that left long ago, and the close of the host waits for it.',
    knobs: { registers: 'never' },
    steps: [
      { at: 0, do: 'call' },
      { at: 160, do: 'cancel' },
      { at: 185, do: 'closeHost' },
    ],
  },
  {
    id: 'callback-before-the-return',
    title: 'The callback comes before the return',
    group: 'moment',
    shows:
      'The cancel comes while the operation is registering: the callback runs inside that call, which then returns S_OK.',
    knobs: { registerDuration: 40 },
    steps: [
      { at: 0, do: 'call' },
      { at: 45, do: 'cancel' },
    ],
  },
  {
    id: 'cancelled-before-it-could-ask',
    title: 'Cancelled before it could ask',
    group: 'open',
    shows:
      'The host is aborted before the operation registers; by one reading the registration still succeeds and brings the news with it.',
    knobs: {},
    steps: [
      { at: 0, do: 'call' },
      { at: 15, do: 'cancel' },
    ],
  },
  {
    id: 'cut-off-on-the-way',
    title: 'Cut off on the way',
    group: 'moment',
    shows:
      'The host is aborted while the request is on its way: it is never dispatched, and the client hears the same as if it had been.',
    knobs: {},
    steps: [
      { at: 0, do: 'call' },
      { at: 5, do: 'cancel' },
    ],
  },
  {
    id: 'told-on-another-thread',
    title: 'Told on another thread',
    group: 'open',
    shows:
      'Another reading of the same race: the callback begins while the operation still registers, and returns after the registration has.',
    knobs: { registerAfterDecision: 'otherThreadThenOk' },
    steps: [
      { at: 0, do: 'call' },
      { at: 15, do: 'cancel' },
    ],
  },
  {
    id: 'too-late-to-register',
    title: 'Too late to register',
    group: 'open',
    shows:
      'The other reading of the same race: the registration fails, no callback ever runs, and the operation works to its end.',
    knobs: { registerAfterDecision: 'failAborted' },
    steps: [
      { at: 0, do: 'call' },
      { at: 32, do: 'cancel' },
    ],
  },
  {
    id: 'first-reason-wins',
    title: 'Three reasons, one callback',
    group: 'told',
    shows: 'The channel faults, then the host is aborted twice: the operation is told once, with the first reason.',
    knobs: { reactTicks: 60 },
    steps: [
      { at: 0, do: 'call' },
      { at: 100, do: 'cancel', args: { by: 'channelFault' } },
      { at: 115, do: 'abortHost' },
      { at: 130, do: 'abortHost' },
    ],
  },
  {
    id: 'client-hangs-up',
    title: 'The client hangs up',
    group: 'plain',
    shows:
      'The client aborts its proxy and is done at once; no message says cancel, so that the service learns of it as a lost channel.',
    knobs: {},
    steps: [
      { at: 0, do: 'call' },
      { at: 160, do: 'cancel', args: { by: 'clientAbort' } },
    ],
  },
  {
    id: 'abandoned-is-not-cancelled',
    title: 'Abandoned is not cancelled',
    group: 'plain',
    shows: 'The client stops waiting and the service hears nothing of it: it works to the end and answers nobody.',
    knobs: {},
    steps: [
      { at: 0, do: 'call' },
      { at: 100, do: 'abandonCall' },
    ],
  },
  {
    id: 'registered-twice',
    title: 'Registered twice, told once',
    group: 'refused',
    shows: 'The second registration is refused and the first one stands: one callback, one free-state.',
    knobs: { registers: 'twice' },
    steps: [
      { at: 0, do: 'call' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'registered-nothing',
    title: 'A registration without a callback',
    group: 'refused',
    shows: 'Registering without a cancel callback is refused as misuse, and the abort that comes later is silent.',
    knobs: { registers: 'nullCallback' },
    steps: [
      { at: 0, do: 'call' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'no-memory-to-be-told',
    title: 'No memory to be told',
    group: 'fault',
    shows: 'The registration fails for want of memory; an operation that does not try again will not be told.',
    knobs: {},
    steps: [
      { at: 0, do: 'call' },
      { at: 20, do: 'outOfMemory' },
      { at: 60, do: 'memoryBack' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'nobody-frees-the-state',
    title: 'Nobody frees the state',
    group: 'held',
    shows:
      'Told, returned and settled, but registered without a free-state callback: the state of the operation is a leak.',
    knobs: { freeState: false },
    steps: [
      { at: 0, do: 'call' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'dead-context',
    title: 'Registering on a dead context',
    group: 'open',
    shows:
      'The operation has returned and registers only then: what happens is not defined, and the code in this run is one that might come.',
    knobs: { registers: 'afterCompletion', workTicks: 100 },
    steps: [
      { at: 0, do: 'call' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'close-becomes-an-abort',
    title: 'The close that became an abort',
    group: 'plain',
    shows:
      'A polite close waits for the operation until its timeout, then cancels it, waits again, and says that it has timed out.',
    knobs: { closeTimeoutTicks: 100, reactTicks: 40 },
    steps: [
      { at: 0, do: 'call' },
      { at: 60, do: 'closeHost' },
    ],
  },
  {
    id: 'told-and-works-on',
    title: 'Told, and works on',
    group: 'told',
    shows:
      'The callback has run and the operation does not care; here not even the close timeout gets rid of it, and no page says that it would.',
    knobs: { cooperates: false, closeTimeoutTicks: 100 },
    steps: [
      { at: 0, do: 'call' },
      { at: 160, do: 'cancel' },
      { at: 180, do: 'closeHost' },
    ],
  },
  {
    id: 'answer-overtakes-the-abort',
    title: 'The answer was already on its way',
    group: 'moment',
    shows: 'The abort comes after the operation returned: nothing is left to cancel, and the client gets its answer.',
    knobs: {},
    steps: [
      { at: 0, do: 'call' },
      { at: 340, do: 'cancel' },
    ],
  },
  {
    id: 'one-abort-two-calls',
    title: 'One abort, every call',
    group: 'plain',
    shows:
      'The abort is for the host, so it cancels every call: one is told at once, the other in the middle of its registration.',
    knobs: { operation: 'async', registerDuration: 30 },
    steps: [
      { at: 0, do: 'call' },
      { at: 60, do: 'call' },
      { at: 110, do: 'cancel' },
    ],
  },
  {
    id: 'told-why',
    title: 'Told why',
    group: 'told',
    shows:
      'One channel faults, then the host is aborted: each callback says for what reason it runs, and brings back the state that its own operation registered.',
    knobs: { reactTicks: 60 },
    steps: [
      { at: 0, do: 'call' },
      { at: 20, do: 'call' },
      { at: 110, do: 'cancel', args: { by: 'channelFault' } },
      { at: 140, do: 'abortHost' },
    ],
  },
  {
    id: 'ctrl-c-stops-nobody',
    title: 'Ctrl+C stops nobody',
    group: 'others',
    shows:
      'The client is gone and its connection breaks, which is a cancel; but the operation never asked to be told, and works to its end for nobody.',
    knobs: { registers: 'never' },
    steps: [
      { at: 0, do: 'call' },
      { at: 100, do: 'leave' },
    ],
  },
  {
    id: 'gone-and-nobody-noticed',
    title: 'Gone, and nobody noticed',
    group: 'open',
    shows:
      'By one reading a lost client is noticed only when there is an answer for it: the operation asked to be told, and is not.',
    knobs: { lostClient: 'noticedAtTheAnswer' },
    steps: [
      { at: 0, do: 'call' },
      { at: 100, do: 'leave' },
    ],
  },
  {
    id: 'the-client-lost-its-patience',
    title: 'The client lost its patience',
    group: 'told',
    shows:
      'The client waits 100 ticks and gives up by itself. No cancel goes to the service: the operation works to its end and answers nobody.',
    knobs: { callTimeoutTicks: 100 },
    steps: [{ at: 0, do: 'call' }],
  },
  {
    id: 'two-slow-handlers',
    title: 'The abort waits for two handlers',
    group: 'library',
    shows:
      'Two operations are told of the abort, and their callbacks take their time: the abort returns when the last one has.',
    knobs: { callbackTicks: 50 },
    steps: [
      { at: 0, do: 'call' },
      { at: 20, do: 'call' },
      { at: 160, do: 'cancel', args: { by: 'hostAbort' } },
    ],
  },
  {
    id: 'freed-too-early',
    title: 'Freed too early',
    group: 'open',
    shows:
      'The host is freed while it still closes, which nothing defines; freed again when it is closed, it is gone in good order.',
    knobs: {},
    steps: [
      { at: 0, do: 'call' },
      { at: 100, do: 'closeHost' },
      { at: 150, do: 'freeHost' },
      { at: 400, do: 'freeHost' },
    ],
  },
  {
    id: 'handler-waits-for-itself',
    title: 'The handler that waits for itself',
    group: 'library',
    shows:
      'The cancel callback closes the host: the close waits for the call, the call for its callback, and the callback for the close. Nobody ever returns.',
    knobs: { callbackCalls: 'closeHost' },
    steps: [
      { at: 0, do: 'call' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'stop-in-the-handler',
    title: 'Stopping the server in the handler',
    group: 'library',
    shows:
      'A client hangs up, and the callback aborts the host because of it: an abort that waits for the callbacks waits for the one that called it.',
    knobs: { callbackCalls: 'abortHost' },
    steps: [
      { at: 0, do: 'call' },
      { at: 160, do: 'cancel', args: { by: 'clientAbort' } },
    ],
  },
  {
    id: 'slow-handler',
    title: 'A slow handler holds everybody up',
    group: 'library',
    shows:
      'The callback takes its time: the operation has long returned, but its call, its state and the abort wait until the callback is back.',
    knobs: { callbackTicks: 90 },
    steps: [
      { at: 0, do: 'call' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'open-session-keeps-the-host',
    title: 'One open session keeps the host',
    group: 'held',
    shows:
      'No call is left, and the close waits all the same: a second client holds a session open, and says nothing over it.',
    knobs: {},
    steps: [
      { at: 0, do: 'call' },
      { at: 20, do: 'openSession', actor: 'other' },
      { at: 60, do: 'closeHost' },
      { at: 480, do: 'closeSession', actor: 'other' },
    ],
  },
  {
    id: 'closed-twice',
    title: 'Closed twice',
    group: 'refused',
    shows:
      'A host that is closing is in no state to be closed: the second close is refused at once, and the first one goes on.',
    knobs: {},
    steps: [
      { at: 0, do: 'call' },
      { at: 60, do: 'closeHost' },
      { at: 100, do: 'closeHost' },
    ],
  },
  {
    id: 'registered-for-no-call',
    title: 'Registered for no call in particular',
    group: 'refused',
    shows:
      'The context is missing, so the registration is refused as misuse, with a word in the error object; the operation is not told of the cancel.',
    knobs: { registers: 'never' },
    steps: [
      { at: 0, do: 'call' },
      { at: 60, do: 'register', args: { context: 'null' } },
      { at: 160, do: 'cancel' },
    ],
  },
]
