import { everyValue } from '../domains.ts'
import type { Campaign, CheckPlan } from '../specification.ts'
import { common } from '../statements.ts'
import { beliefs } from './beliefs.ts'
import { expected } from './expected.ts'
import { knobs } from './knobs.ts'
import { cancelling } from './statements/cancelling.ts'
import { completing } from './statements/completing.ts'
import { hosting } from './statements/hosting.ts'
import { registering } from './statements/registering.ts'

type Offers = Campaign['offers']

const calls: Offers = [{ do: 'call', group: 'operation' }]
/** The three ways in which a call is cancelled from outside. */
const cancels: Offers = [
  { do: 'cancel', args: { by: 'hostAbort' }, group: 'cancel' },
  { do: 'cancel', args: { by: 'clientAbort' }, group: 'cancel' },
  { do: 'cancel', args: { by: 'channelFault' }, group: 'cancel' },
]
const close: Offers = [{ do: 'closeHost', group: 'close' }]
const memoryLost: Offers = [{ do: 'outOfMemory', group: 'fault' }]
const others: Offers = [
  { do: 'finish', group: 'other' },
  { do: 'abandonCall', group: 'other' },
  { do: 'abortHost', group: 'other' },
]
const registrations: Offers = [
  { do: 'register', group: 'register' },
  { do: 'register', args: { callback: 'null' }, group: 'register' },
  { do: 'register', args: { freeState: 'null' }, group: 'register' },
]

const afterDecision = everyValue(knobs, 'registerAfterDecision')
const afterCompletion = everyValue(knobs, 'afterCompletion')
/** What an operation does, and when a registration comes too late. */
const everyOperation = everyValue(knobs, 'registerAfterDecision', 'operation', 'registers', 'freeState', 'cooperates')
/** What an operation is and how registrations are read: all knobs that are no durations and not about the host or a callback. */
const everySetting = everyValue(
  knobs,
  'operation',
  'registers',
  'freeState',
  'cooperates',
  'doubleRegister',
  'afterCompletion',
  'registerAfterDecision',
)

const campaigns: readonly Campaign[] = [
  {
    id: 'two-calls',
    says: 'Two calls, two cancels of any kind, a close and a loss of memory, for operations that register once or never and heed the callback or not, under all three readings of a registration that comes after the cancel; else with the knobs at their defaults.',
    offers: [...calls, ...cancels, ...close, ...memoryLost],
    max: { operation: 2, cancel: 2, close: 1, fault: 1 },
    knobs: {},
    varied: { ...afterDecision, registers: ['once', 'never'], ...everyValue(knobs, 'cooperates') },
  },
  {
    id: 'two-calls-every-operation',
    says: 'Two calls, one cancel of any kind and a close, under every setting of the knobs of the operation that are no durations, except for the codes with which a second and a too late registration are refused.',
    offers: [...calls, ...cancels, ...close],
    max: { operation: 2, cancel: 1, close: 1 },
    knobs: {},
    varied: everyOperation,
  },
  {
    id: 'every-setting',
    says: 'One call, two cancels of any kind, a close, and a loss of memory, a return by command, a client that gives up or an abort beside the cancels, under every setting of the knobs of the operation and of its registration that are no durations.',
    offers: [...calls, ...cancels, ...close, { do: 'outOfMemory', group: 'other' }, ...others],
    max: { operation: 1, cancel: 2, close: 1, other: 1 },
    knobs: {},
    varied: everySetting,
  },
  {
    id: 'every-command',
    says: 'One call, a cancel of any kind, two closes, a further registration with and without callbacks, memory that is lost and comes back, and one of all other commands, under all three readings of a registration that comes after the cancel and of one that comes after the end; else with the knobs at their defaults.',
    offers: [
      ...calls,
      ...cancels,
      ...close,
      ...registrations,
      ...memoryLost,
      { do: 'memoryBack', group: 'back' },
      ...others,
    ],
    max: { operation: 1, cancel: 1, close: 2, register: 1, fault: 1, back: 1, other: 1 },
    knobs: {},
    varied: { ...afterDecision, ...afterCompletion },
  },
  {
    id: 'slow-callbacks',
    says: 'One call, a cancel of any kind, a close, an abort and a return by command, with a cancel callback that takes time and then calls nothing, closes the host or aborts it, under all readings of when an abort and a late close return, and of a registration that comes after the cancel.',
    offers: [...calls, ...cancels, ...close, { do: 'finish', group: 'other' }, { do: 'abortHost', group: 'other' }],
    max: { operation: 1, cancel: 1, close: 1, other: 1 },
    knobs: { callbackTicks: 10 },
    varied: {
      ...everyValue(knobs, 'callbackCalls', 'abortReturns', 'lateClose', 'lateCloseCode', 'registerAfterDecision'),
    },
  },
  {
    id: 'leaving',
    says: 'Two calls, a client that goes away or gives up, a cancel of any kind and a close, for operations that register once or never and heed the callback or not, whether a lost client is noticed at once or at the answer.',
    offers: [...calls, ...cancels, ...close, { do: 'leave', group: 'leave' }, { do: 'abandonCall', group: 'leave' }],
    max: { operation: 2, cancel: 1, close: 1, leave: 1 },
    knobs: {},
    varied: { registers: ['once', 'never'], ...everyValue(knobs, 'cooperates', 'lostClient') },
  },
  {
    id: 'sessions',
    says: 'One call, two sessions that another client opens and closes, two closes and an abort of the host, under all readings of when an abort and a late close return, and with which code.',
    offers: [
      ...calls,
      ...close,
      { do: 'abortHost', group: 'other' },
      { do: 'openSession', actor: 'other', group: 'session' },
      { do: 'closeSession', actor: 'other', group: 'back' },
    ],
    max: { operation: 1, close: 2, other: 1, session: 2, back: 2 },
    knobs: {},
    varied: everyValue(knobs, 'abortReturns', 'lateClose', 'lateCloseCode'),
  },
  {
    id: 'patience',
    says: 'One call of a client that waits for so long only, and a cancel of any kind, for operations that heed the callback or not.',
    offers: [...calls, ...cancels],
    max: { operation: 1, cancel: 1 },
    knobs: { callTimeoutTicks: 100 },
    varied: everyValue(knobs, 'cooperates', 'lostClient'),
  },
  {
    id: 'freeing',
    says: 'One call, a close and an abort of the host, and two attempts to free it, under all readings of when an abort and a late close return.',
    offers: [...calls, ...close, { do: 'abortHost', group: 'other' }, { do: 'freeHost', group: 'free' }],
    max: { operation: 1, close: 1, other: 1, free: 2 },
    knobs: {},
    varied: everyValue(knobs, 'abortReturns', 'lateClose'),
  },
  {
    id: 'what-a-refusal-says',
    says: 'One call, a further registration with everything that can be left out, memory that is lost and a cancel by the host, whether a refusal fills the error object or not, and under both codes of a second registration.',
    offers: [
      ...calls,
      ...registrations,
      { do: 'register', args: { context: 'null' }, group: 'register' },
      { do: 'register', args: { userState: 'null' }, group: 'register' },
      { do: 'register', args: { error: 'null', callback: 'null' }, group: 'register' },
      ...memoryLost,
      { do: 'cancel', args: { by: 'hostAbort' }, group: 'cancel' },
    ],
    max: { operation: 1, register: 2, fault: 1, cancel: 1 },
    knobs: {},
    varied: everyValue(knobs, 'errorText', 'doubleRegister'),
  },
]

export const plan: CheckPlan = {
  campaigns,
  expected,
  thorough: [
    {
      id: 'two-calls-every-setting',
      says: 'Two calls, two cancels of any kind, a close and a loss of memory, under every setting of the knobs of the operation and of its registration that are no durations.',
      offers: [...calls, ...cancels, ...close, ...memoryLost],
      max: { operation: 2, cancel: 2, close: 1, fault: 1 },
      knobs: {},
      varied: everySetting,
      dividedBy: ['registers'],
    },
  ],
  properties: [...common([]), ...registering, ...cancelling, ...completing, ...hosting, ...beliefs],
}
