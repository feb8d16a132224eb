import type { Model } from '#kernel/model.ts'
import { lro } from '#specs/lro.ts'
import { codesOf } from '../specification.ts'
import { client } from './client.ts'
import { commands } from './commands.ts'
import { front } from './front.ts'
import { knobs } from './knobs.ts'
import { other } from './other.ts'
import { record } from './record.ts'
import { worker } from './worker.ts'

export const model: Model = {
  spec: 'lro',
  roles: [
    { name: 'client', title: 'Client', note: 'your code and its library', machine: client, instances: true },
    { name: 'other', title: 'Another client', note: 'knows the name', machine: other, instances: true },
    { name: 'front', title: 'HTTP front', note: 'checks every request', machine: front, instances: false },
    { name: 'record', title: 'Operation', note: 'the record that is kept', machine: record, instances: true },
    { name: 'worker', title: 'Worker', note: 'does the work', machine: worker, instances: true },
  ],
  commands,
  knobs,
  resources: {
    record: { title: 'Operation record', note: 'kept until deleted' },
    worker: { title: 'Worker', note: 'busy until the work stops' },
  },
  codes: codesOf(lro),
  otherValue: '2',
  background: ['pollTicks', 'totalTimeoutTicks'],
}
