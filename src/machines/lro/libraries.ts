import type { LroCode } from './messages.ts'

/** Pauses of a library, in milliseconds of the real one; the model counts ticks instead, `pollTicks` and `retryTicks`. */
interface Pauses {
  readonly first: number
  /** By how much each is longer than the one before. */
  readonly multiplier: number
  readonly longest: number
}

/** How a client library waits for an operation and how it cancels one. Machines, tests and documentation read it here. */
export interface Library {
  readonly name: string
  /** Where it is said or was seen. */
  readonly sources: readonly string[]
  /** How it asks whether the operation is done; null: as its user says. */
  readonly polling: (Pauses & { /** Its patience by default, in milliseconds. */ readonly total: number | null }) | null
  /** When it sends a cancel again by itself; `attempts` counts the first one. Null: never. */
  readonly repeatsCancel:
    | (Pauses & { readonly codes: readonly LroCode[]; readonly attempts: number | null; readonly total: number })
    | null
  /** A cancel breaks off the poll that is under way, and with it the polling. */
  readonly abortsPollInFlight: boolean
  /** A cancel ends the polling also between two polls. */
  readonly stopsPolling: boolean
  /** A cancel looks with GetOperation first; nothing is sent where that shows done, or fails. */
  readonly looksFirst: boolean
  /** A cancel never leaves the client. */
  readonly sendsNothing: boolean
  /** A cancel from before the name was known is sent as soon as it is. */
  readonly remembers: boolean
  /** What its caller is told when its patience is over. No library sends a cancel then. */
  readonly outOfPatience: 'DEADLINE_EXCEEDED' | 'CANCELLED'
  /** What its caller is told of an operation that is done with neither a response nor an error. */
  readonly doneWithNeither: 'OK' | 'UNKNOWN'
}

const plain = {
  abortsPollInFlight: false,
  stopsPolling: false,
  looksFirst: false,
  sendsNothing: false,
  remembers: false,
  repeatsCancel: null,
} as const

/** What the service configuration of google.longrunning says for all of its methods, cancel and delete included. */
const serviceConfiguration = {
  first: 500,
  multiplier: 2,
  longest: 10_000,
  codes: ['UNAVAILABLE'],
  attempts: 5,
  total: 10_000,
} as const

/**
 * The six, each under its value of the knob `clientStyle`. A poll that meets UNAVAILABLE is no end for any of them: they ask again.
 */
export const libraries = {
  raw: {
    ...plain,
    name: 'googleapis for Node',
    sources: ['googleapis 188.0.0 and googleapis-common 9.3.1: a POST is never repeated, the user polls; seen'],
    polling: null,
    outOfPatience: 'DEADLINE_EXCEEDED',
    doneWithNeither: 'OK',
  },
  gax: {
    ...plain,
    name: 'gax for Node',
    sources: [
      'google-gax 6.17.0, longrunning.ts and operations_client_config.json; seen: an abort concerns the poll under way only',
      'seen: 503, 503, 200 are three requests of one cancel, and the total timeout sends none',
    ],
    polling: { first: 100, multiplier: 1.3, longest: 60_000, total: null },
    repeatsCancel: {
      first: 100,
      multiplier: 1.3,
      longest: 60_000,
      codes: ['UNAVAILABLE', 'DEADLINE_EXCEEDED'],
      attempts: null,
      total: 600_000,
    },
    abortsPollInFlight: true,
    outOfPatience: 'DEADLINE_EXCEEDED',
    doneWithNeither: 'OK',
  },
  python: {
    ...plain,
    name: 'api_core for Python',
    sources: [
      'google/api_core/operation.py and future/polling.py: cancel asks done() first, which raises where the look fails',
      'longrunning_grpc_service_config.json, which the generated client carries',
    ],
    polling: { first: 1000, multiplier: 1.5, longest: 20_000, total: 900_000 },
    repeatsCancel: serviceConfiguration,
    looksFirst: true,
    outOfPatience: 'DEADLINE_EXCEEDED',
    doneWithNeither: 'UNKNOWN',
  },
  go: {
    ...plain,
    name: 'longrunning for Go',
    sources: [
      'cloud.google.com/go/longrunning, longrunning.go: patience is that of the context',
      'longrunning_grpc_service_config.json, which the generated client carries',
    ],
    polling: { first: 1000, multiplier: 2, longest: 60_000, total: null },
    repeatsCancel: serviceConfiguration,
    outOfPatience: 'DEADLINE_EXCEEDED',
    doneWithNeither: 'UNKNOWN',
  },
  javaFuture: {
    ...plain,
    name: 'gax for Java, the future',
    sources: [
      'gax-java, OperationFutureImpl: cancel ends the polling and sends nothing',
      'gax-java, OperationTimedPollAlgorithm: a total timeout is thrown as a CancellationException; public reports',
    ],
    polling: { first: 5000, multiplier: 1.5, longest: 45_000, total: 300_000 },
    abortsPollInFlight: true,
    stopsPolling: true,
    sendsNothing: true,
    outOfPatience: 'CANCELLED',
    doneWithNeither: 'UNKNOWN',
  },
  cpp: {
    ...plain,
    name: 'google-cloud-cpp',
    sources: [
      'google-cloud-cpp, async_long_running_operation and async_polling_loop; 7762 and 8695 on cancel',
      'async_polling_loop: DEADLINE_EXCEEDED when the polling policy ends it, and the operation is left running',
    ],
    polling: null,
    remembers: true,
    outOfPatience: 'DEADLINE_EXCEEDED',
    doneWithNeither: 'UNKNOWN',
  },
} as const satisfies Readonly<Record<string, Library>>

/** The library of a knob's value. */
export const libraryOf = ({ clientStyle }: { readonly clientStyle: keyof typeof libraries }): Library =>
  libraries[clientStyle]
