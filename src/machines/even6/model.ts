import type { Model } from '#kernel/model.ts'
import { even6 } from '#specs/even6.ts'
import { codesOf } from '../specification.ts'
import { client } from './client.ts'
import { commands } from './commands.ts'
import { control } from './control.ts'
import { knobs } from './knobs.ts'
import { operation } from './operation.ts'
import { server } from './server.ts'
import { stub } from './stub.ts'
import { subscription } from './subscription.ts'

export const model: Model = {
  spec: 'even6',
  roles: [
    { name: 'client', title: 'Client', note: 'your application', machine: client, instances: false },
    { name: 'stub', title: 'Client stub', note: 'its end of RPC', machine: stub, instances: false },
    { name: 'server', title: 'Server', note: 'RPC and handle table', machine: server, instances: false },
    { name: 'control', title: 'Control object', note: 'the flag Canceled', machine: control, instances: true },
    { name: 'operation', title: 'Operation', note: 'a long call on the server', machine: operation, instances: true },
    { name: 'subscription', title: 'Subscription', note: 'undelivered events', machine: subscription, instances: true },
  ],
  commands,
  knobs,
  resources: {
    call: { title: 'Call on the server', note: 'until the server has stopped' },
    controlHandle: { title: 'Control handle', note: 'open until closed; no cancel does it' },
    file: { title: 'Half-written file', note: 'until the export is done, or gives up and deletes it' },
    queryHandle: { title: 'Query handle', note: 'open until closed' },
    subscriptionHandle: { title: 'Subscription handle', note: 'open until closed' },
  },
  codes: codesOf(even6),
  otherValue: '0xFFFFFFFF',
  /** A look at the flag keeps nothing alive; the work between the looks does. */
  background: ['pollTicks'],
}
