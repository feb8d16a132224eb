import type { Model } from '#kernel/model.ts'
import { mi } from '#specs/mi.ts'
import { codesOf } from '../specification.ts'
import { client } from './client.ts'
import { endings, returns } from './codes.ts'
import { commands } from './commands.ts'
import { knobs } from './knobs.ts'
import { other } from './other.ts'
import { provider } from './provider.ts'
import { runtime } from './runtime.ts'
import { foreignIn } from './seen.ts'
import { server } from './server.ts'
import { session } from './session.ts'

export const model: Model = {
  spec: 'mi',
  roles: [
    {
      name: 'client',
      title: 'Application',
      note: 'your code',
      says: 'Your code: it starts operations, cancels them, and is called back or fetches results.',
      machine: client,
      instances: true,
    },
    {
      name: 'session',
      title: 'Session',
      note: 'MI_Session, its link',
      says: 'The connection to a server on which operations run. Closing it cancels them.',
      machine: session,
      instances: false,
    },
    {
      name: 'runtime',
      title: 'Client library',
      note: 'handle, checks, delivery',
      says: 'The part of the client that your code calls into. It keeps the handle, checks each call, and hands over the results.',
      machine: runtime,
      instances: true,
    },
    {
      name: 'other',
      title: 'Another client',
      note: 'shares the slots',
      says: 'Another program that works with the same server, and takes slots from it.',
      machine: other,
      instances: true,
    },
    {
      name: 'server',
      title: 'Server',
      note: 'lets in, counts slots',
      says: 'It lets a request in while a slot is free, and passes a cancel on to the provider.',
      machine: server,
      instances: false,
    },
    {
      name: 'provider',
      title: 'Provider',
      note: 'does the work',
      says: 'The code on the server that does the work and posts the results. It notices a cancel in its own time.',
      machine: provider,
      instances: true,
    },
  ],
  commands,
  knobs,
  resources: {
    quota: {
      title: 'Quota slot',
      note: 'operations that the server runs',
      says: 'A place among the operations that the server runs at the same time. While none is free, new ones are refused.',
    },
    serverMemory: {
      title: 'Memory on the server',
      note: 'in use until the provider stops',
      says: 'What an operation needs on the server until its provider has stopped.',
    },
    handle: {
      title: 'Handle',
      note: 'open until closed',
      says: 'What the client holds of an operation. It stays open until the client closes it.',
    },
  },
  // The last one is what a provider gets that may not register for a cancel; no call of the client returns it.
  codes: codesOf(mi),
  returns,
  endings,
  foreignIn,
  otherValue: '1000',
  background: [],
  results: true,
  target: ({ op: operation }) => Number(operation),
}
