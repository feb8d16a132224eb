import type { Document } from './document.ts'

/** The generic interface of long-running operations, as the Vault API offers it, and what client libraries make of it. */
export const lro = {
  id: 'lro',
  title: 'operations.cancel',
  family: 'google.longrunning, Vault',
  documents: [
    'Vault API v1, method operations.cancel (page of 2025-02-06) and discovery document',
    'google/longrunning/operations.proto, with its service configuration',
    'google/rpc/code.proto and google/rpc/status.proto',
    'API improvement proposals 135, 151, 193, 194 and 211',
    'Client libraries: googleapis and gax for Node, api_core for Python, longrunning for Go, gax for Java, google-cloud-cpp',
    'Bug reports about the Pipelines API (Cromwell 700, 1409, 2496, 5995, 6568)',
  ],
  requirements: [
    { what: 'Server', says: 'vault.googleapis.com, version v1', source: 'Vault API, operations.cancel' },
    {
      what: 'Transport',
      says: 'HTTP with JSON: a POST, its address in the syntax of gRPC transcoding',
      source: 'Vault API, operations.cancel; LR-07',
    },
    { what: 'Library', says: 'None is needed; six are modelled', source: 'Client libraries' },
    {
      what: 'Authentication',
      says: 'An OAuth 2.0 token with the scope https://www.googleapis.com/auth/ediscovery',
      source: 'Vault API, operations.cancel; LR-10',
    },
    {
      what: 'Identity of the caller',
      says: 'One that has access to the operation, whoever started it',
      source: 'LR-19; LH-17',
    },
  ],
  clauses: {
    'LR-01': {
      force: 'statement',
      section: 'operations.proto, CancelOperation',
      says: 'A cancel begins an attempt to stop the operation and does not wait for it.',
    },
    'LR-02': {
      force: 'SHOULD',
      section: 'operations.proto, CancelOperation',
      says: 'The service does what it can to stop the operation, and owes nobody a success.',
    },
    'LR-03': {
      force: 'MUST',
      section: 'operations.proto, CancelOperation',
      says: 'Where the method is not offered, the answer is UNIMPLEMENTED (12, over HTTP 501).',
    },
    'LR-04': {
      force: 'MAY',
      section: 'operations.proto, CancelOperation',
      says: 'Whether the cancel worked or the operation ended all the same is something to look up, with GetOperation or otherwise.',
    },
    'LR-05': {
      force: 'MUST',
      section: 'operations.proto, CancelOperation',
      says: 'An operation that was cancelled is kept, not removed.',
    },
    'LR-06': {
      force: 'MUST',
      section: 'operations.proto, CancelOperation',
      says: 'A cancelled operation ends with an error whose code is 1, CANCELLED.',
    },
    'LR-07': {
      force: 'MUST',
      section: 'Vault API, operations.cancel, HTTP request',
      says: 'A cancel is a POST to /v1/, the name of the operation and :cancel; the name begins with operations/.',
    },
    'LR-08': {
      force: 'MUST',
      section: 'Vault API, operations.cancel, request body',
      says: 'The request carries nothing in its body; no bytes at all and an empty object both count as nothing.',
    },
    'LR-09': {
      force: 'MUST',
      section: 'Vault API, operations.cancel, response body',
      says: 'A cancel that was taken is answered with an empty JSON object.',
    },
    'LR-10': {
      force: 'MUST',
      section: 'Vault API, operations.cancel, authorization scopes',
      says: 'The caller has to hold the eDiscovery scope; the one for reading is not enough.',
    },
    'LR-11': {
      force: 'statement',
      section: 'follows from CancelOperation',
      basis: 'inference',
      says: 'The empty object says that the request has come in, not that anything was cancelled.',
    },
    'LR-12': {
      force: 'MUST',
      section: 'operations.proto, Operation.done',
      says: 'While an operation is not done, it shows neither a response nor an error.',
    },
    'LR-13': {
      force: 'statement',
      section: 'operations.proto, Operation.result',
      says: 'A finished operation has a response or an error, never both; some services leave out either.',
    },
    'LR-14': {
      force: 'MUST',
      section: 'follows from Operation.done; api_core relies on it',
      basis: 'inference',
      says: 'What is done stays done, and its result stays what it is.',
    },
    'LR-15': {
      force: 'statement',
      section: 'operations.proto, CancelOperation',
      says: 'After a cancel that was taken, the operation may still end with a response or with an error of another kind.',
    },
    'LR-16': {
      force: 'statement',
      section: 'Cromwell 2496, Pipelines API',
      says: 'Code 1 can also be the doing of the service itself, without any cancel by a client.',
    },
    'LR-17': {
      force: 'MUST',
      section: 'operations.proto, DeleteOperation',
      says: 'To delete an operation is to lose interest in its result; the work goes on.',
    },
    'LR-18': {
      force: 'statement',
      section: 'AIP-151, expiration; follows for DeleteOperation',
      says: 'Once an operation was deleted or has expired, looking at it or cancelling it finds nothing: NOT_FOUND.',
    },
    'LR-19': {
      force: 'MUST',
      section: 'AIP-211 and AIP-193',
      says: 'Who may call is checked before what was asked; a caller without access hears PERMISSION_DENIED, whether the name exists or not.',
    },
    'LR-20': {
      force: 'MUST',
      section: 'AIP-193, NOT_FOUND',
      says: 'A caller with access who names an operation that does not exist hears NOT_FOUND.',
    },
    'LR-21': {
      force: 'MUST',
      section: 'AIP-193; google/rpc/status.proto',
      says: 'The code in the body of a failed HTTP call is the HTTP status; the code inside an operation is the number of google.rpc.Code.',
    },
    'LR-22': {
      force: 'MUST',
      section: 'AIP-193, ErrorInfo',
      says: 'The details of every refusal hold an ErrorInfo, which names the reason.',
      outside:
        'The body that a run shows has one, made from the code; what a service writes into it changes nothing that anybody does.',
    },
    'LR-23': {
      force: 'MAY',
      section: 'longrunning service configuration; gax',
      says: 'A library may repeat a cancel that met UNAVAILABLE on its own, so a repeated cancel has to do no harm.',
    },
    'LR-24': {
      force: 'statement',
      section: 'operations.proto; metadata of other services; Vault discovery document',
      says: 'That a cancel was asked for cannot be read from the operation; some services put it into the metadata, Vault does not.',
    },
    'LR-25': {
      force: 'statement',
      section: 'follows from google/rpc/code.proto',
      basis: 'inference',
      says: 'An HTTP answer 499 is about the call itself and says nothing of the operation.',
      outside: 'No call of the model is broken off on the HTTP side, so none is answered with 499.',
    },
    'LR-26': {
      force: 'statement',
      section: 'follows from GetOperation',
      basis: 'inference',
      says: 'To look at a cancelled operation is a call that succeeds, with HTTP 200.',
    },
    'LR-27': {
      force: 'SHOULD',
      section: 'operations.proto, GetOperation',
      says: 'A client asks again at the pace that the service recommends.',
    },
    'LR-28': {
      force: 'MAY',
      section: 'AIP-151, parallel operations',
      says: 'A service may allow one operation at a time on a resource; it turns a second one away with ABORTED, which is not a cancel.',
    },
    'LR-29': {
      force: 'MUST',
      section: 'operations.proto, ListOperations, DeleteOperation, WaitOperation',
      says: 'A list, delete or wait that is not offered is UNIMPLEMENTED as well.',
    },
    'LR-30': {
      force: 'MAY',
      section: 'longrunning.yaml, overview',
      says: 'An operation may be done already in the answer that gives its name.',
    },
    'LR-31': {
      force: 'statement',
      section: 'follows from operations.proto; seen with gax',
      basis: 'inference',
      says: 'A client that breaks off its call, runs into its own timeout or stops asking leaves the operation running.',
    },
    'LR-32': {
      force: 'MUST NOT',
      section: 'google-cloud-cpp 7762, policy on cancel',
      says: 'A library does not pass off a CANCELLED of its own making as the end of the operation.',
    },
    'LR-33': {
      force: 'statement',
      section: 'Vault API, operations.cancel, HTTP request; google/api/http.proto',
      says: 'The address is written in the syntax of gRPC transcoding: the name stands in the path, with as many segments as its pattern takes, and :cancel comes last.',
      outside:
        'Names are numbers in the model: the address of a request is shown to the reader, and nobody takes it apart.',
    },
    'LR-34': {
      force: 'statement',
      section: 'operations.proto, WaitOperation',
      says: 'A wait is answered with the latest state of the operation, at once where it is done, else when it is or when the time given is over.',
    },
    'LR-35': {
      force: 'MAY',
      section: 'operations.proto, WaitOperation',
      says: 'A wait may be answered before its time is over and before the operation is done, at once even.',
    },
  },
  questions: {
    'LH-01': {
      says: 'What does a cancel of a finished operation answer? Both an empty object and FAILED_PRECONDITION are found in real services.',
      knob: 'cancelDone',
      clauses: ['LR-14'],
    },
    'LH-02': {
      says: 'May a cancel be repeated while the first one is being carried out? Library settings take it for granted; the Pipelines API refuses.',
      knob: 'cancelTwice',
      clauses: ['LR-23'],
    },
    'LH-03': {
      says: 'Which error does an unknown, deleted, expired or foreign name give? The method’s page names UNIMPLEMENTED and no other.',
      answer:
        'NOT_FOUND for a name that nobody was given and for one that was deleted; to a caller without access PERMISSION_DENIED comes before that. Nothing expires.',
      clauses: ['LR-18', 'LR-19', 'LR-20'],
    },
    'LH-04': {
      says: 'Is UNIMPLEMENTED a matter of the method, of the kind of operation or of a single one, and does Vault offer cancel at all?',
      answer:
        'Of the method, by the knob; and of the kind of operation, which the start says. Whether Vault offers it is not known.',
      knob: 'supportsCancel',
      clauses: ['LR-03'],
    },
    'LH-05': {
      says: 'How long may it take from the empty object to the end? There is no bound, and no way to say that a cancel will come to nothing.',
      answer: 'The worker needs its time to notice, and nothing tells a client that its cancel comes to nothing.',
      knob: 'honoursCancel',
      clauses: ['LR-02', 'LR-11'],
    },
    'LH-06': {
      says: 'No state of the operation stands for a cancel that is under way: a client cannot tell whether its request was received.',
      knob: 'exposeRequestedCancellation',
      clauses: ['LR-24'],
    },
    'LH-07': {
      says: 'Who caused a code 1: this client, another user, or the service? The text of the message is free.',
      answer: 'The client gets the code and nothing else: it does not say who.',
      clauses: ['LR-06', 'LR-16'],
    },
    'LH-08': {
      says: 'Is work that was half done undone, kept or handed over? An operation with an error has no room for a partial result.',
      answer:
        'There are no partial results: a cancelled operation has its error, and what was half done is not spoken of.',
      clauses: ['LR-13'],
    },
    'LH-09': {
      says: 'What counts as an empty body: an empty object, null, blanks? And what if the body repeats the name differently?',
      answer:
        'No bytes and an empty object are empty, and an unknown field gets INVALID_ARGUMENT. A name in the body or anything else cannot be sent.',
      clauses: ['LR-08'],
    },
    'LH-10': {
      says: 'Is the body of a good answer an empty JSON object or no body? The page says both.',
      answer: 'An empty JSON object.',
      clauses: ['LR-09'],
    },
    'LH-11': {
      says: 'How many segments may a name have? The three patterns that describe it allow different ones, none at all included.',
      answer: 'A name is that of the operation or one that nobody was given; its spelling plays no part.',
      clauses: ['LR-07', 'LR-33'],
    },
    'LH-12': {
      says: 'How is a colon or an escaped slash inside a name decoded? Clients of different age encode it differently.',
      answer: 'Names have no spelling in the model, so nothing is encoded.',
      clauses: ['LR-07', 'LR-33'],
    },
    'LH-13': {
      says: 'Is an operation that is done with neither response nor error a success? Libraries disagree.',
      answer:
        'Seen by the raw client and gax for Node it is one; Python and Go raise an error, and Java and C++, which have to unpack a response, are taken to do so too.',
      knob: 'result',
      clauses: ['LR-13'],
    },
    'LH-14': {
      says: 'That exactly one of error and response can be set is weaker than that exactly one is set.',
      answer: 'Exactly one of the two is set, or neither where the knob says so.',
      knob: 'result',
      clauses: ['LR-13'],
    },
    'LH-15': {
      says: 'May an operation be deleted while it runs? Its work then goes on with nothing left by which it could be cancelled.',
      answer: 'It may: the record goes, the work runs to its end, and a cancel finds nothing any more, NOT_FOUND.',
      clauses: ['LR-17'],
    },
    'LH-16': {
      says: 'Where among the checks do UNIMPLEMENTED and an exhausted quota come, before or after the credentials?',
      answer:
        'UNIMPLEMENTED comes after a missing credential and a token for reading, or before both; access to the operation and the body come after it. There is no quota.',
      knob: 'unimplementedFirst',
      clauses: ['LR-03', 'LR-19'],
    },
    'LH-17': {
      says: 'Is the scope enough, or does the caller need a role in the matter? And who may cancel what somebody else has started?',
      answer: 'A caller needs the scope, then access; whoever has both may cancel the operation, whoever started it.',
      clauses: ['LR-10', 'LR-19'],
    },
    'LH-18': {
      says: 'The HTTP status 499 is not a standard one; what stands between client and service may replace it.',
      answer: 'No call is answered with 499.',
      clauses: ['LR-25'],
    },
    'LH-19': {
      says: 'May a look right after the empty object come from an old copy, and may a done operation be seen running once more?',
      answer: 'A look shows the operation as it is when the request arrives; nobody reads from an old copy.',
      clauses: ['LR-14'],
    },
    'LH-20': {
      says: 'A cancel carries nothing that ties it to a moment: one that the network delays can hit much later. Are names ever used again?',
      answer:
        'A cancel concerns the operation as it is when the request arrives, however late that is. No name is used twice.',
      clauses: ['LR-23'],
    },
    'LH-21': {
      says: 'The Hindi page is a translation by machine that turns success of the call into a connection that works; the English text decides.',
      answer: 'An OK says that the call succeeded, as the English text has it.',
      clauses: ['LR-09'],
    },
    'LH-22': {
      says: 'The proposal on long-running operations does not speak of cancelling; only the comment in the proto does.',
      answer: 'The model follows the comment in the proto.',
      clauses: ['LR-01'],
    },
    'LH-23': {
      says: 'What becomes of a wait whose operation is deleted meanwhile?',
      answer: 'It is answered at once, with NOT_FOUND, as a look at that moment would be.',
      clauses: ['LR-18', 'LR-34'],
    },
  },
  codes: {
    OK: {
      value: '0',
      means: 'Accepted, with no promise that it will stop.',
      otherwise: 'The call succeeded; as the end of an operation: it has a response.',
      evidence: { kind: 'document', source: 'LR-01, LR-09, LR-13' },
    },
    CANCELLED: {
      value: '1',
      means:
        'The operation was stopped and is kept with this error; who stopped it is not said. From a library it can be of the library’s own making.',
      evidence: {
        kind: 'observation',
        source: 'LR-05, LR-06 for the operation; LR-31, LR-32 and gax for Node for the library',
      },
    },
    UNKNOWN: {
      value: '2',
      means:
        'From a library: the operation is done and has neither a response nor an error. The service has not said that anything failed.',
      evidence: {
        kind: 'observation',
        source: 'api_core for Python and longrunning for Go, their source; LR-13, LH-13',
      },
    },
    INVALID_ARGUMENT: {
      value: '3',
      means:
        'The request itself is wrong: a field in the body, or no name yet, which the library notices before it sends.',
      evidence: {
        kind: 'inference',
        source: 'LR-07, LR-08; google/rpc/code.proto gives the code to what a caller got wrong',
      },
    },
    DEADLINE_EXCEEDED: {
      value: '4',
      means: 'The patience of the library is over, and nobody has cancelled anything: the operation goes on.',
      evidence: { kind: 'observation', source: 'gax for Node, against a service on the same machine; LR-31' },
    },
    NOT_FOUND: {
      value: '5',
      means: 'No operation has this name: never given out, or deleted.',
      evidence: { kind: 'document', source: 'LR-18, LR-20' },
    },
    ALREADY_EXISTS: {
      value: '6',
      means: 'The operation was not started: another one works on the same thing. Nobody has cancelled anything.',
      evidence: { kind: 'inference', source: 'LR-28; public reports of services that answer 409 with this name' },
    },
    PERMISSION_DENIED: {
      value: '7',
      means: 'The token may only read, or the caller has no access; the name may exist or not.',
      evidence: { kind: 'document', source: 'LR-10, LR-19' },
    },
    RESOURCE_EXHAUSTED: {
      value: '8',
      means: 'There were too many requests; this one was refused before anybody looked at it, and nothing has changed.',
      evidence: { kind: 'document', source: 'google/rpc/code.proto and AIP-193, HTTP 429' },
    },
    FAILED_PRECONDITION: {
      value: '9',
      means:
        'The operation is done, its cancel is under way already, or it is in a phase in which it cannot be cancelled; nothing has changed.',
      evidence: {
        kind: 'observation',
        source: 'Bug reports about the Pipelines API and of other services; LH-01, LH-02',
      },
    },
    ABORTED: {
      value: '10',
      means:
        'The operation was not started: another one works on the same thing, perhaps one that was cancelled and has not ended.',
      evidence: { kind: 'document', source: 'LR-28' },
    },
    UNIMPLEMENTED: {
      value: '12',
      means: 'The service does not offer the method, or no cancel for this kind of operation, which runs on.',
      evidence: { kind: 'document', source: 'LR-03, LR-29' },
    },
    INTERNAL: {
      value: '13',
      means: 'The operation ended with an error that is not CANCELLED.',
      evidence: { kind: 'document', source: 'LR-15; google/rpc/code.proto' },
    },
    UNAVAILABLE: {
      value: '14',
      means: 'No answer of use came; whether the request was carried out is not known.',
      evidence: {
        kind: 'inference',
        source: 'LR-23: who repeats a cancel does not know whether the first one came through',
      },
    },
    UNAUTHENTICATED: {
      value: '16',
      means: 'The request came without a credential.',
      evidence: { kind: 'document', source: 'LR-19; google/rpc/code.proto' },
    },
  },
  codesInJson: true,
} as const satisfies Document

export type LroClause = keyof typeof lro.clauses
