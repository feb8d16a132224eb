import type { Model } from '#kernel/model.ts'
import { cmrp } from '#specs/cmrp.ts'
import { codesOf } from '../specification.ts'
import { client } from './client.ts'
import { commands } from './commands.ts'
import { group } from './group.ts'
import { knobs } from './knobs.ts'
import { move } from './move.ts'
import { node } from './node.ts'
import { other } from './other.ts'

export const model: Model = {
  spec: 'cmrp',
  roles: [
    { name: 'client', title: 'Client', note: 'application and ClusAPI', machine: client, instances: false },
    { name: 'node', title: 'Node', note: 'answers the calls', machine: node, instances: false },
    { name: 'group', title: 'Group', note: 'its resources', machine: group, instances: false },
    { name: 'other', title: 'Other client', note: 'somebody else’s', machine: other, instances: false },
    { name: 'move', title: 'Move', note: 'of the group', machine: move, instances: true },
  ],
  commands,
  knobs,
  resources: {
    groupHandle: { title: 'Group handle', note: 'open until closed' },
    move: { title: 'Group', note: 'occupied by a move' },
  },
  codes: codesOf(cmrp),
  otherValue: '0x00000001',
  background: ['retryTicks'],
}
