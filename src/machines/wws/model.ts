import type { Model } from '#kernel/model.ts'
import { wws } from '#specs/wws.ts'
import { flag, int, oneOf } from '../domains.ts'
import { codesOf } from '../specification.ts'
import { app } from './app.ts'
import { call } from './call.ts'
import { channel } from './channel.ts'
import { client } from './client.ts'
import { host } from './host.ts'

const newest =
  (role: string) =>
  (_: unknown, operations: number): string =>
    `${role}#${Math.max(1, operations)}`
const toHost = (): string => 'host'
/** Where a cancel strikes that is no call of the host's owner. */
const strikes: Readonly<Record<string, string>> = { clientAbort: 'client', channelFault: 'channel' }

export const model: Model = {
  spec: 'wws',
  roles: [
    { name: 'client', title: 'Client', note: 'calls and waits', machine: client, instances: true },
    { name: 'channel', title: 'Channel', note: 'one session', machine: channel, instances: true },
    { name: 'host', title: 'Service host', note: 'aborted or closed', machine: host, instances: false },
    { name: 'call', title: 'Call', note: 'as the runtime keeps it', machine: call, instances: true },
    { name: 'app', title: 'Operation', note: 'code of the service', machine: app, instances: true },
  ],
  commands: {
    call: {
      kind: 'call',
      title: 'Call the service',
      says: 'A client calls the operation over a session of its own and waits for the answer.',
      args: {},
      operation: true,
      to: newest('client'),
    },
    register: {
      kind: 'call',
      title: 'Register for cancel',
      says: 'The operation of the newest call registers once more, besides what it does by itself.',
      args: { callback: oneOf('given', 'null'), freeState: oneOf('given', 'null') },
      to: newest('app'),
    },
    finish: {
      kind: 'environment',
      title: 'Operation returns',
      says: 'The operation of the newest call returns now, whatever is left of its work.',
      args: {},
      to: newest('app'),
    },
    cancel: {
      kind: 'call',
      title: 'Cancel',
      says: 'The host is aborted, the client aborts its proxy, or the channel under the newest call faults.',
      args: { by: oneOf('hostAbort', 'clientAbort', 'channelFault') },
      to: (args, operations) =>
        args['by'] === 'hostAbort' ? 'host' : newest(strikes[String(args['by'])] ?? 'client')(args, operations),
      isCall: (args) => args['by'] === 'hostAbort',
    },
    abandonCall: {
      kind: 'call',
      title: 'Abandon the call',
      says: 'The newest client stops waiting; the server is not told.',
      args: {},
      to: newest('client'),
    },
    abortHost: {
      kind: 'call',
      title: 'Abort the host',
      says: 'The owner of the host aborts it, not as the cancel that this run is about.',
      args: {},
      to: toHost,
    },
    closeHost: {
      kind: 'call',
      title: 'Close the host',
      says: 'The owner of the host closes it; the close waits for the calls until its timeout.',
      args: {},
      to: toHost,
    },
    outOfMemory: {
      kind: 'fault',
      title: 'Memory runs out',
      says: 'From now on the service has no memory for a registration.',
      args: {},
      to: toHost,
    },
    memoryBack: { kind: 'fault', title: 'Memory is back', says: 'There is memory again.', args: {}, to: toHost },
  },
  knobs: {
    linkTicks: {
      kind: 'environment',
      domain: int(0, 1000, 10),
      unit: 'ticks',
      title: 'Network, one way',
      says: 'How long a message between client and service takes.',
    },
    operation: {
      kind: 'environment',
      domain: oneOf('sync', 'async'),
      title: 'Operation is',
      says: 'Whether the operation works on the thread that called it, or returns at once and calls back when it is done.',
    },
    registers: {
      kind: 'environment',
      domain: oneOf('once', 'never', 'twice', 'afterCompletion', 'nullCallback'),
      title: 'Operation registers',
      says: 'Whether, and how wrongly, the operation asks to be told of a cancel.',
    },
    registerTicks: {
      kind: 'environment',
      domain: int(0, 10000, 20),
      unit: 'ticks',
      title: 'Registers after',
      says: 'How long after its dispatch (or, too late, after its completion) the operation registers.',
    },
    registerDuration: {
      kind: 'environment',
      domain: int(0, 1000, 4),
      unit: 'ticks',
      title: 'Registering takes',
      says: 'How long one registering call takes.',
    },
    freeState: {
      kind: 'environment',
      domain: flag(true),
      title: 'Free-state callback',
      says: 'Whether the operation registers a callback that releases its state.',
    },
    workTicks: {
      kind: 'environment',
      domain: int(1, 100000, 300),
      unit: 'ticks',
      title: 'Work takes',
      says: 'How long the operation works if nobody disturbs it.',
    },
    cooperates: {
      kind: 'environment',
      domain: flag(true),
      title: 'Operation cooperates',
      says: 'Whether the operation returns early once its callback has run.',
    },
    reactTicks: {
      kind: 'environment',
      domain: int(0, 10000, 15),
      unit: 'ticks',
      title: 'Reacts within',
      says: 'How long after its cancel callback a cooperating operation returns.',
    },
    closeTimeoutTicks: {
      kind: 'environment',
      domain: int(1, 100000, 500),
      unit: 'ticks',
      title: 'Close timeout',
      says: 'How long a close waits before it turns into an abort.',
    },
    doubleRegister: {
      kind: 'choice',
      domain: oneOf('WS_E_INVALID_OPERATION', 'E_INVALIDARG'),
      title: 'Second registration',
      says: 'With which code a second registration of one call fails; no page names it.',
      clauses: ['WS-08', 'WH-01'],
    },
    afterCompletion: {
      kind: 'choice',
      domain: oneOf('WS_E_INVALID_OPERATION', 'silentOk', 'crash'),
      title: 'Registering too late',
      says: 'What a registration after completion shows; anything may happen, since it is not defined.',
      clauses: ['WS-03', 'WH-01'],
    },
    registerAfterDecision: {
      kind: 'choice',
      domain: oneOf('inlineThenOk', 'otherThreadThenOk', 'failAborted'),
      title: 'Registering a cancelled call',
      says: 'Whether the callback runs before the registration returns S_OK (inside it or on another thread), or the registration fails.',
      clauses: ['WS-04', 'WH-06', 'WH-07'],
    },
  },
  resources: {
    call: { title: 'Call', note: 'the runtime waits for it' },
    userState: { title: 'State of the operation', note: 'held until free-state ran' },
  },
  codes: codesOf(wws),
  otherValue: '0x803D0021',
  background: [],
}
