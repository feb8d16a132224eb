import type { RoleInput } from '#kernel/model.ts'
import { flag, int, oneOf, type KnobsOf, type KnobTable } from '../domains.ts'

export const knobs = {
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
  acceptedCancel: {
    kind: 'choice',
    domain: oneOf('undoesTheMove', 'comesToNothing'),
    title: 'A cancel that was taken',
    says: 'Whether a cancel that got ERROR_IO_PENDING undoes the move, or comes to nothing: the move then goes on as if nobody had asked.',
    clauses: ['CM-07', 'CH-06'],
  },
  whileMoving: {
    kind: 'choice',
    domain: oneOf('pending', 'online'),
    title: 'Resources that move are',
    says: 'Whether the resources of a group are pending while they move, or stay online, as a virtual machine does that migrates while it runs.',
    clauses: ['CM-20', 'CM-26', 'CH-01'],
  },
  inactiveNode: {
    kind: 'choice',
    domain: oneOf('ERROR_CLUSTER_NODE_SHUTTING_DOWN', 'ERROR_CLUSTER_NODE_NOT_READY', 'silent'),
    title: 'A node that leaves says',
    says: 'What a node answers that is leaving the cluster; where it is silent, RPC finds no server.',
    clauses: ['CM-03', 'CH-11'],
  },
  retryTicks: {
    kind: 'environment',
    domain: int(1, 10000, 60),
    unit: 'ticks',
    title: 'Tried again every',
    fires: 'tries again',
    says: 'How long a queued move waits before it is tried again.',
  },
  offlineTicks: {
    kind: 'environment',
    domain: int(1, 10000, 30),
    unit: 'ticks',
    title: 'Going offline takes',
    fires: 'is offline',
    says: 'How long the resources take to go offline.',
  },
  transferTicks: {
    kind: 'environment',
    domain: int(1, 10000, 40),
    unit: 'ticks',
    title: 'Transfer takes',
    fires: 'has been transferred',
    says: 'How long the group takes to change its owner; there is no way back from here.',
  },
  onlineTicks: {
    kind: 'environment',
    domain: int(1, 10000, 30),
    unit: 'ticks',
    title: 'Going online takes',
    fires: 'is online',
    says: 'How long the resources take to come online on the new owner.',
  },
  cancelTicks: {
    kind: 'environment',
    domain: int(1, 10000, 50),
    unit: 'ticks',
    title: 'Undoing takes',
    fires: 'is back where it was',
    says: 'How long the cluster takes to undo a move that was cancelled.',
  },
} satisfies KnobTable

export type CmrpKnobs = KnobsOf<typeof knobs>
export type CmrpInput = RoleInput<CmrpKnobs>
