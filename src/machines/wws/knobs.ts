import type { RoleInput } from '#kernel/model.ts'
import { flag, int, oneOf, type KnobsOf, type KnobTable } from '../domains.ts'

export const knobs = {
  linkTicks: {
    kind: 'environment',
    domain: int(0, 1000, 10),
    unit: 'ticks',
    title: 'Network, one way',
    says: 'How long a message between client and service takes.',
  },
  operation: {
    kind: 'environment',
    domain: oneOf('sync', 'async'),
    title: 'Operation is',
    says: 'Whether the operation works on the thread that called it, or returns at once and calls back when it is done.',
  },
  registers: {
    kind: 'environment',
    domain: oneOf('once', 'never', 'twice', 'afterCompletion', 'nullCallback'),
    title: 'Operation registers',
    says: 'Whether, and how wrongly, the operation asks to be told of a cancel.',
  },
  registerTicks: {
    kind: 'environment',
    domain: int(0, 10000, 20),
    unit: 'ticks',
    title: 'Registers after',
    says: 'How long after its dispatch (or, too late, after its completion) the operation registers.',
  },
  registerDuration: {
    kind: 'environment',
    domain: int(0, 1000, 4),
    unit: 'ticks',
    title: 'Registering takes',
    says: 'How long one registering call takes.',
  },
  freeState: {
    kind: 'environment',
    domain: flag(true),
    title: 'Free-state callback',
    says: 'Whether the operation registers a callback that releases its state.',
  },
  workTicks: {
    kind: 'environment',
    domain: int(1, 100000, 300),
    unit: 'ticks',
    title: 'Work takes',
    says: 'How long the operation works if nobody disturbs it.',
  },
  cooperates: {
    kind: 'environment',
    domain: flag(true),
    title: 'Operation cooperates',
    says: 'Whether the operation returns early once its callback has run.',
  },
  reactTicks: {
    kind: 'environment',
    domain: int(0, 10000, 15),
    unit: 'ticks',
    title: 'Reacts within',
    says: 'How long after its cancel callback a cooperating operation returns.',
  },
  callbackTicks: {
    kind: 'environment',
    domain: int(0, 10000, 0),
    unit: 'ticks',
    title: 'Cancel callback takes',
    says: 'How long the cancel callback works before it returns, or before it makes its call.',
  },
  callbackCalls: {
    kind: 'environment',
    domain: oneOf('nothing', 'closeHost', 'abortHost'),
    title: 'Cancel callback calls',
    says: 'Whether the cancel callback itself closes or aborts the host, and waits for the answer.',
  },
  closeTimeoutTicks: {
    kind: 'environment',
    domain: int(1, 100000, 500),
    unit: 'ticks',
    title: 'Close timeout',
    says: 'How long a close waits before it turns into an abort.',
  },
  doubleRegister: {
    kind: 'choice',
    domain: oneOf('WS_E_INVALID_OPERATION', 'E_INVALIDARG'),
    title: 'Second registration',
    says: 'With which code a second registration of one call fails; no page names it.',
    clauses: ['WS-08', 'WH-01'],
  },
  afterCompletion: {
    kind: 'choice',
    domain: oneOf('WS_E_INVALID_OPERATION', 'silentOk', 'crash'),
    title: 'Registering too late',
    says: 'What a registration after completion shows; anything may happen, since it is not defined.',
    clauses: ['WS-03', 'WH-01'],
  },
  registerAfterDecision: {
    kind: 'choice',
    domain: oneOf('inlineThenOk', 'otherThreadThenOk', 'failAborted'),
    title: 'Registering a cancelled call',
    says: 'Whether the callback runs before the registration returns S_OK (inside it or on another thread), or the registration fails.',
    clauses: ['WS-04', 'WH-06', 'WH-07'],
  },
  abortReturns: {
    kind: 'choice',
    domain: oneOf('afterCallbacks', 'beforeCallbacks', 'afterCalls'),
    title: 'The abort returns',
    says: 'Whether WsAbortServiceHost returns after the cancel callbacks, before them, or only when every call has ended.',
    clauses: ['WS-12', 'WS-13', 'WH-08'],
  },
  lateClose: {
    kind: 'choice',
    domain: oneOf('whenCallsEnd', 'atTimeout'),
    title: 'A close that ran out of time returns',
    says: 'Whether a close that became an abort still waits for the calls, or returns once its timeout is over.',
    clauses: ['WS-13', 'WS-21', 'WH-10'],
  },
  lateCloseCode: {
    kind: 'choice',
    domain: oneOf('WS_E_OPERATION_TIMED_OUT', 'WS_E_OPERATION_ABORTED'),
    title: 'Code of such a close',
    says: 'Which code a close returns that ran out of time: that it timed out, or that it was aborted.',
    clauses: ['WS-21', 'WH-10'],
  },
  lostClient: {
    kind: 'choice',
    domain: oneOf('noticedAtOnce', 'noticedAtTheAnswer'),
    title: 'A client that is gone',
    says: 'Whether the service notices it as soon as the news arrives, or only when it has an answer and nobody to give it to.',
    clauses: ['WS-10', 'WH-11'],
  },
  errorText: {
    kind: 'choice',
    domain: oneOf('filled', 'empty'),
    title: 'Error object',
    says: 'Whether a registration that fails leaves a text in the error object that came with it.',
    clauses: ['WS-31', 'WH-14'],
  },
} satisfies KnobTable

export type WwsKnobs = KnobsOf<typeof knobs>
export type WwsInput = RoleInput<WwsKnobs>
