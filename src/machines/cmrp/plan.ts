import { everyValue } from '../domains.ts'
import type { Campaign, CheckPlan } from '../specification.ts'
import { common } from '../statements.ts'
import { beliefs } from './beliefs.ts'
import { expected } from './expected.ts'
import { knobs } from './knobs.ts'
import { cancelling } from './statements/cancelling.ts'
import { knowing } from './statements/knowing.ts'
import { moving } from './statements/moving.ts'

type Offers = Campaign['offers']

/** Faults after which the library goes to another node, if it does. */
const losses: Offers = [
  { do: 'nodeShutsDown', group: 'fault' },
  { do: 'dropLink', group: 'fault' },
  { do: 'loseReply', group: 'fault' },
]
const faults: Offers = [{ do: 'resourceFails', group: 'fault' }, { do: 'nodeReadOnly', group: 'fault' }, ...losses]

/** What a node says that leaves, what becomes of a cancel that was taken and what moving looks like: campaigns of their own vary it. */
const leaving = { inactiveNode: 'ERROR_CLUSTER_NODE_SHUTTING_DOWN' }
const plain = { ...leaving, acceptedCancel: 'undoesTheMove', whileMoving: 'pending' }
/** Every reading of the text, both ways to carry a cancel out, and both kinds of library. */
const actions = everyValue(knobs, 'profile', 'completion', 'reconnect')

type Wide = Pick<Campaign, 'max' | 'knobs' | 'varied' | 'dividedBy'>

/** Everything at once: a tenfold of worlds for each setting more. */
const twoMoves = (id: string, end: string, group: string, where: string, settings: Wide): Campaign => ({
  id,
  says: `The group opened once, two queued moves by the client, two cancels, ${end}, ${where}.`,
  offers: [
    { do: 'openGroup', group: 'open' },
    { do: 'moveGroupEx', group: 'move' },
    { do: 'cancel', group: 'cancel' },
    { do: 'closeGroup', group },
    ...faults,
  ],
  ...settings,
})

const campaigns: readonly Campaign[] = [
  twoMoves(
    'two-moves',
    'and a close or one fault of any kind',
    'fault',
    'where a waiting group is Pending, and a library that stays with a lost connection',
    {
      max: { open: 1, move: 2, cancel: 2, fault: 1 },
      knobs: { profile: 'reconciled', reconnect: false, ...plain },
      varied: everyValue(knobs, 'completion'),
    },
  ),
  {
    id: 'somebody-else',
    says: 'The group opened once, two queued moves by the client or by somebody else, one cancel, and a connection that breaks, a reply that is lost or a node that shuts down, where a waiting group is Pending, for both ways to carry a cancel out and both kinds of library.',
    offers: [
      { do: 'openGroup', group: 'open' },
      { do: 'moveGroupEx', group: 'move' },
      { do: 'otherAdminMoves', group: 'move' },
      { do: 'cancel', group: 'cancel' },
      ...losses,
    ],
    max: { open: 1, move: 2, cancel: 1, fault: 1 },
    knobs: { profile: 'reconciled', ...plain },
    varied: everyValue(knobs, 'completion', 'reconnect'),
  },
  {
    id: 'every-setting',
    says: 'The group opened once, one queued move by the client or by somebody else, two cancels, a policy that blocks and allows, and one fault of any kind, under every reading of the text, for both ways to carry a cancel out, with a library that stays with a lost connection.',
    offers: [
      { do: 'openGroup', group: 'open' },
      { do: 'policyBlocks', group: 'block' },
      { do: 'policyAllows', group: 'allow' },
      { do: 'moveGroupEx', group: 'move' },
      { do: 'otherAdminMoves', group: 'move' },
      { do: 'cancel', group: 'cancel' },
      ...faults,
    ],
    max: { open: 1, block: 1, allow: 1, move: 1, cancel: 2, fault: 1 },
    knobs: { reconnect: false, ...plain },
    varied: everyValue(knobs, 'profile', 'completion'),
  },
  {
    id: 'every-argument',
    says: 'The group opened once with full access, for reading, as of old or by making it, one move with the flags 0, 3, 4 or 5 or by somebody else, one cancel with any handle and flags 0 or 1, a close, and a node that is read-only for a while, under every reading of the text.',
    offers: [
      { do: 'openGroup', group: 'open' },
      { do: 'openGroup', args: { access: 'read' }, group: 'open' },
      { do: 'openGroup', args: { method: 'ApiOpenGroup' }, group: 'open' },
      { do: 'openGroup', args: { method: 'ApiCreateGroup' }, group: 'open' },
      { do: 'moveGroupEx', group: 'move' },
      { do: 'moveGroupEx', args: { flags: 0 }, group: 'move' },
      { do: 'moveGroupEx', args: { flags: 3 }, group: 'move' },
      { do: 'moveGroupEx', args: { flags: 5 }, group: 'move' },
      { do: 'otherAdminMoves', group: 'move' },
      { do: 'cancel', group: 'cancel' },
      { do: 'cancel', args: { flags: 1 }, group: 'cancel' },
      { do: 'cancel', args: { handle: 'closed' }, group: 'cancel' },
      { do: 'cancel', args: { handle: 'forged' }, group: 'cancel' },
      { do: 'closeGroup', group: 'close' },
      { do: 'nodeReadOnly', group: 'fault' },
      { do: 'nodeReadWrite', group: 'back' },
    ],
    max: { open: 1, move: 1, cancel: 1, close: 1, fault: 1, back: 1 },
    knobs: plain,
    varied: everyValue(knobs, 'profile'),
  },
  {
    id: 'a-node-that-leaves',
    says: 'The group opened once, one queued move by the client or by somebody else, one cancel, a close, and a node that shuts down, for everything that it can say then, under every reading of the text, for both ways to carry a cancel out and both kinds of library.',
    offers: [
      { do: 'openGroup', group: 'open' },
      { do: 'moveGroupEx', group: 'move' },
      { do: 'otherAdminMoves', group: 'move' },
      { do: 'cancel', group: 'cancel' },
      { do: 'closeGroup', group: 'close' },
      { do: 'nodeShutsDown', group: 'fault' },
    ],
    max: { open: 1, move: 1, cancel: 1, close: 1, fault: 1 },
    knobs: { acceptedCancel: 'undoesTheMove', whileMoving: 'pending' },
    varied: everyValue(knobs, 'profile', 'completion', 'reconnect', 'inactiveNode'),
  },
  {
    id: 'looking',
    says: 'The group opened once, one queued move by the client, one cancel, one look at the group, a policy that blocks at any moment, and a connection that breaks or a reply that is lost, under every reading of the text, for both ways to carry a cancel out and both kinds of library.',
    offers: [
      { do: 'openGroup', group: 'open' },
      { do: 'policyBlocks', group: 'block' },
      { do: 'moveGroupEx', group: 'move' },
      { do: 'cancel', group: 'cancel' },
      { do: 'getGroupState', group: 'look' },
      { do: 'dropLink', group: 'fault' },
      { do: 'loseReply', group: 'fault' },
    ],
    max: { open: 1, block: 1, move: 1, cancel: 1, look: 1, fault: 1 },
    knobs: plain,
    varied: actions,
  },
  {
    id: 'a-restart',
    says: 'The group opened up to twice, one queued move of resources that take long to go offline, two cancels, and a service that restarts once, for both kinds of library.',
    offers: [
      { do: 'openGroup', group: 'open' },
      { do: 'moveGroupEx', group: 'move' },
      { do: 'cancel', group: 'cancel' },
      { do: 'serviceRestarts', group: 'fault' },
    ],
    max: { open: 2, move: 1, cancel: 2, fault: 1 },
    knobs: { profile: 'reconciled', completion: 'async', offlineTicks: 300, ...plain },
    varied: everyValue(knobs, 'reconnect'),
  },
  {
    id: 'a-client-that-leaves',
    says: 'The group opened once, one queued move, one cancel, a close, a policy that blocks and allows, and a client that goes away, under every reading of the text, for both ways to carry a cancel out and both kinds of library.',
    offers: [
      { do: 'openGroup', group: 'open' },
      { do: 'policyBlocks', group: 'block' },
      { do: 'policyAllows', group: 'allow' },
      { do: 'moveGroupEx', group: 'move' },
      { do: 'cancel', group: 'cancel' },
      { do: 'closeGroup', group: 'close' },
      { do: 'leave', group: 'fault' },
    ],
    max: { open: 1, block: 1, allow: 1, move: 1, cancel: 1, close: 1, fault: 1 },
    knobs: plain,
    varied: actions,
  },
  {
    id: 'a-resource-that-hangs',
    says: 'The group opened once, one move with the flags 2 or 14, one cancel, a policy that blocks, and a resource that hangs and answers again, under every reading of the text, whatever becomes of a cancel, and whether moving shows or not.',
    offers: [
      { do: 'openGroup', group: 'open' },
      { do: 'policyBlocks', group: 'block' },
      { do: 'moveGroupEx', args: { flags: 2 }, group: 'move' },
      { do: 'moveGroupEx', args: { flags: 14 }, group: 'move' },
      { do: 'cancel', group: 'cancel' },
      { do: 'resourceHangs', group: 'fault' },
      { do: 'resourceAnswers', group: 'answer' },
    ],
    max: { open: 1, block: 1, move: 1, cancel: 1, fault: 1, answer: 1 },
    knobs: { reconnect: false, ...leaving },
    varied: everyValue(knobs, 'profile', 'completion', 'acceptedCancel', 'whileMoving'),
  },
  {
    id: 'a-second-client',
    says: 'The group opened once by each of two clients, one move and one cancel by any of them, and a reply that is lost or a service that restarts, for both ways to carry a cancel out.',
    offers: [
      { do: 'openGroup', group: 'open' },
      { do: 'openGroup', actor: 'other', group: 'others' },
      { do: 'moveGroupEx', group: 'move' },
      { do: 'moveGroupEx', actor: 'other', group: 'move' },
      { do: 'cancel', group: 'cancel' },
      { do: 'cancel', actor: 'other', group: 'cancel' },
      { do: 'loseReply', group: 'fault' },
      { do: 'serviceRestarts', group: 'fault' },
    ],
    max: { open: 1, others: 1, move: 1, cancel: 1, fault: 1 },
    knobs: { profile: 'reconciled', reconnect: false, ...plain },
    varied: everyValue(knobs, 'completion'),
  },
]

export const plan: CheckPlan = {
  campaigns,
  expected,
  thorough: [
    twoMoves(
      'two-moves-everywhere',
      'a close, and one fault of any kind',
      'close',
      'under every reading of the text and for both kinds of library',
      {
        max: { open: 1, move: 2, cancel: 2, close: 1, fault: 1 },
        knobs: plain,
        varied: actions,
        dividedBy: ['reconnect', 'profile'],
      },
    ),
  ],
  properties: [
    // That an outcome is final is a statement of this document, which permits that it is false.
    ...common([]).filter(({ id }) => !knowing.some((statement) => statement.id === id)),
    ...cancelling,
    ...knowing,
    ...moving,
    ...beliefs,
  ],
}
