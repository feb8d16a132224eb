import { everyValue } from '../domains.ts'
import type { Campaign, CheckPlan } from '../specification.ts'
import { common } from '../statements.ts'
import { beliefs } from './beliefs.ts'
import { commands } from './commands.ts'
import { expected } from './expected.ts'
import { knobs } from './knobs.ts'
import { cites, whileThere } from './predicates.ts'
import { answers } from './statements/answers.ts'
import { closing } from './statements/closing.ts'
import { endings } from './statements/endings.ts'
import { others } from './statements/others.ts'
import { serving } from './statements/serving.ts'

/** One kind that reaches the provider and ends by itself, one that ends only if it is told to, one whose provider cannot be told. */
const kinds: Campaign['offers'] = [
  { do: 'start', args: { kind: 'enumerate' }, group: 'operation' },
  { do: 'start', args: { kind: 'subscribe' }, group: 'operation' },
  { do: 'start', args: { kind: 'invoke' }, group: 'operation' },
]
const faults: Campaign['offers'] = [
  { do: 'dropLink', group: 'fault' },
  { do: 'outOfMemory', group: 'fault' },
]
/** The same without the one that never ends: most of what two operations do to each other needs no more. */
const endingKinds = kinds.filter(({ args }) => args?.['kind'] !== 'subscribe')
/** A command on either of two operations. */
const onBoth = (name: string, group: string): Campaign['offers'] =>
  [1, 2].map((op) => ({ do: name, args: { op }, group }))

/** Small counts: what a second result can show, a tenth cannot add to. */
const small: Campaign['knobs'] = { results: 2, extraResults: 1, quota: 1 }

const bounds = 'with two results, one extra result and one slot'
/** What differs from one implementation to another in what a server does. */
const servers = everyValue(knobs, 'profile', 'quotaCode', 'canceledFinalCode')

/** Two operations, and everything that can meet: by far the most worlds. */
const twoOperations = {
  offers: [...endingKinds, ...onBoth('cancel', 'cancel'), ...onBoth('close', 'close'), ...faults],
  max: { operation: 2, cancel: 2, close: 1, fault: 1 },
  knobs: small,
} as const

const campaigns: readonly Campaign[] = [
  {
    id: 'two-operations',
    says: `Two asynchronous operations, each an enumeration or an invoke, two cancels, a close and one fault, ${bounds}, with each implementation.`,
    ...twoOperations,
    varied: everyValue(knobs, 'profile'),
    dividedBy: ['profile'],
  },
  {
    id: 'two-on-every-server',
    says: `Two asynchronous operations, each an enumeration, a subscription or an invoke, a cancel and a close, ${bounds}, with each implementation.`,
    offers: [...kinds, ...onBoth('cancel', 'cancel'), ...onBoth('close', 'close')],
    max: { operation: 2, cancel: 1, close: 1 },
    knobs: small,
    varied: everyValue(knobs, 'profile'),
  },
  {
    id: 'callbacks-every-setting',
    says: 'One asynchronous enumeration, subscription or invoke, two cancels by the owner or somebody else, a close, a close of the session and one fault, with one slot, up to two results and one extra result, under every setting of the choices.',
    offers: [
      ...kinds,
      { do: 'cancel', group: 'cancel' },
      { do: 'cancel', args: { identity: 'other' }, group: 'cancel' },
      { do: 'close', group: 'close' },
      { do: 'closeSession', group: 'session' },
      ...faults,
    ],
    max: { operation: 1, cancel: 2, close: 1, session: 1, fault: 1 },
    knobs: small,
    varied: {
      ...everyValue(knobs, 'profile', 'canceledFinalCode', 'wrongIdentity', 'staleHandle'),
      results: [0, 1, 2],
      extraResults: [0, 1],
    },
  },
  {
    id: 'getters-every-setting',
    says: 'One synchronous enumeration, subscription or invoke, three calls of the getter, a cancel, a close and a close of the session, with one slot, up to two results and one extra result, with each implementation and code for a cancelled operation.',
    offers: [
      ...kinds,
      { do: 'getNext', group: 'get' },
      { do: 'cancel', group: 'cancel' },
      { do: 'close', group: 'close' },
      { do: 'closeSession', group: 'session' },
    ],
    max: { operation: 1, get: 3, cancel: 1, close: 1, session: 1 },
    knobs: { ...small, mode: 'sync' },
    varied: {
      ...everyValue(knobs, 'profile', 'canceledFinalCode'),
      results: [0, 1, 2],
      extraResults: [0, 1],
    },
  },
  {
    id: 'two-with-getters',
    says: 'Two synchronous operations, each an enumeration or an invoke, two calls of the getter, a cancel and a close, with one result, one extra result and one slot.',
    offers: [...endingKinds, ...onBoth('getNext', 'get'), ...onBoth('cancel', 'cancel'), ...onBoth('close', 'close')],
    max: { operation: 2, get: 2, cancel: 1, close: 1 },
    knobs: { ...small, mode: 'sync', results: 1 },
    varied: {},
  },
  {
    id: 'every-argument',
    says: 'One operation of any of the nine kinds, a cancel with each handle, reason and identity (one of them not the usual one), two closes, a call of the getter or a close of the session, a broken link or memory that is lost and comes back, with one result, one extra result and one slot, in callbacks and with the getter.',
    offers: [
      ...commands.start.args.kind.values.map((kind) => ({ do: 'start', args: { kind }, group: 'operation' })),
      { do: 'cancel', group: 'cancel' },
      ...(['timeout', 'shutdown', 'serviceStop'] as const).map((reason) => ({
        do: 'cancel',
        args: { reason },
        group: 'cancel',
      })),
      ...(['null', 'zeroed', 'neverStarted'] as const).map((handle) => ({
        do: 'cancel',
        args: { handle },
        group: 'cancel',
      })),
      { do: 'cancel', args: { identity: 'other' }, group: 'cancel' },
      { do: 'getNext', group: 'other' },
      { do: 'close', group: 'close' },
      { do: 'closeSession', group: 'other' },
      ...faults,
      { do: 'memoryBack', group: 'relief' },
    ],
    max: { operation: 1, cancel: 1, close: 2, other: 1, fault: 1, relief: 1 },
    knobs: { ...small, results: 1 },
    varied: everyValue(knobs, 'mode'),
  },
  {
    id: 'inside-callbacks',
    says: 'One asynchronous enumeration of two results whose callbacks take time, a cancel, a close and a close of the session, each from a thread of its own or from inside a callback, with one extra result, with results that are handed over one by one or together, and with the last callback before or after the cancel has returned.',
    offers: [
      { do: 'start', args: { kind: 'enumerate' }, group: 'operation' },
      { do: 'cancel', group: 'cancel' },
      { do: 'cancel', args: { within: 'callback' }, group: 'cancel' },
      { do: 'close', group: 'close' },
      { do: 'close', args: { within: 'callback' }, group: 'close' },
      { do: 'closeSession', group: 'session' },
      { do: 'closeSession', args: { within: 'callback' }, group: 'session' },
      { do: 'closeSession', args: { within: 'callback', completion: 'callback' }, group: 'session' },
    ],
    max: { operation: 1, cancel: 1, close: 1, session: 1 },
    knobs: { ...small, callbackTicks: 1 },
    varied: everyValue(knobs, 'finalCallback', 'handover'),
  },
  {
    id: 'by-hand',
    says: 'One enumeration of two results, in callbacks with acknowledgements by hand or with the getter, two acknowledgements or calls of the getter, a cancel, a close and a close of the session, with results that are held back or not and acknowledgements that are lost or not.',
    offers: [
      { do: 'start', args: { kind: 'enumerate' }, group: 'operation' },
      { do: 'acknowledge', group: 'take' },
      { do: 'getNext', group: 'take' },
      { do: 'cancel', group: 'cancel' },
      { do: 'close', group: 'close' },
      { do: 'closeSession', group: 'session' },
    ],
    max: { operation: 1, take: 3, cancel: 1, close: 1, session: 1 },
    knobs: { ...small, acknowledgement: 'manual' },
    varied: everyValue(knobs, 'mode', 'losesAcknowledgement', 'heldBack'),
  },
  {
    id: 'lives-of-slots',
    says: 'Two asynchronous enumerations, a cancel of the first by the client or the service, a close of it, and a close of the session or a broken link, with one result and no extra one, with each implementation, each life of a slot, and with memory for one operation or enough.',
    offers: [
      { do: 'start', args: { kind: 'enumerate' }, group: 'operation' },
      { do: 'cancel', group: 'cancel' },
      { do: 'serviceCancels', group: 'cancel' },
      { do: 'close', group: 'close' },
      { do: 'closeSession', group: 'end' },
      { do: 'dropLink', group: 'end' },
    ],
    max: { operation: 2, cancel: 1, close: 1, end: 1 },
    knobs: { ...small, results: 1, extraResults: 0 },
    varied: { ...everyValue(knobs, 'profile', 'slotReleasedBy'), serverMemory: [0, 1] },
  },
  {
    id: 'gone-and-others',
    says: 'Two operations, each an invoke of the client or an enumeration of another client, a cancel of the first by either of them, a close, and a client that leaves, loses its link or closes its session, with one result and no extra one, with each life of a slot.',
    offers: [
      { do: 'start', args: { kind: 'invoke' }, group: 'operation' },
      { do: 'start', args: { kind: 'enumerate' }, actor: 'other', group: 'operation' },
      { do: 'cancel', group: 'cancel' },
      { do: 'cancel', actor: 'other', group: 'cancel' },
      { do: 'close', group: 'close' },
      { do: 'close', args: { op: 2 }, actor: 'other', group: 'close' },
      { do: 'leave', group: 'end' },
      { do: 'dropLink', group: 'end' },
      { do: 'closeSession', group: 'end' },
    ],
    max: { operation: 2, cancel: 1, close: 1, end: 1 },
    knobs: { ...small, results: 1, extraResults: 0 },
    varied: { slotReleasedBy: ['provider', 'connection', 'session'] },
  },
  {
    id: 'time-and-registration',
    says: 'One asynchronous enumeration, subscription or invoke that was given a time, two cancels by the client or the service, with each reason or none, and a close, with one result, by the owner or somebody else, with each implementation, code and reach of a timeout, and with a provider that registers once, twice or never.',
    offers: [
      ...kinds,
      { do: 'cancel', args: { reason: 'shutdown' }, group: 'cancel' },
      { do: 'serviceCancels', group: 'cancel' },
      { do: 'close', group: 'close' },
      { do: 'close', args: { identity: 'other' }, group: 'close' },
    ],
    max: { operation: 1, cancel: 2, close: 1 },
    knobs: { ...small, results: 1, operationTimeoutTicks: 1 },
    varied: everyValue(
      knobs,
      'profile',
      'timeoutFinalCode',
      'timeoutTells',
      'registers',
      'reasonTravels',
      'wrongIdentity',
    ),
  },
]

export const plan: CheckPlan = {
  campaigns,
  expected,
  thorough: [
    {
      id: 'two-operations-every-setting',
      says: `Two asynchronous operations, each an enumeration or an invoke, two cancels, a close and one fault, ${bounds}, with each implementation, quota code, code for a cancelled operation and code for a closed handle.`,
      ...twoOperations,
      varied: { ...servers, ...everyValue(knobs, 'staleHandle') },
      dividedBy: ['profile', 'canceledFinalCode'],
    },
  ],
  properties: [
    ...common(cites('MI-08')),
    ...whileThere([...answers, ...endings, ...closing]),
    ...serving,
    ...others,
    ...beliefs,
  ],
}
