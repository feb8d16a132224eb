import type { Model } from '#kernel/model.ts'
import { lro } from '#specs/lro.ts'
import { codesOf } from '../specification.ts'
import { client } from './client.ts'
import { endings, returns } from './codes.ts'
import { commands } from './commands.ts'
import { front } from './front.ts'
import { knobs } from './knobs.ts'
import { other } from './other.ts'
import { record } from './record.ts'
import { endIn, foreignIn, plain } from './seen.ts'
import { worker } from './worker.ts'

export const model: Model = {
  spec: 'lro',
  roles: [
    {
      name: 'client',
      title: 'Client',
      note: 'your code and its library',
      says: 'Your code and Google’s library in it, which polls, repeats and cancels.',
      machine: client,
      instances: true,
    },
    {
      name: 'other',
      title: 'Another client',
      note: 'knows the name',
      says: 'Another client. Whoever knows the name of an operation, and has access, can look at it and cancel it.',
      machine: other,
      instances: true,
    },
    {
      name: 'front',
      title: 'HTTP front',
      note: 'checks every request',
      says: 'What takes each request of the service: it checks who asks and for what, and answers.',
      machine: front,
      instances: false,
    },
    {
      name: 'record',
      title: 'Operation',
      note: 'the record that is kept',
      says: 'What the service keeps of an operation: its name, whether it is done, and its result. It stays until somebody deletes it.',
      machine: record,
      instances: true,
    },
    {
      name: 'worker',
      title: 'Worker',
      note: 'does the work',
      says: 'What does the work. It notices a cancel when it next looks for one.',
      machine: worker,
      instances: true,
    },
  ],
  commands,
  knobs,
  resources: {
    record: {
      title: 'Operation record',
      note: 'kept until deleted',
      says: 'The record of the operation is held by the service until somebody deletes it, also after the operation has ended.',
    },
    worker: {
      title: 'Worker',
      note: 'busy until the work stops',
      says: 'A worker is busy until the work has stopped, also when nobody waits for it any more.',
    },
  },
  codes: codesOf(lro),
  returns,
  endings,
  foreignIn,
  plain,
  endIn,
  otherValue: '2',
  target: ({ operation }, operations) => (Number(operation) > 0 ? Number(operation) : Math.max(1, operations)),
  background: ['pollTicks', 'totalTimeoutTicks'],
}
