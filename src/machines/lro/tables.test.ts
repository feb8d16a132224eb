import { describe, expect, it } from 'vitest'
import type { Json } from '#base/json.ts'
import type { Effect, Message } from '#kernel/effect.ts'
import type { Value } from '#kernel/model.ts'
import { reaction } from '../testing.ts'
import { model } from './model.ts'

type Args = Readonly<Record<string, Value>>
type Fields = Readonly<Record<string, Json>>

/** What a machine wants: an effect, or a timer that begins. */
type Wanted = Effect | { readonly arm: string; readonly ticks: number }

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
const milestone = (name: 'issued' | 'accepted' | 'noticed' | 'stopped'): Effect => ({
  type: 'milestone',
  operation: 1,
  name,
})
/** What a record shows in a list. */
const shows = (operation: number) => ({
  type: 'Listed' as const,
  shown: { operation, done: false, result: null, requestedCancellation: false },
})
/** What an answer says beside its code. */
function bodyOf(call: string, code: string, http: number): Fields {
  if (code !== 'OK') {
    const info = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: code, domain: 'vault.googleapis.com' }
    return { error: { code: http, status: code, details: [info] } }
  }
  return /^(cancel|delete)/.test(call) ? {} : { name: 'operations/1' }
}
const returned = (call: string, code: string, http: number | null, ...clauses: string[]): Effect => ({
  type: 'return',
  call,
  code,
  clauses,
  http,
  ...(http === null ? {} : { out: bodyOf(call, code, http) }),
})
/** A poll that shows an operation with more than its name. */
const showing = (more: Fields): Effect => ({
  type: 'return',
  call: 'poll/1',
  code: 'OK',
  clauses: [],
  http: 200,
  out: { name: 'operations/1', ...more },
})
/** A look that shows an operation that is done. */
const ended = (call: string, code: 'OK' | 'CANCELLED'): Effect => {
  const end = code === 'OK' ? { response: {} } : { error: { code: 1, message: code } }
  return { type: 'return', call, code: 'OK', clauses: [], http: 200, out: { name: 'operations/1', done: true, ...end } }
}

/** An answer as it travels; all that a test does not name is as in a plain one. */
const reply = (type: string, over: Fields): { readonly type: string; readonly [field: string]: Json } => ({
  type: `${type} reply`,
  by: 'client',
  client: 1,
  call: 'x@1',
  poll: false,
  code: 'OK',
  clauses: [],
  then: null,
  again: null,
  done: false,
  result: null,
  requestedCancellation: false,
  lost: false,
  ...over,
})

describe('the worker', () => {
  const execute: Message = { type: 'Execute' }
  const signal: Message = { type: 'CancelSignal' }
  const kill: Message = { type: 'serverKills', error: 'CANCELLED' }
  const work: Message = { type: 'xstate.after.workTicks.lro/worker.executing' }
  const notice: Message = { type: 'xstate.after.noticeTicks.lro/worker.executing.told' }
  const busy = (change: number): Effect => ({ type: 'resource', name: 'worker', change, limit: null, operation: 0 })
  const finish = (result: string): Effect => ({ type: 'tell', to: 'record#1', event: { type: 'Finish', result } })

  it.each<[string, Args, Message[], [string, Wanted[]]]>([
    ['begins', {}, [execute], ['executing.undisturbed', [busy(1), { arm: 'workTicks', ticks: 300 }]]],
    [
      'takes the matter where there is one operation at a time',
      { parallel: 'aborted' },
      [execute],
      [
        'executing.undisturbed',
        [busy(1), { type: 'tell', to: 'front', event: { type: 'MatterTaken' } }, { arm: 'workTicks', ticks: 300 }],
      ],
    ],
    [
      'and frees it',
      { parallel: 'aborted' },
      [execute, kill],
      [
        'ended',
        [
          milestone('stopped'),
          finish('CANCELLED'),
          cite('LR-16'),
          busy(-1),
          { type: 'tell', to: 'front', event: { type: 'MatterFree' } },
        ],
      ],
    ],
    [
      'fails by itself',
      { failsWith: 'ABORTED' },
      [execute, { ...kill, error: 'ofItsOwn' }],
      ['ended', [milestone('stopped'), finish('ABORTED'), cite('LR-13'), busy(-1)]],
    ],
    ['has nothing to stop', {}, [kill], ['queued', []]],
    ['ends by itself', {}, [execute, work], ['ended', [milestone('stopped'), finish('OK'), busy(-1)]]],
    ['is told', {}, [execute, signal], ['executing.told', [{ arm: 'noticeTicks', ticks: 60 }]]],
    [
      'ends before it has noticed',
      {},
      [execute, signal, work],
      ['ended', [milestone('stopped'), finish('OK'), busy(-1)]],
    ],
    [
      'notices and stops',
      {},
      [execute, signal, notice],
      ['ended', [milestone('noticed'), milestone('stopped'), finish('CANCELLED'), cite('LR-02', 'LR-06'), busy(-1)]],
    ],
    [
      'notices and fails',
      { honoursCancel: 'fails' },
      [execute, signal, notice],
      ['ended', [milestone('noticed'), milestone('stopped'), finish('INTERNAL'), cite('LR-15'), busy(-1)]],
    ],
    [
      'notices and finishes first',
      { honoursCancel: 'late' },
      [execute, signal, notice],
      ['executing.finishing', [milestone('noticed'), cite('LR-02', 'LR-15')]],
    ],
    [
      'notices and goes on',
      { honoursCancel: 'never' },
      [execute, signal, notice],
      ['executing.goingOn', [milestone('noticed'), cite('LR-02', 'LR-15')]],
    ],
    [
      'ends late',
      { honoursCancel: 'late' },
      [execute, signal, notice, work],
      ['ended', [milestone('stopped'), finish('OK'), busy(-1)]],
    ],
    [
      'is stopped by the service',
      {},
      [execute, kill],
      ['ended', [milestone('stopped'), finish('CANCELLED'), cite('LR-16'), busy(-1)]],
    ],
    [
      'is stopped by the service after it was told',
      {},
      [execute, signal, kill],
      ['ended', [milestone('stopped'), finish('CANCELLED'), cite('LR-16'), busy(-1)]],
    ],
    [
      'is stopped by the service while it finishes',
      { honoursCancel: 'late' },
      [execute, signal, notice, kill],
      ['ended', [milestone('stopped'), finish('CANCELLED'), cite('LR-16'), busy(-1)]],
    ],
    ['has ended already', {}, [execute, kill, kill], ['ended', []]],
    ['is told too late', {}, [execute, work, signal], ['ended', []]],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('worker', knobs, events)).toEqual(expected)
  })
})

describe('the record', () => {
  const asked = (type: string): Message => ({
    type,
    by: 'client',
    client: 1,
    operation: 1,
    call: 'x@1',
    poll: false,
  })
  const start: Message = { ...asked('matters.count'), cancellable: true }
  const get: Message = { ...asked('GetOperation'), token: 'full', then: null }
  const wait = { ...asked('WaitOperation'), token: 'full', timeout: 100 }
  const over: Message = { type: 'WaitOver', request: wait }
  /** The record tells itself when a wait has lasted long enough. */
  const limited = (ticks: number): Effect => ({ type: 'send', to: 'record#1', event: over, background: true, ticks })
  const drop = asked('DeleteOperation')
  const cancel: Message = { ...asked('CancelOperation'), body: 'empty', token: 'full', again: null }
  const finish = (result: string): Message => ({ type: 'Finish', result })
  const listed = (done: boolean, requestedCancellation: boolean, result: string | null = null): Effect => ({
    type: 'tell',
    to: 'front',
    event: { type: 'Listed', shown: { operation: 1, done, result, requestedCancellation } },
  })
  const kept = (change: number): Effect => ({ type: 'resource', name: 'record', change, limit: null, operation: 1 })
  const tellWorker = (type: string): Effect => ({ type: 'tell', to: 'worker#1', event: { type } })
  const answers = (to: string, over: Fields): Effect => ({
    type: 'tell',
    to: 'front',
    event: { type: 'answer', reply: reply(to, over) },
  })

  it.each<[string, Args, Message[], [string, Wanted[]]]>([
    [
      'a look at no operation',
      {},
      [get],
      ['absent', [answers('GetOperation', { code: 'NOT_FOUND', clauses: ['LR-20'] })]],
    ],
    [
      'a delete of no operation',
      {},
      [drop],
      ['absent', [answers('DeleteOperation', { code: 'NOT_FOUND', clauses: ['LR-20'] })]],
    ],
    [
      'a wait for no operation',
      {},
      [wait],
      ['absent', [answers('WaitOperation', { code: 'NOT_FOUND', clauses: ['LR-20'] })]],
    ],
    ['a wait while it runs', {}, [start, wait], ['kept.running.open', [limited(100)]]],
    ['a wait that the service cuts', { waitLimitTicks: 30 }, [start, wait], ['kept.running.open', [limited(30)]]],
    [
      'a wait whose time is over',
      {},
      [start, wait, over],
      ['kept.running.open', [answers('WaitOperation', { clauses: ['LR-12', 'LR-34', 'LR-35'] })]],
    ],
    ['which is answered once', {}, [start, wait, over, finish('OK')], ['kept.done.succeeded', [cite('LR-13')]]],
    [
      'a wait after a cancel whose time is over',
      {},
      [start, cancel, wait, over],
      ['kept.cancelling', [answers('WaitOperation', { clauses: ['LR-12', 'LR-34', 'LR-35'] })]],
    ],
    [
      'a wait whose time is over where the request shows',
      { exposeRequestedCancellation: true },
      [start, wait, cancel, over],
      [
        'kept.cancelling',
        [answers('WaitOperation', { clauses: ['LR-24', 'LR-34', 'LR-35'], requestedCancellation: true })],
      ],
    ],
    [
      'the end of the work under a wait',
      {},
      [start, wait, finish('OK')],
      [
        'kept.done.succeeded',
        [cite('LR-13'), answers('WaitOperation', { clauses: ['LR-13', 'LR-34'], done: true, result: 'OK' })],
      ],
    ],
    [
      'an end without a result under a wait',
      { result: 'none' },
      [start, wait, finish('OK')],
      ['kept.done.empty', [cite('LR-13'), answers('WaitOperation', { clauses: ['LR-13', 'LR-34'], done: true })]],
    ],
    [
      'a cancelled end under a wait',
      {},
      [start, cancel, wait, finish('CANCELLED')],
      [
        'kept.done.cancelled',
        [
          cite('LR-05', 'LR-06'),
          answers('WaitOperation', {
            clauses: ['LR-06', 'LR-21', 'LR-26', 'LR-34'],
            done: true,
            result: 'CANCELLED',
          }),
        ],
      ],
    ],
    [
      'a failed end under a wait',
      {},
      [start, wait, finish('INTERNAL')],
      [
        'kept.done.failed',
        [
          cite('LR-13', 'LR-15'),
          answers('WaitOperation', { clauses: ['LR-13', 'LR-21', 'LR-34'], done: true, result: 'INTERNAL' }),
        ],
      ],
    ],
    ['a time that is over after the end', {}, [start, wait, finish('OK'), over], ['kept.done.succeeded', []]],
    [
      'a wait after the end',
      {},
      [start, finish('OK'), wait],
      ['kept.done.succeeded', [answers('WaitOperation', { clauses: ['LR-13', 'LR-34'], done: true, result: 'OK' })]],
    ],
    [
      'a delete under a wait',
      {},
      [start, wait, drop],
      [
        'deleted',
        [
          kept(-1),
          answers('WaitOperation', { code: 'NOT_FOUND', clauses: ['LR-18'] }),
          answers('DeleteOperation', { clauses: ['LR-17'] }),
        ],
      ],
    ],
    [
      'a wait after a delete',
      {},
      [start, drop, wait],
      ['deleted', [answers('WaitOperation', { code: 'NOT_FOUND', clauses: ['LR-18'] })]],
    ],
    [
      'a start that is done at once',
      { bornDone: true },
      [start],
      [
        'kept.done.succeeded',
        [kept(1), milestone('stopped'), answers('matters.count', { clauses: ['LR-30'], done: true, result: 'OK' })],
      ],
    ],
    [
      'a start that is done at once, without a result',
      { bornDone: true, result: 'none' },
      [start],
      [
        'kept.done.empty',
        [kept(1), milestone('stopped'), answers('matters.count', { clauses: ['LR-30'], done: true })],
      ],
    ],
    [
      'a cancel of no operation',
      {},
      [cancel],
      ['absent', [answers('CancelOperation', { code: 'NOT_FOUND', clauses: ['LR-20'] })]],
    ],
    ['start', {}, [start], ['kept.running.open', [kept(1), tellWorker('Execute'), answers('matters.count', {})]]],
    [
      'a look while it runs',
      {},
      [start, get],
      ['kept.running.open', [answers('GetOperation', { clauses: ['LR-12'] })]],
    ],
    [
      'a cancel while it runs',
      {},
      [start, cancel],
      [
        'kept.cancelling',
        [tellWorker('CancelSignal'), answers('CancelOperation', { clauses: ['LR-01', 'LR-09', 'LR-11'] })],
      ],
    ],
    [
      'a look after the cancel',
      {},
      [start, cancel, get],
      ['kept.cancelling', [answers('GetOperation', { clauses: ['LR-12', 'LR-24'] })]],
    ],
    [
      'a look after the cancel where the request shows',
      { exposeRequestedCancellation: true },
      [start, cancel, get],
      ['kept.cancelling', [answers('GetOperation', { clauses: ['LR-24'], requestedCancellation: true })]],
    ],
    [
      'a second cancel',
      {},
      [start, cancel, cancel],
      ['kept.cancelling', [answers('CancelOperation', { clauses: ['LR-09', 'LR-23'] })]],
    ],
    [
      'a second cancel that is refused',
      { cancelTwice: 'failedPrecondition' },
      [start, cancel, cancel],
      ['kept.cancelling', [answers('CancelOperation', { code: 'FAILED_PRECONDITION', clauses: ['LR-23'] })]],
    ],
    ['the end with nothing in it', { result: 'none' }, [start, finish('OK')], ['kept.done.empty', [cite('LR-13')]]],
    [
      'the end with nothing in it in spite of the cancel',
      { result: 'none' },
      [start, cancel, finish('OK')],
      ['kept.done.empty', [cite('LR-13', 'LR-15')]],
    ],
    [
      'a stop leaves its error where results are not given',
      { result: 'none' },
      [start, cancel, finish('CANCELLED')],
      ['kept.done.cancelled', [cite('LR-05', 'LR-06')]],
    ],
    ['shows itself in a list', {}, [start, { type: 'ShowInList' }], ['kept.running.open', [listed(false, false)]]],
    [
      'shows in a list that a cancel was asked for',
      { exposeRequestedCancellation: true },
      [start, cancel, { type: 'ShowInList' }],
      ['kept.cancelling', [listed(false, true)]],
    ],
    [
      'does not say in a list what it does not expose',
      {},
      [start, cancel, { type: 'ShowInList' }],
      ['kept.cancelling', [listed(false, false)]],
    ],
    [
      'shows its end in a list',
      {},
      [start, finish('OK'), { type: 'ShowInList' }],
      ['kept.done.succeeded', [listed(true, false, 'OK')]],
    ],
    ['is in no list before it is there', {}, [{ type: 'ShowInList' }], ['absent', []]],
    [
      'a look at nothing',
      { result: 'none' },
      [start, finish('OK'), get],
      ['kept.done.empty', [answers('GetOperation', { clauses: ['LR-13'], done: true })]],
    ],
    [
      'a phase that refuses later',
      { refusedFrom: 50, refusedTo: 90 },
      [start],
      [
        'kept.running.phased.before',
        [
          kept(1),
          tellWorker('Execute'),
          answers('matters.count', {}),
          { arm: 'refusedTo', ticks: 90 },
          { arm: 'refusedFrom', ticks: 50 },
        ],
      ],
    ],
    [
      'a phase that refuses at once',
      { refusedTo: 90 },
      [start],
      [
        'kept.running.phased.refusing',
        [kept(1), tellWorker('Execute'), answers('matters.count', {}), { arm: 'refusedTo', ticks: 90 }],
      ],
    ],
    [
      'a cancel in a phase that refuses',
      { refusedTo: 90 },
      [start, cancel],
      [
        'kept.running.phased.refusing',
        [answers('CancelOperation', { code: 'FAILED_PRECONDITION', clauses: ['LR-02'] })],
      ],
    ],
    [
      'a cancel after it',
      { refusedTo: 90 },
      [start, { type: 'xstate.after.refusedTo.lro/record.kept.running.phased' }, cancel],
      [
        'kept.cancelling',
        [tellWorker('CancelSignal'), answers('CancelOperation', { clauses: ['LR-01', 'LR-09', 'LR-11'] })],
      ],
    ],
    [
      'a cancel of a kind that has none',
      {},
      [{ ...start, cancellable: false }, cancel],
      ['kept.running.open', [answers('CancelOperation', { code: 'UNIMPLEMENTED', clauses: ['LR-03'] })]],
    ],
    [
      'also in a phase that refuses',
      { refusedTo: 90 },
      [{ ...start, cancellable: false }, cancel],
      ['kept.running.phased.refusing', [answers('CancelOperation', { code: 'UNIMPLEMENTED', clauses: ['LR-03'] })]],
    ],
    [
      'and when it is done',
      {},
      [{ ...start, cancellable: false }, finish('OK'), cancel],
      ['kept.done.succeeded', [answers('CancelOperation', { code: 'UNIMPLEMENTED', clauses: ['LR-03'] })]],
    ],
    ['the end', {}, [start, finish('OK')], ['kept.done.succeeded', [cite('LR-13')]]],
    [
      'the end in spite of the cancel',
      {},
      [start, cancel, finish('OK')],
      ['kept.done.succeeded', [cite('LR-13', 'LR-15')]],
    ],
    ['the end by a stop', {}, [start, finish('CANCELLED')], ['kept.done.cancelled', [cite('LR-05', 'LR-06')]]],
    [
      'the end by a stop after a cancel',
      {},
      [start, cancel, finish('CANCELLED')],
      ['kept.done.cancelled', [cite('LR-05', 'LR-06')]],
    ],
    ['the end by a failure', {}, [start, cancel, finish('INTERNAL')], ['kept.done.failed', [cite('LR-13', 'LR-15')]]],
    ['an end after the end', {}, [start, finish('OK'), finish('CANCELLED')], ['kept.done.succeeded', [cite('LR-14')]]],
    [
      'a look at a response',
      {},
      [start, finish('OK'), get],
      ['kept.done.succeeded', [answers('GetOperation', { clauses: ['LR-13'], done: true, result: 'OK' })]],
    ],
    [
      'a look at a cancelled one',
      {},
      [start, finish('CANCELLED'), get],
      [
        'kept.done.cancelled',
        [answers('GetOperation', { clauses: ['LR-06', 'LR-21', 'LR-26'], done: true, result: 'CANCELLED' })],
      ],
    ],
    [
      'a look at a failed one',
      {},
      [start, finish('INTERNAL'), get],
      ['kept.done.failed', [answers('GetOperation', { clauses: ['LR-13', 'LR-21'], done: true, result: 'INTERNAL' })]],
    ],
    [
      'a cancel when done',
      {},
      [start, finish('OK'), cancel],
      ['kept.done.succeeded', [answers('CancelOperation', { clauses: ['LR-09', 'LR-14'] })]],
    ],
    [
      'a cancel when done that is refused',
      { cancelDone: 'failedPrecondition' },
      [start, finish('CANCELLED'), cancel],
      ['kept.done.cancelled', [answers('CancelOperation', { code: 'FAILED_PRECONDITION', clauses: ['LR-14'] })]],
    ],
    [
      'delete while it runs',
      {},
      [start, drop],
      ['deleted', [kept(-1), answers('DeleteOperation', { clauses: ['LR-17'] })]],
    ],
    [
      'delete while it is being cancelled',
      {},
      [start, cancel, drop],
      ['deleted', [kept(-1), answers('DeleteOperation', { clauses: ['LR-17'] })]],
    ],
    [
      'delete when done',
      {},
      [start, finish('OK'), drop],
      ['deleted', [kept(-1), answers('DeleteOperation', { clauses: ['LR-17'] })]],
    ],
    ['the end of a deleted one', {}, [start, drop, finish('OK')], ['deleted', [cite('LR-17')]]],
    [
      'a look at a deleted one',
      {},
      [start, drop, get],
      ['deleted', [answers('GetOperation', { code: 'NOT_FOUND', clauses: ['LR-18'] })]],
    ],
    [
      'a delete of a deleted one',
      {},
      [start, drop, drop],
      ['deleted', [answers('DeleteOperation', { code: 'NOT_FOUND', clauses: ['LR-18'] })]],
    ],
    [
      'a cancel of a deleted one',
      {},
      [start, drop, cancel],
      ['deleted', [answers('CancelOperation', { code: 'NOT_FOUND', clauses: ['LR-18'] })]],
    ],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('record', knobs, events)).toEqual(expected)
  })
})

describe('the front', () => {
  const cancel = (token: string, body: string): Message => ({
    type: 'CancelOperation',
    by: 'client',
    client: 1,
    operation: 1,
    call: 'x@1',
    poll: false,
    body,
    token,
    again: null,
  })
  const look = (token: string): Message => ({ ...request('GetOperation'), token, then: null })
  const request = (type: string): Message => ({
    type,
    by: 'client',
    client: 1,
    operation: 1,
    call: 'x@1',
    poll: false,
  })
  const wait = (token: string): Message => ({ ...request('WaitOperation'), token, timeout: 100 })
  const asJson = (message: Message): Record<string, Json> => message as Record<string, Json>
  const ask = (event: Message): Effect => ({ type: 'tell', to: 'record#1', event })
  const sends = (to: string, over: Fields): Effect => ({
    type: 'send',
    to: 'client#1',
    event: reply(to, over),
    background: false,
  })
  const says = (code: string, ...clauses: string[]): Effect => sends('CancelOperation', { code, clauses })
  const good = cancel('full', 'empty')
  const passed: Message = { type: 'answer', reply: reply('CancelOperation', {}) }
  const outage: Message = { type: 'outage', answer: 'UNAVAILABLE' }
  const recover: Message = { type: 'recover' }
  const lose: Message = { type: 'loseReply' }
  const off = { supportsCancel: false }
  const taken: Message = { type: 'MatterTaken' }
  const startOf = (what: string): Message => ({ ...request('matters.count'), cancellable: true, request: what })
  const start = startOf('good')

  it.each<[string, Args, Message[], [string, Wanted[]]]>([
    [
      'no credential comes first',
      off,
      [cancel('none', 'unknownField')],
      ['serving', [says('UNAUTHENTICATED', 'LR-10', 'LR-19')]],
    ],
    [
      'unless the method comes before it',
      { ...off, unimplementedFirst: true },
      [cancel('none', 'unknownField')],
      ['serving', [says('UNIMPLEMENTED', 'LR-03')]],
    ],
    [
      'which matters only where the method is not offered',
      { unimplementedFirst: true },
      [cancel('none', 'unknownField')],
      ['serving', [says('UNAUTHENTICATED', 'LR-10', 'LR-19')]],
    ],
    [
      'a start without a credential',
      {},
      [startOf('noCredential')],
      ['serving', [sends('matters.count', { code: 'UNAUTHENTICATED', clauses: ['LR-19'] })]],
    ],
    [
      'a start without access, which is said before anything else',
      { parallel: 'aborted' },
      [taken, startOf('noAccess')],
      ['serving', [sends('matters.count', { code: 'PERMISSION_DENIED', clauses: ['LR-19'] })]],
    ],
    [
      'a start that lacks something',
      {},
      [startOf('incomplete')],
      ['serving', [sends('matters.count', { code: 'INVALID_ARGUMENT' })]],
    ],
    [
      'a start on a matter that is not there',
      {},
      [startOf('unknownMatter')],
      ['serving', [sends('matters.count', { code: 'NOT_FOUND' })]],
    ],
    [
      'a start on a closed matter',
      {},
      [startOf('closedMatter')],
      ['serving', [sends('matters.count', { code: 'FAILED_PRECONDITION' })]],
    ],
    ['a wait', {}, [wait('full')], ['serving', [ask(wait('full'))]]],
    [
      'a wait without a credential',
      { otherMethods: 'none' },
      [wait('none')],
      ['serving', [sends('WaitOperation', { code: 'UNAUTHENTICATED', clauses: ['LR-10', 'LR-19'] })]],
    ],
    [
      'a wait that is not offered',
      { otherMethods: 'noWait' },
      [wait('noAccess')],
      ['serving', [sends('WaitOperation', { code: 'UNIMPLEMENTED', clauses: ['LR-29'] })]],
    ],
    [
      'a wait without access',
      {},
      [wait('noAccess')],
      ['serving', [sends('WaitOperation', { code: 'PERMISSION_DENIED', clauses: ['LR-19'] })]],
    ],
    [
      'a wait during an outage',
      {},
      [outage, wait('full')],
      ['unavailable', [sends('WaitOperation', { code: 'UNAVAILABLE' })]],
    ],
    [
      'a delete where a wait only is not offered',
      { otherMethods: 'noWait' },
      [request('DeleteOperation')],
      ['serving', [ask(request('DeleteOperation'))]],
    ],
    [
      'a delete that is not offered',
      { otherMethods: 'none' },
      [request('DeleteOperation')],
      ['serving', [sends('DeleteOperation', { code: 'UNIMPLEMENTED', clauses: ['LR-29'] })]],
    ],
    [
      'a list that is not offered',
      { otherMethods: 'none' },
      [request('ListOperations')],
      ['serving', [sends('ListOperations', { code: 'UNIMPLEMENTED', clauses: ['LR-29'] })]],
    ],
    ['a start while another operation works', {}, [taken, start], ['serving', [ask(start)]]],
    [
      'one at a time: ABORTED',
      { parallel: 'aborted' },
      [taken, start],
      ['serving', [sends('matters.count', { code: 'ABORTED', clauses: ['LR-28'] })]],
    ],
    [
      'one at a time: ALREADY_EXISTS',
      { parallel: 'alreadyExists' },
      [taken, start],
      ['serving', [sends('matters.count', { code: 'ALREADY_EXISTS', clauses: ['LR-28'] })]],
    ],
    ['one after the other', { parallel: 'aborted' }, [taken, { type: 'MatterFree' }, start], ['serving', [ask(start)]]],
    [
      'an answer to another client',
      {},
      [{ type: 'answer', reply: reply('GetOperation', { by: 'other' }) }],
      ['serving', [{ type: 'send', to: 'other#1', event: reply('GetOperation', { by: 'other' }), background: false }]],
    ],
    [
      'then the scope',
      off,
      [cancel('readonly', 'unknownField')],
      ['serving', [says('PERMISSION_DENIED', 'LR-10', 'LR-19')]],
    ],
    ['then the method', off, [cancel('noAccess', 'unknownField')], ['serving', [says('UNIMPLEMENTED', 'LR-03')]]],
    ['then the access', {}, [cancel('noAccess', 'unknownField')], ['serving', [says('PERMISSION_DENIED', 'LR-19')]]],
    ['then the body', {}, [cancel('full', 'unknownField')], ['serving', [says('INVALID_ARGUMENT', 'LR-08')]]],
    ['an empty body passes', {}, [good], ['serving', [ask(good)]]],
    ['an empty object passes', {}, [cancel('full', 'object')], ['serving', [ask(cancel('full', 'object'))]]],
    ['start', {}, [request('matters.count')], ['serving', [ask(request('matters.count'))]]],
    ['get', {}, [look('full')], ['serving', [ask(look('full'))]]],
    ['get with the token for reading', {}, [look('readonly')], ['serving', [ask(look('readonly'))]]],
    [
      'no get without a credential',
      {},
      [look('none')],
      ['serving', [sends('GetOperation', { code: 'UNAUTHENTICATED', clauses: ['LR-10', 'LR-19'] })]],
    ],
    [
      'no get without access',
      {},
      [look('noAccess')],
      ['serving', [sends('GetOperation', { code: 'PERMISSION_DENIED', clauses: ['LR-19'] })]],
    ],
    ['delete', {}, [request('DeleteOperation')], ['serving', [ask(request('DeleteOperation'))]]],
    [
      'list',
      {},
      [request('ListOperations')],
      [
        'serving',
        [
          { type: 'tell', to: 'record#*', event: { type: 'ShowInList' } },
          { type: 'tell', to: 'front', event: { type: 'ListComplete', request: asJson(request('ListOperations')) } },
        ],
      ],
    ],
    [
      'a list of what the records have shown',
      {},
      [shows(1), shows(2), { type: 'ListComplete', request: asJson(request('ListOperations')) }],
      ['serving', [sends('ListOperations', { listed: [shows(1).shown, shows(2).shown] })]],
    ],
    [
      'a list, and nothing of the one before',
      {},
      [
        shows(1),
        { type: 'ListComplete', request: asJson(request('ListOperations')) },
        { type: 'ListComplete', request: asJson(request('ListOperations')) },
      ],
      ['serving', [sends('ListOperations', { listed: [] })]],
    ],
    ['the record’s answer', {}, [passed], ['serving', [sends('CancelOperation', {})]]],
    [
      'a poll’s answer stays in the background',
      {},
      [{ type: 'answer', reply: reply('GetOperation', { poll: true }) }],
      ['serving', [{ type: 'send', to: 'client#1', event: reply('GetOperation', { poll: true }), background: true }]],
    ],
    ['an outage', {}, [outage], ['unavailable', []]],
    ['an outage in an outage', {}, [outage, outage], ['unavailable', []]],
    ['recovery', {}, [outage, recover], ['serving', []]],
    ['recovery from nothing', {}, [recover], ['serving', []]],
    [
      'an outage comes before the credential',
      off,
      [outage, cancel('none', 'unknownField')],
      ['unavailable', [says('UNAVAILABLE', 'LR-23')]],
    ],
    [
      'no start in an outage',
      {},
      [outage, request('matters.count')],
      ['unavailable', [sends('matters.count', { code: 'UNAVAILABLE' })]],
    ],
    [
      'no get in an outage',
      {},
      [outage, look('full')],
      ['unavailable', [sends('GetOperation', { code: 'UNAVAILABLE' })]],
    ],
    [
      'no delete in an outage',
      {},
      [outage, request('DeleteOperation')],
      ['unavailable', [sends('DeleteOperation', { code: 'UNAVAILABLE' })]],
    ],
    [
      'no list in an outage',
      {},
      [outage, request('ListOperations')],
      ['unavailable', [sends('ListOperations', { code: 'UNAVAILABLE' })]],
    ],
    ['the next answer is lost', {}, [lose, passed], ['serving', [sends('CancelOperation', { lost: true })]]],
    ['only the next one', {}, [lose, lose, passed, passed], ['serving', [sends('CancelOperation', {})]]],
    [
      'a refusal is lost too',
      {},
      [lose, cancel('none', 'empty')],
      ['serving', [sends('CancelOperation', { code: 'UNAUTHENTICATED', clauses: ['LR-10', 'LR-19'], lost: true })]],
    ],
    ['and nothing after it', {}, [lose, cancel('none', 'empty'), passed], ['serving', [sends('CancelOperation', {})]]],
    [
      'an answer of an outage is lost too',
      {},
      [outage, lose, good],
      ['unavailable', [sends('CancelOperation', { code: 'UNAVAILABLE', clauses: ['LR-23'], lost: true })]],
    ],
    ['and nothing after that', {}, [outage, lose, good, recover, passed], ['serving', [sends('CancelOperation', {})]]],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('front', knobs, events)).toEqual(expected)
  })
})

describe('the client', () => {
  const count: Message = { type: 'count', call: 'count@1', operation: 1, cancellable: true }
  const named = reply('matters.count', { call: 'count@1' })
  const polled = reply('GetOperation', { call: 'poll/1', poll: true })
  const fields = { call: 'cancel@1', name: 'current', body: 'empty', token: 'full' }
  const cancel: Message = { type: 'cancel', ...fields }
  const other: Message = { ...cancel, name: 'unknown' }
  const wait: Message = { type: 'xstate.after.pollTicks.lro/client.here.watch.polling.waiting' }
  const more: Readonly<Record<string, Fields>> = {
    'matters.count': { cancellable: true },
    GetOperation: { token: 'full', then: null },
    CancelOperation: { body: 'empty', token: 'full', again: null },
  }
  const lines: Readonly<Record<string, (name: string) => { op: string; args: Fields }>> = {
    'matters.count': () => ({ op: 'count', args: { method: 'POST', path: '/v1/matters/1:count', cancellable: true } }),
    GetOperation: (name) => ({ op: 'get', args: { method: 'GET', path: `/v1/operations/${name}` } }),
    ListOperations: () => ({ op: 'list', args: { method: 'GET', path: '/v1/operations' } }),
    DeleteOperation: (name) => ({ op: 'delete', args: { method: 'DELETE', path: `/v1/operations/${name}` } }),
    CancelOperation: (name) => ({ op: 'cancel', args: { method: 'POST', path: `/v1/operations/${name}:cancel` } }),
  }
  /** A request with its call: what it passes, and what goes over the link. */
  const sent = (type: string, call: string, over: Fields = {}, by = 'client'): Effect[] => {
    const event = { type, by, client: 1, operation: 1, call, poll: false, ...more[type], ...over }
    const isOther = event.operation === 0
    const { op, args } = lines[type]?.(isOther ? 'unknown' : '1') ?? { op: '', args: {} }
    const named = type.endsWith('Operation') ? { name: isOther ? 'unknown' : 'current' } : {}
    const { body, token } = event as Fields
    const says = type === 'CancelOperation' ? { body: body ?? '', token: token ?? '' } : {}
    return [
      { type: 'call', op, call, args: { ...args, ...named, ...says } },
      { type: 'send', to: 'front', event, background: event.poll },
    ]
  }
  const poll: Wanted[] = sent('GetOperation', 'poll/1', { poll: true })
  const look = (then: Json): Wanted[] => [...sent('GetOperation', 'look/cancel@1', { then }), cite('LR-04')]
  const cancelSent = sent('CancelOperation', 'cancel@1')
  const again = (attempt: number): Fields => ({ ...fields, attempt })
  const gaxSent = (attempt: number): Effect[] => sent('CancelOperation', 'cancel@1', { again: again(attempt) })
  const inBackground = (call: string, attempt: number): Effect[] =>
    sent('CancelOperation', call, { poll: true, again: again(attempt) })
  const pauseOver = (attempt: number): Message => ({ type: 'CancelAgain', ...again(attempt) })
  const pause = (attempt: number): Effect => ({
    type: 'send',
    to: 'client#1',
    event: pauseOver(attempt),
    background: true,
    ticks: 20,
  })
  const patienceOver: Message = { type: 'xstate.after.totalTimeoutTicks.lro/client.here.patience.limited' }
  const refusedLocally = returned('cancel@1', 'INVALID_ARGUMENT', null, 'LR-07')
  const lost: Effect = { type: 'discard', why: 'the answer is lost' }
  const settle = (code: string): Effect => ({ type: 'settle', operation: 1, code })
  const abandoned: Effect = { type: 'abandon', operation: 1 }
  const polling = [count, named]
  const waiting = [count, named, polled]
  const gotName = (over: Fields): Message => ({ ...named, ...over })
  const got = (over: Fields): Message => reply('GetOperation', { call: 'get@1', ...over })
  const pollGot = (over: Fields): Message => ({ ...polled, ...over })
  const looked = (over: Fields): Message => reply('GetOperation', { call: 'look/cancel@1', then: fields, ...over })
  const unavailable = (attempt: number): Message =>
    answered({ code: 'UNAVAILABLE', clauses: ['LR-23'], again: again(attempt) })
  const answered = (over: Fields): Message => reply('CancelOperation', { call: 'cancel@1', ...over })

  it.each<[string, Args, Message[], [string, Wanted[]]]>([
    [
      'starts',
      {},
      [count],
      ['here.cancel.none,here.patience.unlimited,here.watch.starting', [...sent('matters.count', 'count@1')]],
    ],
    [
      'polls as soon as it has the name',
      {},
      polling,
      ['here.cancel.none,here.patience.unlimited,here.watch.polling.asking', [returned('count@1', 'OK', 200), ...poll]],
    ],
    [
      'is refused the start',
      {},
      [count, gotName({ code: 'UNAVAILABLE' })],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.refused',
        [returned('count@1', 'UNAVAILABLE', 503), settle('UNAVAILABLE')],
      ],
    ],
    [
      'loses the name',
      {},
      [count, gotName({ lost: true })],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.unanswered',
        [lost, returned('count@1', 'UNAVAILABLE', null, 'LR-23')],
      ],
    ],
    [
      'waits after an answer',
      {},
      waiting,
      [
        'here.cancel.none,here.patience.unlimited,here.watch.polling.waiting',
        [returned('poll/1', 'OK', 200), cite('LR-27'), { arm: 'pollTicks', ticks: 40 }],
      ],
    ],
    [
      'asks again',
      {},
      [...waiting, wait],
      ['here.cancel.none,here.patience.unlimited,here.watch.polling.asking', poll],
    ],
    [
      'goes on after UNAVAILABLE',
      {},
      [...polling, pollGot({ code: 'UNAVAILABLE' })],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.polling.waiting',
        [returned('poll/1', 'UNAVAILABLE', 503), cite('LR-27'), { arm: 'pollTicks', ticks: 40 }],
      ],
    ],
    [
      'goes on after a lost answer, whatever it said',
      {},
      [...polling, pollGot({ lost: true, code: 'NOT_FOUND' })],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.polling.waiting',
        [lost, returned('poll/1', 'UNAVAILABLE', null, 'LR-23'), cite('LR-27'), { arm: 'pollTicks', ticks: 40 }],
      ],
    ],
    [
      'does not see what a lost answer showed',
      {},
      [...polling, pollGot({ lost: true, done: true, result: 'OK' })],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.polling.waiting',
        [lost, returned('poll/1', 'UNAVAILABLE', null, 'LR-23'), cite('LR-27'), { arm: 'pollTicks', ticks: 40 }],
      ],
    ],
    [
      'ends after NOT_FOUND',
      {},
      [...polling, pollGot({ code: 'NOT_FOUND', clauses: ['LR-18'] })],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.gone',
        [returned('poll/1', 'NOT_FOUND', 404, 'LR-18'), cite('LR-18')],
      ],
    ],
    [
      'keeps polling after NOT_FOUND for another look',
      {},
      [...polling, got({ code: 'NOT_FOUND' })],
      ['here.cancel.none,here.patience.unlimited,here.watch.polling.asking', [returned('get@1', 'NOT_FOUND', 404)]],
    ],
    [
      'sees a response',
      {},
      [...polling, pollGot({ done: true, result: 'OK' })],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.settled',
        [ended('poll/1', 'OK'), settle('OK'), cite('LR-04')],
      ],
    ],
    [
      'sees the end with a look between two polls',
      {},
      [...waiting, got({ done: true, result: 'CANCELLED' })],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.settled',
        [ended('get@1', 'CANCELLED'), settle('CANCELLED'), cite('LR-04')],
      ],
    ],
    [
      'still hears the poll that was under way',
      {},
      [...polling, got({ done: true, result: 'OK' }), pollGot({ done: true, result: 'OK' })],
      ['here.cancel.none,here.patience.unlimited,here.watch.settled', [ended('poll/1', 'OK')]],
    ],
    [
      'cannot cancel without a name',
      {},
      [count, cancel],
      ['here.cancel.refused,here.patience.unlimited,here.watch.starting', [milestone('issued'), refusedLocally]],
    ],
    [
      'cannot cancel before anything',
      { clientStyle: 'javaFuture' },
      [cancel],
      ['here.cancel.refused,here.patience.unlimited,here.watch.idle', [milestone('issued'), refusedLocally]],
    ],
    [
      'cannot get without a name',
      {},
      [{ type: 'get', call: 'get@1', name: 'current', token: 'full' }],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.idle',
        [returned('get@1', 'INVALID_ARGUMENT', null, 'LR-07')],
      ],
    ],
    [
      'cannot delete without a name',
      {},
      [{ type: 'delete', call: 'delete@1', name: 'current' }],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.idle',
        [returned('delete@1', 'INVALID_ARGUMENT', null, 'LR-07')],
      ],
    ],
    [
      'can name an operation that nobody knows',
      {},
      [other],
      [
        'here.cancel.asked,here.patience.unlimited,here.watch.idle',
        [milestone('issued'), ...sent('CancelOperation', 'cancel@1', { operation: 0 }), cite('LR-07')],
      ],
    ],
    [
      'lists',
      {},
      [{ type: 'list', call: 'list@1' }],
      ['here.cancel.none,here.patience.unlimited,here.watch.idle', [...sent('ListOperations', 'list@1')]],
    ],
    [
      'cancels',
      {},
      [...polling, cancel],
      [
        'here.cancel.asked,here.patience.unlimited,here.watch.polling.asking',
        [milestone('issued'), ...cancelSent, cite('LR-07')],
      ],
    ],
    [
      'is told that the cancel came in',
      {},
      [...polling, cancel, answered({ clauses: ['LR-09'] })],
      [
        'here.cancel.acknowledged,here.patience.unlimited,here.watch.polling.asking',
        [milestone('accepted'), returned('cancel@1', 'OK', 200, 'LR-09')],
      ],
    ],
    [
      'is refused the cancel',
      {},
      [...polling, cancel, answered({ code: 'UNIMPLEMENTED' })],
      [
        'here.cancel.refused,here.patience.unlimited,here.watch.polling.asking',
        [returned('cancel@1', 'UNIMPLEMENTED', 501)],
      ],
    ],
    [
      'loses the answer to the cancel',
      {},
      [...polling, cancel, answered({ lost: true })],
      [
        'here.cancel.refused,here.patience.unlimited,here.watch.polling.asking',
        [lost, returned('cancel@1', 'UNAVAILABLE', null, 'LR-23')],
      ],
    ],
    [
      'reads in the metadata that the cancel came in',
      {},
      [...polling, cancel, answered({ lost: true }), pollGot({ requestedCancellation: true })],
      [
        'here.cancel.acknowledged,here.patience.unlimited,here.watch.polling.waiting',
        [
          showing({ metadata: { requestedCancellation: true } }),
          cite('LR-27'),
          cite('LR-24'),
          { arm: 'pollTicks', ticks: 40 },
        ],
      ],
    ],
    [
      'gax breaks off the poll under way',
      { clientStyle: 'gax' },
      [...polling, cancel],
      [
        'here.cancel.asked,here.patience.unlimited,here.watch.stopped.pollCut',
        [
          returned('poll/1', 'CANCELLED', null, 'LR-31', 'LR-32'),
          abandoned,
          milestone('issued'),
          ...gaxSent(1),
          cite('LR-07'),
        ],
      ],
    ],
    [
      'gax does not hear the poll that it broke off',
      { clientStyle: 'gax' },
      [...polling, cancel, pollGot({ done: true, result: 'CANCELLED' })],
      [
        'here.cancel.asked,here.patience.unlimited,here.watch.stopped.quiet',
        [{ type: 'discard', why: 'the library has stopped polling and has closed the connection' }],
      ],
    ],
    [
      'gax waits for the poll that it broke off although another look shows the end',
      { clientStyle: 'gax' },
      [...polling, cancel, got({ done: true, result: 'OK' })],
      [
        'here.cancel.asked,here.patience.unlimited,here.watch.stopped.pollCut',
        [ended('get@1', 'OK'), settle('OK'), cite('LR-04')],
      ],
    ],
    [
      'gax hears another look in the meantime',
      { clientStyle: 'gax' },
      [...polling, cancel, got({})],
      ['here.cancel.asked,here.patience.unlimited,here.watch.stopped.pollCut', [returned('get@1', 'OK', 200)]],
    ],
    [
      'gax polls on when it cancels between two polls',
      { clientStyle: 'gax' },
      [...waiting, cancel],
      [
        'here.cancel.asked,here.patience.unlimited,here.watch.polling.waiting',
        [milestone('issued'), ...gaxSent(1), cite('LR-07')],
      ],
    ],
    [
      'gax sends a cancel again after UNAVAILABLE',
      { clientStyle: 'gax' },
      [...waiting, cancel, unavailable(1)],
      ['here.cancel.pausing,here.patience.unlimited,here.watch.polling.waiting', [pause(1), cite('LR-23')]],
    ],
    [
      'gax sends a cancel again whose answer is lost',
      { clientStyle: 'gax' },
      [...waiting, cancel, answered({ lost: true, again: again(1) })],
      ['here.cancel.pausing,here.patience.unlimited,here.watch.polling.waiting', [lost, pause(1), cite('LR-23')]],
    ],
    [
      'gax does not send a cancel again that was refused',
      { clientStyle: 'gax' },
      [...waiting, cancel, answered({ code: 'UNIMPLEMENTED', again: again(1) })],
      [
        'here.cancel.refused,here.patience.unlimited,here.watch.polling.waiting',
        [returned('cancel@1', 'UNIMPLEMENTED', 501)],
      ],
    ],
    [
      'gax counts no attempts where its patience has no end',
      { clientStyle: 'gax' },
      [...waiting, cancel, unavailable(1), pauseOver(1)],
      ['here.cancel.asked,here.patience.unlimited,here.watch.polling.waiting', [...inBackground('cancel@1', 1)]],
    ],
    [
      'gax counts attempts where it has',
      { clientStyle: 'gax', totalTimeoutTicks: 41 },
      [...waiting, cancel, unavailable(1), pauseOver(1)],
      ['here.cancel.asked,here.patience.limited,here.watch.polling.waiting', [...inBackground('cancel@1', 2)]],
    ],
    [
      'gax gives up a cancel when its patience is over',
      { clientStyle: 'gax', totalTimeoutTicks: 40 },
      [...waiting, cancel, unavailable(1), pauseOver(1)],
      [
        'here.cancel.refused,here.patience.limited,here.watch.polling.waiting',
        [returned('cancel@1', 'DEADLINE_EXCEEDED', null, 'LR-23', 'LR-31')],
      ],
    ],
    [
      'Go sends a cancel five times',
      { clientStyle: 'go' },
      [...waiting, cancel, unavailable(4)],
      ['here.cancel.pausing,here.patience.unlimited,here.watch.polling.waiting', [pause(4), cite('LR-23')]],
    ],
    [
      'and no more',
      { clientStyle: 'go' },
      [...waiting, cancel, unavailable(5)],
      [
        'here.cancel.refused,here.patience.unlimited,here.watch.polling.waiting',
        [returned('cancel@1', 'UNAVAILABLE', 503, 'LR-23')],
      ],
    ],
    [
      'patience begins with the name',
      { totalTimeoutTicks: 100 },
      polling,
      [
        'here.cancel.none,here.patience.limited,here.watch.polling.asking',
        [returned('count@1', 'OK', 200), ...poll, { arm: 'totalTimeoutTicks', ticks: 100 }],
      ],
    ],
    [
      'patience does not matter any more when the end is known',
      { totalTimeoutTicks: 100 },
      [...polling, pollGot({ done: true, result: 'OK' })],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.settled',
        [ended('poll/1', 'OK'), settle('OK'), cite('LR-04')],
      ],
    ],
    [
      'gives up instead of a further poll',
      { totalTimeoutTicks: 100 },
      [...waiting, patienceOver, wait],
      [
        'here.cancel.none,here.patience.over,here.watch.stopped.gaveUp',
        [
          { type: 'call', op: 'get', call: 'poll/1' },
          returned('poll/1', 'DEADLINE_EXCEEDED', null, 'LR-31'),
          abandoned,
          cite('LR-31'),
        ],
      ],
    ],
    [
      'the Java future calls that cancelled',
      { clientStyle: 'javaFuture', totalTimeoutTicks: 100 },
      [...waiting, patienceOver, wait],
      [
        'here.cancel.none,here.patience.over,here.watch.stopped.gaveUp',
        [
          { type: 'call', op: 'get', call: 'poll/1' },
          returned('poll/1', 'CANCELLED', null, 'LR-31', 'LR-32'),
          abandoned,
          cite('LR-31'),
        ],
      ],
    ],
    [
      'gax sees the end with a later look',
      { clientStyle: 'gax' },
      [...polling, cancel, pollGot({}), got({ done: true, result: 'OK' })],
      [
        'here.cancel.asked,here.patience.unlimited,here.watch.settled',
        [ended('get@1', 'OK'), settle('OK'), cite('LR-04')],
      ],
    ],
    [
      'gax goes on with its own operation when it cancels another',
      { clientStyle: 'gax' },
      [...waiting, other],
      [
        'here.cancel.asked,here.patience.unlimited,here.watch.polling.waiting',
        [
          milestone('issued'),
          ...sent('CancelOperation', 'cancel@1', { operation: 0, again: { ...fields, name: 'unknown', attempt: 1 } }),
          cite('LR-07'),
        ],
      ],
    ],
    [
      'the Java future stops polling and sends nothing',
      { clientStyle: 'javaFuture' },
      [...waiting, cancel],
      ['here.cancel.none,here.patience.unlimited,here.watch.stopped.quiet', [abandoned, cite('LR-31'), cite('LR-31')]],
    ],
    [
      'the Java future breaks off its poll',
      { clientStyle: 'javaFuture' },
      [...polling, cancel],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.stopped.pollCut',
        [returned('poll/1', 'CANCELLED', null, 'LR-31', 'LR-32'), abandoned, cite('LR-31')],
      ],
    ],
    [
      'Python looks first',
      { clientStyle: 'python' },
      [...waiting, cancel],
      ['here.cancel.none,here.patience.unlimited,here.watch.polling.waiting', look(fields)],
    ],
    [
      'Python sends the cancel when it is not done',
      { clientStyle: 'python' },
      [...waiting, cancel, looked({})],
      [
        'here.cancel.asked,here.patience.unlimited,here.watch.polling.waiting',
        [returned('look/cancel@1', 'OK', 200), milestone('issued'), ...gaxSent(1), cite('LR-07')],
      ],
    ],
    [
      'Python sends none when it is',
      { clientStyle: 'python' },
      [...waiting, cancel, looked({ done: true, result: 'OK' })],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.settled',
        [ended('look/cancel@1', 'OK'), settle('OK'), cite('LR-04')],
      ],
    ],
    [
      'Python sends no cancel when the look has failed',
      { clientStyle: 'python' },
      [...waiting, cancel, looked({ code: 'UNAVAILABLE' })],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.polling.waiting',
        [returned('look/cancel@1', 'UNAVAILABLE', 503)],
      ],
    ],
    [
      'nor when the answer to it is lost',
      { clientStyle: 'python' },
      [...waiting, cancel, looked({ lost: true })],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.polling.waiting',
        [lost, returned('look/cancel@1', 'UNAVAILABLE', null, 'LR-23')],
      ],
    ],
    [
      'Python looks with the token of the cancel',
      { clientStyle: 'python' },
      [...waiting, { ...cancel, token: 'none' }],
      [
        'here.cancel.none,here.patience.unlimited,here.watch.polling.waiting',
        [
          ...sent('GetOperation', 'look/cancel@1', { token: 'none', then: { ...fields, token: 'none' } }),
          cite('LR-04'),
        ],
      ],
    ],
    [
      'C++ remembers',
      { clientStyle: 'cpp' },
      [count, cancel],
      ['here.cancel.remembered,here.patience.unlimited,here.watch.starting', []],
    ],
    [
      'C++ sends what it remembers before it polls',
      { clientStyle: 'cpp' },
      [count, cancel, { ...cancel, call: 'cancel@2' }, named],
      [
        'here.cancel.asked,here.patience.unlimited,here.watch.polling.asking',
        [
          returned('count@1', 'OK', 200),
          milestone('issued'),
          ...cancelSent,
          ...sent('CancelOperation', 'cancel@2'),
          cite('LR-07'),
          ...poll,
        ],
      ],
    ],
    [
      'C++ does not forget over a cancel of another name',
      { clientStyle: 'cpp' },
      [count, cancel, { ...other, call: 'cancel@2' }, named],
      [
        'here.cancel.asked,here.patience.unlimited,here.watch.polling.asking',
        [returned('count@1', 'OK', 200), milestone('issued'), ...cancelSent, cite('LR-07'), ...poll],
      ],
    ],
    [
      'C++ has nothing to send when the start is refused',
      { clientStyle: 'cpp' },
      [count, cancel, gotName({ code: 'UNAVAILABLE' })],
      [
        'here.cancel.remembered,here.patience.unlimited,here.watch.refused',
        [returned('count@1', 'UNAVAILABLE', 503), settle('UNAVAILABLE')],
      ],
    ],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('client', knobs, events)).toEqual(expected)
  })
})
