import type { Model } from '#kernel/model.ts'
import { wws } from '#specs/wws.ts'
import { codesOf } from '../specification.ts'
import { app } from './app.ts'
import { call } from './call.ts'
import { callback } from './callback.ts'
import { channel } from './channel.ts'
import { client } from './client.ts'
import { commands } from './commands.ts'
import { host } from './host.ts'
import { knobs } from './knobs.ts'

export const model: Model = {
  spec: 'wws',
  roles: [
    { name: 'client', title: 'Client', note: 'calls and waits', machine: client, instances: true },
    { name: 'channel', title: 'Channel', note: 'one session', machine: channel, instances: true },
    { name: 'host', title: 'Service host', note: 'aborted or closed', machine: host, instances: false },
    { name: 'call', title: 'Call', note: 'as the runtime keeps it', machine: call, instances: true },
    {
      name: 'callback',
      title: 'Cancel callback',
      note: 'code of the service',
      machine: callback,
      instances: true,
    },
    { name: 'app', title: 'Operation', note: 'code of the service', machine: app, instances: true },
  ],
  commands,
  knobs,
  resources: {
    call: { title: 'Call', note: 'the runtime waits for it' },
    userState: { title: 'State of the operation', note: 'held until free-state ran' },
    session: { title: 'Session', note: 'open without a call' },
  },
  codes: codesOf(wws),
  otherValue: '0x803D0021',
  background: [],
}
