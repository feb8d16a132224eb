import type { Model } from '#kernel/model.ts'
import { even6 } from '#specs/even6.ts'
import { codesOf } from '../specification.ts'
import { client } from './client.ts'
import { endings, returns } from './codes.ts'
import { commands } from './commands.ts'
import { control } from './control.ts'
import { knobs } from './knobs.ts'
import { other } from './other.ts'
import { operation } from './operation.ts'
import { server } from './server.ts'
import { stub } from './stub.ts'
import { subscription } from './subscription.ts'

export const model: Model = {
  spec: 'even6',
  roles: [
    {
      name: 'client',
      title: 'Client',
      note: 'your application',
      says: 'Your program. It makes calls that may take long, and cancels them.',
      machine: client,
      instances: false,
    },
    {
      name: 'stub',
      title: 'Client stub',
      note: 'its end of RPC',
      says: 'The client’s own end of RPC. It refuses what cannot be sent, a null handle for example.',
      machine: stub,
      instances: false,
    },
    {
      name: 'other',
      title: 'Another client',
      note: 'an administrator',
      says: 'Another client of the same server, with handles of its own.',
      machine: other,
      instances: false,
    },
    {
      name: 'server',
      title: 'Server',
      note: 'RPC and handle table',
      says: 'The event log service. It finds the handle in its table and passes the call on.',
      machine: server,
      instances: false,
    },
    {
      name: 'control',
      title: 'Control object',
      note: 'the flag Canceled',
      says: 'What the control handle stands for on the server. It holds the flag Canceled, which a long call looks at.',
      machine: control,
      instances: true,
    },
    {
      name: 'operation',
      title: 'Operation',
      note: 'a long call on the server',
      says: 'One long call, as it runs on the server. It ends when it is done or when it sees the flag.',
      machine: operation,
      instances: true,
    },
    {
      name: 'subscription',
      title: 'Subscription',
      note: 'undelivered events',
      says: 'What keeps the events of a subscription on the server until the client has read them.',
      machine: subscription,
      instances: true,
    },
  ],
  commands,
  knobs,
  resources: {
    call: {
      title: 'Call on the server',
      note: 'until the server has stopped',
      says: 'A long call occupies the server until its work has stopped, also when the client has its answer already.',
    },
    controlHandle: {
      title: 'Control handle',
      note: 'open until closed; no cancel does it',
      says: 'The handle by which a call is cancelled. A cancel does not give it back: the client has to close it.',
    },
    file: {
      title: 'Half-written file',
      note: 'until the export is done, or gives up and deletes it',
      says: 'What an export has written so far. An export that gives up deletes it.',
    },
    queryHandle: {
      title: 'Query handle',
      note: 'open until closed',
      says: 'What the client holds of a query, until it closes it.',
    },
    subscriptionHandle: {
      title: 'Subscription handle',
      note: 'open until closed',
      says: 'What the client holds of a subscription, until it closes it.',
    },
  },
  codes: codesOf(even6),
  returns,
  endings,
  otherValue: '0xFFFFFFFF',
  /** A look at the flag keeps nothing alive; the work between the looks does. */
  background: ['pollTicks'],
}
