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

  it.each<Row>([
    [
      'calls over a session of its own',
      {},
      [call],
      ['calling', [tell('host', { type: 'Connect', operation: 1 }), request]],
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
          proxyAborted,
        ],
      ],
    ],
    ['abandons', {}, [call, abandon], ['abandoned', [...abandoned, returned('abandonCall@1', 'S_OK', 'WS-27')]]],
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
  const timeout = timer('host', 'closeTimeoutTicks', 'state.closing')
  const register: Message = {
    type: 'WsRegisterOperationForCancel',
    operation: 1,
    call: 'register@1',
    callback: true,
    freeState: true,
    own: false,
  }
  const strike = [tell('channel#*', { type: 'WsAbortServiceHost' }), tell('call#*', hostAbort)]
  const inState = (state: string): string => `memory.enough,state.${state}`

  it.each<Row>([
    ['lets a session in', {}, [connect], [inState('open'), [tell('channel#1', { type: 'Accept' })]]],
    ['dispatches', {}, [connect, request], [inState('open'), [tell('call#1', { type: 'Dispatch' })]]],
    [
      'is aborted as the cancel of the newest call',
      {},
      [connect, { type: 'Connect', operation: 2 }, cancel],
      [
        inState('faulted'),
        [milestone('issued', 2), ...strike, milestone('accepted', 2), returned('cancel@1', 'S_OK', 'WS-12', 'WS-19')],
      ],
    ],
    [
      'is aborted before any call',
      {},
      [cancel],
      [
        inState('faulted'),
        [milestone('issued'), ...strike, milestone('accepted'), returned('cancel@1', 'S_OK', 'WS-12', 'WS-19')],
      ],
    ],
    [
      'is aborted by its owner',
      {},
      [abort],
      [inState('faulted'), [...strike, returned('abortHost@1', 'S_OK', 'WS-12', 'WS-19')]],
    ],
    ['is aborted twice', {}, [abort, abort], [inState('faulted'), [returned('abortHost@1', 'S_OK', 'WS-19')]]],
    [
      'is aborted, then cancelled',
      {},
      [abort, cancel],
      [inState('faulted'), [milestone('issued'), milestone('accepted'), returned('cancel@1', 'S_OK', 'WS-19')]],
    ],
    ['lets nobody in when faulted', {}, [abort, connect], [inState('faulted'), []]],
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
      [inState('closing.draining'), [cite('WS-20'), { arm: 'closeTimeoutTicks', ticks: 500 }]],
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
      [inState('closing.aborted'), [...strike, returned('abortHost@1', 'S_OK', 'WS-12')]],
    ],
    [
      'is cancelled while it closes',
      {},
      [connect, request, close, cancel],
      [
        inState('closing.aborted'),
        [milestone('issued'), ...strike, milestone('accepted'), returned('cancel@1', 'S_OK', 'WS-12')],
      ],
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
    ['has memory', {}, [register], [inState('open'), [tell('call#1', { ...register, memoryShort: false })]]],
    [
      'is short of memory',
      {},
      [{ type: 'outOfMemory' }, register],
      ['memory.short,state.open', [tell('call#1', { ...register, memoryShort: true })]],
    ],
    ['has memory again', {}, [{ type: 'outOfMemory' }, { type: 'memoryBack' }], [inState('open'), []]],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('host', knobs, events)).toEqual(expected)
  })
})

describe('the call', () => {
  const register = (over: Readonly<Record<string, boolean | string>> = {}): Message => ({
    type: 'WsRegisterOperationForCancel',
    operation: 1,
    call: 'register@1',
    callback: true,
    freeState: true,
    own: false,
    memoryShort: false,
    ...over,
  })
  const dispatch: Message = { type: 'Dispatch' }
  const back: Message = { type: 'Return' }
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
  })
  const refused = (code: string, ...clauses: string[]): Effect => ({
    type: 'send',
    to: 'app#1',
    event: answerOf(code, clauses),
    ticks: 4,
  })
  const answered = (code: string, ...clauses: string[]): Effect => tell('app#1', answerOf(code, clauses))
  const callback = (reason: string): Effect[] => [
    { type: 'call', op: 'cancelCallback', call: 'cancelCallback/1' },
    tell('app#1', { type: 'cancelCallback', reason }),
  ]
  const callbackBack = (...clauses: string[]): Effect => returned('cancelCallback/1', 'S_OK', ...clauses)
  const freed: Effect[] = [
    { type: 'call', op: 'freeStateCallback', call: 'freeStateCallback/1' },
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
      ['absent', [refused('E_INVALIDARG', 'WS-06', 'WS-15', 'WS-29')]],
    ],
    [
      'R2: is complete, before it looks at the callback',
      {},
      [dispatch, back, register({ callback: false })],
      ['completed', [unsupported, refused('WS_E_INVALID_OPERATION', 'WS-03', 'WS-25')]],
    ],
    [
      'R2: is complete and swallows it',
      { afterCompletion: 'silentOk' },
      [dispatch, back, register()],
      ['completed', [unsupported, refused('S_OK', 'WS-03', 'WS-25')]],
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
      [executing('none', 'unregistered'), [refused('E_INVALIDARG', 'WS-06', 'WS-15', 'WS-29')]],
    ],
    [
      'R3: misses the callback, before it looks for a registration',
      {},
      [dispatch, register(), done, register({ callback: false })],
      [executing('none', 'registered'), [refused('E_INVALIDARG', 'WS-06', 'WS-15', 'WS-29')]],
    ],
    [
      'R4: is being registered',
      {},
      [dispatch, register(), register()],
      [executing('none', 'registering'), [refused('WS_E_INVALID_OPERATION', 'WS-08', 'WS-15', 'WS-29')]],
    ],
    [
      'R4: is registered, before it looks for memory',
      { doubleRegister: 'E_INVALIDARG' },
      [dispatch, register(), done, register({ memoryShort: true })],
      [executing('none', 'registered'), [refused('E_INVALIDARG', 'WS-08', 'WS-15', 'WS-29')]],
    ],
    [
      'R5: has no memory, before it looks for a cancel',
      {},
      [dispatch, hostAbort, register({ memoryShort: true })],
      [executing('hostAbort.decided', 'unregistered'), [refused('E_OUTOFMEMORY', 'WS-15', 'WS-28')]],
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
        executing('channelFaulted.decided', 'registered'),
        [
          holds('userState', 1),
          ...callback('WS_SERVICE_CHANNEL_FAULTED'),
          callbackBack('WS-04', 'WS-05', 'WS-11'),
          answered('S_OK', 'WS-04', 'WS-09'),
        ],
      ],
    ],
    [
      'R6: is cancelled meanwhile, and the callback runs beside',
      { registerAfterDecision: 'otherThreadThenOk' },
      [dispatch, register(), hostAbort, done],
      [
        executing('hostAbort.decided', 'notifying'),
        [
          holds('userState', 1),
          ...callback('WS_SERVICE_HOST_ABORT'),
          answered('S_OK', 'WS-09'),
          tell('call#1', { type: 'ThreadEnded' }),
        ],
      ],
    ],
    [
      'R6: the callback beside has come back',
      { registerAfterDecision: 'otherThreadThenOk' },
      [dispatch, register(), hostAbort, done, heard, { type: 'ThreadEnded' }],
      [executing('hostAbort.notified', 'registered'), [callbackBack('WS-05', 'WS-11', 'WS-16')]],
    ],
    [
      'R6: the end waits for the callback beside',
      { registerAfterDecision: 'otherThreadThenOk' },
      [dispatch, register(), hostAbort, done, heard, back, { type: 'ThreadEnded' }],
      [executing('hostAbort.notified', 'registered'), [callbackBack('WS-05', 'WS-11', 'WS-16'), tell('call#1', back)]],
    ],
    [
      'R6: was cancelled, and the registration fails',
      { registerAfterDecision: 'failAborted' },
      [dispatch, register(), hostAbort, done],
      [executing('hostAbort.decided', 'unregistered'), [answered('WS_E_OPERATION_ABORTED', 'WS-15', 'WS-28')]],
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
      [dispatch, register(), done, channelFaulted, heard, hostAbort],
      [executing('channelFaulted.notified', 'registered'), [cite('WS-07')]],
    ],
    [
      'T2: was cancelled before by the host',
      {},
      [dispatch, register(), done, hostAbort, heard, channelFaulted],
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
      [
        executing('hostAbort.decided', 'registered'),
        [cite('WS-10', 'WS-12'), ...callback('WS_SERVICE_HOST_ABORT'), callbackBack('WS-11', 'WS-12', 'WS-13')],
      ],
    ],
    [
      'T5: is cancelled by the channel, and tells',
      {},
      [dispatch, register(), done, channelFaulted],
      [
        executing('channelFaulted.decided', 'registered'),
        [cite('WS-10'), ...callback('WS_SERVICE_CHANNEL_FAULTED'), callbackBack('WS-11', 'WS-13')],
      ],
    ],
    [
      'has told',
      {},
      [dispatch, register(), done, hostAbort, heard],
      [executing('hostAbort.notified', 'registered'), []],
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
      'cannot complete while somebody registers',
      {},
      [dispatch, register(), back],
      [executing('none', 'registering'), []],
    ],
    [
      'completes once nobody registers any more',
      {},
      [dispatch, register(), back, done],
      [executing('none', 'registered'), [holds('userState', 1), answered('S_OK', 'WS-09'), tell('call#1', back)]],
    ],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('call', knobs, events)).toEqual(expected)
  })
})

describe('the operation', () => {
  const invoke: Message = { type: 'Invoke' }
  const finish: Message = { type: 'finish', call: 'finish@1' }
  const wakeUp: Message = { type: 'WakeUp' }
  const told: Message = { type: 'cancelCallback', reason: 'WS_SERVICE_HOST_ABORT' }
  const answer = (own: boolean): Message => ({
    type: 'RegisterReturned',
    call: 'register/1/first',
    code: 'S_OK',
    clauses: ['WS-09'],
    own,
  })
  const register: Message = { type: 'register', call: 'register@1', callback: 'null', freeState: 'given' }
  const time = timer('app', 'registerTicks', 'running.body.entered')
  const worked = timer('app', 'workTicks', 'running.body.working')
  const reacted = timer('app', 'reactTicks', 'running.told.yes')
  const running = (body: string, heard = 'no'): string => `running.body.${body},running.told.${heard}`
  const asks = (which: string, callback = true, freeState = true): Effect[] => [
    { type: 'call', op: 'register', call: `register/1/${which}` },
    tell('host', {
      type: 'WsRegisterOperationForCancel',
      operation: 1,
      call: `register/1/${which}`,
      callback,
      freeState,
      own: true,
    }),
  ]
  const returnedOk = returned('register/1/first', 'S_OK', 'WS-09')
  const leaves = [milestone('stopped'), tell('call#1', { type: 'Return' })]
  const notices = [milestone('noticed'), tell('call#1', { type: 'CallbackReturned' })]
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
      [running('working', 'yes'), [...notices, { arm: 'reactTicks', ticks: 15 }]],
    ],
    [
      'does not heed its callback',
      { cooperates: false },
      [invoke, time, answer(true), told],
      [running('working', 'ignored'), [...notices, cite('WS-13', 'WS-30')]],
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
    ['is told after it has returned', {}, [invoke, finish, told], ['over.returned', notices]],
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
      [
        'idle',
        [
          tell('host', {
            type: 'WsRegisterOperationForCancel',
            operation: 1,
            call: 'register@1',
            callback: false,
            freeState: true,
            own: false,
          }),
        ],
      ],
    ],
    ['hears of a registration when all is over', {}, [invoke, finish, answer(false)], ['over.returned', [returnedOk]]],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('app', knobs, events)).toEqual(expected)
  })
})
