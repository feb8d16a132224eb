import type { Model } from '#kernel/model.ts'
import { mi } from '#specs/mi.ts'
import { codesOf } from '../specification.ts'
import { client } from './client.ts'
import { commands } from './commands.ts'
import { knobs } from './knobs.ts'
import { provider } from './provider.ts'
import { runtime } from './runtime.ts'
import { server } from './server.ts'
import { session } from './session.ts'

export const model: Model = {
  spec: 'mi',
  roles: [
    { name: 'client', title: 'Application', note: 'your code', machine: client, instances: true },
    { name: 'session', title: 'Session', note: 'MI_Session, its link', machine: session, instances: false },
    { name: 'runtime', title: 'Client library', note: 'handle, checks, delivery', machine: runtime, instances: true },
    { name: 'server', title: 'Server', note: 'lets in, counts slots', machine: server, instances: false },
    { name: 'provider', title: 'Provider', note: 'does the work', machine: provider, instances: true },
  ],
  commands,
  knobs,
  resources: {
    quota: { title: 'Quota slot', note: 'operations that the server runs' },
    serverMemory: { title: 'Memory on the server', note: 'in use until the provider stops' },
    handle: { title: 'Handle', note: 'open until closed' },
  },
  // The last one is what a provider gets that may not register for a cancel; no call of the client returns it.
  codes: codesOf(mi),
  otherValue: '1000',
  background: [],
  results: true,
  target: ({ op: operation }) => Number(operation),
}
