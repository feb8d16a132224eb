import { everyValue } from '../domains.ts'
import type { Campaign, CheckPlan } from '../specification.ts'
import { common } from '../statements.ts'
import { beliefs } from './beliefs.ts'
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
const losses: Offers = [{ do: 'loseReply', group: 'fault' }]

/** Every knob that is no duration, with all its values. */
const everySetting = everyValue(knobs)

/** Everything at once, for one library: the libraries differ in how they ask, and each alone is as much as a machine likes to remember. */
const twoOperations = (clientStyle: string): Campaign => ({
  id: `two-operations-${clientStyle}`,
  says: `Two operations, two cancels, a delete, and a lost answer or a stop by the service, for the library ${clientStyle}, under every setting of all other knobs that are no durations.`,
  offers: [...counts, ...cancels, ...deletes, ...losses, ...stops],
  max: { operation: 2, cancel: 2, close: 1, fault: 1 },
  knobs: { clientStyle },
  varied: Object.fromEntries(Object.entries(everySetting).filter(([name]) => name !== 'clientStyle')),
})

const campaigns: readonly Campaign[] = [
  {
    id: 'two-operations',
    says: 'Two operations, two cancels, a delete, and a lost answer or a stop by the service, with the knobs at their defaults.',
    offers: [...counts, ...cancels, ...deletes, ...losses, ...stops],
    max: { operation: 2, cancel: 2, close: 1, fault: 1 },
    knobs: {},
    varied: {},
  },
  ...['gax', 'javaFuture'].map(twoOperations),
  {
    id: 'two-operations-every-setting',
    says: 'Two operations, one cancel and a stop by the service, under every setting of all knobs that are no durations.',
    offers: [...counts, ...cancels, ...stops],
    max: { operation: 2, cancel: 1, fault: 1 },
    knobs: {},
    varied: everySetting,
  },
  {
    id: 'every-setting',
    says: 'One operation, two cancels, a delete, and a lost answer or a stop by the service, under every setting of all knobs that are no durations.',
    offers: [...counts, ...cancels, ...deletes, ...losses, ...stops],
    max: { operation: 1, cancel: 2, close: 1, fault: 1 },
    knobs: {},
    varied: everySetting,
  },
  {
    id: 'every-cancel',
    says: 'One operation and two cancels with every name, body and token, under every setting of all knobs that are no durations.',
    offers: [...counts, ...everyCancel],
    max: { operation: 1, cancel: 2 },
    knobs: {},
    varied: everySetting,
  },
  {
    id: 'every-request',
    says: 'One operation, one cancel with every name, body and token, and one of all other requests, with an outage that begins and ends, whether cancel is offered or not, for three libraries; else with the knobs at their defaults.',
    offers: [
      ...counts,
      ...everyCancel,
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
]

export const plan: CheckPlan = {
  campaigns,
  thorough: ['raw', 'python', 'go', 'cpp'].map(twoOperations),
  properties: [...common(cites('LR-14')), ...cancelling, ...looking, ...beliefs],
}
