import type { Evidence } from './document.ts'

/** A number of a neighbouring interface, or another face of one of our own codes, as logs, tickets and exceptions show it. */
export interface NeighbourCode {
  readonly name: string
  /** Unsigned, 32 bits at most; null where only words are seen. */
  readonly value: number | null
  /** The interface that it belongs to. */
  readonly family: string
  /** The document that gives it its name and its number, with the place in it. */
  readonly definedIn: string
  /** Words by which a log line tells it, besides its name and number. */
  readonly words?: readonly string[]
  /** The specification next to which it is met, and the code that stands for it there, where one does. */
  readonly near: { readonly spec: string; readonly code?: string }
  /** What it means near a cancel. */
  readonly means: string
  /** What that rests on; clauses and questions are those of the specification next to it. */
  readonly evidence: Evidence
  /** What a caller does then. */
  readonly advice: string
}

const wmi = 'WMI over COM, the older face of MI'
const wbemStatus = 'wbemcli.h, enumeration WBEMSTATUS'
const eventLog = 'Windows event log'

/**
 * Numbers that people hold in their hands, with what they mean after a cancel.
 */
export const neighbours: readonly NeighbourCode[] = [
  {
    name: 'WBEM_E_CALL_CANCELLED',
    value: 0x80041032,
    family: wmi,
    definedIn: wbemStatus,
    words: ['call cancelled', 'call canceled'],
    near: { spec: 'mi', code: 'MI_RESULT_FAILED' },
    means:
      'The call was ended from outside: by a cancel, or because the client dropped the query before it had read all of it, or because its wait for the next result ran out. Seldom did somebody call cancel.',
    evidence: {
      kind: 'observation',
      source: 'public reports of event 5858 of WMI-Activity, where nobody had called cancel',
    },
    advice: 'Look at the client first: who released the enumerator, and after how long?',
  },
  {
    name: 'WBEM_E_QUOTA_VIOLATION',
    value: 0x8004106c,
    family: wmi,
    definedIn: wbemStatus,
    words: ['quota violation'],
    near: { spec: 'mi', code: 'MI_RESULT_SERVER_LIMITS_EXCEEDED' },
    means:
      'The server has no room for one more operation, or too little memory for this one. A cancelled operation whose provider has not noticed yet may still take the place.',
    evidence: {
      kind: 'inference',
      source: 'H-11, MI-12: the place of an operation is not free before its provider has ended; public reports',
    },
    advice:
      'Wait until the provider of the cancelled operation has ended, then ask again; close sessions that nobody uses.',
  },
  {
    name: 'WBEM_E_SERVER_TOO_BUSY',
    value: 0x80041045,
    family: wmi,
    definedIn: wbemStatus,
    near: { spec: 'mi' },
    means: 'The server takes no more work at present; this says nothing of an earlier cancel.',
    evidence: { kind: 'document', source: 'wbemcli.h, enumeration WBEMSTATUS' },
    advice: 'Ask again later, with longer pauses each time.',
  },
  {
    name: 'WBEM_E_OUT_OF_MEMORY',
    value: 0x80041006,
    family: wmi,
    definedIn: wbemStatus,
    near: { spec: 'mi', code: 'MI_RESULT_SERVER_LIMITS_EXCEEDED' },
    means: 'There was not enough memory for the request.',
    evidence: { kind: 'document', source: 'wbemcli.h, enumeration WBEMSTATUS' },
    advice: 'Ask for less at a time, and close what is done.',
  },
  {
    name: 'WBEM_S_TIMEDOUT',
    value: 0x40004,
    family: wmi,
    definedIn: wbemStatus,
    near: { spec: 'mi', code: 'MI_RESULT_FAILED' },
    means: 'The client’s own patience is over. It is no cancel, and the server may still be at work.',
    evidence: {
      kind: 'observation',
      source: 'the detail of MI operations that timed out, in public reports; the code that they return is not checked',
    },
    advice: 'Read on, or cancel; either way close the operation.',
  },
  {
    name: 'TIME_OUT',
    value: 1004,
    family: 'OMI, inside its WS-Management client',
    definedIn: 'Open Management Infrastructure, common/common.h, results of its own from 1000 on',
    near: { spec: 'mi', code: 'MI_RESULT_FAILED' },
    means: 'The client waited long enough; its caller sees MI_RESULT_FAILED with details.',
    evidence: {
      kind: 'observation',
      source: 'Open Management Infrastructure, its source: the WS-Management client makes it FAILED',
    },
    advice: 'Treat it as an operation of which the end is not known.',
  },
  {
    name: 'ERROR_EVT_QUERY_RESULT_INVALID_POSITION',
    value: 15012,
    family: eventLog,
    definedIn: '[MS-ERREF] 2.2, Win32 error codes',
    near: { spec: 'even6' },
    means: 'The place in the log to which the query was to go does not exist any more.',
    evidence: { kind: 'document', source: '[MS-ERREF] 2.2, Win32 error codes' },
    advice: 'Seek to a place that exists, or register the query anew.',
  },
  {
    name: 'java.util.concurrent.CancellationException',
    value: null,
    family: 'Java client libraries, OperationFuture',
    definedIn: 'Java SE, package java.util.concurrent; thrown by gax-java, OperationFutureImpl',
    words: ['task was cancelled', 'task was canceled', 'cancellationexception'],
    near: { spec: 'lro', code: 'CANCELLED' },
    means:
      'The library stopped waiting, often after about five minutes by default. Nobody has cancelled the operation.',
    evidence: {
      kind: 'observation',
      source: 'gax-java, its source: cancel stops the polling and sends nothing; LR-31',
    },
    advice: 'Give the poller more time, or ask for the operation by its name.',
  },
]
