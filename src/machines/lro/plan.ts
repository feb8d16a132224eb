import { everyValue } from '../domains.ts'
import type { Campaign, CheckPlan } from '../specification.ts'
import { common } from '../statements.ts'
import { beliefs } from './beliefs.ts'
import { commands } from './commands.ts'
import { expected } from './expected.ts'
import { knobs } from './knobs.ts'
import { cites } from './predicates.ts'
import { cancelling } from './statements/cancelling.ts'
import { looking } from './statements/looking.ts'

type Offers = Campaign['offers']

const counts: Offers = [{ do: 'count', group: 'operation' }]
const cancels: Offers = [{ do: 'cancel', group: 'cancel' }]
const everyCancel: Offers = [
  ...cancels,
  { do: 'cancel', args: { name: 'unknown' }, group: 'cancel' },
  { do: 'cancel', args: { name: 'unknown', token: 'noAccess' }, group: 'cancel' },
  { do: 'cancel', args: { body: 'object' }, group: 'cancel' },
  { do: 'cancel', args: { body: 'unknownField' }, group: 'cancel' },
  { do: 'cancel', args: { token: 'readonly' }, group: 'cancel' },
  { do: 'cancel', args: { token: 'none' }, group: 'cancel' },
  { do: 'cancel', args: { token: 'noAccess' }, group: 'cancel' },
]
const deletes: Offers = [{ do: 'delete', group: 'close' }]
const stops: Offers = [{ do: 'serverKills', group: 'fault' }]
const everyOutage: Offers = commands.outage.args.answer.values.map((answer) => ({
  do: 'outage',
  args: { answer },
  group: 'fault',
}))
/** The setting of what failing work ends with has its own campaign; here a failure is one like any other. */
const everyStop: Offers = ['CANCELLED', 'ofItsOwn'].map((error) => ({
  do: 'serverKills',
  args: { error },
  group: 'fault',
}))
const losses: Offers = [{ do: 'loseReply', group: 'fault' }]

/** Every setting of what makes libraries and cancels differ; what a service gives and allows has campaigns of its own. */
const everySetting = everyValue(
  knobs,
  'clientStyle',
  'honoursCancel',
  'supportsCancel',
  'cancelDone',
  'cancelTwice',
  'exposeRequestedCancellation',
)
const others: Offers = [
  { do: 'cancel', actor: 'other', group: 'other' },
  { do: 'get', actor: 'other', group: 'other' },
  { do: 'delete', actor: 'other', group: 'other' },
]

/** Everything at once, for one library: the libraries differ in how they ask, and each alone is as much as a machine likes to remember. */
const twoOperations = (clientStyle: string): Campaign => ({
  id: `two-operations-${clientStyle}`,
  says: `Two operations, two cancels, a delete, and a lost answer or a stop by the service, for the library ${clientStyle}, under every setting of how a cancel is honoured, offered and refused.`,
  offers: [...counts, ...cancels, ...deletes, ...losses, ...stops],
  max: { operation: 2, cancel: 2, close: 1, fault: 1 },
  knobs: { clientStyle },
  varied: Object.fromEntries(Object.entries(everySetting).filter(([name]) => name !== 'clientStyle')),
})

/** One operation, and all that can be done with it but other requests. */
const everythingWithOne: Campaign = {
  id: 'every-setting-and-delete',
  says: 'One operation, two cancels, a delete, and a lost answer or a stop by the service, for every library, under every setting of how a cancel is honoured, offered and refused.',
  offers: [...counts, ...cancels, ...deletes, ...losses, ...stops],
  max: { operation: 1, cancel: 2, close: 1, fault: 1 },
  knobs: {},
  varied: everySetting,
  dividedBy: ['clientStyle'],
}

const campaigns: readonly Campaign[] = [
  {
    id: 'every-setting',
    says: 'One operation, two cancels, and a lost answer or a stop by the service, for every library, under every setting of how a cancel is honoured, offered and refused.',
    offers: [...counts, ...cancels, ...losses, ...stops],
    max: { operation: 1, cancel: 2, fault: 1 },
    knobs: {},
    varied: everySetting,
  },
  {
    id: 'every-cancel',
    says: 'One operation and two cancels with every name, body and token, for every library, under every setting of how a cancel is honoured, offered and refused.',
    offers: [...counts, ...everyCancel],
    max: { operation: 1, cancel: 2 },
    knobs: {},
    varied: everySetting,
  },
  twoOperations('javaFuture'),
  {
    id: 'every-request',
    says: 'One operation, one cancel as it should be or without a credential, and one of all other requests, with an outage that begins and ends, whether cancel is offered or not, for three libraries; else with the knobs at their defaults.',
    offers: [
      ...counts,
      ...cancels,
      { do: 'cancel', args: { token: 'none' }, group: 'cancel' },
      { do: 'get', group: 'other' },
      { do: 'get', args: { name: 'unknown' }, group: 'other' },
      { do: 'list', group: 'other' },
      { do: 'delete', group: 'other' },
      { do: 'delete', args: { name: 'unknown' }, group: 'other' },
      { do: 'outage', group: 'outage' },
      { do: 'recover', group: 'recover' },
    ],
    max: { operation: 1, cancel: 1, other: 1, outage: 1, recover: 1 },
    knobs: {},
    varied: { supportsCancel: [true, false], clientStyle: ['raw', 'python', 'cpp'] },
  },
  {
    id: 'two-operations-every-setting',
    says: 'Two operations, one cancel and a stop by the service, for every library, under every setting of how a cancel is honoured, offered and refused.',
    offers: [...counts, ...cancels, ...stops],
    max: { operation: 2, cancel: 1, fault: 1 },
    knobs: {},
    varied: everySetting,
  },
  {
    id: 'two-operations',
    says: 'Two operations, two cancels and a stop by the service, with the knobs at their defaults.',
    offers: [...counts, ...cancels, ...stops],
    max: { operation: 2, cancel: 2, fault: 1 },
    knobs: {},
    varied: {},
  },
  {
    id: 'phases',
    says: 'One operation, two cancels and a stop by the service, with a phase in which a first cancel is refused, and a service that gives results or none, for every library.',
    offers: [...counts, ...cancels, ...stops],
    max: { operation: 1, cancel: 2, fault: 1 },
    knobs: { refusedFrom: 50, refusedTo: 100 },
    varied: everyValue(knobs, 'clientStyle', 'result', 'cancelDone', 'cancelTwice', 'honoursCancel'),
  },
  {
    id: 'ways-of-failing',
    says: 'One operation whose work fails with every error that there is, because of a cancel or because the service stops it, and one look, for every library.',
    offers: [...counts, ...cancels, { do: 'get', group: 'other' }, ...stops],
    max: { operation: 1, cancel: 1, other: 1, fault: 1 },
    knobs: { honoursCancel: 'fails' },
    varied: everyValue(knobs, 'clientStyle', 'failsWith'),
  },
  {
    id: 'one-at-a-time',
    says: 'Two operations on one matter, of which the second is turned away while the first one works, one cancel, and a stop by the service.',
    offers: [...counts, ...cancels, ...stops],
    max: { operation: 2, cancel: 1, fault: 1 },
    knobs: {},
    varied: { parallel: ['aborted', 'alreadyExists'] },
  },
  {
    id: 'patience',
    says: 'One operation and one cancel, an outage that begins and ends, and a library whose patience ends, for every library.',
    offers: [...counts, ...cancels, { do: 'outage', group: 'outage' }, { do: 'recover', group: 'recover' }],
    max: { operation: 1, cancel: 1, outage: 1, recover: 1 },
    knobs: { totalTimeoutTicks: 100 },
    varied: everyValue(knobs, 'clientStyle'),
  },
  {
    id: 'refused-and-stopped',
    says: 'One operation and one cancel, an outage with every answer that a service out of order gives, or a stop by the service, as after a cancel or with a failure, for every library.',
    offers: [...counts, ...cancels, ...everyOutage, ...everyStop, { do: 'recover', group: 'recover' }],
    max: { operation: 1, cancel: 1, fault: 1, recover: 1 },
    knobs: {},
    varied: everyValue(knobs, 'clientStyle'),
  },
  {
    id: 'waiting',
    says: 'One operation, one cancel and one wait, and a delete or a lost answer, for a client that polls and one that does not.',
    offers: [...counts, ...cancels, { do: 'wait', group: 'wait' }, { do: 'delete', group: 'fault' }, ...losses],
    max: { operation: 1, cancel: 1, wait: 1, fault: 1 },
    knobs: {},
    varied: everyValue(knobs, 'polls'),
  },
  {
    id: 'offered',
    says: 'One operation and two of all requests beside cancel, of which the service offers some or none.',
    offers: [
      ...counts,
      { do: 'wait', group: 'other' },
      { do: 'wait', args: { name: 'unknown' }, group: 'other' },
      { do: 'list', group: 'other' },
      { do: 'delete', group: 'other' },
    ],
    max: { operation: 1, other: 2 },
    knobs: {},
    varied: { otherMethods: ['noWait', 'none'] },
  },
  {
    id: 'born-done',
    says: 'One operation that is born done, with or without a response, and one cancel, for every library.',
    offers: [...counts, ...cancels],
    max: { operation: 1, cancel: 1 },
    knobs: { bornDone: true },
    varied: everyValue(knobs, 'clientStyle', 'result', 'cancelDone'),
  },
  {
    id: 'somebody-else',
    says: 'One operation and one cancel, while another client cancels, looks or deletes, and the client may go away, for every library.',
    offers: [...counts, ...cancels, ...others, { do: 'leave', group: 'leave' }],
    max: { operation: 1, cancel: 1, other: 1, leave: 1 },
    knobs: {},
    varied: everyValue(knobs, 'clientStyle'),
  },
  {
    id: 'wrong-starts',
    says: 'One start with everything that can be wrong with it, and one cancel.',
    offers: [
      ...commands.count.args.request.values.map((request) => ({ do: 'count', args: { request }, group: 'operation' })),
      ...cancels,
    ],
    max: { operation: 1, cancel: 1 },
    knobs: {},
    varied: {},
  },
  {
    id: 'kinds',
    says: 'An operation that can be cancelled or one that cannot, and a cancel with every name, body and token, wherever UNIMPLEMENTED comes among the checks.',
    offers: [...counts, { do: 'count', args: { cancellable: false }, group: 'operation' }, ...everyCancel],
    max: { operation: 1, cancel: 1 },
    knobs: {},
    varied: everyValue(knobs, 'supportsCancel', 'unimplementedFirst', 'cancelDone'),
  },
]

export const plan: CheckPlan = {
  campaigns,
  expected,
  thorough: [...['raw', 'gax', 'python', 'go', 'cpp'].map(twoOperations), everythingWithOne],
  properties: [...common(cites('LR-14')), ...cancelling, ...looking, ...beliefs],
}
