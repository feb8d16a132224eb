import type { BuiltInScenario } from '../specification.ts'

export const scenarios: readonly BuiltInScenario[] = [
  {
    id: 'cancel-half-way',
    title: 'Cancelled half-way',
    group: 'plain',
    shows:
      'The empty answer only says that the request came in: the worker notices 60 ticks later, the client learns of it with a later poll, and the record stays.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'tidied-up',
    title: 'Cancelled, looked at, tidied up',
    group: 'plain',
    shows: 'A cancel removes nothing; the record goes when the client deletes it.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'cancel' },
      { at: 300, do: 'delete' },
    ],
  },
  {
    id: 'finished-all-the-same',
    title: 'Accepted, and finished all the same',
    group: 'ending',
    shows:
      'The cancel is taken and even noticed, and the operation ends with its response: success was never promised.',
    knobs: { honoursCancel: 'late' },
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'the-end-came-first',
    title: 'A race that the end wins',
    group: 'moment',
    shows: 'The work is done before the worker has noticed the cancel, so nobody ever notices it.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 250, do: 'cancel' },
    ],
  },
  {
    id: 'not-offered',
    title: 'A method that is not there',
    group: 'refused',
    shows: 'A service may leave cancel out; it says UNIMPLEMENTED, and the operation runs on.',
    knobs: { supportsCancel: false },
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'too-late',
    title: 'Too late by ten ticks',
    group: 'moment',
    shows: 'The operation is done and the client cannot know it yet; this service refuses, another one would say OK.',
    knobs: { cancelDone: 'failedPrecondition' },
    steps: [
      { at: 0, do: 'count' },
      { at: 320, do: 'cancel' },
    ],
  },
  {
    id: 'not-your-cancel',
    title: 'Cancelled, but not by you',
    group: 'ending',
    shows:
      'The service stops the work by its own policy just before the client cancels: OK and code 1 look like the client’s success.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 120, do: 'serverKills' },
      { at: 130, do: 'cancel' },
    ],
  },
  {
    id: 'deleted-is-not-cancelled',
    title: 'Deleted is not cancelled',
    group: 'plain',
    shows:
      'The record of a running operation is deleted: the work goes on to its end, and nothing is left by which it could be cancelled.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 100, do: 'delete' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'fails-instead',
    title: 'Asked to stop, fell over',
    group: 'ending',
    shows: 'The worker takes the cancel badly: the operation ends with an error, and it is not CANCELLED.',
    knobs: { honoursCancel: 'fails' },
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'asked-twice',
    title: 'Asking twice',
    group: 'plain',
    shows:
      'A second cancel while the first is being carried out: harmless here or refused, as the service likes, and never faster.',
    knobs: { cancelTwice: 'failedPrecondition' },
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'cancel' },
      { at: 190, do: 'cancel' },
    ],
  },
  {
    id: 'lost-answer',
    title: 'The answer is lost, the cancel is not',
    group: 'fault',
    shows:
      'The client hears UNAVAILABLE while its cancel is being carried out; it may ask again, or read the metadata where the service shows the request.',
    knobs: { exposeRequestedCancellation: true },
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'cancel' },
      { at: 165, do: 'loseReply' },
      { at: 190, do: 'cancel' },
    ],
  },
  {
    id: 'outage',
    title: 'Nobody home',
    group: 'fault',
    shows:
      'During an outage every check comes too late: UNAVAILABLE is the only answer, polling goes on, and the cancel has to be sent again.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 150, do: 'outage' },
      { at: 160, do: 'cancel' },
      { at: 200, do: 'recover' },
      { at: 220, do: 'cancel' },
    ],
  },
  {
    id: 'too-many-requests',
    title: 'Too many requests',
    group: 'refused',
    shows:
      'The service has too much to do and answers 429, to the cancel too, so nothing was cancelled; the second cancel comes through.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 150, do: 'outage', args: { answer: 'RESOURCE_EXHAUSTED' } },
      { at: 160, do: 'cancel' },
      { at: 200, do: 'recover' },
      { at: 220, do: 'cancel' },
    ],
  },
  {
    id: 'invented',
    title: 'Cancelled, says the library',
    group: 'library',
    shows:
      'gax breaks off its poll and reports CANCELLED by itself; the operation goes on and has a response, as a later look shows.',
    knobs: { clientStyle: 'gax', honoursCancel: 'never' },
    steps: [
      { at: 0, do: 'count' },
      { at: 150, do: 'cancel' },
      { at: 330, do: 'get' },
    ],
  },
  {
    id: 'repeated-by-the-library',
    title: 'Asked three times, and you asked once',
    group: 'library',
    shows:
      'gax sends a cancel that met UNAVAILABLE again by itself: three requests, of which the third comes through, and one call that says OK.',
    knobs: { clientStyle: 'gax', retryTicks: 5 },
    steps: [
      { at: 0, do: 'count' },
      { at: 150, do: 'outage' },
      { at: 165, do: 'cancel' },
      { at: 210, do: 'recover' },
    ],
  },
  {
    id: 'repeat-refused',
    title: 'Refused, since it was accepted',
    group: 'library',
    shows:
      'The answer to the cancel is lost and gax asks again: this service refuses a second cancel, so the caller hears FAILED_PRECONDITION of a cancel that is being carried out.',
    knobs: { clientStyle: 'gax', cancelTwice: 'failedPrecondition' },
    steps: [
      { at: 0, do: 'count' },
      { at: 165, do: 'cancel' },
      { at: 170, do: 'loseReply' },
    ],
  },
  {
    id: 'repeated-in-vain',
    title: 'The cancel that nobody answered',
    group: 'library',
    shows:
      'gax asks again and again until its patience is over: DEADLINE_EXCEEDED comes from the library, and the work goes on for nobody.',
    knobs: { clientStyle: 'gax', totalTimeoutTicks: 200, workTicks: 1000 },
    steps: [
      { at: 0, do: 'count' },
      { at: 150, do: 'outage' },
      { at: 165, do: 'cancel' },
    ],
  },
  {
    id: 'lost-patience',
    title: 'The library lost its patience',
    group: 'library',
    shows:
      'After its total timeout the Java future says that the task was cancelled. Nobody has cancelled anything: the work goes on to its end.',
    knobs: { clientStyle: 'javaFuture', totalTimeoutTicks: 150 },
    steps: [{ at: 0, do: 'count' }],
  },
  {
    id: 'looks-first',
    title: 'The library that looks first',
    group: 'library',
    shows: 'The Python library asks how the operation is before it cancels; it is done, so no cancel is sent.',
    knobs: { clientStyle: 'python' },
    steps: [
      { at: 0, do: 'count' },
      { at: 315, do: 'cancel' },
    ],
  },
  {
    id: 'sends-nothing',
    title: 'A cancel that never leaves the house',
    group: 'library',
    shows:
      'Cancelling the Java future only stops the polling: the service hears nothing, and the client never learns the outcome.',
    knobs: { clientStyle: 'javaFuture' },
    steps: [
      { at: 0, do: 'count' },
      { at: 170, do: 'cancel' },
    ],
  },
  {
    id: 'remembered',
    title: 'A cancel that is kept for later',
    group: 'library',
    shows: 'The C++ library remembers a cancel from before the name was known, and sends it as soon as it is.',
    knobs: { clientStyle: 'cpp' },
    steps: [
      { at: 0, do: 'count' },
      { at: 5, do: 'cancel' },
    ],
  },
  {
    id: 'no-name-yet',
    title: 'Too early',
    group: 'moment',
    shows: 'Before the answer to the start there is no name to cancel: the library refuses, and the operation runs.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 5, do: 'cancel' },
    ],
  },
  {
    id: 'reading-is-not-enough',
    title: 'May look, may not cancel',
    group: 'refused',
    shows: 'With the scope for reading every poll succeeds, and the cancel is denied.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'cancel', args: { token: 'readonly' } },
    ],
  },
  {
    id: 'locked-out',
    title: 'Nothing to learn at a locked door',
    group: 'refused',
    shows:
      'Without a credential: UNAUTHENTICATED. Without access: the same PERMISSION_DENIED for a name that exists and for one that does not.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 100, do: 'cancel', args: { token: 'none' } },
      { at: 160, do: 'cancel', args: { token: 'noAccess' } },
      { at: 200, do: 'cancel', args: { name: 'unknown', token: 'noAccess' } },
    ],
  },
  {
    id: 'nobody-of-that-name',
    title: 'A name that nobody was given',
    group: 'refused',
    shows:
      'Who may cancel, and mistypes the name, hears NOT_FOUND; the operation that was meant goes on to its response.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'cancel', args: { name: 'unknown' } },
    ],
  },
  {
    id: 'a-field-too-many',
    title: 'One field too many',
    group: 'refused',
    shows: 'A cancel takes an empty body; an empty object passes for empty, an unknown field does not.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 120, do: 'cancel', args: { body: 'unknownField' } },
      { at: 160, do: 'cancel', args: { body: 'object' } },
    ],
  },
  {
    id: 'two-counts',
    title: 'Two at a time',
    group: 'plain',
    shows:
      'Two operations run side by side; the cancel concerns the second one, and the first goes on to its response.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 100, do: 'count' },
      { at: 160, do: 'cancel' },
      { at: 280, do: 'delete' },
    ],
  },
  {
    id: 'ctrl-c',
    title: 'Ctrl+C stops nobody',
    group: 'others',
    shows:
      'The program is stopped and sends nothing: the worker goes on for 150 ticks, for nobody, and the record stays with a response that nobody fetches.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'leave' },
    ],
  },
  {
    id: 'gone-before-the-second',
    title: 'No second count',
    group: 'others',
    shows: 'The program ends while its first count runs, so it never makes the second: the first goes on for nobody.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 60, do: 'leave' },
      { at: 100, do: 'count' },
    ],
  },
  {
    id: 'not-yet',
    title: 'Refused while it starts',
    group: 'moment',
    shows: 'A service that refuses while it prepares the work: the first cancel comes too early, the second is taken.',
    knobs: { refusedTo: 100 },
    steps: [
      { at: 0, do: 'count' },
      { at: 60, do: 'cancel' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'one-long-look',
    title: 'One look that waits',
    group: 'told',
    shows:
      'Wait asks once and is answered on the tick on which the cancelled operation ends, where polls come too late.',
    knobs: { pollTicks: 200 },
    steps: [
      { at: 0, do: 'count' },
      { at: 60, do: 'wait' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'came-back-not-done',
    title: 'The wait came back, the work did not end',
    group: 'told',
    shows:
      'Both waits are answered with OK while the work goes on: one because its time is over, one because the service lets no wait last longer.',
    knobs: { pollTicks: 300, waitLimitTicks: 80 },
    steps: [
      { at: 0, do: 'count' },
      { at: 60, do: 'wait', args: { timeout: 50 } },
      { at: 150, do: 'wait' },
      { at: 240, do: 'cancel' },
    ],
  },
  {
    id: 'gone-while-waiting',
    title: 'Deleted while somebody waits',
    group: 'told',
    shows: 'The record is deleted under a wait, which finds nothing at once: NOT_FOUND. The work goes on.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 60, do: 'wait' },
      { at: 160, do: 'delete', actor: 'other' },
    ],
  },
  {
    id: 'nothing-but-get',
    title: 'Neither list, nor delete, nor wait',
    group: 'refused',
    shows:
      'The service offers cancel and get and nothing else: the others are UNIMPLEMENTED, and the operation runs on.',
    knobs: { otherMethods: 'none' },
    steps: [
      { at: 0, do: 'count' },
      { at: 40, do: 'list' },
      { at: 60, do: 'wait' },
      { at: 80, do: 'delete' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'done-from-the-start',
    title: 'Nothing left to cancel',
    group: 'moment',
    shows: 'The answer that gives the name says done already. A cancel is accepted all the same and changes nothing.',
    knobs: { bornDone: true },
    steps: [
      { at: 0, do: 'count' },
      { at: 60, do: 'cancel' },
    ],
  },
  {
    id: 'asks-when-told',
    title: 'Nobody asks by itself',
    group: 'told',
    shows: 'A client that does not poll learns of the end when it next asks, however long ago that was.',
    knobs: { polls: false },
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'cancel' },
      { at: 200, do: 'get' },
      { at: 400, do: 'get' },
    ],
  },
  {
    id: 'failed-by-itself',
    title: 'Failed before the cancel came',
    group: 'moment',
    shows:
      'The work fails on its own just before the client cancels: the cancel is accepted, and the end is the error.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 120, do: 'serverKills', args: { error: 'ofItsOwn' } },
      { at: 130, do: 'cancel' },
    ],
  },
  {
    id: 'all-is-left',
    title: 'One Ctrl+C leaves everything',
    group: 'others',
    shows: 'Two operations run when the program is stopped: both go on for nobody, each to its own end.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 60, do: 'count' },
      { at: 160, do: 'leave' },
    ],
  },
  {
    id: 'back-by-name',
    title: 'Who comes back has to know the name',
    group: 'others',
    shows:
      'The client goes away; another one that has kept the name cancels the operation, and looks how it ended. The first one never learns.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 100, do: 'leave' },
      { at: 160, do: 'cancel', actor: 'other' },
      { at: 260, do: 'get', actor: 'other' },
    ],
  },
  {
    id: 'somebody-else',
    title: 'Somebody else cancelled it',
    group: 'others',
    shows: 'Another client cancels by the name: the one that waits sees code 1, and nothing says whose doing it was.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'cancel', actor: 'other' },
    ],
  },
  {
    id: 'nothing-in-it',
    title: 'Done, with nothing in it',
    group: 'ending',
    shows:
      'The service gives neither a response nor an error. The Python library raises an error of its own, where gax would call it a success.',
    knobs: { result: 'none', clientStyle: 'python' },
    steps: [{ at: 0, do: 'count' }],
  },
  {
    id: 'only-now',
    title: 'Refused, but only now',
    group: 'moment',
    shows:
      'In one phase of the work a cancel is refused with FAILED_PRECONDITION; the same cancel is accepted before it and after it.',
    knobs: { refusedFrom: 100, refusedTo: 200 },
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'cancel' },
      { at: 210, do: 'cancel' },
    ],
  },
  {
    id: 'not-this-kind',
    title: 'Backups yes, restores no',
    group: 'refused',
    shows: 'The method is there and other operations can be cancelled; this kind cannot: UNIMPLEMENTED.',
    knobs: {},
    steps: [
      { at: 0, do: 'count', args: { cancellable: false } },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'one-at-a-time',
    title: 'One at a time',
    group: 'held',
    shows: 'The service allows one operation on a matter: a second start is ABORTED, which cancels nothing.',
    knobs: { parallel: 'aborted' },
    steps: [
      { at: 0, do: 'count' },
      { at: 100, do: 'count' },
      { at: 160, do: 'cancel' },
    ],
  },
  {
    id: 'still-in-the-way',
    title: 'Cancelled, and still in the way',
    group: 'held',
    shows:
      'The cancel is accepted and the worker has not noticed: a new start meets 409 ALREADY_EXISTS until the work has really ended.',
    knobs: { parallel: 'alreadyExists' },
    steps: [
      { at: 0, do: 'count' },
      { at: 100, do: 'cancel' },
      { at: 130, do: 'count' },
      { at: 180, do: 'count' },
    ],
  },
]
