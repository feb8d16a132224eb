import type { Document } from './document.ts'

/** Windows Web Services API: WsRegisterOperationForCancel and what surrounds it. */
export const wws = {
  id: 'wws',
  title: 'WsRegisterOperationForCancel',
  family: 'Windows Web Services API',
  documents: [
    'WsRegisterOperationForCancel function (webservices.h)',
    'WS_OPERATION_CANCEL_CALLBACK and WS_OPERATION_FREE_STATE_CALLBACK',
    'WS_SERVICE_CANCEL_REASON enumeration',
    'WsAbortServiceHost, WsCloseServiceHost, WsOpenServiceHost functions',
    'WS_SERVICE_HOST_STATE and WS_SERVICE_PROPERTY_ID enumerations',
    'WsAbandonCall and WsAbortServiceProxy functions',
    'Call Cancellation',
    'Operation Context Lifetime and Threading',
    'Server Side Service Operations',
    'Client Side Service Operations',
    'Asynchronous Model',
    'Windows Web Services Return Values; Errors',
    'COM error codes (values of the HRESULTs)',
    'Samples CancellingService and ServiceCancelClient',
  ],
  requirements: [
    { what: 'Client', says: 'Windows 7, desktop applications', source: 'WsRegisterOperationForCancel, Requirements' },
    {
      what: 'Server',
      says: 'Windows Server 2008 R2, desktop applications',
      source: 'WsRegisterOperationForCancel, Requirements',
    },
    { what: 'Header', says: 'webservices.h', source: 'WsRegisterOperationForCancel, Requirements' },
    {
      what: 'Library',
      says: 'WebServices.lib, with WebServices.dll',
      source: 'WsRegisterOperationForCancel, Requirements',
    },
    {
      what: 'Identity of the caller',
      says: 'Whoever was handed the context of the call; no credential is asked for',
      source: 'WS-01',
    },
  ],
  clauses: {
    'WS-01': {
      force: 'statement',
      section: 'WsRegisterOperationForCancel; Call Cancellation',
      says: 'Whoever is handed an operation context, an operation or a callback of the service, may ask to hear of a cancel of its call.',
    },
    'WS-02': {
      force: 'MUST',
      section: 'WsRegisterOperationForCancel, Remarks; Operation Context Lifetime and Threading',
      says: 'The request has to come while the call executes; an asynchronous one executes until its completion callback is issued.',
    },
    'WS-03': {
      force: 'statement',
      section: 'WsRegisterOperationForCancel, Remarks',
      says: 'What a registration does once the call is complete is not defined.',
    },
    'WS-04': {
      force: 'MAY',
      section: 'WsRegisterOperationForCancel, Remarks',
      says: 'The cancel callback can run while the registering call is still on its way back.',
    },
    'WS-05': {
      force: 'SHOULD',
      section: 'WsRegisterOperationForCancel, Remarks',
      says: 'The application should reckon with the callback from the call on, so that what it touches had better be in place before.',
    },
    'WS-06': {
      force: 'MUST',
      section: 'WsRegisterOperationForCancel, Parameters',
      says: 'A context and a cancel callback are needed; the free-state callback, the state and the error object may be left out.',
    },
    'WS-07': {
      force: 'MUST',
      section: 'Call Cancellation',
      says: 'However many reasons to cancel there are, the callback of one call runs once at most.',
    },
    'WS-08': {
      force: 'MUST',
      section: 'Operation Context Lifetime and Threading',
      says: 'A call has one registration: the second is refused and the first one stands.',
    },
    'WS-09': {
      force: 'statement',
      section: 'WsRegisterOperationForCancel, Return value',
      says: 'A registration that is taken returns S_OK; any other HRESULT says that it was not.',
    },
    'WS-10': {
      force: 'MUST',
      section: 'WS_SERVICE_CANCEL_REASON',
      says: 'Reason 0 stands for an aborted host, reason 1 for a channel that faulted under the call.',
    },
    'WS-11': {
      force: 'MUST',
      section: 'WS_OPERATION_CANCEL_CALLBACK; WS_OPERATION_FREE_STATE_CALLBACK; Call Cancellation',
      says: 'Both callbacks get the state that was handed over with the registration.',
    },
    'WS-12': {
      force: 'MUST',
      section: 'WsAbortServiceHost, Remarks',
      says: 'When the host is aborted, every pending call that asked for it is told.',
    },
    'WS-13': {
      force: 'MUST',
      section: 'WsAbortServiceHost, Remarks',
      says: 'Telling a call does not end it: the runtime waits until the operation returns by itself.',
    },
    'WS-14': {
      force: 'MUST',
      section: 'Call Cancellation',
      says: 'At the end of the call the free-state callback, if there is one, is run so that the state can be released.',
    },
    'WS-15': {
      force: 'MUST',
      section: 'Sample CancellingService',
      basis: 'observation',
      says: 'After a refused registration the state still belongs to the application, and neither callback will run.',
    },
    'WS-16': {
      force: 'MUST NOT',
      section: 'follows from Call Cancellation: the state would be gone',
      basis: 'inference',
      says: 'The state is never freed before the call is complete, nor before or while the cancel callback uses it.',
    },
    'WS-17': {
      force: 'statement',
      section: 'Server Side Service Operations; WsAbortServiceHost',
      says: 'An operation that did not register hears nothing, and the shutdown waits for it all the same.',
    },
    'WS-18': {
      force: 'SHOULD',
      section: 'Server Side Service Operations',
      says: 'An operation that may wait long for input or output had better register.',
    },
    'WS-19': {
      force: 'MUST',
      section: 'WsAbortServiceHost, Remarks; WS_SERVICE_HOST_STATE',
      says: 'Aborting an open host takes down all its listeners and channels and leaves it faulted.',
    },
    'WS-20': {
      force: 'MUST',
      section: 'WsCloseServiceHost, Remarks',
      says: 'A host that closes lets no new channel in; what it has taken on may finish.',
    },
    'WS-21': {
      force: 'MUST',
      section: 'WS_SERVICE_PROPERTY_ID, close timeout',
      says: 'A close that takes longer than its timeout (five seconds if nothing else is set) becomes an abort.',
    },
    'WS-22': {
      force: 'statement',
      section: 'WsCloseServiceHost, Remarks',
      says: 'As long as a client holds a session open, the close does not come to its end.',
    },
    'WS-23': {
      force: 'MUST',
      section: 'WsCloseServiceHost, WsOpenServiceHost, Return value',
      says: 'A call on the host that its state does not allow is answered with WS_E_INVALID_OPERATION.',
    },
    'WS-24': {
      force: 'MUST',
      section: 'WS_SERVICE_HOST; WS_SERVICE_HOST_STATE',
      says: 'A host may be freed only after it was closed, or before it was opened.',
    },
    'WS-25': {
      force: 'statement',
      section: 'Operation Context Lifetime and Threading',
      says: 'Once the call is complete its context holds nothing that may be used.',
    },
    'WS-26': {
      force: 'MUST NOT',
      section: 'Asynchronous Model',
      says: 'An asynchronous operation does not call back on the thread that called it before it has returned.',
    },
    'WS-27': {
      force: 'statement',
      section: 'WsAbandonCall; Client Side Service Operations',
      says: 'A client that gives up waiting, by abandoning or by its timeout, cancels nothing on the server.',
    },
    'WS-28': {
      force: 'MAY',
      section: 'Windows Web Services Return Values',
      says: 'Every function can fail with a code that its own page does not name.',
    },
    'WS-29': {
      force: 'MUST',
      section: 'Windows Web Services Return Values',
      says: 'E_INVALIDARG and WS_E_INVALID_OPERATION always mean that the caller used the API wrongly.',
    },
    'WS-30': {
      force: 'statement',
      section: 'follows from WsAbortServiceHost, Remarks',
      basis: 'inference',
      says: 'Whether an operation stops after it was told is up to the application alone.',
    },
    'WS-31': {
      force: 'statement',
      section: 'WsRegisterOperationForCancel, Parameters',
      says: 'If a registration fails, the error object that came with it is the place for more information.',
    },
  },
  questions: {
    'WH-01': {
      says: 'No page names a code for any failure: no callback, no context, a second registration, a dead context, no memory.',
      answer:
        'No callback, no context, or no call: E_INVALIDARG. No memory: E_OUTOFMEMORY. What a dead context gives is the choice “Registering too late”.',
      knob: 'doubleRegister',
      clauses: ['WS-06', 'WS-08', 'WS-09'],
    },
    'WH-02': {
      says: 'On which thread do callbacks run, under which locks, and may they call the host? A close from inside would wait for itself.',
      answer:
        'A callback has a thread of its own, holds nothing, and may call the host; its call is only complete when it has come back, so that a close from inside waits for itself.',
      clauses: ['WS-04', 'WS-05'],
    },
    'WH-03': {
      says: 'Do callbacks of several calls run one after another, in what order, or at the same time?',
      answer:
        'They begin one after another on the same tick, in the order in which the calls were made, and then run side by side.',
      clauses: ['WS-12'],
    },
    'WH-04': {
      says: 'May a callback still be running when the registration has returned, or the operation? Does the end of the call wait for it?',
      answer:
        'The call is complete only when its callback has returned. By one reading of “Registering a cancelled call” it still runs when the registration has returned.',
      clauses: ['WS-04', 'WS-16'],
    },
    'WH-05': {
      says: 'Is the state freed exactly once, also where it is a null pointer, on which thread, and before or after the answer is sent?',
      answer:
        'Exactly once for each registration that has a free-state callback, whatever the state is: after the operation has returned and before its answer is sent.',
      clauses: ['WS-14', 'WS-16'],
    },
    'WH-06': {
      says: 'What does a registration return whose callback has already run inside it: success, or that the call is aborted?',
      knob: 'registerAfterDecision',
      clauses: ['WS-04', 'WS-09'],
    },
    'WH-07': {
      says: 'Is somebody who registers long after the cancel was decided still told of it?',
      knob: 'registerAfterDecision',
      clauses: ['WS-04', 'WS-17'],
    },
    'WH-08': {
      says: 'Does the abort of the host return before, during or after the callbacks, and which call is it that waits for the operations?',
      answer: 'Whatever the abort does, a close waits for the operations.',
      knob: 'abortReturns',
      clauses: ['WS-12', 'WS-13'],
    },
    'WH-09': {
      says: 'Does an abort of a host that was never opened spoil the next open, and does a reset repair it?',
      answer: 'The host is open from the beginning, so that no abort comes before that, and there is no reset.',
      clauses: ['WS-19', 'WS-23'],
    },
    'WH-10': {
      says: 'What does a close return that ran out of time, and does the timeout limit the wait for an operation that never reacts?',
      answer: 'With which code is the choice “Code of such a close”.',
      knob: 'lateClose',
      clauses: ['WS-21', 'WS-13'],
    },
    'WH-11': {
      says: 'Is a client that goes away noticed at all while its only call runs, or over HTTP, or with one-way messages?',
      answer: 'Channels are of one kind, and the news of a lost client takes one network delay.',
      knob: 'lostClient',
      clauses: ['WS-10'],
    },
    'WH-12': {
      says: 'Does a client that ends its session in good order while a call runs fault the channel?',
      answer:
        'A session with a call ends with the answer, or by an abort or a fault; one that a client holds without a call ends when it likes, and faults nothing.',
      clauses: ['WS-10'],
    },
    'WH-13': {
      says: 'One page speaks of asynchronous operations only, the sample is synchronous; pages disagree on thread safety.',
      answer: 'Synchronous and asynchronous operations register in the same way.',
      clauses: ['WS-01', 'WS-02'],
    },
    'WH-14': {
      says: 'Does the error object get a text when a second registration is refused?',
      answer: 'It is the same for every refusal, and its words are this model’s own.',
      knob: 'errorText',
      clauses: ['WS-08', 'WS-09', 'WS-31'],
    },
    'WH-15': {
      says: 'Is what the operation itself has called cancelled along with it? Nothing says so.',
      answer: 'The operation of the model calls nothing, so there is nothing else to cancel.',
      clauses: ['WS-13'],
    },
    'WH-16': {
      says: 'If the operation returns between the decision and the callback, is the callback left out or does it come late?',
      answer:
        'For a call that is registered, decision and callback are one step. One that is still registering is told when that ends; its operation cannot have returned, since the registering call is made on its thread.',
      clauses: ['WS-07', 'WS-16'],
    },
    'WH-17': {
      says: 'What happens if the callback never comes back, or throws?',
      answer:
        'It comes back after its time, unless it calls the host and that waits for it: then the call is never complete. None throws.',
      clauses: ['WS-13'],
    },
    'WH-18': {
      says: 'When a channel goes down, what comes first: its close callback or the cancel callback of the call on it?',
      answer: 'The channel has no close callback; the cancel callback is all that the operation hears.',
      clauses: ['WS-10'],
    },
    'WH-19': {
      says: 'At most once is not at least once: may a callback be left out when memory is short or the process ends?',
      answer:
        'A call that is registered is always told: memory that runs out afterwards changes nothing, and the process does not end.',
      clauses: ['WS-07'],
    },
    'WH-20': {
      says: 'What does a call return whose client has waited as long as it wanted?',
      answer:
        'WS_E_OPERATION_TIMED_OUT, as the name of the code says. Nothing goes to the server: the operation works on for nobody.',
      clauses: ['WS-27'],
    },
  },
  codes: {
    S_OK: {
      value: '0x00000000',
      means: 'The host was aborted. The operation may still be running.',
      otherwise: 'The call did what it is for. It says nothing about the operation.',
      evidence: { kind: 'document', source: 'WS-09, WS-13, WS-19' },
    },
    E_OUTOFMEMORY: {
      value: '0x8007000E',
      means:
        'There was no memory for the registration: the operation will not be told, and its state is still its own.',
      evidence: { kind: 'inference', source: 'WS-15, WS-28; WH-01: no page names the code' },
    },
    E_INVALIDARG: {
      value: '0x80070057',
      means:
        'The cancel callback or the context is missing, or no call executes for which to register; by one reading, the call has a registration already. Nothing was registered.',
      evidence: { kind: 'inference', source: 'WS-06, WS-29; WH-01: no page names the code' },
    },
    WS_E_INVALID_OPERATION: {
      value: '0x803D0003',
      means:
        'Not allowed in this state: a close of a host that is not open; by one reading, a second or too late registration.',
      evidence: { kind: 'inference', source: 'WS-23 for the host; WH-01 for a registration' },
    },
    WS_E_OPERATION_ABORTED: {
      value: '0x803D0004',
      means:
        'The client dropped its own call by aborting the proxy; of a registration, by one reading: the call was cancelled before; of a close, by one: it ran out of time.',
      evidence: {
        kind: 'inference',
        source: 'WsAbortServiceProxy for the client; WH-06 for a registration; WH-10 for a close',
      },
    },
    WS_E_OPERATION_TIMED_OUT: {
      value: '0x803D0006',
      means:
        'The close ran out of time and went on as an abort; by one reading it has still waited for the last operation. Of a call: the client has stopped waiting, and the operation works on.',
      evidence: {
        kind: 'inference',
        source: 'WS-13, WS-21, WS-27; WH-10, WH-20: what such a close or call returns is not said',
      },
    },
    WS_E_OPERATION_ABANDONED: {
      value: '0x803D0007',
      means: 'The client no longer waits; the server does not know and works on.',
      evidence: { kind: 'document', source: 'WS-27' },
    },
    WS_E_ENDPOINT_DISCONNECTED: {
      value: '0x803D0014',
      means: 'The host has cut the connection, or did not let it in; the operation may still run there.',
      evidence: { kind: 'inference', source: 'WS-13, WS-19, WS-20 and the name of the code' },
    },
  },
} as const satisfies Document

export type WwsClause = keyof typeof wws.clauses
