import type { Model } from '#kernel/model.ts'
import { cmrp } from '#specs/cmrp.ts'
import { codesOf } from '../specification.ts'
import { client } from './client.ts'
import { endings, returns } from './codes.ts'
import { commands } from './commands.ts'
import { group } from './group.ts'
import { knobs } from './knobs.ts'
import { move } from './move.ts'
import { node } from './node.ts'
import { other } from './other.ts'

export const model: Model = {
  spec: 'cmrp',
  roles: [
    {
      name: 'client',
      title: 'Client',
      note: 'application and ClusAPI',
      says: 'The program that asks for a move and cancels it, with the cluster library that it calls. The library may connect again and repeat a call by itself.',
      machine: client,
      instances: false,
    },
    {
      name: 'node',
      title: 'Node',
      note: 'answers the calls',
      says: 'The node of the cluster that the client is connected to. It checks each call and answers it.',
      machine: node,
      instances: false,
    },
    {
      name: 'group',
      title: 'Group',
      note: 'its resources',
      says: 'The resources that are moved together. It has one owner at a time, and a state that everybody can read.',
      machine: group,
      instances: false,
    },
    {
      name: 'other',
      title: 'Other client',
      note: 'somebody else’s',
      says: 'Another program with a handle of the same group: it can move the group, and cancel a move that is not its own.',
      machine: other,
      instances: false,
    },
    {
      name: 'move',
      title: 'Move',
      note: 'of the group',
      says: 'One move of the group to another node. A cancel undoes it, as long as the transfer to the new owner has not begun.',
      machine: move,
      instances: true,
    },
  ],
  commands,
  knobs,
  resources: {
    groupHandle: {
      title: 'Group handle',
      note: 'open until closed',
      says: 'What the client has opened to speak about the group. It is held until the client closes it, whatever becomes of the move.',
    },
    move: {
      title: 'Group',
      note: 'occupied by a move',
      says: 'The group is occupied from the request to move it until it is Online again, moved or not. Meanwhile nobody else can move it.',
    },
  },
  codes: codesOf(cmrp),
  returns,
  endings,
  otherValue: '0x00000001',
  background: ['retryTicks'],
}
