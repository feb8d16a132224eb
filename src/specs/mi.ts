import type { Document } from './document.ts'

/** The MI client API of Windows, its header, its own sample, and what one open implementation of it was seen to do. */
export const mi = {
  id: 'mi',
  title: 'MI_Operation_Cancel',
  family: 'Windows Management Infrastructure',
  documents: [
    'MI_Operation_Cancel, the function’s page in the Windows API reference',
    'Pages of the same reference: MI_Operation_Close, MI_Operation_GetInstance, MI_Session_Close, MI_Application_Close, MI_OperationCallbacks, MI_Context_RegisterCancel, MI_Context_Canceled, MI_Result, MI_CancellationReason',
    'mi.h with its comments',
    'The native client sample for Windows (ManagementInfrastructure, Process)',
    'Open Management Infrastructure 1.0.8-6, its sources and recorded runs',
  ],
  requirements: [
    {
      what: 'Client',
      says: 'Windows 8; with Windows Management Framework 3.0 also Windows 7 SP1',
      source: 'MI_Operation_Cancel, Requirements',
    },
    {
      what: 'Server',
      says: 'Windows Server 2012; with Windows Management Framework 3.0 also Windows Server 2008 R2 SP1 and 2008 SP2',
      source: 'MI_Operation_Cancel, Requirements',
    },
    { what: 'Header', says: 'Mi.h', source: 'MI_Operation_Cancel, Requirements' },
    {
      what: 'Library',
      says: 'None for this function: it is inline, and calls through the table in the handle',
      source: 'mi.h',
    },
    { what: 'Identity of the caller', says: 'That of the start of the operation', source: 'MI-13' },
  ],
  clauses: {
    'MI-01': {
      force: 'statement',
      section: 'MI_Operation_Cancel, Remarks',
      says: 'A cancel is a request: the call is back before the operation has ended.',
    },
    'MI-02': {
      force: 'statement',
      section: 'MI_Operation_Cancel, Remarks',
      says: 'Once the request is taken, the operation comes to its end as early as it can.',
    },
    'MI-03': {
      force: 'statement',
      section: 'MI_Operation_Cancel, Remarks; MI_Session_Close',
      says: 'An asynchronous operation still gets its last callback, exactly one, which says that no more results come.',
    },
    'MI-04': {
      force: 'statement',
      section: 'MI_Operation_Cancel, Remarks',
      says: 'A synchronous operation finds its final result with the next calls of the getter, before long.',
    },
    'MI-05': {
      force: 'MUST',
      section: 'MI_Operation_Cancel, Remarks; mi.h',
      says: 'Whoever has cancelled an operation has to close its handle all the same.',
    },
    'MI-06': {
      force: 'MUST',
      section: 'MI_Operation_GetInstance; mi.h',
      says: 'A synchronous caller goes on calling the getter until it says that no more results come, after a cancel too.',
    },
    'MI-07': {
      force: 'MAY',
      section: 'MI_Operation_Cancel, Remarks',
      says: 'A few more results may come between the request and the final result.',
    },
    'MI-08': {
      force: 'statement',
      section: 'mi.h; native client sample',
      says: 'Nothing follows the final result.',
    },
    'MI-09': {
      force: 'MAY',
      section: 'MI_Operation_Cancel, Remarks',
      says: 'The provider need not hear of a cancel: that of an enumeration can reach it, that of an invoked method cannot.',
    },
    'MI-10': {
      force: 'statement',
      section: 'MI_Context_Canceled',
      says: 'Whether the provider hears of it depends on the kind of operation and on the protocol in between.',
    },
    'MI-11': {
      force: 'statement',
      section: 'MI_Operation_Cancel, Remarks',
      says: 'The client drops its connection at once; its final result waits neither for the server nor for the provider.',
    },
    'MI-12': {
      force: 'MAY',
      section: 'MI_Operation_Cancel, Remarks',
      says: 'What the operation takes up on the server can stay taken after the client has its final result, and new operations can be refused until the provider has stopped.',
    },
    'MI-13': {
      force: 'SHOULD',
      section: 'MI_Operation_Cancel, Remarks',
      says: 'Cancel, like every call that closes, is to be made under the identity under which the operation was started.',
    },
    'MI-14': {
      force: 'observed',
      section: 'native client sample; seen in the open implementation',
      says: 'Under another identity the call gives ACCESS_DENIED and cancels nothing.',
    },
    'MI-15': {
      force: 'statement',
      section: 'MI_Operation_Cancel, Return value; mi.h; cases as seen',
      says: 'A handle that is null, never set, closed or out of date is refused as an invalid parameter.',
    },
    'MI-16': {
      force: 'observed',
      section: 'seen in the open implementation',
      says: 'The handle of an operation that never got started gives FAILED.',
    },
    'MI-17': {
      force: 'statement',
      section: 'MI_Operation_Cancel, Return value',
      says: 'Without the memory for the request the call gives SERVER_LIMITS_EXCEEDED.',
    },
    'MI-18': {
      force: 'MAY',
      section: 'MI_Operation_Cancel, Parameters',
      says: 'The handle that a callback was given is as good as the one from the start, so an operation can be cancelled inside its own callback.',
    },
    'MI-19': {
      force: 'observed',
      section: 'seen in the open implementation',
      says: 'To cancel once more does no harm: the answer is OK.',
    },
    'MI-20': {
      force: 'observed',
      section: 'seen in the open implementation',
      says: 'A cancel that comes after the final result is answered with OK and changes nothing.',
    },
    'MI-21': {
      force: 'observed',
      section: 'native client sample; seen in the open implementation',
      says: 'A cancelled operation ends with an error, FAILED where it was observed, unless it was over first.',
    },
    'MI-22': {
      force: 'statement',
      section: 'mi.h, comment on MI_Operation_Close; native client sample',
      says: 'To close an operation that is not over cancels it, with no particular reason.',
    },
    'MI-23': {
      force: 'statement',
      section: 'MI_Operation_Close; as seen',
      says: 'Closing an asynchronous operation never blocks; its last callback may come after that.',
    },
    'MI-24': {
      force: 'statement',
      section: 'mi.h, comment on MI_Operation_Close (one of several readings)',
      says: 'Closing a synchronous operation blocks until somebody has fetched the final result.',
    },
    'MI-25': {
      force: 'statement',
      section: 'MI_Session_Close',
      says: 'Closing a session cancels everything that runs on it, and is complete when the last handle is closed.',
    },
    'MI-26': {
      force: 'statement',
      section: 'MI_Application_Close',
      says: 'Closing the application does the same for all its sessions, blocks, and is not allowed inside a callback.',
      outside: 'A client of the model has one session and no application object around it, so there is none to close.',
    },
    'MI-27': {
      force: 'MUST',
      section: 'MI_Session_Close',
      says: 'Who closes a session inside a callback has to hand over a completion callback.',
    },
    'MI-28': {
      force: 'statement',
      section: 'mi.h; native client sample',
      says: 'Where results are acknowledged by hand, no further result comes before that, and the operation does not end either.',
    },
    'MI-29': {
      force: 'observed',
      section: 'seen in the open implementation',
      says: 'The reason given with the cancel makes no difference that the client could see.',
    },
    'MI-30': {
      force: 'statement',
      section: 'MI_Context_RegisterCancel',
      says: 'The cancel callback of a provider runs once at most, only the last one registered counts, and none runs after completion.',
    },
    'MI-31': {
      force: 'statement',
      section: 'MI_Context_RegisterCancel',
      says: 'Where an operation cannot be told of a cancel, registering for it fails, and the provider works to its end.',
    },
    'MI-32': {
      force: 'observed',
      section: 'seen in the open implementation',
      says: 'What a provider posts when nobody listens any more is taken with success and goes nowhere.',
    },
    'MI-33': {
      force: 'statement',
      section: 'MI_Operation_GetInstance; as seen',
      says: 'The getter gives an invalid parameter for an asynchronous operation, and for one with another kind of result.',
    },
    'MI-34': {
      force: 'observed',
      section: 'seen in the open implementation',
      says: 'Callbacks of one operation come one after the other; the last one after a cancel waits for the one that is running.',
    },
    'MI-35': {
      force: 'observed',
      section: 'seen in the open implementation',
      says: 'The last callback can begin before the cancel has returned to its caller.',
    },
    'MI-36': {
      force: 'observed',
      section: 'seen in the open implementation over WS-Man',
      says: 'A cancel reaches nobody. After the first result everything comes as if nothing were; before it, no final result comes at all, and the session’s close never returns.',
    },
    'MI-37': {
      force: 'statement',
      section: 'MI_OperationOptions_SetTimeout; as seen',
      says: 'An operation can be given a time: for enumerations and subscriptions the longest gap between results, else the whole. With which code it ends then, no page says.',
    },
    'MI-38': {
      force: 'observed',
      section: 'seen in the open implementation',
      says: 'A result that was taken and not yet acknowledged when the cancel came keeps the session from ever closing, although its operation can be closed.',
    },
    'MI-39': {
      force: 'statement',
      section: 'MI_CancellationReason; MI_Context_RegisterCancel',
      says: 'A service that stops, or whose machine goes down, can cancel an operation by itself and tell the provider why.',
    },
    'MI-40': {
      force: 'statement',
      section: 'MI_Operation_Cancel, Return value',
      says: 'Five codes are named: OK, INVALID_PARAMETER, NOT_FOUND for an element that does not exist, SERVER_LIMITS_EXCEEDED for too little memory, and FAILED for whatever no other code covers.',
    },
    'MI-41': {
      force: 'observed',
      section: 'seen in the open implementation over WS-Man',
      says: 'When the client’s process ends, the server notices the lost connection; the providers are not told and work on to their end.',
    },
  },
  questions: {
    'H-01': {
      says: 'With which code does a cancelled operation end? No page says it.',
      knob: 'canceledFinalCode',
      clauses: ['MI-21'],
    },
    'H-02': {
      says: 'OK speaks of the request, not of the cancellation: nothing tells whether it had any effect.',
      answer:
        'OK is returned whenever the request is taken, also where it changes nothing: after the final result, a second time, or over WS-Man as OMI was seen, where it can even mean that nothing will ever end. The timeline shows the effect; the code does not.',
      clauses: ['MI-01', 'MI-20'],
    },
    'H-03': {
      says: 'A second cancel, one after the final result, one after the close, one beside a close: none is described.',
      answer:
        'A second cancel and one after the final result return OK and change nothing. Calls come one after the other, so that none runs beside a close.',
      knob: 'staleHandle',
      clauses: ['MI-15', 'MI-19', 'MI-20'],
    },
    'H-04': {
      says: 'The table of codes lists NOT_FOUND although nothing is looked up, leaves out ACCESS_DENIED although the remarks call for it, and describes server limits as lack of memory.',
      answer:
        'ACCESS_DENIED comes where another identity is refused, SERVER_LIMITS_EXCEEDED while the client has no memory, and NOT_FOUND by one of two readings of a closed handle.',
      knob: 'staleHandle',
      clauses: ['MI-14', 'MI-15', 'MI-17', 'MI-36'],
    },
    'H-05': {
      says: 'Is “should be called in the same security context” advice or a condition, whose context is it, and what happens otherwise?',
      answer:
        'The identity of a cancel or a close is compared with that of the start. No other call is looked at in this way.',
      knob: 'wrongIdentity',
      clauses: ['MI-13', 'MI-14'],
    },
    'H-06': {
      says: 'How many are “a few extra results”, and may results that have arrived get lost?',
      answer: 'What is on its way beyond that number is lost, and nobody tells the client.',
      knob: 'extraResults',
      clauses: ['MI-07'],
    },
    'H-07': {
      says: '“Soon” and “as soon as possible” have no bound, not even for a server that cannot be reached.',
      answer:
        'The final result is made as soon as what may still be delivered has arrived: within one network delay, and at once where the link is down.',
      clauses: ['MI-02', 'MI-04'],
    },
    'H-08': {
      says: 'Which connection does the client drop, and do other operations of the session share it?',
      answer:
        'Each operation has a connection of its own; the session and its other operations keep theirs. What a slot on the server lives as long as is a choice.',
      knob: 'slotReleasedBy',
      clauses: ['MI-11'],
    },
    'H-09': {
      says: 'Only enumerate (yes) and invoke (no) are named as reaching the provider or not; seven kinds are open, and so is the part of the protocol.',
      answer:
        'As documented, enumerations, queries, associators and subscriptions reach their provider; invoke, get, create, modify and delete do not.',
      knob: 'profile',
      clauses: ['MI-09', 'MI-10'],
    },
    'H-10': {
      says: 'A cancelled create, modify, delete or invoke may have been done, not done, or be under way: which, nobody tells the client.',
      answer:
        'The provider of a create, modify, delete or invoke is never told and does all of it; the client cannot tell.',
      clauses: ['MI-09'],
    },
    'H-11': {
      says: 'Whose quota is meant, which code does a refused operation get, and when exactly is a place free again?',
      answer:
        'The server counts operations, whoever started them, and where its memory is counted too, providers at work. A slot is free when the provider has stopped, as documented, when the client has left, as OMI was seen, or when the session has ended.',
      knob: 'quotaCode',
      clauses: ['MI-12'],
    },
    'H-12': {
      says: 'May the handle be closed before the final result is there? The duty to close has no time.',
      answer:
        'A close may come at any time. An asynchronous one returns at once, and the last callback comes after it; a synchronous one returns when the final result was fetched.',
      clauses: ['MI-05', 'MI-23', 'MI-24'],
    },
    'H-13': {
      says: 'Cancel is called a closing operation, under a name that no function has.',
      answer: 'A cancel closes nothing: the handle is open until MI_Operation_Close.',
      clauses: ['MI-13'],
    },
    'H-14': {
      says: 'Has a synchronous client to fetch the rest after a cancel? One page says that the result should be available, others that it must be fetched.',
      answer:
        'It has to: each result takes a call of the getter, after a cancel too, and a close waits until the final one was fetched.',
      clauses: ['MI-04', 'MI-06'],
    },
    'H-15': {
      says: 'Does the reason ever reach anybody, and is one that is no reason at all an invalid parameter?',
      answer: 'Only the four reasons that have a name can be given, and none changes what the client sees.',
      knob: 'reasonTravels',
      clauses: ['MI-29'],
    },
    'H-16': {
      says: 'May the last callback run before or inside the cancel, and may one operation’s callback cancel another operation?',
      answer:
        'A callback can cancel or close its own operation, or close the session; the last callback begins when the one that runs has returned.',
      knob: 'finalCallback',
      clauses: ['MI-18', 'MI-35'],
    },
    'H-17': {
      says: 'Does a cancel wait for acknowledgements that are due, and is a result that was not acknowledged still good?',
      answer:
        'With acknowledgements by hand a cancel returns at once, and the last callback waits until the result at hand is acknowledged, which stays good.',
      knob: 'losesAcknowledgement',
      clauses: ['MI-28'],
    },
    'H-18': {
      says: 'Who wins, a time limit or a cancel, and with which code?',
      answer:
        'Whichever comes first: after that the other finds the server left and changes nothing. OMI’s local transport ignores the time, and over WS-Man nothing comes after it.',
      knob: 'timeoutFinalCode',
      clauses: ['MI-25'],
    },
    'H-19': {
      says: 'May streamed parameters, progress or a question to the user still come after a cancel?',
      answer: 'None comes: the model has results and indications, and no streamed parameters, progress or questions.',
      clauses: ['MI-07'],
    },
    'H-20': {
      says: 'What does a cancel give for an operation whose start failed? The code that was seen is on no page for this case.',
      answer: 'FAILED, as it was seen; a close of the same handle returns OK.',
      clauses: ['MI-16'],
    },
    'H-21': {
      says: 'Closing a synchronous operation that is not over fails, stops responding, or blocks: each is written somewhere.',
      answer: 'It blocks, and returns when another thread has fetched the final result.',
      clauses: ['MI-24'],
    },
    'H-22': {
      says: 'One page reserves MI_Context_Canceled, the header tells providers to look at it now and then.',
      answer:
        'A provider that registers for a cancel needs its time to stop; where it does not register, or may not, it works to its end. None looks at MI_Context_Canceled.',
      clauses: ['MI-10', 'MI-30'],
    },
    'H-23': {
      says: 'What becomes of an operation whose client’s process ends? No page says whether anybody is told.',
      answer:
        'Nobody is: the server notices the lost connection one network delay later, and the provider works to its end. Whether the slot is free at once is a choice.',
      knob: 'slotReleasedBy',
      clauses: ['MI-41'],
    },
  },
  codes: {
    MI_RESULT_OK: {
      value: '0',
      means: 'Request accepted. Nothing has stopped yet.',
      otherwise: 'The operation ran to its end.',
      evidence: { kind: 'document', source: 'MI-01; MI_Operation_Cancel, Return value' },
    },
    MI_RESULT_FAILED: {
      value: '1',
      means:
        'A failure that no other code covers; more the page does not say. Seen from a cancel whose operation never started, and as the final result of an operation that was cancelled or whose link is gone.',
      evidence: { kind: 'observation', source: 'MI-16, MI-21; Open Management Infrastructure, recorded runs' },
    },
    MI_RESULT_ACCESS_DENIED: {
      value: '2',
      means: 'The caller is not who started the operation; nothing was cancelled.',
      evidence: { kind: 'observation', source: 'MI-14; the native client sample and Open Management Infrastructure' },
    },
    MI_RESULT_INVALID_PARAMETER: {
      value: '4',
      means: 'The handle is null, was never set, or was closed; as a final result: the operation could not be started.',
      evidence: {
        kind: 'observation',
        source: 'MI-15: the page names the code, the cases are those of mi.h and of Open Management Infrastructure',
      },
    },
    MI_RESULT_NOT_FOUND: {
      value: '6',
      means: 'Something named does not exist; the page names no case of it. By one reading: the handle was closed.',
      evidence: { kind: 'inference', source: 'MI-40, H-04: the code is listed, and nothing is looked up' },
    },
    MI_RESULT_NOT_SUPPORTED: {
      value: '7',
      means: 'Told to a provider: its operation cannot be told of a cancel, and will run to its end.',
      evidence: { kind: 'document', source: 'MI-31' },
    },
    MI_RESULT_SERVER_LIMITS_EXCEEDED: {
      value: '27',
      means:
        'Too little memory for the request; whose memory, the page does not say, and here it is the client’s. As a final result, by one reading: the server had no slot for the operation.',
      evidence: { kind: 'inference', source: 'MI-17 for a cancel; H-11 for a final result' },
    },
  },
} as const satisfies Document

export type MiClause = keyof typeof mi.clauses
