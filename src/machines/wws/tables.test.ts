import { describe, expect, it } from 'vitest'
import type { Effect, Message } from '#kernel/effect.ts'
import type { Value } from '#kernel/model.ts'
import { reaction } from '../testing.ts'
import { model } from './model.ts'

type Args = Readonly<Record<string, Value>>

/** What a machine wants: an effect, or a timer that begins. */
type Wanted = Effect | { readonly arm: string; readonly ticks: number }
type Row = [says: string, knobs: Args, events: Message[], expected: [string, Wanted[]]]

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
const milestone = (name: 'issued' | 'accepted' | 'noticed' | 'stopped', operation = 1): Effect => ({
  type: 'milestone',
  operation,
  name,
})
const returned = (call: string, code: string, ...clauses: string[]): Effect => ({ type: 'return', call, code, clauses })
const tell = (to: string, event: Message): Effect => ({ type: 'tell', to, event })
const send = (to: string, event: Message): Effect => ({ type: 'send', to, event })
const settle = (code: string): Effect => ({ type: 'settle', operation: 1, code })
const holds = (name: string, change: number): Effect => ({ type: 'resource', name, change, limit: null, operation: 1 })
const timer = (machine: string, name: string, state: string): Message => ({
  type: `xstate.after.${name}.wws/${machine}.${state}`,
})

const hostAbort: Message = { type: 'WS_SERVICE_HOST_ABORT' }
const channelFaulted: Message = { type: 'WS_SERVICE_CHANNEL_FAULTED' }

describe('the client', () => {
  const call: Message = { type: 'call', call: 'call@1', operation: 1 }
  const cancel: Message = { type: 'cancel', by: 'clientAbort', call: 'cancel@1' }
  const abandon: Message = { type: 'abandonCall', call: 'abandonCall@1' }
  const reply: Message = { type: 'Reply' }
  const gone: Message = { type: 'ChannelGone', clauses: ['WS-19'] }
  const request = send('channel#1', { type: 'Request' })
  const proxyAborted = send('channel#1', { type: 'ProxyAborted' })
  const abandoned = [returned('call@1', 'WS_E_OPERATION_ABANDONED', 'WS-27'), settle('WS_E_OPERATION_ABANDONED')]
  const leave: Message = { type: 'leave', call: 'leave@1' }
  const forNobody: Effect = { type: 'abandon', operation: 1 }

  it.each<Row>([
    [
      'calls over a session of its own',
      {},
      [call],
      ['calling.patient', [tell('host', { type: 'Connect', operation: 1 }), request]],
    ],
    [
      'calls, and does not wait for ever',
      { callTimeoutTicks: 50 },
      [call],
      [
        'calling.counting',
        [tell('host', { type: 'Connect', operation: 1 }), request, { arm: 'callTimeoutTicks', ticks: 50 }],
      ],
    ],
    [
      'has waited long enough',
      { callTimeoutTicks: 50 },
      [call, { type: 'xstate.after.callTimeoutTicks.wws/client.calling.counting' }],
      [
        'abandoned',
        [
          returned('call@1', 'WS_E_OPERATION_TIMED_OUT', 'WS-27'),
          settle('WS_E_OPERATION_TIMED_OUT'),
          { type: 'abandon', operation: 1 },
        ],
      ],
    ],
    ['has nothing to abort', {}, [cancel], ['idle', [milestone('issued')]]],
    ['has nothing to abandon', {}, [abandon], ['idle', [returned('abandonCall@1', 'S_OK', 'WS-27')]]],
    ['is answered', {}, [call, reply], ['answered', [returned('call@1', 'S_OK'), settle('S_OK')]]],
    [
      'is disconnected',
      {},
      [call, gone],
      [
        'disconnected',
        [returned('call@1', 'WS_E_ENDPOINT_DISCONNECTED', 'WS-19'), settle('WS_E_ENDPOINT_DISCONNECTED')],
      ],
    ],
    [
      'aborts its proxy',
      {},
      [call, cancel],
      [
        'aborted',
        [
          milestone('issued'),
          returned('call@1', 'WS_E_OPERATION_ABORTED', 'WS-10'),
          settle('WS_E_OPERATION_ABORTED'),
          forNobody,
          proxyAborted,
        ],
      ],
    ],
    [
      'abandons',
      {},
      [call, abandon],
      ['abandoned', [...abandoned, returned('abandonCall@1', 'S_OK', 'WS-27'), forNobody]],
    ],
    ['abandons twice', {}, [call, abandon, abandon], ['abandoned', [returned('abandonCall@1', 'S_OK', 'WS-27')]]],
    ['abandons, then aborts', {}, [call, abandon, cancel], ['aborted', [milestone('issued'), proxyAborted]]],
    [
      'abandoned, and answered',
      {},
      [call, abandon, reply],
      ['answeredToNobody', [{ type: 'discard', why: 'the call was abandoned: nobody waits for the answer' }]],
    ],
    ['abandoned, and disconnected', {}, [call, abandon, gone], ['disconnected', []]],
    [
      'aborted, and answered',
      {},
      [call, cancel, reply],
      ['aborted', [{ type: 'discard', why: 'the proxy is aborted: the answer has nowhere to go' }]],
    ],
    [
      'aborted, and disconnected',
      {},
      [call, cancel, gone],
      ['aborted', [{ type: 'discard', why: 'the proxy is aborted already' }]],
    ],
    ['goes away', {}, [call, leave], ['left', [forNobody, proxyAborted]]],
    ['goes away when it no longer waits', {}, [call, abandon, leave], ['left', [proxyAborted]]],
    ['goes away when nothing is left to leave', {}, [call, reply, leave], ['answered', []]],
    [
      'is gone, and answered',
      {},
      [call, leave, reply],
      ['left', [{ type: 'discard', why: 'the client is gone: nobody waits for the answer' }]],
    ],
    ['is gone, and disconnected', {}, [call, leave, gone], ['left', [{ type: 'discard', why: 'the client is gone' }]]],
    [
      'is gone, and cannot abort',
      {},
      [call, leave, cancel],
      ['left', [{ type: 'discard', why: 'the client is gone' }]],
    ],
    [
      'is gone, and cannot abandon',
      {},
      [call, leave, abandon],
      ['left', [{ type: 'discard', why: 'the client is gone' }]],
    ],
    ['aborts twice', {}, [call, cancel, cancel], ['aborted', [milestone('issued')]]],
    ['aborts after the answer', {}, [call, reply, cancel], ['answered', [milestone('issued')]]],
    ['aborts after the end', {}, [call, gone, cancel], ['disconnected', [milestone('issued')]]],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('client', knobs, events)).toEqual(expected)
  })
})

describe('the channel', () => {
  const accept: Message = { type: 'Accept' }
  const request: Message = { type: 'Request' }
  const answer: Message = { type: 'Answer' }
  const cancel: Message = { type: 'cancel', by: 'channelFault', call: 'cancel@1' }
  const aborted: Message = { type: 'WsAbortServiceHost' }
  const proxyAborted: Message = { type: 'ProxyAborted' }
  const late = { lostClient: 'noticedAtTheAnswer' }
  const gone = (...clauses: string[]): Effect => send('client#1', { type: 'ChannelGone', clauses })

  it.each<Row>([
    ['lets a session in', {}, [accept], ['open', []]],
    ['lets nobody in', {}, [request], ['refused', [gone('WS-19', 'WS-20')]]],
    ['cannot fault before it is there', {}, [cancel], ['absent', [milestone('issued')]]],
    ['hands the call to the host', {}, [accept, request], ['open', [tell('host', { type: 'Request', operation: 1 })]]],
    ['refuses what the host refuses', {}, [accept, { type: 'Refuse' }], ['refused', [gone('WS-20')]]],
    ['answers', {}, [accept, answer], ['closed', [send('client#1', { type: 'Reply' })]]],
    ['faults', {}, [accept, cancel], ['faulted', [milestone('issued'), gone('WS-10'), tell('call#1', channelFaulted)]]],
    ['loses its client', {}, [accept, proxyAborted], ['faulted', [tell('call#1', channelFaulted)]]],
    ['is aborted with the host', {}, [accept, aborted], ['faulted', [gone('WS-19')]]],
    ['faults once', {}, [accept, cancel, cancel], ['faulted', [milestone('issued')]]],
    ['faults once, and loses its client', {}, [accept, cancel, proxyAborted], ['faulted', []]],
    ['faults once, and is aborted', {}, [accept, cancel, aborted], ['faulted', []]],
    ['has no way for the answer', {}, [accept, cancel, answer], ['faulted', [cite('WS-13')]]],
    [
      'dispatches nothing when it has faulted',
      {},
      [accept, cancel, request],
      ['faulted', [{ type: 'discard', why: 'the channel is gone: nothing is dispatched from it' }]],
    ],
    ['loses its client, unnoticed', late, [accept, proxyAborted], ['lost', []]],
    ['notices it at the answer', late, [accept, proxyAborted, answer], ['faulted', [cite('WS-13')]]],
    [
      'notices it at a fault',
      late,
      [accept, proxyAborted, cancel],
      ['faulted', [milestone('issued'), tell('call#1', channelFaulted)]],
    ],
    ['is aborted with nobody to tell', late, [accept, proxyAborted, aborted], ['faulted', []]],
    ['faults after the answer', {}, [accept, answer, cancel], ['closed', [milestone('issued')]]],
    ['loses its client after the answer', {}, [accept, answer, proxyAborted], ['closed', []]],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('channel', knobs, events)).toEqual(expected)
  })
})

describe('the host', () => {
  const connect: Message = { type: 'Connect', operation: 1 }
  const request: Message = { type: 'Request', operation: 1 }
  const completed: Message = { type: 'CallCompleted' }
  const cancel: Message = { type: 'cancel', by: 'hostAbort', call: 'cancel@1' }
  const abort: Message = { type: 'abortHost', call: 'abortHost@1' }
  const close: Message = { type: 'closeHost', call: 'closeHost@1' }
  const free: Message = { type: 'freeHost', call: 'freeHost@1' }
  const undefinedFree = (what: string): Effect => ({ type: 'unsupported', clauses: ['WS-24'], what })
  const timeout = timer('host', 'closeTimeoutTicks', 'state.closing')
  const register: Message = {
    type: 'WsRegisterOperationForCancel',
    operation: 1,
    call: 'register@1',
    context: true,
    callback: true,
    freeState: true,
    userState: 'state of register@1',
    error: true,
    own: false,
    inside: true,
  }
  const strike = [tell('channel#*', { type: 'WsAbortServiceHost' }), tell('call#*', hostAbort)]
  const struck: Message = { type: 'Struck' }
  const struckEffect = tell('host', struck)
  const open: Message = { type: 'openSession', call: 'openSession@1' }
  const shut: Message = { type: 'closeSession', call: 'closeSession@1' }
  const begins: Message = { type: 'CallbackBegins' }
  const ends: Message = { type: 'CallbackEnds' }
  const inner: Message = { type: 'WsCloseServiceHost', call: 'closeHost/1', callback: 1 }
  const innerAbort: Message = { type: 'WsAbortServiceHost', call: 'abortHost/1', callback: 1 }
  const back = (call: string): Effect => tell('callback#1', { type: 'HostReturned', call })
  const session = (change: number): Effect => ({
    type: 'resource',
    name: 'session',
    change,
    limit: null,
    operation: 0,
  })
  const acceptedBy = (call: string): Effect => ({ type: 'milestone', operation: 1, name: 'accepted', call })
  const last = { abortReturns: 'afterCalls' }
  const first = { abortReturns: 'beforeCallbacks' }
  const inState = (state: string, abortion = 'none'): string => `abort.${abortion},memory.enough,state.${state}`

  it.each<Row>([
    ['lets a session in', {}, [connect], [inState('open'), [tell('channel#1', { type: 'Accept' })]]],
    ['dispatches', {}, [connect, request], [inState('open'), [tell('call#1', { type: 'Dispatch' })]]],
    [
      'is aborted as the cancel of the newest call',
      {},
      [connect, { type: 'Connect', operation: 2 }, cancel],
      [inState('faulted'), [milestone('issued', 2), ...strike, struckEffect]],
    ],
    ['is aborted before any call', {}, [cancel], [inState('faulted'), [milestone('issued'), ...strike, struckEffect]]],
    ['is aborted by its owner', {}, [abort], [inState('faulted'), [...strike, struckEffect]]],
    ['is aborted twice', {}, [abort, abort], [inState('faulted'), [returned('abortHost@1', 'S_OK', 'WS-19')]]],
    [
      'is aborted, then cancelled',
      {},
      [abort, cancel],
      [inState('faulted'), [milestone('issued'), milestone('accepted'), returned('cancel@1', 'S_OK', 'WS-19')]],
    ],
    ['lets nobody in when faulted', {}, [abort, connect], [inState('faulted'), []]],
    ['is freed when closed', {}, [close, free], [inState('freed'), [returned('freeHost@1', 'S_OK', 'WS-24')]]],
    ['is freed too early', {}, [free], [inState('open'), [undefinedFree('the host is freed, and is not closed')]]],
    ['is freed twice', {}, [close, free, free], [inState('freed'), [undefinedFree('the host is freed already')]]],
    [
      'is closed when freed',
      {},
      [close, free, close],
      [inState('freed'), [undefinedFree('the host is freed already')]],
    ],
    [
      'is aborted when freed',
      {},
      [close, free, abort],
      [inState('freed'), [undefinedFree('the host is freed already')]],
    ],
    [
      'is cancelled when freed',
      {},
      [close, free, cancel],
      [inState('freed'), [milestone('issued'), undefinedFree('the host is freed already')]],
    ],
    ['closes at once', {}, [close], [inState('closed'), [returned('closeHost@1', 'S_OK', 'WS-20')]]],
    [
      'closes at once when faulted',
      {},
      [abort, close],
      [inState('closed'), [returned('closeHost@1', 'S_OK', 'WS-20')]],
    ],
    [
      'is closed already',
      {},
      [close, close],
      [inState('closed'), [returned('closeHost@1', 'WS_E_INVALID_OPERATION', 'WS-23', 'WS-29')]],
    ],
    ['is aborted when closed', {}, [close, abort], [inState('closed'), [returned('abortHost@1', 'S_OK', 'WS-19')]]],
    [
      'dispatches nothing when closed',
      {},
      [connect, close, request],
      [inState('closed'), [tell('channel#1', { type: 'Refuse' }), cite('WS-20')]],
    ],
    [
      'waits for its calls',
      {},
      [connect, request, close],
      [inState('closing.draining'), [cite('WS-20', 'WS-22'), { arm: 'closeTimeoutTicks', ticks: 500 }]],
    ],
    [
      'waits, and is told to close again',
      {},
      [request, close, close],
      [inState('closing.draining'), [returned('closeHost@1', 'WS_E_INVALID_OPERATION', 'WS-23', 'WS-29')]],
    ],
    ['waits for the second call', {}, [request, request, close, completed], [inState('closing.draining'), []]],
    [
      'has waited enough',
      {},
      [request, close, completed],
      [inState('closed'), [returned('closeHost@1', 'S_OK', 'WS-13', 'WS-20')]],
    ],
    [
      'is aborted while it closes',
      {},
      [request, close, abort],
      [inState('closing.aborted'), [...strike, struckEffect]],
    ],
    [
      'is cancelled while it closes',
      {},
      [connect, request, close, cancel],
      [inState('closing.aborted'), [milestone('issued'), ...strike, struckEffect]],
    ],
    [
      'still waits when it was aborted',
      {},
      [request, close, abort, completed],
      [inState('closed'), [returned('closeHost@1', 'S_OK', 'WS-13', 'WS-20')]],
    ],
    [
      'closes what was aborted',
      {},
      [request, abort, close],
      [inState('closing.aborted'), [cite('WS-13', 'WS-17'), { arm: 'closeTimeoutTicks', ticks: 500 }]],
    ],
    ['runs out of time', {}, [request, close, timeout], [inState('closing.timedOut'), [...strike, cite('WS-21')]]],
    [
      'waits on when it has run out of time',
      {},
      [request, request, close, timeout, completed],
      [inState('closing.timedOut'), []],
    ],
    [
      'says that it has run out of time',
      {},
      [request, close, timeout, completed],
      [inState('closed'), [returned('closeHost@1', 'WS_E_OPERATION_TIMED_OUT', 'WS-13', 'WS-21')]],
    ],
    [
      'its abort returns when nothing has to be told',
      {},
      [cancel, struck],
      [inState('faulted'), [acceptedBy('cancel@1'), returned('cancel@1', 'S_OK', 'WS-12', 'WS-19')]],
    ],
    [
      'its abort returns when its owner gave it',
      {},
      [abort, struck],
      [inState('faulted'), [returned('abortHost@1', 'S_OK', 'WS-12', 'WS-19')]],
    ],
    [
      'WH-08: its abort waits for the callbacks',
      {},
      [request, abort, begins, begins, struck],
      [inState('faulted', 'waitsForCallbacks'), []],
    ],
    [
      'WH-08: and for all of them',
      {},
      [request, abort, begins, begins, struck, ends],
      [inState('faulted', 'waitsForCallbacks'), []],
    ],
    [
      'WH-08: and then returns',
      {},
      [request, abort, begins, begins, struck, ends, ends],
      [inState('faulted'), [returned('abortHost@1', 'S_OK', 'WS-12', 'WS-19')]],
    ],
    [
      'WH-08: or returns before them',
      first,
      [request, abort],
      [inState('faulted'), [strike[0] as Effect, struckEffect, strike[1] as Effect]],
    ],
    [
      'WH-08: at once',
      first,
      [request, abort, struck],
      [inState('faulted'), [returned('abortHost@1', 'S_OK', 'WS-12', 'WS-19')]],
    ],
    ['WH-08: or waits for the calls', last, [request, abort, struck], [inState('faulted', 'waitsForCalls'), []]],
    [
      'WH-08: if there are any',
      last,
      [abort, struck],
      [inState('faulted'), [returned('abortHost@1', 'S_OK', 'WS-12', 'WS-19')]],
    ],
    [
      'WH-08: and for all calls',
      last,
      [request, request, abort, struck, completed],
      [inState('faulted', 'waitsForCalls'), []],
    ],
    [
      'WH-08: until the last has ended',
      last,
      [request, abort, struck, completed],
      [inState('faulted'), [returned('abortHost@1', 'S_OK', 'WS-12', 'WS-19')]],
    ],
    [
      'WH-10: a close that ran out of time returns at once',
      { lateClose: 'atTimeout', lateCloseCode: 'WS_E_OPERATION_ABORTED' },
      [request, close, timeout],
      [inState('closing.timedOut'), [...strike, returned('closeHost@1', 'WS_E_OPERATION_ABORTED', 'WS-21')]],
    ],
    ['WH-10: and only once', { lateClose: 'atTimeout' }, [request, close, timeout, completed], [inState('closed'), []]],
    [
      'is closed from inside a callback',
      {},
      [request, abort, begins, inner],
      [inState('closing.aborted'), [cite('WS-13', 'WS-17'), { arm: 'closeTimeoutTicks', ticks: 500 }]],
    ],
    [
      'and tells the callback when it is done',
      {},
      [request, inner, completed],
      [inState('closed'), [returned('closeHost/1', 'S_OK', 'WS-13', 'WS-20'), back('closeHost/1')]],
    ],
    [
      'is closed already, says the callback',
      {},
      [close, inner],
      [inState('closed'), [returned('closeHost/1', 'WS_E_INVALID_OPERATION', 'WS-23', 'WS-29'), back('closeHost/1')]],
    ],
    [
      'is aborted from inside a callback',
      {},
      [request, innerAbort, struck],
      [inState('faulted'), [returned('abortHost/1', 'S_OK', 'WS-12', 'WS-19'), back('abortHost/1')]],
    ],
    [
      'is aborted from inside a callback while it closes',
      {},
      [request, close, innerAbort],
      [inState('closing.aborted'), [...strike, struckEffect]],
    ],
    [
      'is aborted already, says the callback',
      {},
      [request, abort, struck, innerAbort],
      [inState('faulted'), [returned('abortHost/1', 'S_OK', 'WS-19'), back('abortHost/1')]],
    ],
    ['opens a session', {}, [open], [inState('open'), [session(1), returned('openSession@1', 'S_OK', 'WS-22')]]],
    [
      'opens none when it is faulted',
      {},
      [abort, open],
      [inState('faulted'), [returned('openSession@1', 'WS_E_ENDPOINT_DISCONNECTED', 'WS-19', 'WS-20')]],
    ],
    [
      'loses a session',
      {},
      [open, shut],
      [inState('open'), [session(-1), returned('closeSession@1', 'S_OK', 'WS-22')]],
    ],
    ['has no session to lose', {}, [shut], [inState('open'), [returned('closeSession@1', 'S_OK')]]],
    [
      'WS-22: waits for a session',
      {},
      [open, close],
      [inState('closing.draining'), [cite('WS-20', 'WS-22'), { arm: 'closeTimeoutTicks', ticks: 500 }]],
    ],
    [
      'WS-22: and no longer than for that',
      {},
      [open, close, shut],
      [
        inState('closed'),
        [session(-1), returned('closeSession@1', 'S_OK', 'WS-22'), returned('closeHost@1', 'S_OK', 'WS-20', 'WS-22')],
      ],
    ],
    [
      'WS-22: waits for another session',
      {},
      [open, open, close, shut],
      [inState('closing.draining'), [session(-1), returned('closeSession@1', 'S_OK', 'WS-22')]],
    ],
    [
      'WS-22: waits for the calls besides the session',
      {},
      [open, request, close, shut],
      [inState('closing.draining'), [session(-1), returned('closeSession@1', 'S_OK', 'WS-22')]],
    ],
    [
      'WS-22: and for the session besides the calls',
      {},
      [open, request, close, completed],
      [inState('closing.draining'), []],
    ],
    [
      'WS-22: an abort ends the wait',
      {},
      [open, close, abort],
      [inState('closed'), [session(-1), ...strike, struckEffect, returned('closeHost@1', 'S_OK', 'WS-20', 'WS-22')]],
    ],
    [
      'WS-22: the timeout ends the wait',
      {},
      [open, close, timeout],
      [
        inState('closed'),
        [session(-1), ...strike, returned('closeHost@1', 'WS_E_OPERATION_TIMED_OUT', 'WS-21', 'WS-22')],
      ],
    ],
    [
      'WS-22: an abort takes sessions down',
      {},
      [open, abort],
      [inState('faulted'), [session(-1), ...strike, struckEffect]],
    ],
    ['has memory', {}, [register], [inState('open'), [tell('call#1', { ...register, memoryShort: false })]]],
    [
      'is short of memory',
      {},
      [{ type: 'outOfMemory' }, register],
      ['abort.none,memory.short,state.open', [tell('call#1', { ...register, memoryShort: true })]],
    ],
    ['has memory again', {}, [{ type: 'outOfMemory' }, { type: 'memoryBack' }], [inState('open'), []]],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('host', knobs, events)).toEqual(expected)
  })
})

describe('the call', () => {
  const register = (over: Readonly<Record<string, boolean | string | null>> = {}): Message => ({
    type: 'WsRegisterOperationForCancel',
    operation: 1,
    call: 'register@1',
    context: true,
    callback: true,
    freeState: true,
    userState: 'mine',
    error: true,
    own: false,
    inside: true,
    memoryShort: false,
    ...over,
  })
  const dispatch: Message = { type: 'Dispatch' }
  const back: Message = { type: 'Return' }
  const began: Message = { type: 'CallbackBegan' }
  const heard: Message = { type: 'CallbackReturned' }
  const done = timer('call', 'registerDuration', 'executing.registration.registering')
  const executing = (cancel: string, registration: string): string =>
    `executing.cancel.${cancel},executing.registration.${registration}`
  const answerOf = (code: string, clauses: string[]): Message => ({
    type: 'RegisterReturned',
    call: 'register@1',
    code,
    clauses,
    own: false,
    inside: true,
  })
  /** What came with an error object leaves a text in it. */
  const failure = (why: string | null, code: string, clauses: string[]): Message => ({
    ...answerOf(code, [...clauses, 'WS-31']),
    out: { error: why === null ? [] : [why] },
  })
  const later = (event: Message): Effect => ({ type: 'send', to: 'app#1', event, ticks: 4 })
  const refused = (why: string | null, code: string, ...clauses: string[]): Effect => later(failure(why, code, clauses))
  const answered = (code: string, ...clauses: string[]): Effect => tell('app#1', answerOf(code, clauses))
  const callback = (reason: string, state: string | null = 'mine'): [Effect, Effect] => [
    { type: 'call', op: 'cancelCallback', call: 'cancelCallback/1', args: { reason, state } },
    tell('callback#1', { type: 'cancelCallback', reason, state }),
  ]
  const callbackBack = (...clauses: string[]): Effect => returned('cancelCallback/1', 'S_OK', ...clauses)
  const freed: Effect[] = [
    { type: 'call', op: 'freeStateCallback', call: 'freeStateCallback/1', args: { state: 'mine' } },
    returned('freeStateCallback/1', 'S_OK', 'WS-11', 'WS-14', 'WS-16'),
    holds('userState', -1),
  ]
  const complete: Effect[] = [
    holds('call', -1),
    tell('channel#1', { type: 'Answer' }),
    tell('host', { type: 'CallCompleted' }),
    tell('app#1', { type: 'Completed' }),
  ]
  const unsupported: Effect = {
    type: 'unsupported',
    clauses: ['WS-03'],
    what: 'registers for cancel after the call has completed',
  }
  const taken = cite('WS-01', 'WS-02', 'WS-05')
  const untold = cite('WS-17', 'WS-18')

  it.each<Row>([
    [
      'begins',
      {},
      [dispatch],
      [executing('none', 'unregistered'), [holds('call', 1), tell('app#1', { type: 'Invoke' })]],
    ],
    ['is not there yet, and is cancelled', {}, [hostAbort], ['absent', []]],
    [
      'R1: has no context',
      {},
      [register({ callback: false })],
      ['absent', [refused('there is no context', 'E_INVALIDARG', 'WS-06', 'WS-15', 'WS-29')]],
    ],
    [
      'R2: is complete, before it looks at the callback',
      {},
      [dispatch, back, register({ callback: false })],
      ['completed', [unsupported, refused('the call is complete', 'WS_E_INVALID_OPERATION', 'WS-03', 'WS-25')]],
    ],
    [
      'R2: is complete and swallows it',
      { afterCompletion: 'silentOk' },
      [dispatch, back, register()],
      ['completed', [unsupported, later(answerOf('S_OK', ['WS-03', 'WS-25']))]],
    ],
    [
      'R2: is complete and crashes',
      { afterCompletion: 'crash' },
      [dispatch, back, register()],
      ['completed', [unsupported, cite('WS-03', 'WS-25')]],
    ],
    [
      'R3: misses the callback',
      {},
      [dispatch, register({ callback: false })],
      [
        executing('none', 'unregistered'),
        [refused('there is no cancel callback', 'E_INVALIDARG', 'WS-06', 'WS-15', 'WS-29')],
      ],
    ],
    [
      'R3: misses the callback, before it looks for a registration',
      {},
      [dispatch, register(), done, register({ callback: false })],
      [
        executing('none', 'registered'),
        [refused('there is no cancel callback', 'E_INVALIDARG', 'WS-06', 'WS-15', 'WS-29')],
      ],
    ],
    [
      'R4: is being registered',
      {},
      [dispatch, register(), register()],
      [
        executing('none', 'registering'),
        [refused('the call has a registration already', 'WS_E_INVALID_OPERATION', 'WS-08', 'WS-15', 'WS-29')],
      ],
    ],
    [
      'R4: is registered, before it looks for memory',
      { doubleRegister: 'E_INVALIDARG' },
      [dispatch, register(), done, register({ memoryShort: true })],
      [
        executing('none', 'registered'),
        [refused('the call has a registration already', 'E_INVALIDARG', 'WS-08', 'WS-15', 'WS-29')],
      ],
    ],
    [
      'R5: has no memory, before it looks for a cancel',
      {},
      [dispatch, hostAbort, register({ memoryShort: true })],
      [
        executing('hostAbort.decided', 'unregistered'),
        [refused('there is no memory', 'E_OUTOFMEMORY', 'WS-15', 'WS-28')],
      ],
    ],
    [
      'registers',
      {},
      [dispatch, register()],
      [executing('none', 'registering'), [taken, { arm: 'registerDuration', ticks: 4 }]],
    ],
    [
      'R6: was cancelled before, and the callback runs inside',
      {},
      [dispatch, channelFaulted, register(), done],
      [
        executing('channelFaulted.decided', 'notifyingInside'),
        [holds('userState', 1), ...callback('WS_SERVICE_CHANNEL_FAULTED')],
      ],
    ],
    [
      'R6: and the registration returns when the callback has',
      {},
      [dispatch, channelFaulted, register(), done, began, heard],
      [
        executing('channelFaulted.notified', 'registered'),
        [callbackBack('WS-04', 'WS-05', 'WS-11'), answered('S_OK', 'WS-04', 'WS-09')],
      ],
    ],
    [
      'R6: with no state, nothing is held',
      {},
      [dispatch, channelFaulted, register({ userState: null }), done],
      [executing('channelFaulted.decided', 'notifyingInside'), [...callback('WS_SERVICE_CHANNEL_FAULTED', null)]],
    ],
    [
      'R6: is cancelled meanwhile, and the callback runs beside',
      { registerAfterDecision: 'otherThreadThenOk' },
      [dispatch, register(), hostAbort, done],
      [
        executing('hostAbort.decided', 'notifying'),
        [
          holds('userState', 1),
          callback('WS_SERVICE_HOST_ABORT')[0],
          answered('S_OK', 'WS-09'),
          callback('WS_SERVICE_HOST_ABORT')[1],
        ],
      ],
    ],
    [
      'R6: the callback beside has come back',
      { registerAfterDecision: 'otherThreadThenOk' },
      [dispatch, register(), hostAbort, done, began, heard],
      [executing('hostAbort.notified', 'registered'), [callbackBack('WS-05', 'WS-11', 'WS-13', 'WS-16')]],
    ],
    [
      'R6: the end waits for the callback beside',
      { registerAfterDecision: 'otherThreadThenOk' },
      [dispatch, register(), hostAbort, done, began, back, heard],
      [
        executing('hostAbort.notified', 'registered'),
        [callbackBack('WS-05', 'WS-11', 'WS-13', 'WS-16'), tell('call#1', back)],
      ],
    ],
    [
      'R6: was cancelled, and the registration fails',
      { registerAfterDecision: 'failAborted' },
      [dispatch, register(), hostAbort, done],
      [
        executing('hostAbort.decided', 'unregistered'),
        [tell('app#1', failure('the call is cancelled already', 'WS_E_OPERATION_ABORTED', ['WS-15', 'WS-28']))],
      ],
    ],
    [
      'R7: is registered',
      {},
      [dispatch, register(), done],
      [executing('none', 'registered'), [holds('userState', 1), answered('S_OK', 'WS-09')]],
    ],
    ['T1: is complete', {}, [dispatch, back, hostAbort], ['completed', []]],
    [
      'T2: was cancelled before',
      {},
      [dispatch, register(), done, channelFaulted, began, heard, hostAbort],
      [executing('channelFaulted.notified', 'registered'), [cite('WS-07')]],
    ],
    [
      'T2: was cancelled before by the host',
      {},
      [dispatch, register(), done, hostAbort, began, heard, channelFaulted],
      [executing('hostAbort.notified', 'registered'), [cite('WS-07')]],
    ],
    [
      'T3: is cancelled, and nobody is registered',
      {},
      [dispatch, hostAbort],
      [executing('hostAbort.decided', 'unregistered'), [cite('WS-10', 'WS-12'), untold]],
    ],
    [
      'T4: is cancelled while somebody registers',
      {},
      [dispatch, register(), channelFaulted],
      [executing('channelFaulted.decided', 'registering'), [cite('WS-10')]],
    ],
    [
      'T5: is cancelled by the host, and tells',
      {},
      [dispatch, register(), done, hostAbort],
      [executing('hostAbort.decided', 'notifying'), [cite('WS-10', 'WS-12'), ...callback('WS_SERVICE_HOST_ABORT')]],
    ],
    [
      'T5: is cancelled by the channel, and tells',
      {},
      [dispatch, register(), done, channelFaulted],
      [executing('channelFaulted.decided', 'notifying'), [cite('WS-10'), ...callback('WS_SERVICE_CHANNEL_FAULTED')]],
    ],
    [
      'has told',
      {},
      [dispatch, register(), done, hostAbort, began],
      [executing('hostAbort.notified', 'notifying'), []],
    ],
    ['completes', {}, [dispatch, back], ['completed', complete]],
    ['completes, and frees the state', {}, [dispatch, register(), done, back], ['completed', [...freed, ...complete]]],
    [
      'completes, and nobody frees the state',
      {},
      [dispatch, register({ freeState: false }), done, back],
      ['completed', complete],
    ],
    [
      'cannot complete while the callback runs',
      {},
      [dispatch, register(), done, hostAbort, began, back],
      [executing('hostAbort.notified', 'notifying'), []],
    ],
    [
      'frees a state that is null, and lets go of nothing',
      {},
      [dispatch, register({ userState: null }), done, back],
      [
        'completed',
        [
          { type: 'call', op: 'freeStateCallback', call: 'freeStateCallback/1', args: { state: null } },
          freed[1] as Effect,
          ...complete,
        ],
      ],
    ],
    [
      'R1: is told no context, whatever else is wrong',
      {},
      [dispatch, register({ context: false, callback: false })],
      [executing('none', 'unregistered'), [refused('there is no context', 'E_INVALIDARG', 'WS-06', 'WS-15', 'WS-29')]],
    ],
    [
      'R1: is told no context, also when it is complete',
      { afterCompletion: 'crash' },
      [dispatch, back, register({ context: false })],
      ['completed', [refused('there is no context', 'E_INVALIDARG', 'WS-06', 'WS-15', 'WS-29')]],
    ],
    [
      'WH-14: leaves the error object empty',
      { errorText: 'empty' },
      [dispatch, register({ callback: false })],
      [executing('none', 'unregistered'), [refused(null, 'E_INVALIDARG', 'WS-06', 'WS-15', 'WS-29')]],
    ],
    [
      'WS-31: has no error object to fill',
      {},
      [dispatch, register({ callback: false, error: false })],
      [executing('none', 'unregistered'), [later(answerOf('E_INVALIDARG', ['WS-06', 'WS-15', 'WS-29']))]],
    ],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('call', knobs, events)).toEqual(expected)
  })
})

describe('the operation', () => {
  const invoke: Message = { type: 'Invoke' }
  const finish: Message = { type: 'finish', call: 'finish@1' }
  const wakeUp: Message = { type: 'WakeUp' }
  const told: Message = { type: 'Told' }
  const answer = (own: boolean, inside = true): Message => ({
    type: 'RegisterReturned',
    call: 'register/1/first',
    code: 'S_OK',
    clauses: ['WS-09'],
    own,
    inside,
  })
  const register: Message = {
    type: 'register',
    call: 'register@1',
    context: 'given',
    callback: 'null',
    freeState: 'given',
    userState: 'given',
    error: 'given',
  }
  const time = timer('app', 'registerTicks', 'running.body.entered')
  const worked = timer('app', 'workTicks', 'running.body.working')
  const reacted = timer('app', 'reactTicks', 'running.told.yes')
  const running = (body: string, heard = 'no'): string => `running.body.${body},running.told.${heard}`
  const passes = (
    call: string,
    userState: string | null,
    callback: boolean,
    freeState: boolean,
    own: boolean,
    inside: boolean,
    given = true,
  ): Effect[] => [
    {
      type: 'call',
      op: 'register',
      call,
      args: {
        context: given ? 'operation 1' : null,
        cancelCallback: callback ? 'given' : null,
        freestateCallback: freeState ? 'given' : null,
        userState,
        error: given ? 'given' : null,
      },
    },
    tell('host', {
      type: 'WsRegisterOperationForCancel',
      operation: 1,
      call,
      context: given,
      callback,
      freeState,
      userState,
      error: given,
      own,
      inside,
    }),
  ]
  const states: Readonly<Record<string, string>> = { first: 'state', second: 'second state', late: 'late state' }
  const asks = (which: string, callback = true, freeState = true): Effect[] =>
    passes(`register/1/${which}`, `${states[which]} of operation 1`, callback, freeState, true, which !== 'late')
  const returnedOk = returned('register/1/first', 'S_OK', 'WS-09')
  const leaves = [milestone('stopped'), tell('call#1', { type: 'Return' })]
  const work: Wanted = { arm: 'workTicks', ticks: 300 }
  const twice = { registers: 'twice' }
  const late = { registers: 'afterCompletion' }

  it.each<Row>([
    ['is called', {}, [invoke], [running('entered'), [{ arm: 'registerTicks', ticks: 20 }]]],
    ['never registers', { registers: 'never' }, [invoke], [running('working'), [work]]],
    ['does not register yet', late, [invoke], [running('working'), [work]]],
    [
      'never registers, asynchronously',
      { registers: 'never', operation: 'async' },
      [invoke],
      [running('pending'), [cite('WS-02', 'WS-26'), work]],
    ],
    ['registers', {}, [invoke, time], [running('registering'), asks('first')]],
    [
      'registers without free-state',
      { freeState: false },
      [invoke, time],
      [running('registering'), asks('first', true, false)],
    ],
    [
      'registers nothing',
      { registers: 'nullCallback' },
      [invoke, time],
      [running('registering'), asks('first', false)],
    ],
    ['works', {}, [invoke, time, answer(true)], [running('working'), [returnedOk, work]]],
    [
      'works on another thread',
      { operation: 'async' },
      [invoke, time, answer(true)],
      [running('pending'), [returnedOk, cite('WS-02', 'WS-26'), work]],
    ],
    [
      'registers again',
      twice,
      [invoke, time, answer(true)],
      [running('registeringAgain'), [returnedOk, ...asks('second')]],
    ],
    [
      'works after the second registration',
      twice,
      [invoke, time, answer(true), answer(true)],
      [running('working'), [returnedOk, work]],
    ],
    [
      'works after the second registration, asynchronously',
      { ...twice, operation: 'async' },
      [invoke, time, answer(true), answer(true)],
      [running('pending'), [returnedOk, cite('WS-02', 'WS-26'), work]],
    ],
    [
      'is not led astray by another registration',
      {},
      [invoke, time, answer(false)],
      [running('registering'), [returnedOk]],
    ],
    [
      'nor the second time',
      twice,
      [invoke, time, answer(true), answer(false)],
      [running('registeringAgain'), [returnedOk]],
    ],
    ['has worked', {}, [invoke, time, answer(true), worked], ['over.returned', leaves]],
    ['returns when told from outside', {}, [invoke, time, answer(true), finish], ['over.returned', leaves]],
    ['returns before it registers', {}, [invoke, finish], ['over.returned', leaves]],
    ['cannot return from inside a registration', {}, [invoke, time, finish], [running('registering'), []]],
    [
      'returns from the registration',
      twice,
      [invoke, time, finish, answer(true)],
      ['over.returned', [returnedOk, ...leaves]],
    ],
    [
      'returns from the second registration',
      twice,
      [invoke, time, answer(true), wakeUp, answer(true)],
      ['over.returned', [returnedOk, ...leaves]],
    ],
    ['has nothing to return from', {}, [finish], ['idle', []]],
    ['has returned already', {}, [invoke, finish, finish], ['over.returned', []]],
    [
      'heeds its callback',
      {},
      [invoke, time, answer(true), told],
      [running('working', 'yes'), [{ arm: 'reactTicks', ticks: 15 }]],
    ],
    [
      'does not heed its callback',
      { cooperates: false },
      [invoke, time, answer(true), told],
      [running('working', 'ignored'), [cite('WS-13', 'WS-30')]],
    ],
    [
      'wakes up',
      {},
      [invoke, time, answer(true), told, reacted],
      [running('working', 'yes'), [cite('WS-30'), tell('app#1', wakeUp)]],
    ],
    ['returns when woken', {}, [invoke, time, answer(true), told, wakeUp], ['over.returned', leaves]],
    ['returns when woken before it registers', {}, [invoke, told, wakeUp], ['over.returned', leaves]],
    ['works to its end if that comes first', {}, [invoke, time, answer(true), told, worked], ['over.returned', leaves]],
    ['is told after it has returned', {}, [invoke, finish, told], ['over.returned', []]],
    ['is done', {}, [invoke, finish, { type: 'Completed' }], ['over.returned', []]],
    [
      'means to register too late',
      late,
      [invoke, finish, { type: 'Completed' }],
      ['over.remembers', [{ arm: 'registerTicks', ticks: 20 }]],
    ],
    [
      'registers too late',
      late,
      [invoke, finish, { type: 'Completed' }, timer('app', 'registerTicks', 'over.remembers')],
      ['over.registersLate', asks('late')],
    ],
    [
      'registers when told from outside',
      {},
      [register],
      ['idle', passes('register@1', 'state of register@1', false, true, false, false)],
    ],
    [
      'registers when told from outside, on its own thread',
      {},
      [invoke, { ...register, userState: 'null', context: 'null', error: 'null' }],
      [running('entered'), passes('register@1', null, false, true, false, true, false)],
    ],
    ['cannot return from inside that one either', {}, [invoke, register, finish], [running('entered'), []]],
    ['nor can its work end it', {}, [invoke, time, answer(true), register, worked], [running('working'), []]],
    ['nor does it begin to register by itself then', {}, [invoke, register, finish, time], [running('entered'), []]],
    [
      'returns from that one',
      {},
      [invoke, register, finish, answer(false)],
      ['over.returned', [returnedOk, ...leaves]],
    ],
    [
      'returns from the last of several',
      {},
      [invoke, time, register, finish, answer(true)],
      [running('working'), [returnedOk, work]],
    ],
    [
      'returns from the last of several, whichever that is',
      {},
      [invoke, time, register, finish, answer(false), answer(true)],
      ['over.returned', [returnedOk, ...leaves]],
    ],
    [
      'hears of a registration that was made before it ran',
      {},
      [register, invoke, finish, answer(false, false)],
      ['over.returned', [returnedOk]],
    ],
    ['hears of a registration when all is over', {}, [invoke, finish, answer(false)], ['over.returned', [returnedOk]]],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('app', knobs, events)).toEqual(expected)
  })
})

describe('the cancel callback', () => {
  const called: Message = { type: 'cancelCallback', reason: 'WS_SERVICE_HOST_ABORT', state: 'mine' }
  const begins = [
    milestone('noticed'),
    tell('host', { type: 'CallbackBegins' }),
    tell('call#1', { type: 'CallbackBegan' }),
    tell('app#1', { type: 'Told' }),
  ]
  const ends = [tell('call#1', { type: 'CallbackReturned' }), tell('host', { type: 'CallbackEnds' })]
  const slow = { callbackTicks: 30 }
  const time = timer('callback', 'callbackTicks', 'running')
  const closes = { callbackCalls: 'closeHost' }
  const asks: Effect[] = [
    { type: 'call', op: 'closeHost', call: 'closeHost/1' },
    tell('host', { type: 'WsCloseServiceHost', call: 'closeHost/1', callback: 1 }),
  ]

  it.each<Row>([
    ['returns at once', {}, [called], ['over', [...begins, ...ends]]],
    ['takes its time', slow, [called], ['running', [...begins, { arm: 'callbackTicks', ticks: 30 }]]],
    ['has taken its time', slow, [called, time], ['over', ends]],
    ['closes the host', closes, [called], ['waiting', [...begins, ...asks]]],
    ['closes the host after a while', { ...slow, ...closes }, [called, time], ['waiting', asks]],
    [
      'aborts the host',
      { callbackCalls: 'abortHost' },
      [called],
      [
        'waiting',
        [
          ...begins,
          { type: 'call', op: 'abortHost', call: 'abortHost/1' },
          tell('host', { type: 'WsAbortServiceHost', call: 'abortHost/1', callback: 1 }),
        ],
      ],
    ],
    [
      'goes on when the host has answered',
      closes,
      [called, { type: 'HostReturned', call: 'closeHost/1' }],
      ['over', ends],
    ],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('callback', knobs, events)).toEqual(expected)
  })
})
