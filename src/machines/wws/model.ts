import type { Model } from '#kernel/model.ts'
import { wws } from '#specs/wws.ts'
import { codesOf } from '../specification.ts'
import { app } from './app.ts'
import { call } from './call.ts'
import { callback } from './callback.ts'
import { channel } from './channel.ts'
import { client } from './client.ts'
import { endings, returns } from './codes.ts'
import { commands } from './commands.ts'
import { host } from './host.ts'
import { knobs } from './knobs.ts'

export const model: Model = {
  spec: 'wws',
  roles: [
    {
      name: 'client',
      title: 'Client',
      note: 'calls and waits',
      says: 'The program that calls the service. It can hang up, or stop waiting; neither is sent as a cancel.',
      machine: client,
      instances: true,
    },
    {
      name: 'channel',
      title: 'Channel',
      note: 'one session',
      says: 'One session between a client and the host. When it breaks, the call on it is cancelled.',
      machine: channel,
      instances: true,
    },
    {
      name: 'host',
      title: 'Service host',
      note: 'aborted or closed',
      says: 'The service host, which runs the operations. Aborting it cancels all of its calls.',
      machine: host,
      instances: false,
    },
    {
      name: 'call',
      title: 'Call',
      note: 'as the runtime keeps it',
      says: 'What the runtime keeps of a call: it ends when the operation and its cancel callback have returned.',
      machine: call,
      instances: true,
    },
    {
      name: 'callback',
      title: 'Cancel callback',
      note: 'code of the service',
      says: 'The function that an operation registers to be told of a cancel.',
      machine: callback,
      instances: true,
    },
    {
      name: 'app',
      title: 'Operation',
      note: 'code of the service',
      says: 'The operation itself. Nothing stops it: it reads the news and returns by itself, or works to its end.',
      machine: app,
      instances: true,
    },
  ],
  commands,
  knobs,
  resources: {
    call: { title: 'Call', note: 'the runtime waits for it', says: 'The host waits for each call before it closes.' },
    userState: {
      title: 'State of the operation',
      note: 'held until free-state ran',
      says: 'What an operation registers together with its callback. The free-state callback gives it back.',
    },
    session: {
      title: 'Session',
      note: 'open without a call',
      says: 'A session that is open keeps the host from closing, also without a call on it.',
    },
  },
  codes: codesOf(wws),
  returns,
  endings,
  otherValue: '0x803D0021',
  background: [],
}
