import { describe, expect, it } from 'vitest'
import type { Json } from '#base/json.ts'
import type { Effect, Message } from '#kernel/effect.ts'
import type { Value } from '#kernel/model.ts'
import { reaction } from '../testing.ts'
import { model } from './model.ts'

type Args = Readonly<Record<string, Value>>
type Fields = Readonly<Record<string, Json>>
type Plain = { readonly type: string; readonly [field: string]: Json }

/** What a machine wants: an effect, or a timer that begins. */
type Wanted = Effect | { readonly arm: string; readonly ticks: number }
type Row = [name: string, knobs: Args, events: readonly Message[], expected: [state: string, wanted: Wanted[]]]

/** The state paths after all events, and what the last one brought about; the machine has to take it. */
function after(role: string, knobs: Args, events: readonly Message[]): [string, Wanted[]] {
  const { handled, to, effects, timers } = reaction(
    model,
    role,
    knobs,
    events.slice(0, -1),
    events.at(-1) ?? { type: 'nothing' },
  )
  if (!handled) throw new Error(`${role} ignores ${events.at(-1)?.type}`)
  return [to, [...effects, ...Object.entries(timers).map(([arm, ticks]) => ({ arm, ticks }))]]
}

const cite = (...clauses: string[]): Effect => ({ type: 'cite', clauses })
const tell = (to: string, event: Plain): Effect => ({ type: 'tell', to, event })
const milestone = (operation: number, name: 'issued' | 'accepted' | 'noticed' | 'stopped'): Effect => ({
  type: 'milestone',
  operation,
  name,
})
const holds = (name: string, change: number, operation = 0): Effect => ({
  type: 'resource',
  name,
  change,
  limit: null,
  operation,
})

/** A call as it is marshalled; all that a test does not name is as in a cancel of control#1. */
const request = (type: string, over: Fields = {}): Plain => ({
  type,
  by: 'client',
  call: 'x@1',
  handle: 'control#1',
  operation: 0,
  aim: 0,
  mode: null,
  waited: false,
  connection: 0,
  ...over,
})
const reply = (type: string, over: Fields = {}): Plain => ({
  type: `${type} reply`,
  by: 'client',
  call: 'x@1',
  handle: 'control#1',
  operation: 0,
  aim: 0,
  code: 'ERROR_SUCCESS',
  clauses: [],
  registration: 0,
  ...over,
})

describe('the client', () => {
  const calls = (over: Plain): Effect => tell('stub', { type: 'Call', request: over })
  const returns = (code = 'ERROR_SUCCESS'): Effect => ({ type: 'return', call: 'x@1', code, clauses: [] })
  const settles = (operation: number, code: string): Effect => ({ type: 'settle', operation, code })

  const passes = (op: string, args: Readonly<Record<string, Json>>): Effect => ({ type: 'call', op, call: 'x@1', args })
  const starts = (op: string, name: string, type: string, handle: string | null, operation: number): Wanted[] => [
    passes(op, { [name]: handle }),
    calls(request(type, { handle, operation })),
  ]
  const closes = (handle: string | null, aim = 0): Wanted[] => [
    passes('close', { handle }),
    calls(request('EvtRpcClose', { handle, aim })),
  ]
  const register: Message = { type: 'registerSubscription', call: 'x@1', mode: 'push' }
  const query = reply('EvtRpcRegisterLogQuery', { handle: 'none', registration: 1 })
  const control = reply('EvtRpcRegisterControllableOperation', { handle: 'none', registration: 2 })
  const next = (operation: number): Message => ({ type: 'queryNext', call: 'x@1', operation })
  const clear = (operation: number): Message => ({ type: 'clearLog', call: 'x@1', operation })
  const cancel = (handle: string): Message => ({ type: 'cancel', call: 'x@1', handle })
  const close = (handle: string): Message => ({ type: 'close', call: 'x@1', handle })
  const cancels = (handle: string | null, aim: number): Wanted[] => [
    milestone(aim, 'issued'),
    passes('cancel', { handle }),
    calls(request('EvtRpcCancel', { handle, aim })),
  ]
  const closed = (handle: string): Message => reply('EvtRpcClose', { handle })
  const back = (operation: number): Message => reply('EvtRpcQueryNext', { operation, code: 'ERROR_CANCELLED' })

  it.each<Row>([
    [
      'registers',
      {},
      [register],
      ['present.idle', [calls(request('EvtRpcRegisterRemoteSubscription', { handle: 'none', mode: 'push' }))]],
    ],
    [
      'gets handles',
      {},
      [query],
      ['present.idle', [{ ...returns(), out: { handle: 'query#1', opControl: 'control#1' } } as Effect]],
    ],
    [
      'gets the handles of a subscription',
      {},
      [reply('EvtRpcRegisterRemoteSubscription', { handle: 'none', registration: 3 })],
      ['present.idle', [{ ...returns(), out: { handle: 'subscription#3', control: 'control#3' } } as Effect]],
    ],
    [
      'gets a control handle',
      {},
      [control],
      ['present.idle', [{ ...returns(), out: { handle: 'control#2' } } as Effect]],
    ],
    [
      'leaves, and hears nothing any more',
      {},
      [query, next(1), next(2), { type: 'leave', call: 'leave@1' }],
      ['gone', [{ type: 'abandon', operation: 1 }, { type: 'abandon', operation: 2 }, tell('stub', { type: 'Exit' })]],
    ],
    [
      'has left, and calls nothing',
      {},
      [query, { type: 'leave', call: 'leave@1' }, next(1)],
      ['gone', [{ type: 'discard', why: 'the client has gone' }]],
    ],
    [
      'gets no handle',
      {},
      [reply('EvtRpcRegisterLogQuery', { handle: 'none', code: 'ERROR_OUTOFMEMORY' }), next(1)],
      ['present.awaiting', starts('queryNext', 'logQuery', 'EvtRpcQueryNext', null, 1)],
    ],
    [
      'starts',
      {},
      [query, next(1)],
      ['present.awaiting', starts('queryNext', 'logQuery', 'EvtRpcQueryNext', 'query#1', 1)],
    ],
    [
      'uses the newest control handle',
      {},
      [query, control, clear(1)],
      ['present.awaiting', starts('clearLog', 'control', 'EvtRpcClearLog', 'control#2', 1)],
    ],
    [
      'cancels what is under the handle',
      {},
      [query, next(1), cancel('control')],
      ['present.awaiting', cancels('control#1', 1)],
    ],
    [
      'cancels, and not the other one',
      {},
      [query, next(1), control, clear(2), next(3), cancel('control')],
      ['present.awaiting', cancels('control#2', 2)],
    ],
    [
      'cancels with nothing under the handle',
      {},
      [query, next(1), control, cancel('control')],
      ['present.awaiting', cancels('control#2', 1)],
    ],
    ['cancels before anything was started', {}, [cancel('control')], ['present.idle', cancels(null, 1)]],
    [
      'cancels with the query handle',
      {},
      [query, next(1), cancel('query')],
      ['present.awaiting', cancels('query#1', 1)],
    ],
    ['cancels with a forged handle', {}, [cancel('forged')], ['present.idle', cancels('forged', 1)]],
    ['has no closed handle before a close', {}, [query, cancel('closed')], ['present.idle', cancels(null, 1)]],
    [
      'has a closed handle after it',
      {},
      [query, next(1), control, clear(2), closed('control#2'), next(3), cancel('closed')],
      ['present.awaiting', cancels('control#2', 2)],
    ],
    [
      'has no control handle after a close',
      {},
      [query, closed('control#1'), cancel('control')],
      ['present.idle', cancels(null, 1)],
    ],
    [
      'keeps the handle that has taken the place of the closed one',
      {},
      [query, control, closed('control#1'), cancel('control')],
      ['present.idle', cancels('control#2', 1)],
    ],
    [
      'a read after the close of its control handle is under the closed one',
      {},
      [query, closed('control#1'), next(1), clear(2), cancel('closed')],
      ['present.awaiting', cancels('control#1', 1)],
    ],
    ['closes', {}, [query, next(1), close('control')], ['present.awaiting', closes('control#1', 1)]],
    ['closes the query', {}, [query, close('query')], ['present.idle', closes('query#1')]],
    ['closes what it has closed', {}, [query, closed('query#1'), close('query')], ['present.idle', closes(null)]],
    [
      'closes nothing',
      {},
      [query, reply('EvtRpcClose', { handle: 'control#1', code: 'ERROR_INVALID_PARAMETER' })],
      ['present.idle', [returns('ERROR_INVALID_PARAMETER')]],
    ],
    [
      'sees the cancel accepted',
      {},
      [query, next(1), reply('EvtRpcCancel', { aim: 1 })],
      ['present.draining', [milestone(1, 'accepted'), returns()]],
    ],
    [
      'sees it accepted when nothing is outstanding',
      {},
      [query, reply('EvtRpcCancel', { aim: 1 })],
      ['present.idle', [milestone(1, 'accepted'), returns()]],
    ],
    [
      'sees the cancel refused',
      {},
      [query, next(1), reply('EvtRpcCancel', { aim: 1, code: 'ERROR_CANCELLED' })],
      ['present.awaiting', [returns('ERROR_CANCELLED'), cite('EV-26')]],
    ],
    [
      'sees the call come back',
      {},
      [query, next(1), back(1)],
      ['present.idle', [returns('ERROR_CANCELLED'), settles(1, 'ERROR_CANCELLED')]],
    ],
    [
      'sees one of two come back',
      {},
      [query, next(1), next(2), back(1)],
      ['present.awaiting', [returns('ERROR_CANCELLED'), settles(1, 'ERROR_CANCELLED')]],
    ],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('client', knobs, events)).toEqual(expected)
  })
})

describe('the stub', () => {
  const call = (over: Fields = {}): Message => ({ type: 'Call', request: request('EvtRpcCancel', over) })
  const sends = (over: Fields = {}): Effect => ({ type: 'send', to: 'server', event: request('EvtRpcCancel', over) })
  const handsUp = (over: Fields = {}): Effect => tell('client', reply('EvtRpcCancel', over))
  const cut = (from: string, to: string): Effect => ({ type: 'cut', from, to, keep: 0, why: 'the connection is lost' })
  const lost: Message = { type: 'dropLink', call: 'dropLink@1' }
  const restarts: Message = { type: 'serviceRestarts', call: 'serviceRestarts@1' }
  const one = { multiplex: false }
  const second = { call: 'x@2' }

  it.each<Row>([
    ['sends', {}, [call()], ['connected.awaitingReply', [sends()]]],
    [
      'refuses a null handle',
      {},
      [call({ handle: null })],
      ['connected.ready', [handsUp({ handle: null, code: 'RPC_X_SS_IN_NULL_CONTEXT', clauses: ['EV-25'] })]],
    ],
    ['sends side by side', {}, [call(), call(second)], ['connected.awaitingReply', [sends(second)]]],
    ['lets a call wait for the one connection', one, [call(), call(second)], ['connected.awaitingReply', []]],
    [
      'lets no null handle wait',
      one,
      [call(), call({ ...second, handle: null })],
      [
        'connected.awaitingReply',
        [handsUp({ ...second, handle: null, code: 'RPC_X_SS_IN_NULL_CONTEXT', clauses: ['EV-25'] })],
      ],
    ],
    ['hands an answer up', {}, [call(), reply('EvtRpcCancel')], ['connected.ready', [handsUp()]]],
    [
      'hands one of two up',
      {},
      [call(), call(second), reply('EvtRpcCancel')],
      ['connected.awaitingReply', [handsUp()]],
    ],
    [
      'sends the next one then',
      one,
      [call(), call(second), reply('EvtRpcCancel')],
      ['connected.awaitingReply', [handsUp(), sends(second)]],
    ],
    [
      'has sent them all',
      one,
      [call(), call(second), reply('EvtRpcCancel'), reply('EvtRpcCancel', second)],
      ['connected.ready', [handsUp(second)]],
    ],
    [
      'loses the connection, and calls that are sent or wait fail',
      one,
      [call(), call(second), lost],
      [
        'disconnected',
        [
          cut('stub', 'server'),
          cut('server', 'stub'),
          tell('server', { type: 'ConnectionLost' }),
          handsUp({ code: 'RPC_S_CALL_FAILED', clauses: ['EV-25', 'EV-28'] }),
          handsUp({ ...second, code: 'RPC_S_CALL_FAILED', clauses: ['EV-25', 'EV-28'] }),
        ],
      ],
    ],
    [
      'has no connection',
      {},
      [lost, call()],
      ['disconnected', [handsUp({ code: 'RPC_S_SERVER_UNAVAILABLE', clauses: ['EV-25'] })]],
    ],
    [
      'has no handle and no connection',
      {},
      [lost, call({ handle: null })],
      ['disconnected', [handsUp({ handle: null, code: 'RPC_X_SS_IN_NULL_CONTEXT', clauses: ['EV-25'] })]],
    ],
    ['cannot lose it twice', {}, [lost, lost], ['disconnected', []]],
    [
      'breaks the connection when its process ends, and hands nothing up',
      {},
      [call(), { type: 'Exit' }],
      ['disconnected', [cut('stub', 'server'), cut('server', 'stub'), tell('server', { type: 'ConnectionLost' })]],
    ],
    [
      'fails what was under way when the service restarts',
      one,
      [call(), call(second), restarts],
      [
        'connected.ready',
        [
          tell('server', { type: 'Restart' }),
          handsUp({ code: 'RPC_S_CALL_FAILED', clauses: ['EV-25', 'EV-32'] }),
          handsUp({ ...second, code: 'RPC_S_CALL_FAILED', clauses: ['EV-25', 'EV-32'] }),
        ],
      ],
    ],
    [
      'sends over a new connection after a restart',
      {},
      [call(), restarts, call(second)],
      ['connected.awaitingReply', [sends({ ...second, connection: 1 })]],
    ],
    [
      'drops an answer of the service before',
      {},
      [call(), restarts, reply('EvtRpcCancel')],
      ['connected.ready', [{ type: 'discard', why: 'it is from the service before its restart' }]],
    ],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('stub', knobs, events)).toEqual(expected)
  })
})

describe('the server', () => {
  const serving = 'connection.connected,load.free,memory.enough'
  const sends = (type: string, over: Fields = {}): Effect => ({ type: 'send', to: 'stub', event: reply(type, over) })
  const register = request('EvtRpcRegisterControllableOperation', { handle: 'none' })
  const registerQuery = request('EvtRpcRegisterLogQuery', { handle: 'none' })
  const registerPush = request('EvtRpcRegisterRemoteSubscription', { handle: 'none', mode: 'push' })
  const registerPull = request('EvtRpcRegisterRemoteSubscription', { handle: 'none', mode: 'pull' })
  const cancel = (over: Fields = {}): Plain => request('EvtRpcCancel', over)
  const close = (over: Fields = {}): Plain => request('EvtRpcClose', over)
  const clear = (over: Fields = {}): Plain => request('EvtRpcClearLog', { operation: 1, ...over })
  const gone = (handle: string): Effect => tell('operation#*', { type: 'HandleGone', handle })
  const next = (over: Fields = {}): Plain => request('EvtRpcQueryNext', { operation: 1, handle: 'query#1', ...over })
  const pull = (type: string): Plain => request(type, { operation: 1, handle: 'subscription#1' })
  const begins = (event: Plain): Effect => tell('control#1', { type: 'Begin', request: event })
  const finished = (type: 'Finished' | 'Stopped', over: Fields): Message => ({
    type,
    reply: reply('EvtRpcClearLog', { operation: 1, ...over }),
  })
  const runtime = { validation: 'runtime' }
  const serial = { serializeHandle: true }
  const refuses = (type: string, code: string, clauses: string[], over: Fields = {}): [string, Wanted[]] => [
    serving,
    [sends(type, { code, clauses, ...over })],
  ]

  it.each<Row>([
    [
      'gives out a control handle',
      {},
      [register],
      [
        serving,
        [
          tell('control#1', { type: 'Register' }),
          holds('controlHandle', 1),
          sends('EvtRpcRegisterControllableOperation', { handle: 'none', registration: 1, clauses: ['EV-19'] }),
        ],
      ],
    ],
    [
      'gives out a query with a control handle',
      {},
      [register, registerQuery],
      [
        serving,
        [
          holds('queryHandle', 1),
          tell('control#2', { type: 'Register' }),
          holds('controlHandle', 1),
          sends('EvtRpcRegisterLogQuery', { handle: 'none', registration: 2, clauses: ['EV-18'] }),
        ],
      ],
    ],
    [
      'gives out a subscription with a control handle',
      {},
      [registerPush],
      [
        serving,
        [
          tell('subscription#1', { type: 'Register' }),
          holds('subscriptionHandle', 1),
          tell('control#1', { type: 'Register' }),
          holds('controlHandle', 1),
          sends('EvtRpcRegisterRemoteSubscription', { handle: 'none', registration: 1, clauses: ['EV-18'] }),
        ],
      ],
    ],
    [
      'has no memory for a control handle',
      {},
      [{ type: 'outOfMemory' }, register],
      [
        'connection.connected,load.free,memory.exhausted',
        [
          sends('EvtRpcRegisterControllableOperation', {
            handle: 'none',
            code: 'ERROR_OUTOFMEMORY',
            clauses: ['EV-19'],
          }),
        ],
      ],
    ],
    [
      'has no memory for a query',
      {},
      [{ type: 'outOfMemory' }, registerQuery],
      [
        'connection.connected,load.free,memory.exhausted',
        [sends('EvtRpcRegisterLogQuery', { handle: 'none', code: 'ERROR_OUTOFMEMORY', clauses: ['EV-18'] })],
      ],
    ],
    ['has memory again', {}, [{ type: 'outOfMemory' }, { type: 'memoryBack' }], [serving, []]],
    [
      'asks the control object',
      {},
      [register, cancel()],
      [serving, [tell('control#1', { type: 'EvtRpcCancel', request: cancel(), busy: false })]],
    ],
    [
      'asks the control object though it is busy',
      {},
      [register, { type: 'serverBusy' }, cancel()],
      [
        'connection.connected,load.tooBusy,memory.enough',
        [tell('control#1', { type: 'EvtRpcCancel', request: cancel(), busy: true })],
      ],
    ],
    ['is free again', {}, [{ type: 'serverBusy' }, { type: 'serverFree' }], [serving, []]],
    [
      'misses the handle',
      {},
      [cancel({ handle: 'forged' })],
      refuses('EvtRpcCancel', 'ERROR_INVALID_PARAMETER', ['EV-01', 'EV-02', 'EV-03'], { handle: 'forged' }),
    ],
    [
      'misses the handle in RPC',
      runtime,
      [cancel({ handle: 'forged' })],
      refuses('EvtRpcCancel', 'ERROR_INVALID_HANDLE', ['EV-29'], { handle: 'forged' }),
    ],
    [
      'cancels no query handle',
      {},
      [registerQuery, cancel({ handle: 'query#1' })],
      refuses('EvtRpcCancel', 'ERROR_INVALID_PARAMETER', ['EV-01', 'EV-04', 'EV-03'], { handle: 'query#1' }),
    ],
    [
      'cancels no query handle, which RPC knows',
      runtime,
      [registerQuery, cancel({ handle: 'query#1' })],
      refuses('EvtRpcCancel', 'ERROR_INVALID_PARAMETER', ['EV-01', 'EV-04', 'EV-03'], { handle: 'query#1' }),
    ],
    [
      'closes a control handle',
      {},
      [register, close()],
      [
        serving,
        [
          tell('control#1', { type: 'Close' }),
          holds('controlHandle', -1),
          sends('EvtRpcClose', { clauses: ['EV-16', 'EV-17'] }),
        ],
      ],
    ],
    [
      'closes a query handle',
      {},
      [registerQuery, close({ handle: 'query#1' })],
      [
        serving,
        [
          gone('query#1'),
          holds('queryHandle', -1),
          sends('EvtRpcClose', { handle: 'query#1', clauses: ['EV-16', 'EV-17'] }),
        ],
      ],
    ],
    ['closes it once', {}, [register, close(), close()], refuses('EvtRpcClose', 'ERROR_INVALID_PARAMETER', ['EV-17'])],
    [
      'closes it once in RPC',
      runtime,
      [register, close(), close()],
      refuses('EvtRpcClose', 'ERROR_INVALID_HANDLE', ['EV-29']),
    ],
    [
      'begins a read under the control handle that came with the query',
      {},
      [registerQuery, next()],
      [serving, [begins(next())]],
    ],
    [
      'begins no read on a closed handle',
      {},
      [registerQuery, close({ handle: 'query#1' }), next()],
      refuses('EvtRpcQueryNext', 'ERROR_INVALID_PARAMETER', ['EV-02'], { handle: 'query#1', operation: 1 }),
    ],
    [
      'begins a pull',
      {},
      [registerPull, pull('EvtRpcRemoteSubscriptionNext')],
      [serving, [begins(pull('EvtRpcRemoteSubscriptionNext'))]],
    ],
    [
      'begins a push',
      {},
      [registerPush, pull('EvtRpcRemoteSubscriptionNextAsync')],
      [serving, [begins(pull('EvtRpcRemoteSubscriptionNextAsync'))]],
    ],
    ...(
      [
        ['EvtRpcRemoteSubscriptionNextAsync', registerPull],
        ['EvtRpcRemoteSubscriptionNext', registerPush],
        ['EvtRpcRemoteSubscriptionWaitAsync', registerPush],
      ] as const
    ).map(([type, subscription]): Row => [
      `refuses ${type} on the other kind`,
      {},
      [subscription, pull(type)],
      refuses(type, 'ERROR_INVALID_OPERATION', ['EV-30'], { handle: 'subscription#1', operation: 1 }),
    ]),
    ['begins log work', {}, [register, clear()], [serving, [cite('EV-22', 'EV-24'), begins(clear())]]],
    [
      'begins log work without a look into the table',
      {},
      [register, close(), clear()],
      [serving, [cite('EV-22', 'EV-24'), begins(clear())]],
    ],
    [
      'begins no log work if RPC does not know the handle',
      runtime,
      [register, close(), clear()],
      refuses('EvtRpcClearLog', 'ERROR_INVALID_HANDLE', ['EV-29'], { operation: 1 }),
    ],
    [
      'passes an answer on',
      {},
      [register, { type: 'Answer', reply: reply('EvtRpcCancel') }],
      [serving, [sends('EvtRpcCancel')]],
    ],
    ['lets a call wait for its turn with the handle', serial, [register, clear(), cancel()], [serving, []]],
    [
      'gives no turn while a cancel stops something',
      serial,
      [register, clear(), cancel(), finished('Stopped', {})],
      [serving, [sends('EvtRpcClearLog', { operation: 1 })]],
    ],
    [
      'gives the turn when the cancel is done',
      serial,
      [
        register,
        clear(),
        cancel({ call: 'x@2' }),
        finished('Stopped', {}),
        { type: 'Answer', reply: reply('EvtRpcCancel') },
      ],
      [serving, [sends('EvtRpcCancel'), tell('server', cancel({ call: 'x@2', waited: true }))]],
    ],
    [
      'gives turns when the call is over',
      serial,
      [register, clear(), cancel({ call: 'x@2' }), cancel({ call: 'x@3' }), finished('Finished', {})],
      [
        serving,
        [
          sends('EvtRpcClearLog', { operation: 1 }),
          tell('server', cancel({ call: 'x@2', waited: true })),
          tell('server', cancel({ call: 'x@3', waited: true })),
        ],
      ],
    ],
    [
      'checks no second time in RPC what has waited',
      { ...serial, ...runtime },
      [register, clear(), close(), finished('Finished', {}), close({ waited: true }), cancel({ waited: true })],
      refuses('EvtRpcCancel', 'ERROR_INVALID_PARAMETER', ['EV-01', 'EV-02', 'EV-03']),
    ],
    [
      'tells subscriptions',
      {},
      [{ type: 'eventLogged' }],
      [serving, [tell('subscription#*', { type: 'EventLogged' })]],
    ],
    [
      'runs all handles down',
      {},
      [registerQuery, registerPush, { type: 'ConnectionLost' }],
      [
        'connection.lost,load.free,memory.enough',
        [
          gone('query#1'),
          holds('queryHandle', -1),
          tell('control#1', { type: 'Close' }),
          holds('controlHandle', -1),
          tell('subscription#2', { type: 'Close' }),
          gone('subscription#2'),
          holds('subscriptionHandle', -1),
          tell('control#2', { type: 'Close' }),
          holds('controlHandle', -1),
        ],
      ],
    ],
    [
      'restarts, and runs all handles down',
      {},
      [registerQuery, { type: 'Restart' }],
      [
        serving,
        [
          tell('operation#*', { type: 'Abandon' }),
          gone('query#1'),
          holds('queryHandle', -1),
          tell('control#1', { type: 'Close' }),
          holds('controlHandle', -1),
          tell('other', { type: 'ServiceRestarted' }),
        ],
      ],
    ],
    [
      'knows no handle of before a restart',
      {},
      [registerQuery, { type: 'Restart' }, next({ connection: 1 })],
      refuses('EvtRpcQueryNext', 'ERROR_INVALID_HANDLE', ['EV-29', 'EV-32'], { handle: 'query#1', operation: 1 }),
    ],
    [
      'cancels with no handle of before a restart',
      {},
      [register, { type: 'Restart' }, cancel({ connection: 1 })],
      refuses('EvtRpcCancel', 'ERROR_INVALID_HANDLE', ['EV-29', 'EV-32']),
    ],
    [
      'gives out new handles after a restart',
      {},
      [register, { type: 'Restart' }, { ...register, connection: 1 }, cancel({ handle: 'control#2', connection: 1 })],
      [
        serving,
        [
          tell('control#2', {
            type: 'EvtRpcCancel',
            request: cancel({ handle: 'control#2', connection: 1 }),
            busy: false,
          }),
        ],
      ],
    ],
    [
      'drops what was sent before a restart',
      {},
      [register, { type: 'Restart' }, cancel()],
      [serving, [{ type: 'discard', why: 'it was for the service before its restart' }]],
    ],
    [
      'has a query that went stale when the log was cleared',
      {},
      [registerQuery, clear(), finished('Finished', {}), next()],
      refuses('EvtRpcQueryNext', 'ERROR_EVT_QUERY_RESULT_STALE', ['EV-31'], { handle: 'query#1', operation: 1 }),
    ],
    [
      'has a query that did not, where the clear was cancelled',
      {},
      [registerQuery, clear(), finished('Finished', { code: 'ERROR_CANCELLED' }), next()],
      [serving, [begins(next())]],
    ],
    [
      'works on for nobody after the connection is lost',
      {},
      [register, clear(), { type: 'ConnectionLost' }, finished('Finished', {})],
      ['connection.lost,load.free,memory.enough', []],
    ],
    [
      'tells calls of the client that its connection is lost, and leaves another client alone',
      {},
      [
        register,
        { ...register, by: 'other' },
        clear({ operation: 2 }),
        clear({ by: 'other', operation: 3, handle: 'control#2' }),
        { type: 'ConnectionLost' },
      ],
      [
        'connection.lost,load.free,memory.enough',
        [
          tell('operation#2', { type: 'ConnectionLost' }),
          tell('control#1', { type: 'Close' }),
          holds('controlHandle', -1),
        ],
      ],
    ],
    [
      'serves another client after the connection of the first is lost',
      {},
      [
        { ...register, by: 'other' },
        clear({ by: 'other' }),
        { type: 'ConnectionLost' },
        finished('Finished', { by: 'other' }),
      ],
      [
        'connection.lost,load.free,memory.enough',
        [{ type: 'send', to: 'other', event: reply('EvtRpcClearLog', { by: 'other', operation: 1 }) }],
      ],
    ],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('server', knobs, events)).toEqual(expected)
  })
})

describe('the other client', () => {
  const sends = (type: string, over: Fields): Effect => ({
    type: 'send',
    to: 'server',
    event: request(type, { by: 'other', ...over }),
  })
  const passes = (op: string, args: Fields): Effect => ({ type: 'call', op, call: 'x@1', args })
  const returns = (code: string, ...clauses: string[]): Effect => ({ type: 'return', call: 'x@1', code, clauses })
  const register: Message = { type: 'registerControllableOperation', call: 'x@1' }
  const clear: Message = { type: 'clearLog', call: 'x@1', operation: 3 }
  const cancel = (handle: string): Message => ({ type: 'cancel', call: 'x@1', handle })
  const close: Message = { type: 'close', call: 'x@1', handle: 'control' }
  const back = (type: string, over: Fields = {}): Message => reply(type, { by: 'other', ...over })
  const registered = back('EvtRpcRegisterControllableOperation', { handle: 'none', registration: 2 })
  const own = [register, registered]
  const refused = returns('RPC_X_SS_IN_NULL_CONTEXT', 'EV-25')

  it.each<Row>([
    ['registers', {}, [register], ['awaiting', [sends('EvtRpcRegisterControllableOperation', { handle: 'none' })]]],
    [
      'gets a control handle',
      {},
      [register, registered],
      ['idle', [{ ...returns('ERROR_SUCCESS'), out: { handle: 'control#2' } } as Effect]],
    ],
    [
      'gets none',
      {},
      [register, back('EvtRpcRegisterControllableOperation', { handle: 'none', code: 'ERROR_OUTOFMEMORY' }), clear],
      [
        'idle',
        [
          passes('clearLog', { control: null }),
          refused,
          { type: 'settle', operation: 3, code: 'RPC_X_SS_IN_NULL_CONTEXT' },
        ],
      ],
    ],
    [
      'clears the log',
      {},
      [...own, clear],
      [
        'awaiting',
        [passes('clearLog', { control: 'control#2' }), sends('EvtRpcClearLog', { handle: 'control#2', operation: 3 })],
      ],
    ],
    [
      'has cleared it',
      {},
      [...own, clear, back('EvtRpcClearLog', { handle: 'control#2', operation: 3 })],
      ['idle', [returns('ERROR_SUCCESS'), { type: 'settle', operation: 3, code: 'ERROR_SUCCESS' }]],
    ],
    [
      'cancels what it has begun',
      {},
      [...own, clear, cancel('control')],
      [
        'awaiting',
        [
          milestone(3, 'issued'),
          passes('cancel', { handle: 'control#2' }),
          sends('EvtRpcCancel', { handle: 'control#2', aim: 3 }),
        ],
      ],
    ],
    [
      'has no query',
      {},
      [...own, cancel('query')],
      ['idle', [milestone(1, 'issued'), passes('cancel', { handle: null }), refused]],
    ],
    [
      'cancels with a forged handle',
      {},
      [cancel('forged')],
      [
        'awaiting',
        [
          milestone(1, 'issued'),
          passes('cancel', { handle: 'forged' }),
          sends('EvtRpcCancel', { handle: 'forged', aim: 1 }),
        ],
      ],
    ],
    [
      'has cancelled, and still waits for the call',
      {},
      [...own, { ...clear, call: 'y@1' }, cancel('control'), back('EvtRpcCancel', { handle: 'control#2', aim: 3 })],
      ['awaiting', [milestone(3, 'accepted'), returns('ERROR_SUCCESS')]],
    ],
    [
      'was refused a cancel',
      {},
      [cancel('forged'), back('EvtRpcCancel', { handle: 'forged', aim: 1, code: 'ERROR_INVALID_PARAMETER' })],
      ['idle', [returns('ERROR_INVALID_PARAMETER')]],
    ],
    [
      'closes its handle, with what ran last under it',
      {},
      [...own, clear, back('EvtRpcClearLog', { operation: 3 }), close],
      ['awaiting', [passes('close', { handle: 'control#2' }), sends('EvtRpcClose', { handle: 'control#2', aim: 3 })]],
    ],
    [
      'cancels with the handle that it has closed',
      {},
      [...own, clear, close, back('EvtRpcClose', { handle: 'control#2', aim: 3 }), cancel('closed')],
      [
        'awaiting',
        [
          milestone(3, 'issued'),
          passes('cancel', { handle: 'control#2' }),
          sends('EvtRpcCancel', { handle: 'control#2', aim: 3 }),
        ],
      ],
    ],
    [
      'keeps a handle whose close has failed',
      {},
      [...own, close, back('EvtRpcClose', { handle: 'control#2', code: 'ERROR_INVALID_HANDLE' }), cancel('control')],
      [
        'awaiting',
        [
          milestone(1, 'issued'),
          passes('cancel', { handle: 'control#2' }),
          sends('EvtRpcCancel', { handle: 'control#2', aim: 1 }),
        ],
      ],
    ],
    [
      'hears that the service has restarted',
      {},
      [...own, clear, { type: 'ServiceRestarted' }],
      [
        'idle',
        [returns('RPC_S_CALL_FAILED', 'EV-25', 'EV-32'), { type: 'settle', operation: 3, code: 'RPC_S_CALL_FAILED' }],
      ],
    ],
    [
      'drops an answer of before the restart',
      {},
      [...own, clear, { type: 'ServiceRestarted' }, back('EvtRpcClearLog', { operation: 3 })],
      ['idle', [{ type: 'discard', why: 'it is from the service before its restart' }]],
    ],
    [
      'calls over its new connection',
      {},
      [{ type: 'ServiceRestarted' }, register],
      ['awaiting', [sends('EvtRpcRegisterControllableOperation', { handle: 'none', connection: 1 })]],
    ],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('other', knobs, events)).toEqual(expected)
  })
})

describe('the control object', () => {
  const register: Message = { type: 'Register' }
  const clear = (operation: number): Plain => request('EvtRpcClearLog', { operation })
  const begin = (operation: number): Message => ({ type: 'Begin', request: clear(operation) })
  const ended = (operation: number): Message => ({ type: 'Ended', operation })
  const cancel = (busy = false): Message => ({ type: 'EvtRpcCancel', request: request('EvtRpcCancel'), busy })
  const set: Message = { type: 'SetCanceled' }
  const close: Message = { type: 'Close' }
  const answers = (code: string, ...clauses: string[]): Effect =>
    tell('server', { type: 'Answer', reply: reply('EvtRpcCancel', { code, clauses }) })
  const sets = tell('control#1', { type: 'SetCanceled' })
  const quiet = { setFlagWhenIdle: false }

  it.each<Row>([
    ['is registered', {}, [register], ['live.notCanceled', []]],
    ['begins a call', {}, [register, begin(1)], ['live.notCanceled', [tell('operation#1', clear(1))]]],
    [
      'stops what is outstanding, then sets the flag',
      {},
      [register, begin(2), begin(1), cancel()],
      [
        'live.notCanceled',
        [
          cite('EV-05', 'EV-06'),
          tell('operation#1', { type: 'StopProcessing' }),
          tell('operation#2', { type: 'StopProcessing' }),
          sets,
          answers('ERROR_SUCCESS', 'EV-08', 'EV-09', 'EV-10', 'EV-12', 'EV-15'),
        ],
      ],
    ],
    [
      'shows the flag to those that look for themselves',
      {},
      [register, begin(1), begin(2), ended(2), set],
      ['live.canceled', [tell('operation#1', { type: 'CanceledIsTrue' })]],
    ],
    [
      'has the flag set already',
      {},
      [register, begin(1), set, cancel(true)],
      ['live.canceled', [answers('ERROR_SUCCESS', 'EV-07', 'EV-14', 'EV-10')]],
    ],
    [
      'has nothing to stop',
      {},
      [register, begin(1), ended(1), cancel(true)],
      ['live.notCanceled', [sets, answers('ERROR_SUCCESS', 'EV-13', 'EV-09', 'EV-10')]],
    ],
    [
      'has nothing to stop and leaves the flag',
      quiet,
      [register, cancel(true)],
      ['live.notCanceled', [answers('ERROR_SUCCESS', 'EV-13', 'EV-10')]],
    ],
    [
      'cannot stop while the server is busy',
      {},
      [register, begin(1), cancel(true)],
      ['live.notCanceled', [answers('ERROR_CANCELLED', 'EV-11', 'EV-12')]],
    ],
    [
      'cannot stop, and has a code of its own',
      { busyCode: 'other' },
      [register, begin(1), cancel(true)],
      ['live.notCanceled', [answers('other', 'EV-11', 'EV-12')]],
    ],
    [
      'ends at once what begins under the flag',
      {},
      [register, set, begin(1)],
      ['live.canceled', [cite('EV-09'), tell('operation#1', { type: 'AlreadyCanceled', request: clear(1) })]],
    ],
    [
      'is closed',
      {},
      [register, begin(1), close],
      ['gone', [tell('operation#*', { type: 'ControlGone', control: 1 })]],
    ],
    [
      'tells one that ends after the close',
      {},
      [register, begin(1), close, ended(1)],
      ['gone', [tell('operation#1', { type: 'ControlGone', control: 1 })]],
    ],
    ['has no flag after the close', {}, [register, set, close, begin(1)], ['gone', [tell('operation#1', clear(1))]]],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('control', knobs, events)).toEqual(expected)
  })
})

describe('an operation', () => {
  const read = request('EvtRpcQueryNext', { operation: 1, handle: 'query#3' })
  const wait = (type: string): Plain => request(type, { operation: 1, handle: 'subscription#3' })
  const pull = wait('EvtRpcRemoteSubscriptionNext')
  const log = (type: string): Plain => request(type, { operation: 1, handle: 'control#3' })
  const clear = log('EvtRpcClearLog')
  const stop: Message = { type: 'StopProcessing' }
  const flag: Message = { type: 'CanceledIsTrue' }
  const events: Message = { type: 'EventsArrived' }
  const gone: Message = { type: 'ControlGone', control: 3 }
  const abandon: Message = { type: 'Abandon' }
  const readDone: Message = { type: 'xstate.after.workTicks.even6/operation.inProgress.scanning' }
  const logDone: Message = { type: 'xstate.after.workTicks.even6/operation.inProgress.working' }
  const look: Message = { type: 'xstate.after.pollTicks.even6/operation.inProgress.working.betweenLooks' }
  const own = { stoppedCallCode: 'other' }

  const share = (change: 1 | -1): Effect => ({ type: 'hold', name: 'controlHandle', change, operation: 1 })
  const shareOf = (name: string, change: 1 | -1): Effect => ({ type: 'hold', name, change, operation: 1 })
  const begins: Wanted[] = [holds('call', 1, 1), share(1)]
  const lost: Message = { type: 'ConnectionLost' }
  const ownGone: Message = { type: 'HandleGone', handle: 'query#3' }
  const file = (change: 1 | -1): Effect => holds('file', change, 1)
  const free = holds('call', -1, 1)
  const noticed = milestone(1, 'noticed')
  const stopped = milestone(1, 'stopped')
  const ends = tell('control#3', { type: 'Ended', operation: 1 })
  const waits = (takes: boolean): Effect => tell('subscription#3', { type: 'Wait', operation: 1, takes })
  const waitsNoLonger = tell('subscription#3', { type: 'Leave', operation: 1 })
  const says = (type: 'Finished' | 'Stopped', from: Plain, code: string, ...clauses: string[]): Effect =>
    tell('server', { type, reply: reply(from.type, { operation: 1, handle: from['handle'] ?? null, code, clauses }) })
  const looksFor = { arm: 'pollTicks', ticks: 25 }

  it.each<Row>([
    [
      'reads',
      {},
      [read],
      ['inProgress.scanning', [...begins, shareOf('queryHandle', 1), { arm: 'workTicks', ticks: 100 }]],
    ],
    [
      'has read',
      {},
      [read, readDone],
      ['over.completed', [free, stopped, ends, says('Finished', read, 'ERROR_SUCCESS', 'EV-12')]],
    ],
    [
      'is stopped while it reads',
      {},
      [read, stop],
      [
        'over.canceled',
        [free, noticed, stopped, ends, says('Stopped', read, 'ERROR_CANCELLED', 'EV-08', 'EV-23', 'EV-33')],
      ],
    ],
    [
      'is stopped with a code of the server’s own',
      own,
      [read, stop],
      ['over.canceled', [free, noticed, stopped, ends, says('Stopped', read, 'other', 'EV-08', 'EV-23', 'EV-33')]],
    ],
    [
      'waits for events and takes them',
      {},
      [pull],
      ['inProgress.waiting', [...begins, shareOf('subscriptionHandle', 1), waits(true)]],
    ],
    [
      'waits for events and leaves them',
      {},
      [wait('EvtRpcRemoteSubscriptionWaitAsync')],
      ['inProgress.waiting', [...begins, shareOf('subscriptionHandle', 1), waits(false)]],
    ],
    [
      'has events',
      {},
      [pull, events],
      ['over.completed', [free, stopped, ends, says('Finished', pull, 'ERROR_SUCCESS', 'EV-12')]],
    ],
    [
      'is stopped while it waits',
      {},
      [pull, stop],
      [
        'over.canceled',
        [
          free,
          noticed,
          stopped,
          waitsNoLonger,
          ends,
          says('Stopped', pull, 'ERROR_CANCELLED', 'EV-08', 'EV-23', 'EV-33'),
        ],
      ],
    ],
    [
      'works',
      {},
      [clear],
      ['inProgress.working.betweenLooks.untold', [...begins, { arm: 'workTicks', ticks: 100 }, looksFor]],
    ],
    ['looks, and the flag is not set', {}, [clear, look], ['inProgress.working.betweenLooks.untold', [looksFor]]],
    ['is not stopped from outside', {}, [clear, stop], ['inProgress.working.betweenLooks.untold', []]],
    ['has not looked yet', {}, [clear, flag], ['inProgress.working.betweenLooks.told', []]],
    [
      'looks, and the flag is set',
      {},
      [clear, flag, look],
      ['over.canceled', [free, noticed, stopped, ends, says('Finished', clear, 'ERROR_CANCELLED', 'EV-20', 'EV-33')]],
    ],
    [
      'looks, and deletes its file',
      own,
      [log('EvtRpcExportLog'), flag, look],
      [
        'over.canceled',
        [
          file(-1),
          free,
          noticed,
          stopped,
          ends,
          says('Finished', log('EvtRpcExportLog'), 'other', 'EV-20', 'EV-21', 'EV-33'),
        ],
      ],
    ],
    [
      'looks, and deletes its directory',
      {},
      [log('EvtRpcLocalizeExportLog'), flag, look],
      [
        'over.canceled',
        [
          file(-1),
          free,
          noticed,
          stopped,
          ends,
          says('Finished', log('EvtRpcLocalizeExportLog'), 'ERROR_CANCELLED', 'EV-20', 'EV-21', 'EV-33'),
        ],
      ],
    ],
    [
      'is done before it has looked',
      {},
      [clear, flag, logDone],
      ['over.completed', [free, stopped, ends, says('Finished', clear, 'ERROR_SUCCESS', 'EV-12')]],
    ],
    [
      'ends before it has begun',
      own,
      [{ type: 'AlreadyCanceled', request: clear }],
      ['over.canceled', [share(1), noticed, stopped, ends, says('Finished', clear, 'other', 'EV-09')]],
    ],
    ['goes on when its control handle is closed', {}, [clear, gone], ['inProgress.working.betweenLooks.untold', []]],
    ['is not released while its query handle is open', {}, [read, readDone, gone], ['over.completed', [share(-1)]]],
    [
      'nor while its control handle is',
      {},
      [read, readDone, ownGone],
      ['over.completed', [shareOf('queryHandle', -1)]],
    ],
    ['is released by both closes', {}, [read, readDone, gone, ownGone], ['released', [shareOf('queryHandle', -1)]]],
    ['is released by both the other way round', {}, [read, readDone, ownGone, gone], ['released', [share(-1)]]],
    [
      'lets go of its own handle while it reads',
      {},
      [read, ownGone],
      ['inProgress.scanning', [shareOf('queryHandle', -1)]],
    ],
    ['keeps it when another is closed', {}, [read, { ...ownGone, handle: 'query#2' }], ['inProgress.scanning', []]],
    ['is released by the close of its control handle', {}, [clear, logDone, gone], ['released', [share(-1)]]],
    [
      'makes a file',
      {},
      [log('EvtRpcExportLog')],
      ['inProgress.working.betweenLooks.untold', [...begins, file(1), { arm: 'workTicks', ticks: 100 }, looksFor]],
    ],
    [
      'has made a file',
      {},
      [log('EvtRpcExportLog'), logDone],
      [
        'over.completed',
        [file(-1), free, stopped, ends, says('Finished', log('EvtRpcExportLog'), 'ERROR_SUCCESS', 'EV-12')],
      ],
    ],
    [
      'works on when the connection is lost',
      {},
      [clear, lost],
      ['inProgress.working.betweenLooks.untold', [cite('EV-28')]],
    ],
    ['reads on when the connection is lost', {}, [read, lost], ['inProgress.scanning', [cite('EV-28')]]],
    [
      'gives up with the connection',
      { linkLoss: 'workStops' },
      [read, lost],
      ['over.abandoned', [free, stopped, ends]],
    ],
    [
      'waits no longer when the connection is lost',
      {},
      [pull, lost],
      ['over.abandoned', [free, stopped, waitsNoLonger, ends, cite('EV-28')]],
    ],
    ['is over before the link is lost', {}, [read, readDone, lost], ['over.completed', []]],
    ['is not released by another’s close', {}, [read, readDone, { ...gone, control: 2 }], ['over.completed', []]],
    ['is abandoned', {}, [read, abandon], ['over.abandoned', [free, stopped, ends]]],
    ['is abandoned while it waits', {}, [pull, abandon], ['over.abandoned', [free, stopped, waitsNoLonger, ends]]],
    ['is over before the connection is lost', {}, [read, readDone, abandon], ['over.completed', []]],
    ['is released before the connection is lost', {}, [clear, logDone, gone, abandon], ['released', []]],
    ['is released, and other handles are closed', {}, [clear, logDone, gone, gone], ['released', []]],
  ])('%s', (_, knobs, given, expected) => {
    expect(after('operation', knobs, given)).toEqual(expected)
  })
})

describe('a subscription', () => {
  const register: Message = { type: 'Register' }
  const logged: Message = { type: 'EventLogged' }
  const wait = (operation: number, takes: boolean): Message => ({ type: 'Wait', operation, takes })
  const leave = (operation: number): Message => ({ type: 'Leave', operation })
  const close: Message = { type: 'Close' }
  const wakes = (operation: number): Effect => tell(`operation#${operation}`, { type: 'EventsArrived' })

  it.each<Row>([
    ['is registered', {}, [register], ['live.allDelivered', []]],
    ['keeps an event', {}, [register, logged], ['live.undelivered', []]],
    ['keeps another one', {}, [register, logged, logged], ['live.undelivered', []]],
    ['gives them to the next read', {}, [register, logged, wait(1, true)], ['live.allDelivered', [wakes(1)]]],
    ['says that there are some', {}, [register, logged, wait(1, false)], ['live.undelivered', [wakes(1)]]],
    ['lets a call wait', {}, [register, wait(1, true)], ['live.allDelivered', []]],
    [
      'wakes them all',
      {},
      [register, wait(1, false), wait(2, true), wait(3, true), logged],
      ['live.allDelivered', [wakes(1), wakes(2), wakes(3)]],
    ],
    [
      'wakes those that take nothing',
      {},
      [register, wait(1, false), wait(2, false), logged],
      ['live.undelivered', [wakes(1), wakes(2)]],
    ],
    ['wakes each once', {}, [register, wait(1, true), logged, logged], ['live.undelivered', []]],
    [
      'forgets who was stopped',
      {},
      [register, wait(1, true), wait(2, true), leave(1), logged],
      ['live.allDelivered', [wakes(2)]],
    ],
    ['is closed', {}, [register, close], ['closed', []]],
    ['still wakes those that wait', {}, [register, wait(1, true), close, logged], ['closed', [wakes(1)]]],
    ['forgets them after the close', {}, [register, wait(1, true), close, leave(1), logged], ['closed', []]],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('subscription', knobs, events)).toEqual(expected)
  })
})
