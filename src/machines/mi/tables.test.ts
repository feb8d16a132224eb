import { describe, expect, it } from 'vitest'
import type { Json } from '#base/json.ts'
import type { Effect, Message } from '#kernel/effect.ts'
import type { Value } from '#kernel/model.ts'
import { reaction } from '../testing.ts'
import { model } from './model.ts'

/** The transition tables of the machines. */

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
const exit: Message = { type: 'Exit' }
const neverMade: Effect = { type: 'discard', why: 'the client’s process has ended' }
const wsman: Args = { profile: 'omiWsman' }
const together: Args = { handover: 'together' }
const local: Args = { profile: 'omiLocal' }
const sync: Args = { mode: 'sync' }

describe('the application', () => {
  const at = (calls: string, callback = 'none'): string => `callback.${callback},calls.${calls}`
  const start: Message = { type: 'start', call: 'start@1', operation: 1, kind: 'get', mode: 'asSet', isThere: true }
  const cancel: Message = {
    type: 'cancel',
    call: 'cancel@1',
    op: 1,
    reason: 'timeout',
    handle: 'zeroed',
    identity: 'other',
    within: 'thread',
  }
  const close: Message = { type: 'close', call: 'close@1', op: 1, identity: 'same', within: 'thread' }
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
    call: final === null ? '' : 'finalResult/1',
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
  const passes = (op: string, args: Readonly<Record<string, string | null>>): Effect => ({
    type: 'call',
    op,
    call: `${op}@1`,
    args,
  })
  const asksClose: Effect[] = [
    passes('close', { operation: 'operation' }),
    tell('runtime#1', { type: 'MI_Operation_Close', call: 'close@1', identity: 'same' }),
  ]
  const over = tell('client#1', { type: 'CallbackOver' })
  const isBack: Message = { type: 'CallbackOver' }
  const callbackReturned = tell('runtime#1', { type: 'CallbackReturned' })
  const fetches = (call: string, clauses: string[], instance: number | null, result?: string): Effect => ({
    type: 'return',
    call,
    code: 'MI_RESULT_OK',
    clauses,
    out: {
      instance,
      moreResults: instance !== null && result === undefined,
      ...(result === undefined && instance === null ? {} : { result: result ?? 'MI_RESULT_OK' }),
    },
  })
  const inCallback: Message = { ...cancel, handle: 'operation', identity: 'same', within: 'callback' }
  const cancelsInside = tell('client#1', { ...inCallback, within: 'inside' })
  const waits: Message = { type: 'SessionCloseWaits' }
  const asksCancel: Effect[] = [
    passes('cancel', { operation: 'zeroed', reason: 'MI_REASON_TIMEOUT' }),
    milestone('issued'),
    cite('MI-29'),
    tell('runtime#1', {
      type: 'MI_Operation_Cancel',
      call: 'cancel@1',
      handle: 'zeroed',
      identity: 'other',
      reason: 'timeout',
    }),
  ]

  table('client', [
    [
      'starts',
      {},
      [],
      start,
      at('underWay.waiting'),
      [
        passes('start', { flags: 'MI_OPERATIONFLAGS_DEFAULT_RTTI', callbacks: 'given' }),
        tell('session', { type: 'MI_Session start', operation: 1, kind: 'get', mode: 'asSet' }),
        returned('start@1', 'MI_RESULT_OK'),
      ],
    ],
    [
      'asks whether its process is there before anything is started',
      {},
      [],
      cancel,
      at('noOperation'),
      [tell('session', { type: 'for the process', operation: 1, command: { ...cancel } as Json })],
    ],
    ['cancels what it has not started', {}, [], { ...cancel, isThere: true }, at('noOperation'), asksCancel],
    ['closes what it has not started', {}, [], { ...close, isThere: true }, at('noOperation'), asksClose],
    [
      'fetches from what it has not started',
      {},
      [],
      { ...getNext, isThere: true },
      at('noOperation'),
      [asks('MI_Operation_GetInstance', 'getNext@1')],
    ],
    [
      'is told that there is no such thing',
      {},
      [],
      back('Cancel', 'cancel@1', 'MI_RESULT_INVALID_PARAMETER'),
      at('noOperation'),
      [returned('cancel@1', 'MI_RESULT_INVALID_PARAMETER', 'MI-01')],
    ],
    ['cancels', {}, [start], cancel, at('underWay.waiting'), asksCancel],
    [
      'knows that the cancel was taken',
      {},
      [start],
      accepted,
      at('underWay.cancelling'),
      [milestone('accepted'), returned('cancel@1', 'MI_RESULT_OK', 'MI-01')],
    ],
    [
      'knows that it was not',
      {},
      [start],
      back('Cancel', 'cancel@1', 'MI_RESULT_ACCESS_DENIED'),
      at('underWay.waiting'),
      [returned('cancel@1', 'MI_RESULT_ACCESS_DENIED', 'MI-01')],
    ],
    [
      'cancels again',
      {},
      [start, accepted],
      accepted,
      at('underWay.cancelling'),
      [milestone('accepted'), returned('cancel@1', 'MI_RESULT_OK', 'MI-01')],
    ],
    ['gets a result', {}, [start], callback(3, null), at('underWay.waiting', 'passing'), [result(3), over]],
    [
      'gets the last result',
      {},
      [start],
      callback(3, 'MI_RESULT_FAILED'),
      at('ended', 'passing'),
      [result(3), settle, over],
    ],
    [
      'gets an end without a result',
      {},
      [start, accepted],
      callback(0, 'MI_RESULT_FAILED'),
      at('ended', 'passing'),
      [settle, over],
    ],
    [
      'fetches a result',
      {},
      [start],
      back('GetInstance', 'getNext@1', 'MI_RESULT_OK', 2),
      at('underWay.waiting'),
      [result(2), fetches('getNext@1', ['MI-01'], 2)],
    ],
    [
      'fetches the final one',
      {},
      [start, accepted],
      back('GetInstance', 'getNext@1', 'MI_RESULT_OK', 0, 'MI_RESULT_FAILED'),
      at('ended'),
      [settle, fetches('getNext@1', ['MI-01'], null, 'MI_RESULT_FAILED')],
    ],
    [
      'fetches once more',
      {},
      [start, callback(0, 'MI_RESULT_OK'), isBack],
      back('GetInstance', 'getNext@1', 'MI_RESULT_OK'),
      at('ended'),
      [fetches('getNext@1', ['MI-01'], null)],
    ],
    ['closes while it runs', {}, [start], close, at('closing'), asksClose],
    ['closes when it is over', {}, [start, callback(0, 'MI_RESULT_OK'), isBack], close, at('closing'), asksClose],
    ['has closed', {}, [start, close], closed, at('closed'), [returned('close@1', 'MI_RESULT_OK', 'MI-01')]],
    [
      'may not close twice',
      {},
      [start, close],
      back('Close', 'close@2', 'MI_RESULT_INVALID_PARAMETER'),
      at('closing'),
      [returned('close@2', 'MI_RESULT_INVALID_PARAMETER', 'MI-01')],
    ],
    [
      'gets its last callback after the close',
      {},
      [start, close, closed],
      callback(0, 'MI_RESULT_FAILED'),
      at('closed', 'passing'),
      [settle, over],
    ],
    [
      'gets a result after the close',
      {},
      [start, close, closed],
      callback(1, null),
      at('closed', 'passing'),
      [result(1), over],
    ],
    [
      'fetches the final one inside the close',
      {},
      [start, close],
      back('GetInstance', 'getNext@1', 'MI_RESULT_OK', 1, 'MI_RESULT_FAILED'),
      at('closing'),
      [result(1), settle, fetches('getNext@1', ['MI-01'], 1, 'MI_RESULT_FAILED')],
    ],
    ['returns from a callback', {}, [start, callback(1, null)], isBack, at('underWay.waiting'), [callbackReturned]],
    [
      'returns from the last one',
      {},
      [start, callback(1, 'MI_RESULT_OK')],
      isBack,
      at('ended'),
      [returned('finalResult/1', 'MI_RESULT_OK', 'MI-03'), callbackReturned],
    ],
    [
      'stays in a callback for a while',
      { callbackTicks: 7 },
      [start],
      callback(1, null),
      at('underWay.waiting', 'running'),
      [
        result(1),
        {
          type: 'call',
          op: 'result',
          call: 'result/1',
          operation: 1,
          args: { instance: 1, moreResults: true, resultCode: 'MI_RESULT_OK' },
        },
      ],
      { callbackTicks: 7 },
    ],
    ['keeps a cancel for its next callback', {}, [start], inCallback, at('underWay.waiting'), []],
    [
      'makes it there',
      {},
      [start, inCallback],
      callback(1, null),
      at('underWay.waiting', 'passing'),
      [result(1), cancelsInside, over],
    ],
    [
      'makes it at once where it is in one',
      { callbackTicks: 7 },
      [start, callback(1, null)],
      inCallback,
      at('underWay.waiting', 'running'),
      [cancelsInside],
    ],
    [
      'cancels with the handle of the callback',
      {},
      [start, callback(1, null)],
      { ...inCallback, within: 'inside' },
      at('underWay.waiting', 'passing'),
      [
        {
          type: 'call',
          op: 'cancel',
          call: 'cancel@1',
          args: { operation: 'the handle that the callback was given', reason: 'MI_REASON_TIMEOUT' },
          operation: 1,
        },
        cite('MI-18'),
        milestone('issued'),
        cite('MI-29'),
        tell('runtime#1', {
          type: 'MI_Operation_Cancel',
          call: 'cancel@1',
          handle: 'operation',
          identity: 'same',
          reason: 'timeout',
        }),
      ],
    ],
    [
      'waits inside the close of the session',
      {},
      [start, callback(1, null)],
      waits,
      at('underWay.waiting', 'stuck'),
      [],
    ],
    ['does not return from there', {}, [start, callback(1, null), waits], isBack, at('underWay.waiting', 'stuck'), []],
    [
      'until it has returned',
      {},
      [start, callback(1, null), waits],
      { type: 'SessionCloseReturned' },
      at('underWay.waiting'),
      [callbackReturned],
    ],
    [
      'and goes on with what takes time',
      { callbackTicks: 7 },
      [start, callback(1, null), waits],
      { type: 'SessionCloseReturned' },
      at('underWay.waiting', 'running'),
      [],
      { callbackTicks: 7 },
    ],
    [
      'is denied to close under another identity, and goes on',
      {},
      [start, { ...close, identity: 'other' }],
      back('Close', 'close@1', 'MI_RESULT_ACCESS_DENIED'),
      at('underWay.waiting'),
      [returned('close@1', 'MI_RESULT_ACCESS_DENIED', 'MI-01')],
    ],
    [
      'acknowledges',
      {},
      [start],
      { type: 'acknowledge', call: 'acknowledge@1', op: 1 },
      at('underWay.waiting'),
      [tell('runtime#1', { type: 'MI_OperationCallback_ResultAcknowledge', call: 'acknowledge@1' })],
    ],
    ['ends with its process', {}, [start, cancel], exit, at('gone', 'gone'), []],
    ['makes no call after that', {}, [start, exit], cancel, at('gone', 'gone'), [neverMade]],
    ['starts nothing after that', {}, [], { ...start, isThere: false }, at('noOperation'), [neverMade]],
    [
      'gets no time for the callback that ran',
      { callbackTicks: 7 },
      [start, callback(1, null)],
      exit,
      at('gone', 'gone'),
      [],
    ],
  ])
})

describe('the session', () => {
  const start: Message = { type: 'MI_Session start', operation: 1, kind: 'get', mode: 'asSet' }
  const over: Message = { type: 'OperationClosed' }
  const close: Message = { type: 'closeSession', call: 'closeSession@1', op: 1, within: 'thread', completion: 'none' }
  const again: Message = { ...close, call: 'closeSession@2' }
  const withCompletion: Message = { ...close, completion: 'callback' }
  const inside: Message = { type: 'MI_Session_Close', call: 'closeSession@1', operation: 1, completion: 'none' }
  const drop: Message = { type: 'dropLink', call: 'dropLink@1' }
  const poor: Message = { type: 'outOfMemory', call: 'outOfMemory@1' }
  const rich: Message = { type: 'memoryBack', call: 'memoryBack@1' }
  const open = tell('runtime#1', { type: 'Open', kind: 'get', mode: 'asSet' })
  const failed = tell('runtime#1', { type: 'OpenFailed', code: 'MI_RESULT_INVALID_PARAMETER', mode: 'asSet' })
  const state = (session: string, link = 'up', memory = 'enough'): string =>
    `link.${link},memory.${memory},session.${session}`
  const returned = (call: string, code: string, ...clauses: string[]): Effect => ({
    type: 'return',
    call,
    code,
    clauses,
  })

  const cutLink: Effect = { type: 'cut', from: 'session', to: 'server', keep: 0, why: 'the link is down' }
  const completes: Effect[] = [
    { type: 'call', op: 'sessionClosed', call: 'sessionClosed/1' },
    returned('sessionClosed/1', 'MI_RESULT_OK', 'MI-25', 'MI-27'),
  ]
  const atOnce = returned('closeSession@1', 'MI_RESULT_OK', 'MI-25', 'MI-27')
  const bySession: Args = { slotReleasedBy: 'session' }

  const leave: Message = { type: 'leave', call: 'leave@1' }
  const exits = [tell('client#*', exit), tell('runtime#*', exit)]
  const command: Message = { type: 'getNext', call: 'getNext@1', op: 1 }
  const forProcess: Message = { type: 'for the process', operation: 1, command: { ...command } as Json }

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
      [cutLink, tell('runtime#*', { type: 'LinkDown' }), tell('server', { type: 'LinkDown' })],
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
    ['closes at once with a completion callback', {}, [], withCompletion, state('closed'), [atOnce, ...completes]],
    [
      'returns at once and calls back later',
      {},
      [start],
      withCompletion,
      state('closing'),
      [atOnce, tell('runtime#*', { type: 'SessionClosing' })],
    ],
    ['calls back with the last handle', {}, [start, withCompletion], over, state('closed'), completes],
    [
      'closed from a callback, waits inside it',
      {},
      [start],
      inside,
      state('closing'),
      [tell('client#1', { type: 'SessionCloseWaits' }), tell('runtime#*', { type: 'SessionClosing' })],
    ],
    [
      'lets the callback go on',
      {},
      [start, inside],
      over,
      state('closed'),
      [returned('closeSession@1', 'MI_RESULT_OK', 'MI-25'), tell('client#1', { type: 'SessionCloseReturned' })],
    ],
    [
      'tells a server that counts slots by session',
      bySession,
      [],
      close,
      state('closed'),
      [returned('closeSession@1', 'MI_RESULT_OK', 'MI-25'), send('server', { type: 'SessionEnded' })],
    ],
    [
      'tells it with the last handle',
      bySession,
      [start, close],
      over,
      state('closed'),
      [returned('closeSession@1', 'MI_RESULT_OK', 'MI-25'), send('server', { type: 'SessionEnded' })],
    ],
    [
      'passes a command on while its process is there',
      {},
      [start, close],
      forProcess,
      state('closing'),
      [tell('client#1', { ...command, isThere: true })],
    ],
    ['ends with its process', {}, [start], leave, state('gone'), [...exits, cite('MI-41')]],
    [
      'ends with its process, and the server gives slots to sessions',
      bySession,
      [start],
      leave,
      state('gone'),
      [...exits, send('server', { type: 'SessionEnded' }), cite('MI-41')],
    ],
    [
      'says after that that it has ended',
      {},
      [leave],
      forProcess,
      state('gone'),
      [tell('client#1', { ...command, isThere: false })],
    ],
    ['closes nothing after that', {}, [start, leave], close, state('gone'), [neverMade]],
  ])
})

describe('the client library', () => {
  const open = (kind: string): Message => ({ type: 'Open', kind, mode: 'asSet' })
  const enumerate = open('enumerate')
  const admit: Message = { type: 'Admit' }
  const failed: Message = { type: 'OpenFailed', code: 'MI_RESULT_INVALID_PARAMETER', mode: 'asSet' }
  const cancel = (over: Args = {}): Message => ({
    type: 'MI_Operation_Cancel',
    call: 'cancel@1',
    handle: 'operation',
    identity: 'same',
    reason: 'none',
    ...over,
  })
  const close: Message = { type: 'MI_Operation_Close', call: 'close@1', identity: 'same' }
  const get = (n = 1): Message => ({ type: 'MI_Operation_GetInstance', call: `getNext@${n}` })
  const instance = (n: number, last = false): Message => ({ type: 'Instance', n, last })
  const kept = (count: number): Message => ({ type: 'link.kept', from: 'server', to: 'runtime#1', count })
  const down: Message = { type: 'LinkDown' }
  const sessionCloses: Message = { type: 'SessionClosing' }
  const short: Message = { type: 'MemoryShort' }
  const consumed: Message = { type: 'FinalConsumed' }
  const back: Message = { type: 'CallbackReturned' }

  const answers = (of: string, code: string, ...clauses: string[]): Effect => {
    const call = { Cancel: 'cancel@1', Close: 'close@1', GetInstance: 'getNext@1' }[of] ?? 'acknowledge@1'
    const type = of === 'Acknowledge' ? 'MI_OperationCallback_ResultAcknowledge' : `MI_Operation_${of}`
    return tell('client#1', { type: `${type} returned`, call, code, clauses, n: 0, final: null })
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
  const enterFinal = (n: number, resultCode: string): Effect => ({
    type: 'call',
    op: 'finalResult',
    call: 'finalResult/1',
    operation: 1,
    args: { instance: n === 0 ? null : n, moreResults: false, resultCode },
  })
  const toSelf = tell('runtime#1', { type: 'FinalConsumed' })
  const lastCallback = (n: number, final: string): Effect[] => [enterFinal(n, final), calledBack(n, final)]
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
    send('server', { type: 'Cancel', operation: 1, reason: 'none' }),
    cut(keep),
  ]
  const leaves = (keep: number): Effect[] => [
    cite('MI-09', 'MI-11'),
    send('server', { type: 'Disconnect', operation: 1 }),
    { type: 'abandon', operation: 1 },
    cut(keep),
  ]
  const released: Effect[] = [handle(-1), tell('session', { type: 'OperationClosed' })]
  const ok = answers('Cancel', 'MI_RESULT_OK', 'MI-01', 'MI-02')
  const unfinished = (server: string, patience = 'endless'): string =>
    `open.unfinished.patience.${patience},open.unfinished.server.${server}`
  const connecting = unfinished('connecting')
  const awaiting = unfinished('awaiting')
  const running = [enumerate, admit]
  const over = [enumerate, admit, instance(1, true), back]
  const leaving = [enumerate, admit, cancel(), kept(2)]
  const closedNow = [...over, close]
  const heard = [...running, instance(1), back]

  describe('takes a cancel by the order of its checks', () => {
    const invalid = answers('Cancel', 'MI_RESULT_INVALID_PARAMETER', 'MI-15')
    const never = answers('Cancel', 'MI_RESULT_FAILED', 'MI-16', 'MI-40')
    const denied = answers('Cancel', 'MI_RESULT_ACCESS_DENIED', 'MI-13', 'MI-14')
    const poor = answers('Cancel', 'MI_RESULT_SERVER_LIMITS_EXCEEDED', 'MI-17')
    const worst = { handle: 'null', identity: 'other' }
    const other = { identity: 'other' }
    const silences = [answers('Cancel', 'MI_RESULT_OK', 'MI-01'), cite('MI-36')]
    const notFound = { staleHandle: 'MI_RESULT_NOT_FOUND' }

    table('runtime', [
      ['a handle that was never set', {}, [], cancel(), 'null', [invalid]],
      ['a failed start before any start', {}, [], cancel({ handle: 'neverStarted' }), 'null', [never]],
      ['a null pointer before any start', {}, [], cancel(worst), 'null', [invalid]],
      ['a null pointer', {}, [...running, short], cancel(worst), awaiting, [invalid]],
      ['a zeroed handle', {}, [...running, short], cancel({ ...worst, handle: 'zeroed' }), awaiting, [invalid]],
      [
        'a handle of a failed start',
        {},
        [...running, short],
        cancel({ ...other, handle: 'neverStarted' }),
        awaiting,
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
      ['another identity', {}, [...running, short], cancel(other), awaiting, [denied]],
      ['another identity on the way', {}, [enumerate], cancel(other), connecting, [denied]],
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
      ['no memory', {}, [...running, short], cancel(), awaiting, [poor]],
      ['no memory, and over', {}, [...over, short], cancel(), 'open.consumed', [poor]],
      ['memory is back', {}, [...running, short, { type: 'MemoryBack' }], cancel(), 'open.leaving', [ok, ...tells(2)]],
      [
        'a transport that does nothing about it',
        wsman,
        [...running, instance(1)],
        cancel(),
        awaiting,
        [answers('Cancel', 'MI_RESULT_OK', 'MI-01')],
      ],
      ['one that then brings nothing at all', wsman, running, cancel(), 'open.silent', silences],
      ['one that brings nothing on the way', wsman, [enumerate], cancel(), 'open.silent', silences],
      [
        'one that has been asked already',
        wsman,
        [...running, cancel()],
        cancel(),
        'open.silent',
        [answers('Cancel', 'MI_RESULT_OK', 'MI-19')],
      ],
      [
        'one whose last callback comes first',
        { finalCallback: 'beforeReturn' },
        running,
        cancel(),
        'open.leaving',
        [...tells(2), answers('Cancel', 'MI_RESULT_OK', 'MI-01', 'MI-02', 'MI-35')],
      ],
      [
        'one whose reason travels',
        { reasonTravels: true },
        running,
        cancel({ reason: 'shutdown' }),
        'open.leaving',
        [ok, cite('MI-10', 'MI-11'), send('server', { type: 'Cancel', operation: 1, reason: 'shutdown' }), cut(2)],
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
    const discard: Effect = { type: 'discard', why: 'after the cancel nobody takes the answer' }
    const manual: Args = { acknowledgement: 'manual' }
    const acknowledge: Message = { type: 'MI_OperationCallback_ResultAcknowledge', call: 'acknowledge@1' }
    const acknowledged = answers('Acknowledge', 'MI_RESULT_OK', 'MI-28')
    const counting = [enumerate, { type: 'CountPatience' }, admit]
    const expired: Message = {
      type: 'xstate.after.operationTimeoutTicks.mi/runtime.open.unfinished.patience.counting',
    }
    const tooManyWaiting = [...running, get(1), get(2), get(3)]

    table('runtime', [
      ['opens', {}, [], enumerate, connecting, [handle(1), request]],
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
      ['is let in', {}, [enumerate], admit, awaiting, []],
      [
        'is refused',
        {},
        [enumerate],
        { type: 'Refuse', code: 'MI_RESULT_SERVER_LIMITS_EXCEEDED' },
        'open.finished',
        [cite('MI-12'), ...lastCallback(0, 'MI_RESULT_SERVER_LIMITS_EXCEEDED')],
      ],
      [
        'is refused, and nobody hears of it',
        wsman,
        [enumerate, close],
        { type: 'Refuse', code: 'MI_RESULT_FAILED' },
        'closing.silent',
        [discard],
      ],
      ['is let in, and nobody hears of it', wsman, [enumerate, cancel()], admit, 'open.silent', []],
      ['a result that nobody hears of', wsman, [...running, cancel()], instance(1), 'open.silent', [discard]],
      [
        'an end that nobody hears of',
        wsman,
        [...running, close],
        { type: 'Final', code: 'MI_RESULT_OK' },
        'closing.silent',
        [discard],
      ],
      ['the link is down, and nobody hears of it', wsman, [...running, cancel()], down, 'open.silent', cutBoth],
      ['a result', {}, running, instance(1), awaiting, [calledBack(1)]],
      ['the last one', {}, running, instance(7, true), 'open.finished', lastCallback(7, 'MI_RESULT_OK')],
      [
        'an end without a result',
        {},
        running,
        { type: 'Final', code: 'MI_RESULT_OK' },
        'open.finished',
        lastCallback(0, 'MI_RESULT_OK'),
      ],
      ['has delivered the end', {}, over.slice(0, 3), back, 'open.consumed', [cite('MI-08')]],
      ['a result while a callback runs', {}, [...running, instance(1)], instance(2), awaiting, []],
      ['and when it has returned', {}, [...running, instance(1), instance(2)], back, awaiting, [calledBack(2)]],
      ['nothing more', {}, [...running, instance(1)], back, awaiting, []],
      [
        'the end while a callback runs',
        {},
        [...running, instance(1), cancel()],
        kept(0),
        'open.finished',
        [cut(0), cite('MI-21')],
      ],
      [
        'and when that has returned',
        {},
        [...running, instance(1), cancel(), kept(0)],
        back,
        'open.finished',
        [...lastCallback(0, canceled), cite('MI-34')],
      ],
      ['nothing before the acknowledgement', manual, [...running, instance(1), instance(2)], back, awaiting, []],
      [
        'and then',
        manual,
        [...running, instance(1), instance(2), back],
        acknowledge,
        awaiting,
        [acknowledged, calledBack(2)],
      ],
      ['inside the callback', manual, [...running, instance(1), instance(2)], acknowledge, awaiting, [acknowledged]],
      [
        'and when it has returned',
        manual,
        [...running, instance(1), instance(2), acknowledge],
        back,
        awaiting,
        [calledBack(2)],
      ],
      [
        'nothing to acknowledge',
        {},
        [...running, instance(1)],
        acknowledge,
        awaiting,
        [answers('Acknowledge', 'MI_RESULT_INVALID_PARAMETER', 'MI-28')],
      ],
      ['the end is not consumed before', manual, [...running, instance(1, true)], back, 'open.finished', []],
      [
        'but then',
        manual,
        [...running, instance(1, true), back],
        acknowledge,
        'open.consumed',
        [answers('Acknowledge', 'MI_RESULT_OK', 'MI-08', 'MI-28')],
      ],
      [
        'and the close is seen then',
        manual,
        [...running, instance(1, true), close, back],
        acknowledge,
        'closed',
        [acknowledged, tell('session', { type: 'OperationClosed' })],
      ],
      [
        'an acknowledgement that is lost',
        { ...manual, losesAcknowledgement: true },
        [...running, instance(1), back],
        cancel(),
        'open.leaving',
        [ok, cite('MI-38'), ...tells(2)],
      ],
      ['holds the first one back', { heldBack: true }, running, instance(1), awaiting, []],
      ['until the next one', { heldBack: true }, [...running, instance(1)], instance(2), awaiting, [calledBack(1)]],
      [
        'and loses it',
        { heldBack: true },
        [...running, instance(1), cancel()],
        kept(0),
        'open.finished',
        [cut(0), cite('MI-21'), ...lastCallback(0, canceled)],
      ],
      [
        'the end of what the service has cancelled, on its way at the cancel',
        {},
        [...running, cancel(), kept(1)],
        { type: 'Final', code: 'other' },
        'open.finished',
        [cite('MI-21'), ...lastCallback(0, canceled)],
      ],
      [
        'counts its time',
        { operationTimeoutTicks: 9 },
        [enumerate],
        { type: 'CountPatience' },
        unfinished('connecting', 'counting'),
        [],
        { operationTimeoutTicks: 9 },
      ],
      [
        'counts it anew from each result',
        { operationTimeoutTicks: 9 },
        counting,
        instance(1),
        unfinished('awaiting', 'counting'),
        [calledBack(1)],
        { operationTimeoutTicks: 9 },
      ],
      ['its time is up', { operationTimeoutTicks: 9 }, counting, expired, 'open.leaving', [cite('MI-37'), ...tells(2)]],
      [
        'its time is up, and nobody is told',
        { operationTimeoutTicks: 9, timeoutTells: 'nobody' },
        counting,
        expired,
        'open.leaving',
        [cite('MI-37'), ...leaves(2)],
      ],
      [
        'its time is up, and nothing comes of it',
        { operationTimeoutTicks: 9, ...wsman },
        counting,
        expired,
        'open.silent',
        [cite('MI-37'), cite('MI-36')],
      ],
      [
        'ends with the code of a timeout',
        { operationTimeoutTicks: 9, timeoutFinalCode: 'other' },
        [...counting, expired],
        kept(0),
        'open.finished',
        [cut(0), cite('MI-21'), ...lastCallback(0, 'other')],
      ],
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
        [...leaving, instance(4), back],
        instance(5, true),
        'open.finished',
        [cite('MI-07', 'MI-21'), calledBack(5)],
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
      ['the session closes, and the transport does nothing', wsman, heard, sessionCloses, awaiting, []],
      ['the session closes, and nothing will come', wsman, running, sessionCloses, 'open.silent', [cite('MI-36')]],
      ['the session closes when all is over', {}, over, sessionCloses, 'open.consumed', []],
      [
        'no getter where results are called back',
        {},
        running,
        get(),
        awaiting,
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
        ['that waits', sync, running, get(), awaiting, []],
        ['that waited', sync, [...running, get()], instance(1), awaiting, [fetched(1, 1)]],
        ['that comes later', sync, [...running, instance(1), instance(2)], get(), awaiting, [fetched(1, 1)]],
        ['in order', sync, [...running, instance(1), instance(2), get(2)], get(), awaiting, [fetched(1, 2)]],
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

  describe('ends with its process', () => {
    const leavesServer = send('server', { type: 'Disconnect', operation: 1 })
    const abandon: Effect = { type: 'abandon', operation: 1 }

    table('runtime', [
      ['before anything', {}, [], exit, 'gone', []],
      ['with a failed start', {}, [failed], exit, 'gone', [handle(-1)]],
      ['while it runs', {}, running, exit, 'gone', [leavesServer, abandon, handle(-1), cut(0)]],
      ['when it has left the server', {}, leaving, exit, 'gone', [abandon, handle(-1), cut(0)]],
      ['when it is over', {}, over, exit, 'gone', [abandon, handle(-1), cut(0)]],
      [
        'where nothing will come',
        wsman,
        [...running, cancel()],
        exit,
        'gone',
        [leavesServer, abandon, handle(-1), cut(0)],
      ],
      ['when it was closed', {}, closedNow, exit, 'gone', [abandon]],
      ['while it is being closed', {}, [...running, close], exit, 'gone', [abandon, cut(0)]],
      ['while a close waits', sync, [...running, close], exit, 'gone', [abandon, handle(-1), cut(0)]],
      ['closed, and it runs on', wsman, [...heard, close], exit, 'gone', [leavesServer, abandon, cut(0)]],
      ['and hears nothing more', {}, [...running, exit], back, 'gone', []],
      ['and loses what was on its way with the link', {}, [...running, exit], down, 'gone', cutBoth],
    ])
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
      ['what runs, where a cancel does nothing', wsman, heard, close, 'closing.awaiting', [...released, atOnce]],
      [
        'what runs, where nothing will come',
        wsman,
        running,
        close,
        'closing.silent',
        [handle(-1), answers('Close', 'MI_RESULT_OK', 'MI-05', 'MI-36'), cite('MI-36')],
      ],
      [
        'what runs, under another identity',
        {},
        running,
        { ...close, identity: 'other' },
        awaiting,
        [answers('Close', 'MI_RESULT_ACCESS_DENIED', 'MI-13', 'MI-14')],
      ],
      [
        'and its last callback comes',
        wsman,
        [...heard, close],
        instance(2, true),
        'closing.finished',
        lastCallback(2, 'MI_RESULT_OK'),
      ],
      ['and it is closed', {}, [...running, close, kept(0)], back, 'closed', []],
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
  const cancel: Message = { type: 'Cancel', operation: 1, reason: 'timeout' }
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
  const callback = tell('provider#1', { type: 'CancelCallback', reason: 'timeout' })
  const left = tell('provider#1', { type: 'ClientLeft' })
  const two: Args = { quota: 2 }
  const bySession: Args = { slotReleasedBy: 'session' }
  const oneMemory: Args = { ...two, ...local, serverMemory: 1 }
  const byOther = (operation: number): Message => ({ ...request(operation), by: 'other' })
  const cancels: Message = { type: 'serviceCancels', call: 'serviceCancels@1', op: 1, reason: 'timeout' }
  const final = send('runtime#1', { type: 'Final', code: 'MI_RESULT_FAILED' })
  const memory = (change: number): Effect => ({
    type: 'resource',
    name: 'serverMemory',
    change,
    limit: 1,
    operation: 1,
  })

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
    ['keeps a result for the last one', together, [request(1)], post(1), 'full', []],
    [
      'passes the last one on with those that it has kept',
      together,
      [request(1), post(1), post(2)],
      end(3),
      'full',
      [
        send('runtime#1', { type: 'Instance', n: 1, last: false }),
        send('runtime#1', { type: 'Instance', n: 2, last: false }),
        send('runtime#1', { type: 'Instance', n: 3, last: true }),
      ],
    ],
    [
      'drops what it has kept when the client leaves',
      together,
      [request(1), post(1), cancel],
      end(2),
      'full',
      [cite('MI-32')],
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
    ['by session: the provider stops, and the slot stays', bySession, [request(1)], stopped(), 'full', []],
    [
      'by session: the client leaves, and the slot stays',
      bySession,
      [request(1)],
      disconnect,
      'full',
      [left, cite('MI-09', 'MI-12')],
    ],
    [
      'by session: it ends, and the slot is free',
      bySession,
      [request(1), stopped()],
      { type: 'SessionEnded' },
      'idle',
      [quota(-1)],
    ],
    ['by session: the link is lost, and the slot is free', bySession, [request(1)], down, 'idle', [quota(-1), left]],
    ['cancels by itself', {}, [request(1)], cancels, 'full', [final, callback, cite('MI-39')]],
    ['cancels by itself what is over', {}, [request(1), stopped()], cancels, 'idle', []],
    [
      'OMI: cancels by itself, and frees the slot',
      local,
      [request(1)],
      cancels,
      'idle',
      [final, quota(-1), callback, cite('MI-39')],
    ],
    [
      'OMI: cancels one of two by itself',
      { ...local, ...two },
      [request(1), request(2)],
      cancels,
      'serving',
      [final, quota(-1, 1, 2), callback, cite('MI-39')],
    ],
    ['counts memory', oneMemory, [], request(1), 'serving', [quota(1, 1, 2), memory(1), ...admits(1, 2).slice(1)]],
    [
      'refuses for want of memory',
      oneMemory,
      [request(1), disconnect],
      request(2),
      'idle',
      [send('runtime#2', { type: 'Refuse', code: 'MI_RESULT_SERVER_LIMITS_EXCEEDED' }), cite('MI-12')],
    ],
    ['has memory again', oneMemory, [request(1), disconnect], stopped(), 'idle', [memory(-1)]],
    [
      'admits another client',
      {},
      [],
      byOther(1),
      'full',
      [quota(1), send('other#1', { type: 'Admit' }), tell('provider#1', { type: 'Execute', kind: 'enumerate' })],
    ],
    [
      'refuses another client',
      {},
      [request(1)],
      byOther(2),
      'full',
      [send('other#2', { type: 'Refuse', code: 'MI_RESULT_SERVER_LIMITS_EXCEEDED' }), cite('MI-12')],
    ],
    [
      'passes a result on to another client',
      {},
      [byOther(1)],
      post(1),
      'full',
      [send('other#1', { type: 'Instance', n: 1, last: false })],
    ],
    ['loses the link, and not that of another client', {}, [byOther(1)], down, 'full', [cite('MI-12')]],
    ['OMI: loses the link, and not that of another client', local, [byOther(1)], down, 'full', []],
    [
      'OMI: loses the link of one of two',
      { ...local, ...two },
      [byOther(1), request(2)],
      down,
      'serving',
      [quota(-1, 2, 2), tell('provider#2', { type: 'ClientLeft' })],
    ],
    [
      'by session: another client’s ends, and its slot is free',
      { ...bySession, ...two },
      [byOther(1), request(2)],
      { type: 'SessionEnded', operation: 1 },
      'serving',
      [quota(-1, 1, 2)],
    ],
    [
      'by session: it ends, and another client keeps its slot',
      { ...bySession, ...two },
      [byOther(1), request(2)],
      { type: 'SessionEnded' },
      'serving',
      [quota(-1, 2, 2)],
    ],
    [
      'by session: another client’s ends without a slot',
      bySession,
      [request(1), byOther(2)],
      { type: 'SessionEnded', operation: 2 },
      'full',
      [],
    ],
  ])
})

describe('another client', () => {
  const start: Message = { type: 'start', call: 'start@1', operation: 1, kind: 'enumerate', mode: 'asSet', by: 'other' }
  const method: Message = { ...start, kind: 'invoke' }
  const cancel = (over: Args = {}): Message => ({
    type: 'cancel',
    call: 'cancel@1',
    op: 1,
    reason: 'shutdown',
    handle: 'operation',
    identity: 'same',
    within: 'thread',
    by: 'other',
    ...over,
  })
  const close: Message = { type: 'close', call: 'close@1', op: 1, identity: 'same', within: 'thread', by: 'other' }
  const admit: Message = { type: 'Admit' }
  const instance = (n: number, last = false): Message => ({ type: 'Instance', n, last })
  const kept = (count: number): Message => ({ type: 'link.kept', from: 'server', to: 'other#1', count })
  const running = [start, admit]
  const over = [...running, instance(1, true)]
  const returned = (call: string, code: string, ...clauses: string[]): Effect => ({
    type: 'return',
    call,
    code,
    clauses,
  })
  const asks = (operation = 'operation'): Effect[] => [
    { type: 'call', op: 'cancel', call: 'cancel@1', args: { operation, reason: 'MI_REASON_SHUTDOWN' } },
    milestone('issued'),
  ]
  const passesClose: Effect = { type: 'call', op: 'close', call: 'close@1', args: { operation: 'operation' } }
  const cut = (keep: number): Effect => ({
    type: 'cut',
    from: 'server',
    to: 'other#1',
    keep,
    why: 'the client has left the server',
  })
  const settles = (code: string, n = 0): Effect[] => [
    {
      type: 'call',
      op: 'finalResult',
      call: 'finalResult/1',
      operation: 1,
      args: { instance: n === 0 ? null : n, moreResults: false, resultCode: code },
    },
    ...(n === 0 ? [] : [{ type: 'result', operation: 1, n } as const]),
    { type: 'settle', operation: 1, code },
    returned('finalResult/1', 'MI_RESULT_OK', 'MI-03'),
  ]
  const tells = (reason: string): Effect[] => [
    send('server', { type: 'Cancel', operation: 1, reason }),
    cite('MI-10', 'MI-11'),
  ]
  const accepted = milestone('accepted')
  const ok = returned('cancel@1', 'MI_RESULT_OK', 'MI-01', 'MI-02')
  const bySession: Args = { slotReleasedBy: 'session' }

  table('other', [
    [
      'starts',
      {},
      [],
      start,
      'running',
      [
        {
          type: 'call',
          op: 'start',
          call: 'start@1',
          args: { flags: 'MI_OPERATIONFLAGS_DEFAULT_RTTI', callbacks: 'given' },
        },
        handle(1),
        send('server', { type: 'Request', operation: 1, kind: 'enumerate', by: 'other' }),
        returned('start@1', 'MI_RESULT_OK'),
      ],
    ],
    ['gets a result', {}, running, instance(1), 'running', [{ type: 'result', operation: 1, n: 1 }]],
    ['gets the last one', {}, running, instance(1, true), 'over', settles('MI_RESULT_OK', 1)],
    [
      'is refused',
      {},
      [start],
      { type: 'Refuse', code: 'MI_RESULT_FAILED' },
      'over',
      [...settles('MI_RESULT_FAILED'), cite('MI-12')],
    ],
    ['is cancelled by the service', {}, running, { type: 'Final', code: 'other' }, 'over', settles('other')],
    [
      'cancels what is nothing of its own',
      {},
      [],
      cancel(),
      'none',
      [...asks(), returned('cancel@1', 'MI_RESULT_INVALID_PARAMETER', 'MI-15')],
    ],
    [
      'cancels a null handle',
      {},
      running,
      cancel({ handle: 'null' }),
      'running',
      [...asks('null'), returned('cancel@1', 'MI_RESULT_INVALID_PARAMETER', 'MI-15')],
    ],
    [
      'cancels what never started',
      {},
      running,
      cancel({ handle: 'neverStarted' }),
      'running',
      [...asks('neverStarted'), returned('cancel@1', 'MI_RESULT_FAILED', 'MI-16')],
    ],
    [
      'is denied',
      {},
      running,
      cancel({ identity: 'other' }),
      'running',
      [...asks(), returned('cancel@1', 'MI_RESULT_ACCESS_DENIED', 'MI-13', 'MI-14')],
    ],
    [
      'is not denied where that does not count',
      { wrongIdentity: 'allowed' },
      running,
      cancel({ identity: 'other' }),
      'leaving',
      [...asks(), accepted, ok, ...tells('none'), cut(2)],
    ],
    ['cancels', {}, running, cancel(), 'leaving', [...asks(), accepted, ok, ...tells('none'), cut(2)]],
    [
      'cancels with a reason that travels',
      { reasonTravels: true, extraResults: 0 },
      running,
      cancel(),
      'leaving',
      [...asks(), accepted, ok, ...tells('shutdown'), cut(0)],
    ],
    [
      'cancels a method that has not been answered',
      {},
      [method],
      cancel(),
      'leaving',
      [
        ...asks(),
        accepted,
        ok,
        send('server', { type: 'Disconnect', operation: 1 }),
        { type: 'abandon', operation: 1 },
        cite('MI-09', 'MI-11'),
        cut(3),
      ],
    ],
    [
      'takes nothing more',
      {},
      [...running, cancel()],
      kept(0),
      'over',
      [cut(0), ...settles('MI_RESULT_FAILED'), cite('MI-21')],
    ],
    ['waits for what is on its way', {}, [...running, cancel()], kept(2), 'leaving', []],
    [
      'gets one of them',
      {},
      [...running, cancel(), kept(2)],
      instance(1),
      'leaving',
      [{ type: 'result', operation: 1, n: 1 }, cite('MI-07')],
    ],
    [
      'gets the last of them',
      { canceledFinalCode: 'other' },
      [...running, cancel(), kept(1)],
      instance(1),
      'over',
      [{ type: 'result', operation: 1, n: 1 }, ...settles('other'), cite('MI-07', 'MI-21')],
    ],
    [
      'does not get a final result that was on its way',
      {},
      [...running, cancel(), kept(1)],
      { type: 'Final', code: 'MI_RESULT_OK' },
      'over',
      [...settles('MI_RESULT_FAILED'), cite('MI-21')],
    ],
    [
      'cancels again',
      {},
      [...running, cancel()],
      cancel(),
      'leaving',
      [...asks(), accepted, returned('cancel@1', 'MI_RESULT_OK', 'MI-19', 'MI-20')],
    ],
    [
      'OMI: cancels in vain',
      wsman,
      [...running, instance(1)],
      cancel(),
      'running',
      [...asks(), accepted, returned('cancel@1', 'MI_RESULT_OK', 'MI-36')],
    ],
    [
      'OMI: cancels, and nothing will come',
      wsman,
      running,
      cancel(),
      'silent',
      [...asks(), accepted, returned('cancel@1', 'MI_RESULT_OK', 'MI-36')],
    ],
    [
      'OMI: nobody takes what comes',
      wsman,
      [...running, cancel()],
      instance(1),
      'silent',
      [{ type: 'discard', why: 'after the cancel nobody takes the answer' }],
    ],
    [
      'OMI: closes where nothing will come',
      { ...wsman, ...bySession },
      [...running, cancel()],
      close,
      'silent',
      [passesClose, handle(-1), returned('close@1', 'MI_RESULT_OK', 'MI-05', 'MI-36')],
    ],
    [
      'closes, and ends its session',
      bySession,
      over,
      close,
      'over',
      [
        passesClose,
        handle(-1),
        send('server', { type: 'SessionEnded', operation: 1 }),
        returned('close@1', 'MI_RESULT_OK', 'MI-05', 'MI-23'),
      ],
    ],
    [
      'closes what runs',
      {},
      running,
      close,
      'leaving',
      [
        passesClose,
        cite('MI-22'),
        ...tells('none'),
        cut(2),
        handle(-1),
        returned('close@1', 'MI_RESULT_OK', 'MI-05', 'MI-23'),
      ],
    ],
    [
      'closes once',
      {},
      [...over, close],
      close,
      'over',
      [passesClose, returned('close@1', 'MI_RESULT_INVALID_PARAMETER', 'MI-15')],
    ],
    [
      'is denied to close',
      {},
      over,
      { ...close, identity: 'other' },
      'over',
      [passesClose, returned('close@1', 'MI_RESULT_ACCESS_DENIED', 'MI-13', 'MI-14')],
    ],
    [
      'cancels what is closed',
      { staleHandle: 'MI_RESULT_NOT_FOUND' },
      [...over, close],
      cancel(),
      'over',
      [...asks(), returned('cancel@1', 'MI_RESULT_NOT_FOUND', 'MI-15')],
    ],
  ])
})

describe('the provider', () => {
  const execute = (kind: string): Message => ({ type: 'Execute', kind })
  const enumerate = execute('enumerate')
  const told: Message = { type: 'CancelCallback', reason: 'none' }
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
  const twice: Args = { registers: 'twice' }
  const never: Args = { registers: 'never' }
  const calls = (
    op: string,
    call: string,
    args: Readonly<Record<string, string>>,
    code: string,
    clause: string,
  ): Effect[] => [
    { type: 'call', op, call, operation: 1, args },
    { type: 'return', call, code, clauses: [clause] },
  ]
  const registers = (n: number, code: string, clause: string): Effect[] =>
    calls('registerCancel', `registerCancel/1/${n}`, { cancel: 'cancelCallback' }, code, clause)
  const registered = (n = 0): Effect[] => registers(n, 'MI_RESULT_OK', 'MI-30')
  const refused = registers(0, 'MI_RESULT_NOT_SUPPORTED', 'MI-31')
  const isCalled = (n: number): Effect[] => [
    milestone('noticed'),
    ...calls('cancelCallback', `cancelCallback/1/${n}`, { reason: 'MI_REASON_NONE' }, 'MI_RESULT_OK', 'MI-30'),
  ]

  table('provider', [
    ['posts results', {}, [], enumerate, working('untold', 'posting'), registered(), { resultTicks: 20 }],
    [
      'waits for indications',
      {},
      [],
      execute('subscribe'),
      working('untold', 'posting'),
      registered(),
      { resultTicks: 20 },
    ],
    ['has no indication', { results: 0 }, [], execute('subscribe'), working('untold', 'quiet'), registered()],
    ['has nothing', { results: 0 }, [], enumerate, 'ended', ends(0)],
    ['does one thing', {}, [], execute('delete'), working('untold', 'invoking'), refused, { invokeTicks: 300 }],
    [
      'does one thing whatever the results',
      { results: 0 },
      [],
      execute('get'),
      working('untold', 'invoking'),
      refused,
      { invokeTicks: 300 },
    ],
    ['posts one of two', few, [enumerate], result, working('untold', 'posting'), [posts(1)], { resultTicks: 20 }],
    ['posts the last', few, [enumerate, result], result, 'ended', ends(2)],
    ['stays open', few, [execute('subscribe'), result], result, working('untold', 'quiet'), [posts(2)]],
    ['has done it', {}, [execute('invoke')], invoked, 'ended', ends(1)],
    ['is told', {}, [enumerate], told, working('told', 'posting'), isCalled(1), { noticeTicks: 60 }],
    [
      'is called back by the last that it registered',
      twice,
      [enumerate],
      told,
      working('told', 'posting'),
      isCalled(2),
      { noticeTicks: 60 },
    ],
    ['has not registered', never, [enumerate], told, working('unwanted', 'posting'), [cite('MI-31')]],
    [
      'registers twice',
      twice,
      [],
      enumerate,
      working('untold', 'posting'),
      [...registered(0), ...registered(1)],
      { resultTicks: 20 },
    ],
    ['does not register', never, [], enumerate, working('untold', 'posting'), [], { resultTicks: 20 }],
    [
      'OMI: is told of the end of a subscription without registering',
      local,
      [execute('subscribe')],
      told,
      working('told', 'posting'),
      [milestone('noticed'), ...calls('unsubscribe', 'unsubscribe/1/1', {}, 'MI_RESULT_OK', 'MI-10')],
      { noticeTicks: 60 },
    ],
    [
      'works on until it notices',
      {},
      [enumerate, told],
      result,
      working('told', 'posting'),
      [posts(1)],
      { resultTicks: 20 },
    ],
    ['notices', {}, [enumerate, told, result], notice, 'ended', ends(0)],
    ['notices where nothing happens', { results: 0 }, [execute('subscribe'), told], notice, 'ended', ends(0)],
    ['ends before it has noticed', few, [enumerate, told, result], result, 'ended', ends(2)],
    ['works for nobody', {}, [enumerate], left, working('unwanted', 'posting'), []],
    ['works for nobody to the end', {}, [execute('invoke'), left], invoked, 'ended', ends(1)],
  ])
})
