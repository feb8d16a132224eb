import { describe, expect, it } from 'vitest'
import type { Effect, Message } from '#kernel/effect.ts'
import type { Value } from '#kernel/model.ts'
import { reaction } from '../testing.ts'
import { model } from './model.ts'

/** The transition tables of the five machines. */

type Args = Readonly<Record<string, Value>>

/** The state paths after the last event, and what it brought about; timers as `timer: ticks`. Every event must be one that is taken. */
type Row = [
  name: string,
  knobs: Args,
  history: Message[],
  event: Message,
  to: string,
  effects: Effect[],
  timers?: Record<string, number>,
]

function table(role: string, rows: Row[]): void {
  it.each<Row>(rows)('%s', (_, knobs, history, event, to, effects, timers = {}) => {
    const reacted = reaction(model, role, knobs, history, event)
    expect({ handled: reacted.handled, to: reacted.to, effects: reacted.effects, timers: reacted.timers }).toEqual({
      handled: true,
      to,
      effects,
      timers,
    })
  })
}

const tell = (to: string, event: Message): Effect => ({ type: 'tell', to, event })
const send = (to: string, event: Message): Effect => ({ type: 'send', to, event })
const cite = (...clauses: string[]): Effect => ({ type: 'cite', clauses })
const milestone = (name: 'issued' | 'accepted' | 'noticed' | 'stopped'): Effect => ({
  type: 'milestone',
  operation: 1,
  name,
})
const handle = (change: number): Effect => ({ type: 'resource', name: 'handle', change, limit: null, operation: 1 })
const quota = (change: number, operation = 1, limit = 1): Effect => ({
  type: 'resource',
  name: 'quota',
  change,
  limit,
  operation,
})
const wsman: Args = { profile: 'omiWsman' }
const local: Args = { profile: 'omiLocal' }
const sync: Args = { mode: 'sync' }

describe('the application', () => {
  const start: Message = { type: 'start', call: 'start@1', operation: 1, kind: 'get' }
  const cancel: Message = {
    type: 'cancel',
    call: 'cancel@1',
    op: 1,
    reason: 'timeout',
    handle: 'zeroed',
    identity: 'other',
  }
  const close: Message = { type: 'close', call: 'close@1', op: 1 }
  const getNext: Message = { type: 'getNext', call: 'getNext@1', op: 1 }
  const back = (of: string, call: string, code: string, n = 0, final: string | null = null): Message => ({
    type: `MI_Operation_${of} returned`,
    call,
    code,
    clauses: ['MI-01'],
    n,
    final,
  })
  const callback = (n: number, final: string | null): Message => ({
    type: 'result callback',
    n,
    final,
    call: final === null ? '' : 'f',
  })
  const returned = (call: string, code: string, ...clauses: string[]): Effect => ({
    type: 'return',
    call,
    code,
    clauses,
  })
  const accepted = back('Cancel', 'cancel@1', 'MI_RESULT_OK')
  const closed = back('Close', 'close@1', 'MI_RESULT_OK')
  const settle: Effect = { type: 'settle', operation: 1, code: 'MI_RESULT_FAILED' }
  const result = (n: number): Effect => ({ type: 'result', operation: 1, n })
  const asks = (type: string, call: string): Effect => tell('runtime#1', { type, call })
  const asksCancel: Effect[] = [
    milestone('issued'),
    cite('MI-18', 'MI-29'),
    tell('runtime#1', { type: 'MI_Operation_Cancel', call: 'cancel@1', handle: 'zeroed', identity: 'other' }),
  ]

  table('client', [
    [
      'starts',
      {},
      [],
      start,
      'underWay.waiting',
      [tell('session', { type: 'MI_Session start', operation: 1, kind: 'get' }), returned('start@1', 'MI_RESULT_OK')],
    ],
    ['cancels what it has not started', {}, [], cancel, 'noOperation', asksCancel],
    ['closes what it has not started', {}, [], close, 'noOperation', [asks('MI_Operation_Close', 'close@1')]],
    [
      'fetches from what it has not started',
      {},
      [],
      getNext,
      'noOperation',
      [asks('MI_Operation_GetInstance', 'getNext@1')],
    ],
    [
      'is told that there is no such thing',
      {},
      [],
      back('Cancel', 'cancel@1', 'MI_RESULT_INVALID_PARAMETER'),
      'noOperation',
      [returned('cancel@1', 'MI_RESULT_INVALID_PARAMETER', 'MI-01')],
    ],
    ['cancels', {}, [start], cancel, 'underWay.waiting', asksCancel],
    [
      'knows that the cancel was taken',
      {},
      [start],
      accepted,
      'underWay.cancelling',
      [milestone('accepted'), returned('cancel@1', 'MI_RESULT_OK', 'MI-01')],
    ],
    [
      'knows that it was not',
      {},
      [start],
      back('Cancel', 'cancel@1', 'MI_RESULT_ACCESS_DENIED'),
      'underWay.waiting',
      [returned('cancel@1', 'MI_RESULT_ACCESS_DENIED', 'MI-01')],
    ],
    [
      'cancels again',
      {},
      [start, accepted],
      accepted,
      'underWay.cancelling',
      [milestone('accepted'), returned('cancel@1', 'MI_RESULT_OK', 'MI-01')],
    ],
    ['gets a result', {}, [start], callback(3, null), 'underWay.waiting', [result(3)]],
    [
      'gets the last result',
      {},
      [start],
      callback(3, 'MI_RESULT_FAILED'),
      'ended',
      [result(3), settle, returned('f', 'MI_RESULT_OK', 'MI-03')],
    ],
    [
      'gets an end without a result',
      {},
      [start, accepted],
      callback(0, 'MI_RESULT_FAILED'),
      'ended',
      [settle, returned('f', 'MI_RESULT_OK', 'MI-03')],
    ],
    [
      'fetches a result',
      {},
      [start],
      back('GetInstance', 'getNext@1', 'MI_RESULT_OK', 2),
      'underWay.waiting',
      [result(2), returned('getNext@1', 'MI_RESULT_OK', 'MI-01')],
    ],
    [
      'fetches the final one',
      {},
      [start, accepted],
      back('GetInstance', 'getNext@1', 'MI_RESULT_OK', 0, 'MI_RESULT_FAILED'),
      'ended',
      [settle, returned('getNext@1', 'MI_RESULT_OK', 'MI-01')],
    ],
    [
      'fetches once more',
      {},
      [start, callback(0, 'MI_RESULT_OK')],
      back('GetInstance', 'getNext@1', 'MI_RESULT_OK'),
      'ended',
      [returned('getNext@1', 'MI_RESULT_OK', 'MI-01')],
    ],
    ['closes while it runs', {}, [start], close, 'closing', [asks('MI_Operation_Close', 'close@1')]],
    [
      'closes when it is over',
      {},
      [start, callback(0, 'MI_RESULT_OK')],
      close,
      'closing',
      [asks('MI_Operation_Close', 'close@1')],
    ],
    ['has closed', {}, [start, close], closed, 'closed', [returned('close@1', 'MI_RESULT_OK', 'MI-01')]],
    [
      'may not close twice',
      {},
      [start, close],
      back('Close', 'close@2', 'MI_RESULT_INVALID_PARAMETER'),
      'closing',
      [returned('close@2', 'MI_RESULT_INVALID_PARAMETER', 'MI-01')],
    ],
    [
      'gets its last callback after the close',
      {},
      [start, close, closed],
      callback(0, 'MI_RESULT_FAILED'),
      'closed',
      [settle, returned('f', 'MI_RESULT_OK', 'MI-03')],
    ],
    ['gets a result after the close', {}, [start, close, closed], callback(1, null), 'closed', [result(1)]],
    [
      'fetches the final one inside the close',
      {},
      [start, close],
      back('GetInstance', 'getNext@1', 'MI_RESULT_OK', 1, 'MI_RESULT_FAILED'),
      'closing',
      [result(1), settle, returned('getNext@1', 'MI_RESULT_OK', 'MI-01')],
    ],
  ])
})

describe('the session', () => {
  const start: Message = { type: 'MI_Session start', operation: 1, kind: 'get' }
  const over: Message = { type: 'OperationClosed' }
  const close: Message = { type: 'closeSession', call: 'closeSession@1' }
  const again: Message = { type: 'closeSession', call: 'closeSession@2' }
  const drop: Message = { type: 'dropLink', call: 'dropLink@1' }
  const poor: Message = { type: 'outOfMemory', call: 'outOfMemory@1' }
  const rich: Message = { type: 'memoryBack', call: 'memoryBack@1' }
  const open = tell('runtime#1', { type: 'Open', kind: 'get' })
  const failed = tell('runtime#1', { type: 'OpenFailed', code: 'MI_RESULT_INVALID_PARAMETER' })
  const state = (session: string, link = 'up', memory = 'enough'): string =>
    `link.${link},memory.${memory},session.${session}`
  const returned = (call: string, code: string, ...clauses: string[]): Effect => ({
    type: 'return',
    call,
    code,
    clauses,
  })

  table('session', [
    ['starts an operation', {}, [], start, state('open'), [open]],
    ['an operation is closed', {}, [start], over, state('open'), []],
    ['closes with nothing open', {}, [], close, state('closed'), [returned('closeSession@1', 'MI_RESULT_OK', 'MI-25')]],
    [
      'closes after the last one was closed',
      {},
      [start, over],
      close,
      state('closed'),
      [returned('closeSession@1', 'MI_RESULT_OK', 'MI-25')],
    ],
    [
      'closes with an operation open',
      {},
      [start],
      close,
      state('closing'),
      [tell('runtime#*', { type: 'SessionClosing' })],
    ],
    ['waits for the other one', {}, [start, start, close], over, state('closing'), []],
    [
      'has waited for the last one',
      {},
      [start, start, close, over],
      over,
      state('closed'),
      [returned('closeSession@1', 'MI_RESULT_OK', 'MI-25')],
    ],
    ['starts nothing while it closes', {}, [start, close], start, state('closing'), [failed]],
    ['starts nothing when it is closed', {}, [close], start, state('closed'), [failed]],
    [
      'closes once',
      {},
      [start, close],
      again,
      state('closing'),
      [returned('closeSession@2', 'MI_RESULT_INVALID_PARAMETER')],
    ],
    [
      'is closed already',
      {},
      [close],
      again,
      state('closed'),
      [returned('closeSession@2', 'MI_RESULT_INVALID_PARAMETER')],
    ],
    [
      'loses the link',
      {},
      [],
      drop,
      state('open', 'down'),
      [tell('runtime#*', { type: 'LinkDown' }), tell('server', { type: 'LinkDown' })],
    ],
    ['loses it once', {}, [drop], drop, state('open', 'down'), []],
    [
      'starts without a link',
      {},
      [drop],
      start,
      state('open', 'down'),
      [open, tell('runtime#1', { type: 'LinkDown' })],
    ],
    ['has no memory', {}, [], poor, state('open', 'up', 'short'), [tell('runtime#*', { type: 'MemoryShort' })]],
    ['still has none', {}, [poor], poor, state('open', 'up', 'short'), []],
    [
      'starts without memory',
      {},
      [poor],
      start,
      state('open', 'up', 'short'),
      [open, tell('runtime#1', { type: 'MemoryShort' })],
    ],
    ['has memory again', {}, [poor], rich, state('open'), [tell('runtime#*', { type: 'MemoryBack' })]],
    ['always had memory', {}, [], rich, state('open'), []],
  ])
})

describe('the client library', () => {
  const open = (kind: string): Message => ({ type: 'Open', kind })
  const enumerate = open('enumerate')
  const admit: Message = { type: 'Admit' }
  const failed: Message = { type: 'OpenFailed', code: 'MI_RESULT_INVALID_PARAMETER' }
  const cancel = (over: Args = {}): Message => ({
    type: 'MI_Operation_Cancel',
    call: 'cancel@1',
    handle: 'operation',
    identity: 'same',
    ...over,
  })
  const close: Message = { type: 'MI_Operation_Close', call: 'close@1' }
  const get = (n = 1): Message => ({ type: 'MI_Operation_GetInstance', call: `getNext@${n}` })
  const instance = (n: number, last = false): Message => ({ type: 'Instance', n, last })
  const kept = (count: number): Message => ({ type: 'link.kept', from: 'server', to: 'runtime#1', count })
  const down: Message = { type: 'LinkDown' }
  const sessionCloses: Message = { type: 'SessionClosing' }
  const short: Message = { type: 'MemoryShort' }
  const consumed: Message = { type: 'FinalConsumed' }

  const answers = (of: string, code: string, ...clauses: string[]): Effect => {
    const call = { Cancel: 'cancel@1', Close: 'close@1', GetInstance: 'getNext@1' }[of] ?? ''
    return tell('client#1', { type: `MI_Operation_${of} returned`, call, code, clauses, n: 0, final: null })
  }
  const fetched = (call: number, n: number, final: string | null = null): Effect =>
    tell('client#1', {
      type: 'MI_Operation_GetInstance returned',
      call: `getNext@${call}`,
      code: 'MI_RESULT_OK',
      clauses: final === null ? [] : ['MI-04', 'MI-06'],
      n,
      final,
    })
  const calledBack = (n: number, final: string | null = null): Effect =>
    tell('client#1', { type: 'result callback', n, final, call: final === null ? '' : 'finalResult/1' })
  const enterFinal: Effect = { type: 'call', op: 'finalResult', call: 'finalResult/1', operation: 1 }
  const toSelf = tell('runtime#1', { type: 'FinalConsumed' })
  const lastCallback = (n: number, final: string): Effect[] => [enterFinal, calledBack(n, final), toSelf]
  const request = send('server', { type: 'Request', operation: 1, kind: 'enumerate' })
  const cut = (keep: number): Effect => ({
    type: 'cut',
    from: 'server',
    to: 'runtime#1',
    keep,
    why: 'the client has left the server',
  })
  const cutBoth: Effect[] = [
    { type: 'cut', from: 'runtime#1', to: 'server', keep: 0, why: 'the link is down' },
    { type: 'cut', from: 'server', to: 'runtime#1', keep: 0, why: 'the link is down' },
  ]
  const tells = (keep: number): Effect[] => [
    cite('MI-10', 'MI-11'),
    send('server', { type: 'Cancel', operation: 1 }),
    cut(keep),
  ]
  const leaves = (keep: number): Effect[] => [
    cite('MI-09', 'MI-11'),
    send('server', { type: 'Disconnect', operation: 1 }),
    cut(keep),
  ]
  const released: Effect[] = [handle(-1), tell('session', { type: 'OperationClosed' })]
  const ok = answers('Cancel', 'MI_RESULT_OK', 'MI-01', 'MI-02')
  const running = [enumerate, admit]
  const over = [enumerate, admit, instance(1, true), consumed]
  const leaving = [enumerate, admit, cancel(), kept(2)]
  const closedNow = [...over, close]

  describe('takes a cancel by the order of its checks', () => {
    const invalid = answers('Cancel', 'MI_RESULT_INVALID_PARAMETER', 'MI-15')
    const never = answers('Cancel', 'MI_RESULT_FAILED', 'MI-16')
    const denied = answers('Cancel', 'MI_RESULT_ACCESS_DENIED', 'MI-13', 'MI-14')
    const poor = answers('Cancel', 'MI_RESULT_SERVER_LIMITS_EXCEEDED', 'MI-17')
    const worst = { handle: 'null', identity: 'other' }
    const other = { identity: 'other' }
    const notFound = { staleHandle: 'MI_RESULT_NOT_FOUND' }

    table('runtime', [
      ['a handle that was never set', {}, [], cancel({ handle: 'neverStarted' }), 'null', [invalid]],
      ['a null pointer', {}, [...running, short], cancel(worst), 'open.awaiting', [invalid]],
      ['a zeroed handle', {}, [...running, short], cancel({ ...worst, handle: 'zeroed' }), 'open.awaiting', [invalid]],
      [
        'a handle of a failed start',
        {},
        [...running, short],
        cancel({ ...other, handle: 'neverStarted' }),
        'open.awaiting',
        [never],
      ],
      ['a null pointer instead of a failed start', {}, [failed], cancel(worst), 'neverStarted', [invalid]],
      ['a failed start', {}, [failed, short], cancel(other), 'neverStarted', [never]],
      ['a failed start that was closed', {}, [failed, close], cancel(), 'null', [invalid]],
      ['a null pointer instead of a closed handle', notFound, closedNow, cancel(worst), 'closed', [invalid]],
      [
        'a failed start instead of a closed handle',
        notFound,
        closedNow,
        cancel({ handle: 'neverStarted' }),
        'closed',
        [never],
      ],
      ['a closed handle', {}, [...closedNow, short], cancel(other), 'closed', [invalid]],
      [
        'a closed handle, as a thing not found',
        notFound,
        closedNow,
        cancel(),
        'closed',
        [answers('Cancel', 'MI_RESULT_NOT_FOUND', 'MI-15')],
      ],
      ['a handle that is being closed', sync, [...running, close, kept(0)], cancel(), 'closing.finished', [invalid]],
      ['another identity', {}, [...running, short], cancel(other), 'open.awaiting', [denied]],
      ['another identity on the way', {}, [enumerate], cancel(other), 'open.connecting', [denied]],
      ['another identity after the cancel', {}, leaving, cancel(other), 'open.leaving', [denied]],
      ['another identity after the end', {}, over, cancel(other), 'open.consumed', [denied]],
      [
        'another identity, allowed',
        { wrongIdentity: 'allowed' },
        running,
        cancel(other),
        'open.leaving',
        [ok, ...tells(2)],
      ],
      ['no memory', {}, [...running, short], cancel(), 'open.awaiting', [poor]],
      ['no memory, and over', {}, [...over, short], cancel(), 'open.consumed', [poor]],
      ['memory is back', {}, [...running, short, { type: 'MemoryBack' }], cancel(), 'open.leaving', [ok, ...tells(2)]],
      [
        'a transport that does nothing about it',
        wsman,
        running,
        cancel(),
        'open.awaiting',
        [answers('Cancel', 'MI_RESULT_OK', 'MI-01')],
      ],
      [
        'one that does nothing on the way',
        wsman,
        [enumerate],
        cancel(),
        'open.connecting',
        [answers('Cancel', 'MI_RESULT_OK', 'MI-01')],
      ],
      ['the first one', {}, running, cancel(), 'open.leaving', [ok, ...tells(2)]],
      [
        'one on the way: the answer to the request counts',
        {},
        [enumerate],
        cancel(),
        'open.leaving',
        [ok, ...tells(3)],
      ],
      ['one that keeps nothing', { extraResults: 0 }, [enumerate], cancel(), 'open.leaving', [ok, ...tells(0)]],
      ['one where nothing can come', { results: 0 }, [enumerate], cancel(), 'open.leaving', [ok, ...tells(0)]],
      ['a second one', {}, leaving, cancel(), 'open.leaving', [answers('Cancel', 'MI_RESULT_OK', 'MI-19')]],
      ['one after the end', {}, over, cancel(), 'open.consumed', [answers('Cancel', 'MI_RESULT_OK', 'MI-20')]],
      [
        'one before the end was fetched',
        sync,
        over.slice(0, 3),
        cancel(),
        'open.finished',
        [answers('Cancel', 'MI_RESULT_OK', 'MI-20')],
      ],
    ])
  })

  describe('tells the provider', () => {
    const told = ['enumerate', 'query', 'associators', 'subscribe']
    const others = ['invoke', 'get', 'create', 'modify', 'delete']
    const rows = (knobs: Args, isTold: (kind: string) => boolean): Row[] =>
      [...told, ...others].map((kind) => [
        `${String(knobs['profile'] ?? 'documented')}, ${kind}: ${isTold(kind) ? 'yes' : 'no'}`,
        knobs,
        [open(kind), admit],
        cancel(),
        'open.leaving',
        [ok, ...(isTold(kind) ? tells(2) : leaves(2))],
      ])

    table('runtime', [...rows({}, (kind) => told.includes(kind)), ...rows(local, (kind) => kind === 'subscribe')])
  })

  describe('delivers', () => {
    const canceled = 'MI_RESULT_FAILED'
    const tooManyWaiting = [...running, get(1), get(2), get(3)]

    table('runtime', [
      ['opens', {}, [], enumerate, 'open.connecting', [handle(1), request]],
      ['cannot open', {}, [], failed, 'neverStarted', [handle(1), ...lastCallback(0, 'MI_RESULT_INVALID_PARAMETER')]],
      ['cannot open, and keeps it for the getter', sync, [], failed, 'neverStarted', [handle(1)]],
      [
        'the getter after a failed start',
        sync,
        [failed],
        get(),
        'neverStarted',
        [fetched(1, 0, 'MI_RESULT_INVALID_PARAMETER'), toSelf],
      ],
      [
        'the getter once more',
        sync,
        [failed, get(2), consumed],
        get(),
        'neverStarted',
        [answers('GetInstance', 'MI_RESULT_OK', 'MI-08')],
      ],
      [
        'no getter after a failed start, asynchronously',
        {},
        [failed],
        get(),
        'neverStarted',
        [answers('GetInstance', 'MI_RESULT_INVALID_PARAMETER', 'MI-33')],
      ],
      ['is let in', {}, [enumerate], admit, 'open.awaiting', []],
      [
        'is refused',
        {},
        [enumerate],
        { type: 'Refuse', code: 'MI_RESULT_SERVER_LIMITS_EXCEEDED' },
        'open.finished',
        [cite('MI-12'), ...lastCallback(0, 'MI_RESULT_SERVER_LIMITS_EXCEEDED')],
      ],
      [
        'is refused, and closed',
        wsman,
        [enumerate, close],
        { type: 'Refuse', code: 'MI_RESULT_FAILED' },
        'closing.finished',
        lastCallback(0, 'MI_RESULT_FAILED'),
      ],
      ['a result', {}, running, instance(1), 'open.awaiting', [calledBack(1)]],
      ['the last one', {}, running, instance(7, true), 'open.finished', lastCallback(7, 'MI_RESULT_OK')],
      [
        'an end without a result',
        {},
        running,
        { type: 'Final', code: 'MI_RESULT_OK' },
        'open.finished',
        lastCallback(0, 'MI_RESULT_OK'),
      ],
      ['has delivered the end', {}, over.slice(0, 3), consumed, 'open.consumed', [cite('MI-08')]],
      [
        'nothing on its way',
        {},
        [...running, cancel()],
        kept(0),
        'open.finished',
        [cut(0), cite('MI-21'), ...lastCallback(0, canceled)],
      ],
      [
        'only the answer on its way',
        {},
        [enumerate, cancel()],
        kept(1),
        'open.finished',
        [cut(0), cite('MI-21'), ...lastCallback(0, canceled)],
      ],
      ['the answer and two results on their way', {}, [enumerate, cancel()], kept(3), 'open.leaving', []],
      ['the answer after the cancel', {}, [enumerate, cancel(), kept(3)], admit, 'open.leaving', []],
      ['two on their way', {}, [...running, cancel()], kept(2), 'open.leaving', []],
      ['the first of them', {}, leaving, instance(4), 'open.leaving', [calledBack(4), cite('MI-07')]],
      [
        'the second of them, without the good end that it carried',
        {},
        [...leaving, instance(4)],
        instance(5, true),
        'open.finished',
        [cite('MI-07', 'MI-21'), calledBack(5), ...lastCallback(0, canceled)],
      ],
      [
        'another code',
        { canceledFinalCode: 'other' },
        [...running, cancel()],
        kept(0),
        'open.finished',
        [cut(0), cite('MI-21'), ...lastCallback(0, 'other')],
      ],
      ['the link is down', {}, running, down, 'open.finished', [...cutBoth, ...lastCallback(0, 'MI_RESULT_FAILED')]],
      [
        'the link is down before the answer',
        {},
        [enumerate],
        down,
        'open.finished',
        [...cutBoth, ...lastCallback(0, 'MI_RESULT_FAILED')],
      ],
      [
        'the link is down after the cancel, whatever its code',
        { canceledFinalCode: 'other' },
        leaving,
        down,
        'open.finished',
        [...cutBoth, ...lastCallback(0, 'MI_RESULT_FAILED')],
      ],
      ['the link is down when all is over', {}, over, down, 'open.consumed', cutBoth],
      ['the session closes', {}, running, sessionCloses, 'open.leaving', [cite('MI-25'), ...tells(2)]],
      [
        'the session closes before the answer',
        {},
        [open('get')],
        sessionCloses,
        'open.leaving',
        [cite('MI-25'), ...leaves(3)],
      ],
      ['the session closes, and the transport does nothing', wsman, running, sessionCloses, 'open.awaiting', []],
      ['the session closes when all is over', {}, over, sessionCloses, 'open.consumed', []],
      [
        'no getter where results are called back',
        {},
        running,
        get(),
        'open.awaiting',
        [answers('GetInstance', 'MI_RESULT_INVALID_PARAMETER', 'MI-33')],
      ],
      [
        'no getter after the end either',
        {},
        over,
        get(),
        'open.consumed',
        [answers('GetInstance', 'MI_RESULT_INVALID_PARAMETER', 'MI-33')],
      ],
      [
        'no getter without an operation',
        sync,
        [],
        get(),
        'null',
        [answers('GetInstance', 'MI_RESULT_INVALID_PARAMETER', 'MI-15')],
      ],
    ])

    describe('to a getter', () => {
      table('runtime', [
        ['that waits', sync, running, get(), 'open.awaiting', []],
        ['that waited', sync, [...running, get()], instance(1), 'open.awaiting', [fetched(1, 1)]],
        ['that comes later', sync, [...running, instance(1), instance(2)], get(), 'open.awaiting', [fetched(1, 1)]],
        ['in order', sync, [...running, instance(1), instance(2), get(2)], get(), 'open.awaiting', [fetched(1, 2)]],
        [
          'the last result with its end',
          sync,
          [...running, instance(1, true)],
          get(),
          'open.finished',
          [fetched(1, 1, 'MI_RESULT_OK'), toSelf],
        ],
        [
          'what is in stock before the end',
          sync,
          [...running, instance(1), cancel(), kept(0)],
          get(),
          'open.finished',
          [fetched(1, 1)],
        ],
        [
          'the end',
          sync,
          [...running, instance(1), cancel(), kept(0), get(2)],
          get(),
          'open.finished',
          [fetched(1, 0, canceled), toSelf],
        ],
        [
          'woken by the end',
          sync,
          [...running, get(), cancel()],
          kept(0),
          'open.finished',
          [cut(0), cite('MI-21'), fetched(1, 0, canceled), toSelf],
        ],
        [
          'the end for the first that waits',
          sync,
          tooManyWaiting,
          instance(1, true),
          'open.finished',
          [fetched(1, 1, 'MI_RESULT_OK'), toSelf],
        ],
        [
          'and the same again for the others',
          sync,
          [...tooManyWaiting, instance(1, true)],
          consumed,
          'open.consumed',
          [
            cite('MI-08'),
            ...[2, 3].map((call) =>
              tell('client#1', {
                type: 'MI_Operation_GetInstance returned',
                call: `getNext@${call}`,
                code: 'MI_RESULT_OK',
                clauses: ['MI-08'],
                n: 0,
                final: null,
              }),
            ),
          ],
        ],
        [
          'once more after the end',
          sync,
          [...running, instance(1, true), get(2), consumed],
          get(),
          'open.consumed',
          [answers('GetInstance', 'MI_RESULT_OK', 'MI-08')],
        ],
        [
          'inside a close',
          sync,
          [...running, close, kept(0)],
          get(),
          'closing.finished',
          [fetched(1, 0, canceled), toSelf],
        ],
        [
          'after the close',
          sync,
          [...running, close, kept(0), get(2), consumed],
          get(),
          'closed',
          [answers('GetInstance', 'MI_RESULT_INVALID_PARAMETER', 'MI-15')],
        ],
      ])
    })
  })

  describe('closes', () => {
    const invalid = answers('Close', 'MI_RESULT_INVALID_PARAMETER', 'MI-15')
    const atOnce = answers('Close', 'MI_RESULT_OK', 'MI-05', 'MI-23')

    table('runtime', [
      ['nothing', {}, [], close, 'null', [invalid]],
      ['a failed start', {}, [failed], close, 'null', [handle(-1), answers('Close', 'MI_RESULT_OK', 'MI-05')]],
      ['what is over', {}, over, close, 'closed', [...released, answers('Close', 'MI_RESULT_OK', 'MI-05')]],
      ['what runs', {}, running, close, 'closing.leaving', [...released, atOnce, cite('MI-22'), ...tells(2)]],
      [
        'what is on its way',
        {},
        [open('get')],
        close,
        'closing.leaving',
        [...released, atOnce, cite('MI-22'), ...leaves(3)],
      ],
      ['what was cancelled', {}, leaving, close, 'closing.leaving', [...released, atOnce]],
      ['what runs, where a cancel does nothing', wsman, running, close, 'closing.awaiting', [...released, atOnce]],
      [
        'and its last callback comes',
        wsman,
        [...running, close],
        instance(2, true),
        'closing.finished',
        lastCallback(2, 'MI_RESULT_OK'),
      ],
      ['and it is closed', {}, [...running, close, kept(0)], consumed, 'closed', []],
      ['what is closed', {}, closedNow, close, 'closed', [invalid]],
      ['what is being closed', sync, [...running, close], close, 'closing.leaving', [invalid]],
      ['synchronously: waits', sync, running, close, 'closing.leaving', [cite('MI-22'), ...tells(2)]],
      ['synchronously: waits for what is there to be fetched', sync, over.slice(0, 3), close, 'closing.finished', []],
      [
        'synchronously: returns when the end was fetched',
        sync,
        [...running, close, kept(0), get()],
        consumed,
        'closed',
        [...released, answers('Close', 'MI_RESULT_OK', 'MI-05', 'MI-24')],
      ],
    ])
  })
})

describe('the server', () => {
  const request = (operation: number, kind = 'enumerate'): Message => ({ type: 'Request', operation, kind })
  const cancel: Message = { type: 'Cancel', operation: 1 }
  const disconnect: Message = { type: 'Disconnect', operation: 1 }
  const post = (n: number): Message => ({ type: 'PostInstance', operation: 1, n })
  const end = (n: number): Message => ({ type: 'PostResult', operation: 1, n })
  const stopped = (operation = 1): Message => ({ type: 'ProviderStopped', operation })
  const down: Message = { type: 'LinkDown' }
  const admits = (operation: number, limit: number): Effect[] => [
    quota(1, operation, limit),
    send(`runtime#${operation}`, { type: 'Admit' }),
    tell(`provider#${operation}`, { type: 'Execute', kind: 'enumerate' }),
  ]
  const callback = tell('provider#1', { type: 'CancelCallback' })
  const left = tell('provider#1', { type: 'ClientLeft' })
  const two: Args = { quota: 2 }

  table('server', [
    ['admits', {}, [], request(1), 'full', admits(1, 1)],
    ['admits while a slot is free', two, [], request(1), 'serving', admits(1, 2)],
    ['admits the last one', two, [request(1)], request(2), 'full', admits(2, 2)],
    [
      'refuses',
      {},
      [request(1)],
      request(2),
      'full',
      [send('runtime#2', { type: 'Refuse', code: 'MI_RESULT_SERVER_LIMITS_EXCEEDED' }), cite('MI-12')],
    ],
    [
      'refuses with another code',
      { quotaCode: 'MI_RESULT_FAILED' },
      [request(1)],
      request(2),
      'full',
      [send('runtime#2', { type: 'Refuse', code: 'MI_RESULT_FAILED' }), cite('MI-12')],
    ],
    [
      'passes a result on',
      {},
      [request(1)],
      post(3),
      'full',
      [send('runtime#1', { type: 'Instance', n: 3, last: false })],
    ],
    [
      'passes the last one on',
      {},
      [request(1)],
      end(3),
      'full',
      [send('runtime#1', { type: 'Instance', n: 3, last: true })],
    ],
    [
      'passes an end without a result on',
      {},
      [request(1)],
      end(0),
      'full',
      [send('runtime#1', { type: 'Final', code: 'MI_RESULT_OK' })],
    ],
    ['has a free slot', {}, [request(1)], stopped(), 'idle', [quota(-1)]],
    ['has one of two free', two, [request(1), request(2)], stopped(), 'serving', [quota(-1, 1, 2)]],
    ['tells the provider, and keeps the slot', {}, [request(1)], cancel, 'full', [callback, cite('MI-10', 'MI-12')]],
    ['tells nobody, and keeps the slot', {}, [request(1)], disconnect, 'full', [left, cite('MI-09', 'MI-12')]],
    ['OMI: tells the provider, and frees the slot', local, [request(1)], cancel, 'idle', [quota(-1), callback]],
    ['OMI: tells nobody, and frees the slot', local, [request(1)], disconnect, 'idle', [quota(-1), left]],
    [
      'OMI: frees one of two',
      { ...local, ...two },
      [request(1), request(2)],
      cancel,
      'serving',
      [quota(-1, 1, 2), callback],
    ],
    [
      'OMI: frees one of two, and tells nobody',
      { ...local, ...two },
      [request(1), request(2)],
      disconnect,
      'serving',
      [quota(-1, 1, 2), left],
    ],
    ['OMI: the slot is free already', local, [request(1), disconnect], stopped(), 'idle', []],
    ['a result for nobody', {}, [request(1), disconnect], post(4), 'full', [cite('MI-32')]],
    ['an end for nobody', {}, [request(1), cancel], end(0), 'full', [cite('MI-32')]],
    ['the slot of somebody who has left', {}, [request(1), cancel], stopped(), 'idle', [quota(-1)]],
    ['a cancel that comes too late', {}, [request(1), stopped()], cancel, 'idle', [cite('MI-30')]],
    ['a client that leaves too late', {}, [request(1), stopped()], disconnect, 'idle', []],
    ['a cancel of what was refused', {}, [request(2)], cancel, 'full', [cite('MI-30')]],
    ['loses the link', {}, [request(1)], down, 'full', [left, cite('MI-12')]],
    [
      'OMI: loses the link',
      { ...local, ...two },
      [request(1), request(2)],
      down,
      'idle',
      [quota(-1, 1, 2), quota(-1, 2, 2), left, tell('provider#2', { type: 'ClientLeft' })],
    ],
  ])
})

describe('the provider', () => {
  const execute = (kind: string): Message => ({ type: 'Execute', kind })
  const enumerate = execute('enumerate')
  const told: Message = { type: 'CancelCallback' }
  const left: Message = { type: 'ClientLeft' }
  const result: Message = { type: 'xstate.after.resultTicks.mi/provider.working.work.posting' }
  const invoked: Message = { type: 'xstate.after.invokeTicks.mi/provider.working.work.invoking' }
  const notice: Message = { type: 'xstate.after.noticeTicks.mi/provider.working.notice.told' }
  const working = (notice_: string, work: string): string => `working.notice.${notice_},working.work.${work}`
  const posts = (n: number): Effect => tell('server', { type: 'PostInstance', operation: 1, n })
  const ends = (n: number): Effect[] => [
    milestone('stopped'),
    tell('server', { type: 'PostResult', operation: 1, n }),
    tell('server', { type: 'ProviderStopped', operation: 1 }),
  ]
  const few: Args = { results: 2 }

  table('provider', [
    ['posts results', {}, [], enumerate, working('untold', 'posting'), [], { resultTicks: 20 }],
    ['waits for indications', {}, [], execute('subscribe'), working('untold', 'posting'), [], { resultTicks: 20 }],
    ['has no indication', { results: 0 }, [], execute('subscribe'), working('untold', 'quiet'), []],
    ['has nothing', { results: 0 }, [], enumerate, 'ended', ends(0)],
    ['does one thing', {}, [], execute('delete'), working('untold', 'invoking'), [cite('MI-31')], { invokeTicks: 300 }],
    [
      'does one thing whatever the results',
      { results: 0 },
      [],
      execute('get'),
      working('untold', 'invoking'),
      [cite('MI-31')],
      { invokeTicks: 300 },
    ],
    ['posts one of two', few, [enumerate], result, working('untold', 'posting'), [posts(1)], { resultTicks: 20 }],
    ['posts the last', few, [enumerate, result], result, 'ended', ends(2)],
    ['stays open', few, [execute('subscribe'), result], result, working('untold', 'quiet'), [posts(2)]],
    ['has done it', {}, [execute('invoke')], invoked, 'ended', ends(1)],
    ['is told', {}, [enumerate], told, working('told', 'posting'), [cite('MI-30')], { noticeTicks: 60 }],
    [
      'works on until it notices',
      {},
      [enumerate, told],
      result,
      working('told', 'posting'),
      [posts(1)],
      { resultTicks: 20 },
    ],
    ['notices', {}, [enumerate, told, result], notice, 'ended', [milestone('noticed'), ...ends(0)]],
    [
      'notices where nothing happens',
      { results: 0 },
      [execute('subscribe'), told],
      notice,
      'ended',
      [milestone('noticed'), ...ends(0)],
    ],
    ['ends before it has noticed', few, [enumerate, told, result], result, 'ended', ends(2)],
    ['works for nobody', {}, [enumerate], left, working('unwanted', 'posting'), []],
    ['works for nobody to the end', {}, [execute('invoke'), left], invoked, 'ended', ends(1)],
  ])
})
