import { everyValue } from '../domains.ts'
import type { Campaign, CheckPlan } from '../specification.ts'
import { beliefs } from './beliefs.ts'
import { knobs } from './knobs.ts'
import { statements } from './statements.ts'

type Offers = Campaign['offers']

/** Faults after which the library goes to another node, if it does. */
const losses: Offers = [
  { do: 'nodeShutsDown', group: 'fault' },
  { do: 'dropLink', group: 'fault' },
  { do: 'loseReply', group: 'fault' },
]
const faults: Offers = [{ do: 'resourceFails', group: 'fault' }, { do: 'nodeReadOnly', group: 'fault' }, ...losses]

/** Every reading of the text, and every behaviour of server and library that it leaves open. */
const actions = everyValue(knobs)

/** Everything at once. A library that goes to another node has as many worlds again. */
const twoMoves = (id: string, reconnect: boolean, library: string): Campaign => ({
  id,
  says: `The group opened once, two queued moves by the client, two cancels, a close, and one fault of any kind, for ${library}, under every setting of every other choice.`,
  offers: [
    { do: 'openGroup', group: 'open' },
    { do: 'moveGroupEx', group: 'move' },
    { do: 'cancel', group: 'cancel' },
    { do: 'closeGroup', group: 'close' },
    ...faults,
  ],
  max: { open: 1, move: 2, cancel: 2, close: 1, fault: 1 },
  knobs: { reconnect },
  varied: everyValue(knobs, 'profile', 'completion'),
})

const campaigns: readonly Campaign[] = [
  twoMoves('two-moves', false, 'a library that stays with a lost connection'),
  {
    id: 'somebody-else',
    says: 'The group opened once, two queued moves by the client or by somebody else, one cancel, and a connection that breaks, a reply that is lost or a node that shuts down, under every setting of every choice.',
    offers: [
      { do: 'openGroup', group: 'open' },
      { do: 'moveGroupEx', group: 'move' },
      { do: 'otherAdminMoves', group: 'move' },
      { do: 'cancel', group: 'cancel' },
      ...losses,
    ],
    max: { open: 1, move: 2, cancel: 1, fault: 1 },
    knobs: {},
    varied: actions,
  },
  {
    id: 'every-setting',
    says: 'The group opened once, one queued move by the client or by somebody else, two cancels, a policy that blocks and allows, and one fault of any kind, under every setting of every choice.',
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
    knobs: {},
    varied: actions,
  },
  {
    id: 'every-argument',
    says: 'The group opened once with full access or for reading, one move with the flags 0, 3, 4 or 5 or by somebody else, one cancel with any handle and flags 0 or 1, a close, and a node that is read-only for a while, under every reading of the text.',
    offers: [
      { do: 'openGroup', group: 'open' },
      { do: 'openGroup', args: { access: 'read' }, group: 'open' },
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
    knobs: {},
    varied: everyValue(knobs, 'profile'),
  },
  {
    id: 'looking',
    says: 'The group opened once, one queued move by the client, one cancel, one look at the group, a policy that blocks at any moment, and a connection that breaks or a reply that is lost, under every setting of every choice.',
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
    knobs: {},
    varied: actions,
  },
]

export const plan: CheckPlan = {
  campaigns,
  thorough: [twoMoves('two-moves-elsewhere', true, 'a library that goes to another node')],
  properties: [...statements, ...beliefs],
}
