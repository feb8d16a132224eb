import type { Model } from '#kernel/model.ts'
import { cmrp } from '#specs/cmrp.ts'
import { codesOf } from '../specification.ts'
import { flag, int, oneOf } from '../domains.ts'
import { client } from './client.ts'
import { group } from './group.ts'
import { move } from './move.ts'
import { node } from './node.ts'

export const model: Model = {
  spec: 'cmrp',
  roles: [
    { name: 'client', title: 'Client', note: 'application and ClusAPI', machine: client, instances: false },
    { name: 'node', title: 'Node', note: 'answers the calls', machine: node, instances: false },
    { name: 'group', title: 'Group', note: 'its resources', machine: group, instances: false },
    { name: 'move', title: 'Move', note: 'of the group', machine: move, instances: true },
  ],
  commands: {
    openGroup: {
      kind: 'call',
      title: 'Open the group',
      says: 'Gets a handle of the group, with full access or for reading only.',
      args: { access: oneOf('all', 'read') },
      to: () => 'client',
    },
    closeGroup: {
      kind: 'call',
      title: 'Close the group',
      says: 'Gives the handle back; a move goes on.',
      args: {},
      to: () => 'client',
    },
    getGroupState: {
      kind: 'call',
      title: 'Ask for the state',
      says: 'Looks at the group once, besides the notifications.',
      args: {},
      to: () => 'client',
    },
    moveGroupEx: {
      kind: 'call',
      title: 'Move the group',
      says: 'Starts a move to another node; flag 4 lets it wait in the queue while policy blocks it.',
      args: { flags: int(0, 63, 4) },
      operation: true,
      to: () => 'client',
    },
    cancel: {
      kind: 'call',
      title: 'Cancel the move',
      says: 'Asks the cluster to call off whatever move the group is in.',
      args: { flags: int(0, 4294967295, 0), handle: oneOf('group', 'closed', 'forged') },
      to: () => 'client',
    },
    policyBlocks: {
      kind: 'environment',
      title: 'Policy blocks moves',
      says: 'The cluster lets no move begin.',
      args: {},
      to: () => 'group',
    },
    policyAllows: {
      kind: 'environment',
      title: 'Policy allows moves',
      says: 'Moves may begin again; one that waits finds out at its next try.',
      args: {},
      to: () => 'group',
    },
    resourceFails: {
      kind: 'fault',
      title: 'A resource fails',
      says: 'The application of the group fails; a move goes on.',
      args: {},
      to: () => 'group',
    },
    nodeReadOnly: {
      kind: 'fault',
      title: 'Node becomes read-only',
      says: 'The node takes no call that changes anything.',
      args: {},
      to: () => 'node',
    },
    nodeReadWrite: {
      kind: 'fault',
      title: 'Node becomes read/write',
      says: 'The node takes all calls again.',
      args: {},
      to: () => 'node',
    },
    nodeShutsDown: {
      kind: 'fault',
      title: 'Node shuts down',
      says: 'The node leaves the cluster and refuses every call from now on.',
      args: {},
      to: () => 'node',
    },
    dropLink: {
      kind: 'fault',
      title: 'Connection breaks',
      says: 'What is on its way is lost, and the node lets go of the client’s handles.',
      args: {},
      to: () => 'client',
    },
    loseReply: {
      kind: 'fault',
      title: 'Lose the next reply',
      says: 'The next reply of the node never arrives.',
      args: {},
      to: () => 'node',
    },
    otherAdminMoves: {
      kind: 'environment',
      title: 'Somebody else moves the group',
      says: 'Another administrator starts a queued move of the same group.',
      args: {},
      operation: true,
      to: () => 'node',
    },
  },
  knobs: {
    linkTicks: {
      kind: 'environment',
      domain: int(0, 1000, 10),
      unit: 'ticks',
      title: 'Network, one way',
      says: 'How long a message takes.',
    },
    profile: {
      kind: 'choice',
      domain: oneOf('reconciled', 'letter', 'win32', 'server2008'),
      title: 'Reading of the text',
      says: 'What a waiting group looks like, and whether only queued moves can be cancelled; the old server has no such method.',
      clauses: ['CM-01', 'CM-04', 'CM-05', 'CH-01', 'CH-03'],
    },
    completion: {
      kind: 'choice',
      domain: oneOf('async', 'sync'),
      title: 'Cancel is carried out',
      says: 'Whether the server undoes the move after its answer or before it.',
      clauses: ['CM-07', 'CM-08', 'CH-06'],
    },
    reconnect: {
      kind: 'choice',
      domain: flag(false),
      title: 'Library reconnects',
      says: 'Whether the client’s library goes to the next node on a recoverable code and repeats the call there.',
      clauses: ['CM-14', 'CH-14', 'CH-21'],
    },
    retryTicks: {
      kind: 'environment',
      domain: int(1, 10000, 60),
      unit: 'ticks',
      title: 'Tried again every',
      says: 'How long a queued move waits before it is tried again.',
    },
    offlineTicks: {
      kind: 'environment',
      domain: int(1, 10000, 30),
      unit: 'ticks',
      title: 'Going offline takes',
      says: 'How long the resources take to go offline.',
    },
    transferTicks: {
      kind: 'environment',
      domain: int(1, 10000, 40),
      unit: 'ticks',
      title: 'Transfer takes',
      says: 'How long the group takes to change its owner; there is no way back from here.',
    },
    onlineTicks: {
      kind: 'environment',
      domain: int(1, 10000, 30),
      unit: 'ticks',
      title: 'Going online takes',
      says: 'How long the resources take to come online on the new owner.',
    },
    cancelTicks: {
      kind: 'environment',
      domain: int(1, 10000, 50),
      unit: 'ticks',
      title: 'Undoing takes',
      says: 'How long the cluster takes to undo a move that was cancelled.',
    },
  },
  resources: {
    groupHandle: { title: 'Group handle', note: 'open until closed' },
    move: { title: 'Group', note: 'occupied by a move' },
  },
  codes: codesOf(cmrp),
  otherValue: '0x00000001',
  background: ['retryTicks'],
}
