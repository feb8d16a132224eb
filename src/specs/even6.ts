import type { Document } from './document.ts'

/**
 * EvtRpcCancel and what it touches, from [MS-EVEN6] v25.0; RPC behaviour from [MS-RPCE]. Clauses in our own words.
 */
export const even6 = {
  id: 'even6',
  title: 'EvtRpcCancel',
  family: 'Windows event log over RPC',
  documents: ['[MS-EVEN6] v25.0', '[MS-RPCE]', '[MS-ERREF]', 'Win32: EvtCancel', 'Win32: RPC context handles'],
  requirements: [
    {
      what: 'Protocol',
      says: '[MS-EVEN6], interface F6BEAFF7-1E19-4FBB-9F8F-B89E2018337C, version 1.0; this method is opnum 14',
      source: '[MS-EVEN6] 1.9, 2.1.1',
    },
    {
      what: 'Transport',
      says: 'RPC over TCP; the endpoint is found under the name Eventlog',
      source: '[MS-EVEN6] 2.1.1',
    },
    {
      what: 'Authentication',
      says: 'The client at least signs its packets; the server should insist on encryption',
      source: '[MS-EVEN6] 2.1.1',
    },
    {
      what: 'Identity of the caller',
      says: 'Anybody may connect, and each method checks by itself; cancel and close name no check',
      source: '[MS-EVEN6] 2.1.1; EH-13',
    },
  ],
  clauses: {
    'EV-01': {
      force: 'MUST',
      section: '[MS-EVEN6] 3.1.4.34',
      says: 'Before anything else the server checks the handle that it was given.',
    },
    'EV-02': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.34, 3.1.1.12',
      says: 'A handle is good if this server gave it out and still has it in its handle table.',
    },
    'EV-03': {
      force: 'MUST',
      section: '[MS-EVEN6] 3.1.4.34',
      says: 'A handle that fails the check is answered with ERROR_INVALID_PARAMETER.',
    },
    'EV-04': {
      force: 'statement',
      section: '[MS-EVEN6] 3.1.1.11, note 67',
      says: 'The six kinds of handle do not stand in for each other: a query handle is no control handle.',
    },
    'EV-05': {
      force: 'MUST',
      section: '[MS-EVEN6] 3.1.4.34',
      says: 'With a good handle the server tries to cancel the call that belongs to it; the method is there to end long calls in good order.',
    },
    'EV-06': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.34, 3.1.1.10',
      says: 'Behind the handle is a control object: a pointer to a query or subscription, and the flag Canceled.',
    },
    'EV-07': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.34',
      says: 'The flag is looked at first; if it is set already, nothing is done and the cancel succeeds.',
    },
    'EV-08': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.34',
      says: 'If the flag is not set, the query or subscription task behind the pointer is stopped.',
    },
    'EV-09': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.34',
      says: 'After the task was stopped the flag is set. No section ever resets it.',
    },
    'EV-10': {
      force: 'MUST NOT',
      section: '[MS-EVEN6] 3.1.4.34',
      says: 'A cancel takes no handle out of the handle table: the handle stays open.',
    },
    'EV-11': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.34',
      says: 'A server that is too busy may be unable to cancel, and then answers with ERROR_CANCELLED or another code of its own.',
    },
    'EV-12': {
      force: 'MUST',
      section: '[MS-EVEN6] 3.1.4.34',
      says: 'Success is zero, and every failure is some other number.',
    },
    'EV-13': { force: 'SHOULD', section: '[MS-EVEN6] 3.1.4.34', says: 'A cancel with nothing outstanding succeeds.' },
    'EV-14': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.34',
      says: 'A cancel of what was cancelled before succeeds.',
    },
    'EV-15': {
      force: 'MUST',
      section: '[MS-EVEN6] 3.1.4.34',
      says: 'Each cancel gets one answer, which tells success from failure.',
    },
    'EV-16': {
      force: 'statement',
      section: '[MS-EVEN6] 3.1.4.6',
      says: 'The client cancels with the control handle, and closes that handle when it needs it no longer.',
    },
    'EV-17': {
      force: 'MUST',
      section: '[MS-EVEN6] 3.1.4.33',
      says: 'Close answers ERROR_INVALID_PARAMETER for a handle that is not in the table, and else takes it out, which should not fail.',
    },
    'EV-18': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.8, 3.1.4.12',
      says: 'A registered subscription or query gets a control object that points to it, flag not set; both handles go into the table.',
    },
    'EV-19': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.35',
      says: 'A control object of its own points to nothing, flag not set; if it cannot be made, the answer has to be ERROR_OUTOFMEMORY.',
    },
    'EV-20': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.16 to 3.1.4.18',
      says: 'Clear, export and localize look at the flag now and then; once it is set they return ERROR_CANCELLED and change nothing.',
    },
    'EV-21': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.17, 3.1.4.18',
      says: 'An export or localize that gave up deletes the files that it made; if that fails, nobody is told.',
    },
    'EV-22': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.16 to 3.1.4.18',
      says: 'Clear, export and localize do not check the control handle and leave its pointer alone.',
    },
    'EV-23': {
      force: 'statement',
      section: '[MS-EVEN6] 3.1.4.6.1, 3.1.4.6.2',
      says: 'Calls on a subscription or query are cancelled through the control handle that came with it.',
    },
    'EV-24': {
      force: 'statement',
      section: '[MS-EVEN6] 3.1.4.6.3',
      says: 'All control handles are of one kind: each can steer any number of calls that clear, export or localize.',
    },
    'EV-25': {
      force: 'MUST',
      section: '[MS-EVEN6] 3.2.4',
      says: 'The client side adds nothing: calls go to the transport as they are, and results come back as they are.',
    },
    'EV-26': {
      force: 'MUST',
      section: '[MS-EVEN6] 3.1.4',
      says: 'Methods throw nothing; to the client all codes but zero mean the same, unless a section says otherwise.',
    },
    'EV-27': {
      force: 'MUST NOT',
      section: '[MS-EVEN6] 3.1.4.10, 3.1.4.13',
      says: 'After a failed read the client does not use the number of records that came with it.',
      outside: 'The model carries no records, so there is no count that a client could read.',
    },
    'EV-28': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.9 to 3.1.4.11',
      says: 'When the connection is lost the server gives up a call that waits on a subscription, and frees the subscription.',
    },
    'EV-29': {
      force: 'SHOULD',
      section: '[MS-RPCE] 3.3.1.4.1',
      says: 'A context handle that the association does not know is refused by RPC itself, before any method runs.',
    },
    'EV-30': {
      force: 'SHOULD',
      section: '[MS-EVEN6] 3.1.4.9 to 3.1.4.11',
      says: 'A call for the other kind of subscription fails with ERROR_INVALID_OPERATION; for two of the three calls the text has the kinds the wrong way round.',
    },
    'EV-31': {
      force: 'observed',
      section: 'Reports about event collectors; the name of the code in [MS-ERREF] 2.2',
      says: 'After the log was cleared under a query, reading on fails with ERROR_EVT_QUERY_RESULT_STALE.',
    },
    'EV-32': {
      force: 'observed',
      section: 'Reports about event collectors; Win32: RPC context handles',
      says: 'A service that was started anew knows no handle of before: calls with them fail until the client registers again.',
    },
    'EV-33': {
      force: 'statement',
      section: '[MS-EVEN6] 3.1.4.34',
      says: 'The cancel ends a long call in good order: the call is not torn off but comes back with a code.',
    },
  },
  questions: {
    'EH-01': {
      says: 'The check of the handle is required, the table for it optional; Windows leaves it to RPC, whose refusal has another code.',
      knob: 'validation',
      clauses: ['EV-01', 'EV-02', 'EV-03', 'EV-29'],
    },
    'EH-02': {
      says: 'By its type the handle is a control handle, by its description any; an example cancels with a query handle.',
      answer: 'Only a control handle is taken: any other kind gets ERROR_INVALID_PARAMETER, that of the query too.',
      clauses: ['EV-04'],
    },
    'EH-03': {
      says: 'From the stopped call ERROR_CANCELLED means that the cancel worked, from the cancel itself that it did not.',
      knob: 'busyCode',
      clauses: ['EV-11', 'EV-12', 'EV-26'],
    },
    'EH-04': {
      says: 'Nothing resets the flag, so a handle that was cancelled once ends every later call under it.',
      answer:
        'The flag stays set until the handle is closed, so each later call under it ends with the code of a stopped call before it has begun.',
      clauses: ['EV-07', 'EV-09', 'EV-24'],
    },
    'EH-05': {
      says: 'With nothing outstanding the code is success; whether the flag is set all the same, and so hits the next call, is not said.',
      knob: 'setFlagWhenIdle',
      clauses: ['EV-13'],
    },
    'EH-06': {
      says: 'Stop first, then set the flag: a second cancel could come between the two.',
      answer: 'Nothing comes between: stopping and setting the flag are one step.',
      clauses: ['EV-08', 'EV-09'],
    },
    'EH-07': {
      says: 'Which counts when several hold: too busy, flag set, nothing outstanding?',
      answer: 'The flag counts first, then that nothing is outstanding, then that the server is too busy.',
      clauses: ['EV-07', 'EV-11', 'EV-13'],
    },
    'EH-08': {
      says: 'Whether success means stopped or only told to stop.',
      answer: 'Stopped, for calls that read; told to stop, for calls that clear, export or localize.',
      clauses: ['EV-12', 'EV-20'],
    },
    'EH-09': {
      says: 'What a stopped query or subscription call returns, and whether its position moves back, is not written.',
      answer: 'A query has no position in the model, so none moves back.',
      knob: 'stoppedCallCode',
      clauses: ['EV-08', 'EV-23'],
    },
    'EH-10': {
      says: 'A cancel may come when the work is done and its answer not yet read: both succeed, and nobody learns that it did nothing.',
      answer: 'Both succeed: the cancel because nothing is outstanding any more, the call because its work was done.',
      clauses: ['EV-13'],
    },
    'EH-11': {
      says: 'A cancel is for the call of the handle, and a handle can have many calls.',
      answer: 'All calls under the handle are stopped, and where the flag is set those that come later as well.',
      clauses: ['EV-05', 'EV-24'],
    },
    'EH-12': {
      says: 'What if a handle is closed under which a call still runs?',
      answer: 'The call goes on to its end, out of reach of any cancel.',
      clauses: ['EV-10', 'EV-17'],
    },
    'EH-13': {
      says: 'Cancel and close name no access check, the security section claims one, the log methods are to check nothing.',
      answer: 'Access is not checked: whoever has the handle may cancel with it and close it.',
      clauses: ['EV-01', 'EV-22'],
    },
    'EH-14': {
      says: 'Two calls for pull subscriptions are to fail unless it is push: an error of the text.',
      answer:
        'A push subscription is read with SubscriptionNextAsync, a pull subscription with SubscriptionNext and SubscriptionWaitAsync; the other way round gives ERROR_INVALID_OPERATION.',
      clauses: ['EV-30'],
    },
    'EH-15': {
      says: 'A read that times out has to fail and yet to deliver what it has, with two numbers for one code.',
      answer: 'Reads have no time limit: a wait ends with an event, a cancel or the connection.',
      clauses: ['EV-27'],
    },
    'EH-16': {
      says: 'What becomes of the back-up file of a cancelled clear, and does the clear look at the flag while it writes it?',
      answer:
        'A clear looks at the flag all the while that it works, and makes no back-up file of which anything could be left.',
      clauses: ['EV-20'],
    },
    'EH-17': {
      says: 'The last sentence of the method asks for what two earlier ones asked for already: a code that tells success from failure.',
      answer: 'Each cancel has one code: zero for success, any other for failure.',
      clauses: ['EV-12', 'EV-15'],
    },
    'EH-18': {
      says: 'How long a server may be too busy, how long a client waits and whether it tries again is not said.',
      answer:
        'The server is too busy until the scenario says that it has time again. The client waits for each answer and repeats nothing by itself.',
      clauses: ['EV-11'],
    },
    'EH-19': {
      says: 'Whether RPC runs calls with the same handle one at a time is not published; if so, a cancel waits for what it should stop.',
      knob: 'serializeHandle',
      clauses: ['EV-20', 'EV-24'],
    },
    'EH-20': {
      says: 'What becomes of a call that reads a query or works on a log when its connection is lost? The text speaks of subscriptions only.',
      knob: 'linkLoss',
      clauses: ['EV-28'],
    },
    'EH-21': {
      says: 'No section says what a clear does to the queries that read the log.',
      answer:
        'A clear that is done makes every open query stale: the next QueryNext that begins fails. One that runs already goes on, and a seek may still be made.',
      clauses: ['EV-31'],
    },
  },
  codes: {
    ERROR_SUCCESS: {
      value: '0x00000000',
      means: 'Accepted. It does not say whether anything was running.',
      otherwise: 'The call is done.',
      evidence: { kind: 'document', source: 'EV-07, EV-08, EV-12, EV-13' },
    },
    ERROR_INVALID_HANDLE: {
      value: '0x00000006',
      means: 'RPC does not know the handle, so the method never ran.',
      evidence: { kind: 'document', source: 'EV-29' },
    },
    ERROR_OUTOFMEMORY: {
      value: '0x0000000E',
      means: 'The server could not make the control object, and there is no handle.',
      evidence: { kind: 'document', source: 'EV-19' },
    },
    ERROR_INVALID_PARAMETER: {
      value: '0x00000057',
      means: 'The handle is not in the table or of another kind; nothing was cancelled.',
      evidence: { kind: 'document', source: 'EV-03, EV-04, EV-17' },
    },
    ERROR_CANCELLED: {
      value: '0x000004C7',
      means: 'From a call: it was stopped. From a cancel: the server was too busy, and nothing was stopped.',
      evidence: { kind: 'document', source: 'EV-11, EV-20' },
    },
    RPC_S_SERVER_UNAVAILABLE: {
      value: '0x000006BA',
      means: 'There is no connection any more, so nothing was sent.',
      evidence: { kind: 'inference', source: 'EV-25 and the name of the code in [MS-ERREF]' },
    },
    RPC_S_CALL_FAILED: {
      value: '0x000006BE',
      means: 'The connection broke while the call was under way; the server runs the handles down.',
      evidence: { kind: 'document', source: '[MS-ERREF]; Win32: RPC context handles' },
    },
    RPC_X_SS_IN_NULL_CONTEXT: {
      value: '0x000006EF',
      means: 'The client has no such handle, so its stub sent nothing.',
      evidence: { kind: 'document', source: '[MS-ERREF]; Win32: RPC context handles' },
    },
    ERROR_INVALID_OPERATION: {
      value: '0x000010DD',
      means: 'The subscription is of the other kind: push and pull have calls of their own.',
      evidence: { kind: 'inference', source: 'EV-30 and EH-14: for two of the three calls the text says the opposite' },
    },
    ERROR_EVT_QUERY_RESULT_STALE: {
      value: '0x00003AA3',
      means: 'The log was cleared under the query: what it stood on is gone, and it has to be registered anew.',
      evidence: { kind: 'observation', source: 'EV-31: reports about event collectors' },
    },
  },
} as const satisfies Document

export type Even6Clause = keyof typeof even6.clauses
export type Even6Code = keyof typeof even6.codes
