import type { BuiltInScenario } from '../specification.ts'

export const scenarios: readonly BuiltInScenario[] = [
  {
    id: 'told-at-once-gone-much-later',
    title: 'Told at once, gone much later',
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
    shows:
      'The abort is for the host, so it cancels every call: one is told at once, the other in the middle of its registration.',
    knobs: { operation: 'async', registerDuration: 30 },
    steps: [
      { at: 0, do: 'call' },
      { at: 60, do: 'call' },
      { at: 110, do: 'cancel' },
    ],
  },
]
