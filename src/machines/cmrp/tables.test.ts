import { describe, expect, it } from 'vitest'
import type { Effect, Message, Payload } from '#kernel/effect.ts'
import type { Value } from '#kernel/model.ts'
import type { CmrpClause, CmrpCode } from '#specs/cmrp.ts'
import { reaction } from '../testing.ts'
import { faultTo, replyTo, type GroupState, type Method, type Owner, type Reply, type Request } from './messages.ts'
import { model } from './model.ts'
import { resources } from './resources.ts'

type Args = Readonly<Record<string, Value>>

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

/** A request as it travels; all that a test does not name is as in the plainest one. */
const request = (type: Method, over: Partial<Request> = {}): Request => ({
  type,
  call: 'x@1',
  connection: 1,
  handle: 1,
  access: null,
  flags: 0,
  operation: 1,
  ...over,
})
const open = request('ApiOpenGroupEx', { handle: 0, access: 'all', operation: 0 })
const cancel = request('ApiCancelClusterGroupOperation')
const move = request('ApiMoveGroupEx', { flags: 4 })

const cite = (...clauses: CmrpClause[]): Effect => ({ type: 'cite', clauses })
const milestone = (name: 'issued' | 'accepted' | 'noticed' | 'stopped'): Effect => ({
  type: 'milestone',
  operation: 1,
  name,
})
const tell = (to: string, event: Message): Effect => ({ type: 'tell', to, event })
const answer = (to: Request, code: CmrpCode, ...clauses: CmrpClause[]): Effect =>
  tell('node', { type: 'answer', reply: replyTo(to, code, clauses) })
/** The call returns; beside the code stands what RPC reports. */
const returned = (code: CmrpCode, ...clauses: CmrpClause[]): Effect => ({
  type: 'return',
  call: 'x@1',
  code,
  clauses: code.startsWith('RPC_') ? [...clauses, 'CM-28'] : clauses,
  out: { rpc_status: code.startsWith('RPC_') ? (model.codes[code] ?? '') : '0x00000000' },
})
const settled = (code: CmrpCode): Effect => ({ type: 'settle', operation: 1, code })

describe('the move', () => {
  const start = (flags: number, blocked: boolean, hangs = false): Message => ({ type: 'Start', flags, blocked, hangs })
  const hanging = (hangs: boolean): Message => ({ type: 'HangChanged', hangs })
  const timer = (name: string, state: string): Message => ({ type: `xstate.after.${name}.cmrp/move.${state}` })
  const retry = timer('retryTicks', 'revocable.blocked')
  const offline = timer('offlineTicks', 'revocable.offlining.queued')
  const transferred = timer('transferTicks', 'committed.transferring')
  const onlineAgain = timer('onlineTicks', 'committed.onlining')
  const undone = timer('cancelTicks', 'cancelling.undoing')
  const allows: Message = { type: 'PolicyChanged', blocked: false }
  const change = (step: keyof typeof resources): Effect =>
    tell('group', { type: 'ResourcesChanged', ...resources[step] })
  const end: Effect = tell('group', { type: 'MoveEnded', hasMoved: true })
  const back: Effect = tell('group', { type: 'MoveEnded', hasMoved: false })
  const queued = start(4, true)
  const going = start(4, false)

  it.each<[string, Args, Message[], [string, Wanted[]]]>([
    [
      'waits where policy blocks it',
      {},
      [queued],
      ['revocable.blocked', [change('parked'), cite('CM-17'), { arm: 'retryTicks', ticks: 60 }]],
    ],
    [
      'waits unseen, by the letter',
      { profile: 'letter' },
      [queued],
      ['revocable.blocked', [cite('CM-17'), { arm: 'retryTicks', ticks: 60 }]],
    ],
    ['is still blocked', {}, [queued, retry], ['revocable.blocked', [cite('CM-17'), { arm: 'retryTicks', ticks: 60 }]]],
    ['takes note of what policy says now', {}, [queued, allows], ['revocable.blocked', []]],
    [
      'finds that it may begin',
      {},
      [queued, allows, retry],
      ['revocable.offlining.queued', [change('goingOffline'), { arm: 'offlineTicks', ticks: 30 }]],
    ],
    [
      'begins at once',
      {},
      [going],
      ['revocable.offlining.queued', [change('goingOffline'), { arm: 'offlineTicks', ticks: 30 }]],
    ],
    ['heeds policy no more', {}, [going, { type: 'PolicyChanged', blocked: true }], ['revocable.offlining.queued', []]],
    [
      'is past the point of no return',
      {},
      [going, offline],
      ['committed.transferring', [change('changingOwner'), { arm: 'transferTicks', ticks: 40 }]],
    ],
    [
      'has its new owner',
      {},
      [going, offline, transferred],
      ['committed.onlining', [change('goingOnline'), { arm: 'onlineTicks', ticks: 30 }]],
    ],
    ['is done', {}, [going, offline, transferred, onlineAgain], ['over.done', [milestone('stopped'), end]]],
    [
      'is called off while it waits',
      {},
      [queued, cancel],
      [
        'cancelling.undoing',
        [
          milestone('noticed'),
          answer(cancel, 'ERROR_IO_PENDING', 'CM-01', 'CM-07', 'CM-17'),
          change('goingBack'),
          { arm: 'cancelTicks', ticks: 50 },
        ],
      ],
    ],
    [
      'is called off at once',
      { completion: 'sync' },
      [going, cancel],
      [
        'over.cancelled',
        [milestone('noticed'), milestone('stopped'), back, answer(cancel, 'ERROR_SUCCESS', 'CM-01', 'CM-08', 'CM-17')],
      ],
    ],
    [
      'was not queued',
      {},
      [start(2, false), cancel],
      ['revocable.offlining.once', [answer(cancel, 'ERROR_INVALID_STATE', 'CM-05')]],
    ],
    [
      'need not be queued in Win32',
      { profile: 'win32', completion: 'sync' },
      [start(2, false), cancel],
      [
        'over.cancelled',
        [milestone('noticed'), milestone('stopped'), back, answer(cancel, 'ERROR_SUCCESS', 'CM-01', 'CM-08', 'CM-17')],
      ],
    ],
    [
      'cannot be called off any more',
      {},
      [going, offline, cancel],
      ['committed.transferring', [answer(cancel, 'ERROR_INVALID_STATE', 'CM-06')]],
    ],
    [
      'is called off already',
      {},
      [queued, cancel, cancel],
      ['cancelling.undoing', [answer(cancel, 'ERROR_INVALID_STATE', 'CM-06')]],
    ],
    ['waits for a resource', {}, [going, hanging(true), offline], ['revocable.offlining.queuedHanging', []]],
    [
      'waits for a resource, not queued',
      {},
      [start(2, false, true), timer('offlineTicks', 'revocable.offlining.once')],
      ['revocable.offlining.onceHanging', []],
    ],
    [
      'may not be called off while it waits for a resource, not queued',
      {},
      [start(2, false, true), timer('offlineTicks', 'revocable.offlining.once'), cancel],
      ['revocable.offlining.onceHanging', [answer(cancel, 'ERROR_INVALID_STATE', 'CM-05')]],
    ],
    [
      'goes on when the resource answers',
      {},
      [going, hanging(true), offline, hanging(false)],
      ['committed.transferring', [change('changingOwner'), { arm: 'transferTicks', ticks: 40 }]],
    ],
    [
      'goes on, not queued, when the resource answers',
      {},
      [start(2, false, true), timer('offlineTicks', 'revocable.offlining.once'), hanging(false)],
      ['committed.transferring', [change('changingOwner'), { arm: 'transferTicks', ticks: 40 }]],
    ],
    ['hangs on', {}, [going, hanging(true), offline, hanging(true)], ['revocable.offlining.queuedHanging', []]],
    [
      'waits for a resource to come online',
      {},
      [going, offline, transferred, hanging(true), onlineAgain],
      ['committed.hanging', []],
    ],
    [
      'is done when the resource is online',
      {},
      [going, offline, transferred, hanging(true), onlineAgain, hanging(false)],
      ['over.done', [milestone('stopped'), end]],
    ],
    ['cannot be undone yet', {}, [queued, cancel, hanging(true), undone], ['cancelling.hanging', []]],
    [
      'is undone when the resource answers',
      {},
      [queued, cancel, hanging(true), undone, hanging(false)],
      ['over.cancelled', [milestone('stopped'), back]],
    ],
    [
      'cannot be undone at once where a resource hangs',
      { completion: 'sync' },
      [going, hanging(true), cancel],
      [
        'cancelling.undoing',
        [
          milestone('noticed'),
          answer(cancel, 'ERROR_IO_PENDING', 'CM-01', 'CM-07', 'CM-17'),
          change('goingBack'),
          { arm: 'cancelTicks', ticks: 50 },
        ],
      ],
    ],
    [
      'goes on after a cancel that comes to nothing',
      { acceptedCancel: 'comesToNothing' },
      [going, cancel],
      ['revocable.offlining.queued', [answer(cancel, 'ERROR_IO_PENDING', 'CM-01', 'CM-07')]],
    ],
    [
      'moves and stays online',
      { whileMoving: 'online' },
      [going],
      ['revocable.offlining.queued', [{ arm: 'offlineTicks', ticks: 30 }]],
    ],
    [
      'waits and stays online',
      { whileMoving: 'online' },
      [queued],
      ['revocable.blocked', [cite('CM-17'), { arm: 'retryTicks', ticks: 60 }]],
    ],
    ['is undone', {}, [queued, cancel, undone], ['over.cancelled', [milestone('stopped'), back]]],
    [
      'begins once more where its call was repeated',
      {},
      [queued, cancel, undone, going],
      ['revocable.offlining.queued', [cite('CM-14'), change('goingOffline'), { arm: 'offlineTicks', ticks: 30 }]],
    ],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('move', knobs, events)).toEqual(expected)
  })
})

describe('the group', () => {
  const began: Message = { type: 'ResourcesChanged', ...resources.goingOffline }
  const fails: Message = { type: 'resourceFails' }
  const ended: Message = { type: 'MoveEnded', hasMoved: true }
  const undone: Message = { type: 'MoveEnded', hasMoved: false }
  const look = request('ApiGetGroupState')
  const hold = (change: number): Effect => ({ type: 'resource', name: 'move', change, limit: 1, operation: 1 })
  const shows = (state: GroupState, moved: number): Effect[] => [
    cite('CM-20', 'CM-22'),
    tell('node', { type: 'GroupStateChanged', state, moved }),
  ]
  const shown = (state: GroupState, moved: number, owner: Owner = 'node 1'): Effect =>
    tell('node', {
      type: 'answer',
      reply: replyTo(look, 'ERROR_SUCCESS', ['CM-20'], { state, moved, owner, handle: 1 }),
    })
  const start = (flags: number, blocked: boolean): Effect =>
    tell('move#1', { type: 'Start', flags, blocked, hangs: false })
  const hang = (hangs: boolean): Effect => tell('move#1', { type: 'HangChanged', hangs })
  const migration = request('ApiMoveGroupEx', { flags: 14 })
  const second = request('ApiMoveGroupEx', { flags: 4, operation: 2 })
  const eager = request('ApiMoveGroupEx', { flags: 2 })

  it.each<[string, Message[], [string, Wanted[]]]>([
    ['takes a move', [move], ['online', [hold(1), start(4, false), answer(move, 'ERROR_IO_PENDING', 'CM-19')]]],
    [
      'takes a move that has to wait',
      [{ type: 'policyBlocks' }, move],
      ['online', [hold(1), start(4, true), answer(move, 'ERROR_IO_PENDING', 'CM-19')]],
    ],
    [
      'refuses a move that may not wait',
      [{ type: 'policyBlocks' }, eager],
      ['online', [answer(eager, 'ERROR_INVALID_STATE', 'CM-17', 'CM-19')]],
    ],
    ['refuses a further move', [move, second], ['online', [answer(second, 'ERROR_INVALID_STATE', 'CM-21')]]],
    [
      'tells its move of policy',
      [move, { type: 'policyBlocks' }],
      ['online', [tell('move#1', { type: 'PolicyChanged', blocked: true })]],
    ],
    ['has nobody to tell of policy', [{ type: 'policyAllows' }], ['online', []]],
    ['becomes pending', [move, began], ['pending', shows('ClusterGroupPending', 1)]],
    ['stays pending', [move, began, { type: 'ResourcesChanged', ...resources.changingOwner }], ['pending', []]],
    ['is free again', [move, began, ended], ['online', [hold(-1), ...shows('ClusterGroupOnline', 1)]]],
    ['fails', [fails], ['failed', shows('ClusterGroupFailed', 0)]],
    ['fails while it moves', [move, began, fails], ['failed', shows('ClusterGroupFailed', 1)]],
    ['stays failed while it moves', [fails, move, began], ['failed', []]],
    [
      'is mended by the end of a move',
      [fails, move, began, ended],
      ['online', [hold(-1), ...shows('ClusterGroupOnline', 1)]],
    ],
    ['tells a move that a resource hangs', [move, began, { type: 'resourceHangs' }], ['pending', [hang(true)]]],
    [
      'tells a move that it answers again',
      [move, began, { type: 'resourceHangs' }, { type: 'resourceAnswers' }],
      ['pending', [hang(false)]],
    ],
    ['hangs at rest, and tells nobody', [{ type: 'resourceHangs' }], ['online', []]],
    [
      'takes a live migration',
      [migration],
      ['online', [hold(1), start(14, false), answer(migration, 'ERROR_IO_PENDING', 'CM-19', 'CM-26')]],
    ],
    ['shows its state', [look], ['online', [shown('ClusterGroupOnline', 0)]]],
    ['shows that it is pending', [move, began, look], ['pending', [shown('ClusterGroupPending', 1)]]],
    [
      'shows where it is after a move',
      [move, began, ended, look],
      ['online', [shown('ClusterGroupOnline', 1, 'node 2')]],
    ],
    ['shows that it stayed', [move, began, undone, look], ['online', [shown('ClusterGroupOnline', 1, 'node 1')]]],
    ['has no move to call off', [cancel], ['online', [answer(cancel, 'ERROR_INVALID_STATE', 'CM-04')]]],
    [
      'is not pending while its move waits unseen',
      [move, cancel],
      ['online', [answer(cancel, 'ERROR_INVALID_STATE', 'CM-04')]],
    ],
    [
      'hides its move behind a failure',
      [move, began, fails, cancel],
      ['failed', [answer(cancel, 'ERROR_INVALID_STATE', 'CM-04', 'CM-20')]],
    ],
    ['leaves the rest to its move', [move, began, cancel], ['pending', [tell('move#1', cancel)]]],
  ])('%s', (_, events, expected) => {
    expect(after('group', {}, events)).toEqual(expected)
  })
})

describe('the node', () => {
  const held = (change: number): Effect => ({
    type: 'resource',
    name: 'groupHandle',
    change,
    limit: null,
    operation: 0,
  })
  const refuse = (to: Request, code: CmrpCode, ...clauses: CmrpClause[]): Effect => answer(to, code, ...clauses)
  const sent = (reply: Reply, lost = false): Effect => ({ type: 'send', to: 'client', event: { ...reply, lost } })
  const reply = replyTo(cancel, 'ERROR_IO_PENDING', ['CM-07'])
  const answered: Message = { type: 'answer', reply }
  const openRead = request('ApiOpenGroupEx', { handle: 0, access: 'read' })
  const oldOpen = request('ApiOpenGroup', { handle: 0, access: 'all' })
  const create = request('ApiCreateGroup', { handle: 0, access: 'all' })
  const withFlags = request('ApiCancelClusterGroupOperation', { flags: 1 })
  const othersOpen = request('ApiOpenGroupEx', { connection: -1, handle: 0, access: 'all' })
  const restarts: Message = { type: 'serviceRestarts' }
  const again = request('ApiCancelClusterGroupOperation', { connection: 2 })
  const readOnly: Message = { type: 'nodeReadOnly' }
  const leaves: Message = { type: 'nodeShutsDown' }
  const others: Message = { type: 'otherAdminMoves', call: 'otherAdminMoves@1', operation: 1 }
  const othersRequest = request('ApiMoveGroupEx', { call: 'otherAdminMoves@1', connection: 0, handle: -1, flags: 4 })
  const noted: Effect = tell('client', { type: 'OtherMoveStarted', operation: 1 })
  const changed: Message = { type: 'GroupStateChanged', state: 'ClusterGroupPending', moved: 1 }
  const reconnect = request('Reconnect', { call: '', connection: 2, handle: 0, access: 'all', operation: 0 })

  it.each<[string, Args, Message[], [string, Wanted[]]]>([
    [
      'gives out a handle',
      {},
      [open],
      [
        'active.readWrite',
        [
          held(1),
          tell('node', {
            type: 'answer',
            reply: replyTo(open, 'ERROR_SUCCESS', ['CM-16', 'CM-27'], { handle: 1, access: 'all' }),
          }),
        ],
      ],
    ],
    ['asks the group', {}, [open, cancel], ['active.readWrite', [tell('group', cancel)]]],
    ['does not know the handle', {}, [cancel], ['active.readWrite', [refuse(cancel, 'ERROR_INVALID_HANDLE', 'CM-10')]]],
    [
      'wants full access',
      {},
      [openRead, cancel],
      ['active.readWrite', [refuse(cancel, 'ERROR_ACCESS_DENIED', 'CM-09', 'CM-27')]],
    ],
    [
      'wants flags of zero',
      {},
      [open, withFlags],
      ['active.readWrite', [refuse(withFlags, 'ERROR_INVALID_PARAMETER', 'CM-11')]],
    ],
    [
      'is read-only',
      {},
      [open, readOnly, cancel],
      ['active.readOnly', [refuse(cancel, 'ERROR_SHARING_PAUSED', 'CM-02', 'CM-12')]],
    ],
    [
      'is read/write again',
      {},
      [open, readOnly, { type: 'nodeReadWrite' }, cancel],
      ['active.readWrite', [tell('group', cancel)]],
    ],
    [
      'shuts down',
      {},
      [open, leaves, cancel],
      ['shuttingDown', [refuse(cancel, 'ERROR_CLUSTER_NODE_SHUTTING_DOWN', 'CM-03', 'CM-12')]],
    ],
    [
      'shuts down and calls that not ready',
      { inactiveNode: 'ERROR_CLUSTER_NODE_NOT_READY' },
      [open, leaves, cancel],
      ['shuttingDown', [refuse(cancel, 'ERROR_CLUSTER_NODE_NOT_READY', 'CM-03', 'CM-12')]],
    ],
    [
      'shuts down without a word',
      { inactiveNode: 'silent' },
      [open, leaves, cancel],
      [
        'shuttingDown',
        [
          tell('node', {
            type: 'answer',
            reply: faultTo(cancel, 'RPC_S_SERVER_UNAVAILABLE', ['CM-03', 'CM-15', 'CM-12']),
          }),
        ],
      ],
    ],
    [
      'shuts down without a word to somebody else',
      { inactiveNode: 'silent' },
      [leaves, others],
      ['shuttingDown', [noted, answer(othersRequest, 'RPC_S_SERVER_UNAVAILABLE', 'CM-03')]],
    ],
    [
      'gives out a handle as of old, read-only or not',
      {},
      [readOnly, oldOpen],
      [
        'active.readOnly',
        [
          held(1),
          tell('node', {
            type: 'answer',
            reply: replyTo(oldOpen, 'ERROR_SUCCESS', ['CM-16', 'CM-27'], { handle: 1, access: 'all' }),
          }),
        ],
      ],
    ],
    [
      'makes no group while it is read-only',
      {},
      [readOnly, create],
      ['active.readOnly', [refuse(create, 'ERROR_SHARING_PAUSED', 'CM-02')]],
    ],
    [
      'is too old',
      { profile: 'server2008' },
      [open, leaves, cancel],
      [
        'shuttingDown',
        [
          tell('node', {
            type: 'answer',
            reply: {
              ...replyTo(cancel, 'ERROR_SUCCESS', ['CM-01', 'CM-15']),
              rpcStatus: 'RPC_S_PROCNUM_OUT_OF_RANGE',
              value: null,
            },
          }),
        ],
      ],
    ],
    ['answers', {}, [answered], ['active.readWrite', [sent(reply)]]],
    ['loses one answer', {}, [{ type: 'loseReply' }, answered], ['active.readWrite', [sent(reply, true)]]],
    ['and only one', {}, [{ type: 'loseReply' }, answered, answered], ['active.readWrite', [sent(reply)]]],
    [
      'takes the handle back',
      {},
      [open, request('ApiCloseGroup')],
      ['active.readWrite', [held(-1), answer(request('ApiCloseGroup'), 'ERROR_SUCCESS')]],
    ],
    [
      'tells the client of a new state',
      {},
      [changed],
      [
        'active.readWrite',
        [
          {
            type: 'send',
            to: 'client',
            event: { type: 'CLUSTER_CHANGE_GROUP_STATE', connection: 1, state: 'ClusterGroupPending', moved: 1 },
          },
        ],
      ],
    ],
    [
      'lets go of the handles of a lost connection',
      {},
      [open, open, { type: 'ConnectionLost' }],
      ['active.readWrite', [held(-2), cite('CM-23')]],
    ],
    ['tells nobody then', {}, [{ type: 'ConnectionLost' }, changed], ['active.readWrite', []]],
    [
      'takes no request of a lost connection',
      {},
      [{ type: 'ConnectionLost' }, cancel],
      ['active.readWrite', [{ type: 'discard', why: 'the connection that it was sent over is lost' }]],
    ],
    [
      'is another one after a reconnect',
      {},
      [open, leaves, reconnect],
      ['active.readWrite', [held(-1), held(1), tell('group', { ...reconnect, handle: 2 })]],
    ],
    [
      'restarts: its handles are gone',
      {},
      [open, othersOpen, leaves, restarts],
      [
        'active.readWrite',
        [
          held(-2),
          cite('CM-23'),
          tell('client', { type: 'ServiceRestarted' }),
          tell('other', { type: 'ServiceRestarted' }),
        ],
      ],
    ],
    [
      'knows no handle of before its restart',
      {},
      [open, restarts, again],
      ['active.readWrite', [refuse(again, 'ERROR_INVALID_HANDLE', 'CM-10')]],
    ],
    [
      'takes nothing that was sent before its restart',
      {},
      [open, restarts, cancel],
      ['active.readWrite', [{ type: 'discard', why: 'the connection that it was sent over is lost' }]],
    ],
    ['tells nobody after its restart', {}, [restarts, changed], ['active.readWrite', []]],
    [
      'tells the client again that has opened again',
      {},
      [restarts, { ...open, connection: 2 }, changed],
      [
        'active.readWrite',
        [
          {
            type: 'send',
            to: 'client',
            event: { type: 'CLUSTER_CHANGE_GROUP_STATE', connection: 2, state: 'ClusterGroupPending', moved: 1 },
          },
        ],
      ],
    ],
    [
      'keeps the handle of the second client when the first one is gone',
      {},
      [open, othersOpen, { type: 'ConnectionLost' }],
      ['active.readWrite', [held(-1), cite('CM-23')]],
    ],
    [
      'answers the second client',
      {},
      [{ type: 'answer', reply: { ...reply, connection: -1 } }],
      ['active.readWrite', [{ type: 'send', to: 'other', event: { ...reply, connection: -1, lost: false } }]],
    ],
    ['starts somebody else’s move', {}, [others], ['active.readWrite', [noted, tell('group', othersRequest)]]],
    [
      'refuses somebody else’s move',
      {},
      [readOnly, others],
      ['active.readOnly', [noted, answer(othersRequest, 'ERROR_SHARING_PAUSED', 'CM-02')]],
    ],
    [
      'says so to nobody on our link',
      {},
      [{ type: 'answer', reply: replyTo(othersRequest, 'ERROR_INVALID_STATE', ['CM-21']) }],
      ['active.readWrite', [cite('CM-21'), settled('ERROR_INVALID_STATE')]],
    ],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('node', knobs, events)).toEqual(expected)
  })
})

describe('the client', () => {
  const reply = (to: Request, over: Partial<Reply> = {}): Message => ({ ...replyTo(to, 'ERROR_SUCCESS', []), ...over })
  const opened = reply(open, { handle: 1, access: 'all' })
  const opens: Message = { type: 'openGroup', call: 'x@1', access: 'all', method: 'ApiOpenGroupEx' }
  const passes = (op: string, args: Payload): Effect => ({ type: 'call', op, call: 'x@1', args })
  const passesMove = passes('moveGroupEx', { hGroup: 1, dwMoveFlags: 4, lpInBuffer: null, cbInBufferSize: 0 })
  const passesCancel = passes('cancel', { hGroup: 1, dwCancelFlags: 0 })
  const passesNull = passes('cancel', { hGroup: null, dwCancelFlags: 0 })
  const openReturned = (more: Payload): Effect => ({
    type: 'return',
    call: 'x@1',
    code: 'ERROR_SUCCESS',
    clauses: [],
    out: { HGROUP_RPC: 1, Status: '0x00000000', rpc_status: '0x00000000', ...more },
  })
  const moves: Message = { type: 'moveGroupEx', call: 'x@1', flags: 4, operation: 1 }
  const cancels: Message = { type: 'cancel', call: 'x@1', flags: 0, handle: 'group' }
  const taken = reply(move, { value: 'ERROR_IO_PENDING', clauses: ['CM-19'] })
  const cancelTaken = reply(cancel, { value: 'ERROR_IO_PENDING', clauses: ['CM-07'] })
  const notified = (state: GroupState, moved = 1, connection = 1): Message => ({
    type: 'CLUSTER_CHANGE_GROUP_STATE',
    connection,
    state,
    moved,
  })
  const drops: Message = { type: 'dropLink' }
  const restarted: Message = { type: 'ServiceRestarted' }
  const sends = (event: Request): Effect => ({ type: 'send', to: 'node', event })
  const late: Effect = { type: 'discard', why: 'the connection that it was sent over is lost' }
  const lost: Effect = { type: 'discard', why: 'the reply is lost' }
  const connect = request('Reconnect', { call: '', connection: 2, handle: 0, access: 'all', operation: 0 })
  const at = (handle: string, library: string, watch: string): string =>
    `present.handle.${handle},present.library.${library},present.watch.${watch}`
  const openAnd = (...events: Message[]): Message[] => [opens, opened, ...events]
  const again = { reconnect: true }
  const look = request('ApiGetGroupState')
  /** The group looks Online while the move waits: settled. Then it moves. */
  const lookedAndMoved = (...events: Message[]): Message[] =>
    openAnd(
      moves,
      taken,
      reply(look, { state: 'ClusterGroupOnline', moved: 1 }),
      notified('ClusterGroupPending'),
      ...events,
    )

  it.each<[string, Args, Message[], [string, Wanted[]]]>([
    [
      'asks for a handle',
      {},
      [opens],
      [
        at('none', 'connected', 'idle'),
        [passes('openGroup', { lpszGroupName: 'the group', dwDesiredAccess: 'GENERIC_ALL' }), sends(open)],
      ],
    ],
    [
      'asks for a handle as of old, which cannot ask for less than all',
      {},
      [{ ...opens, access: 'read', method: 'ApiOpenGroup' }],
      [
        at('none', 'connected', 'idle'),
        [passes('openGroup', { lpszGroupName: 'the group' }), sends({ ...open, type: 'ApiOpenGroup' })],
      ],
    ],
    [
      'has a handle of a group that it has made',
      {},
      [
        { ...opens, method: 'ApiCreateGroup' },
        reply(request('ApiCreateGroup', { handle: 0, access: 'all', operation: 0 }), { handle: 1, access: 'all' }),
      ],
      [at('held.full', 'connected', 'idle'), [openReturned({})]],
    ],
    [
      'gets no handle',
      {},
      [opens, reply(open, { value: 'ERROR_CLUSTER_NODE_SHUTTING_DOWN' })],
      [
        at('none', 'connected', 'idle'),
        [
          {
            type: 'return',
            call: 'x@1',
            code: 'ERROR_CLUSTER_NODE_SHUTTING_DOWN',
            clauses: [],
            out: { HGROUP_RPC: null, Status: '0x000013D1', rpc_status: '0x00000000' },
          },
        ],
      ],
    ],
    [
      'closes, and knows no status of RPC',
      {},
      openAnd({ type: 'closeGroup', call: 'x@1' }, reply(request('ApiCloseGroup'))),
      [
        at('none', 'connected', 'idle'),
        [{ type: 'return', call: 'x@1', code: 'ERROR_SUCCESS', clauses: [], out: { Group: null } }],
      ],
    ],
    [
      'sees the state and who has the group',
      {},
      openAnd({ type: 'getGroupState', call: 'x@1' }, reply(look, { state: 'ClusterGroupPending', owner: 'node 1' })),
      [
        at('held.full', 'connected', 'moving'),
        [
          {
            type: 'return',
            call: 'x@1',
            code: 'ERROR_SUCCESS',
            clauses: [],
            out: { State: 'ClusterGroupPending', NodeName: 'node 1', rpc_status: '0x00000000' },
          },
        ],
      ],
    ],
    [
      'has a handle',
      {},
      [opens, opened],
      [at('held.full', 'connected', 'idle'), [openReturned({ lpdwGrantedAccess: 'GENERIC_ALL' })]],
    ],
    [
      'has a handle for reading',
      {},
      [{ ...opens, access: 'read' }, reply(open, { handle: 1, access: 'read' })],
      [at('held.reading', 'connected', 'idle'), [openReturned({ lpdwGrantedAccess: 'GENERIC_READ' })]],
    ],
    ['asks for the move', {}, openAnd(moves), [at('held.full', 'connected', 'asked'), [passesMove, sends(move)]]],
    [
      'knows that the move is taken',
      {},
      openAnd(moves, taken),
      [at('held.full', 'connected', 'moving'), [returned('ERROR_IO_PENDING', 'CM-19')]],
    ],
    [
      'knows that the move is refused',
      {},
      openAnd(moves, reply(move, { value: 'ERROR_INVALID_STATE' })),
      [at('held.full', 'connected', 'refused'), [returned('ERROR_INVALID_STATE'), settled('ERROR_INVALID_STATE')]],
    ],
    [
      'has no handle to move with',
      {},
      [moves],
      [
        at('none', 'connected', 'refused'),
        [
          passes('moveGroupEx', { hGroup: null, dwMoveFlags: 4, lpInBuffer: null, cbInBufferSize: 0 }),
          returned('RPC_X_SS_IN_NULL_CONTEXT', 'CM-15', 'CM-16'),
          settled('RPC_X_SS_IN_NULL_CONTEXT'),
        ],
      ],
    ],
    [
      'has no handle to cancel with',
      {},
      [cancels],
      [
        at('none', 'connected', 'idle'),
        [passesNull, milestone('issued'), returned('RPC_X_SS_IN_NULL_CONTEXT', 'CM-15', 'CM-16')],
      ],
    ],
    [
      'cancels',
      {},
      openAnd(moves, taken, cancels),
      [at('held.full', 'connected', 'moving'), [passesCancel, milestone('issued'), sends(cancel)]],
    ],
    [
      'knows that the cancel is taken',
      {},
      openAnd(moves, taken, cancels, cancelTaken),
      [at('held.full', 'connected', 'cancelled'), [returned('ERROR_IO_PENDING', 'CM-07'), milestone('accepted')]],
    ],
    [
      'knows that the cancel is refused by a value that is not listed',
      {},
      openAnd(cancels, reply(cancel, { value: 'ERROR_SHARING_PAUSED' })),
      [at('held.full', 'connected', 'idle'), [returned('ERROR_SHARING_PAUSED'), cite('CM-13')]],
    ],
    [
      'knows that the method did not run',
      {},
      openAnd(cancels, reply(cancel, { rpcStatus: 'RPC_S_PROCNUM_OUT_OF_RANGE', value: null })),
      [
        at('held.full', 'connected', 'idle'),
        [returned('RPC_S_PROCNUM_OUT_OF_RANGE'), cite('CM-15', 'CM-25'), cite('CM-13')],
      ],
    ],
    [
      'gets no reply',
      {},
      openAnd(cancels, reply(cancel, { lost: true })),
      [at('held.full', 'connected', 'idle'), [lost, returned('RPC_S_CALL_FAILED', 'CM-15', 'CM-25'), cite('CM-13')]],
    ],
    ['sees the group move', {}, openAnd(notified('ClusterGroupPending')), [at('held.full', 'connected', 'moving'), []]],
    [
      'sees the end',
      {},
      openAnd(moves, taken, notified('ClusterGroupOnline')),
      [at('held.full', 'connected', 'over'), [settled('ClusterGroupOnline')]],
    ],
    [
      'sees a failure, and the end after it is no news',
      {},
      openAnd(moves, taken, notified('ClusterGroupFailed'), notified('ClusterGroupOnline')),
      [at('held.full', 'connected', 'over'), []],
    ],
    [
      'is out of Pending once more, by the letter: no news',
      {},
      lookedAndMoved(notified('ClusterGroupOnline')),
      [at('held.full', 'connected', 'over'), []],
    ],
    [
      'is out of Pending once more, cancelled this time',
      {},
      lookedAndMoved(cancels, cancelTaken, notified('ClusterGroupOnline')),
      [at('held.full', 'connected', 'over'), []],
    ],
    [
      'is out of Pending once more, and learns it from another node',
      again,
      lookedAndMoved(drops, reply(connect, { handle: 2, state: 'ClusterGroupOnline', moved: 1 })),
      [at('held.full', 'connected', 'over'), [cite('CM-14')]],
    ],
    [
      'sees a state that is older than any move',
      {},
      openAnd(notified('ClusterGroupOnline', 0)),
      [at('held.full', 'connected', 'idle'), []],
    ],
    [
      'knows of somebody else’s move',
      {},
      openAnd({ type: 'OtherMoveStarted', operation: 1 }),
      [at('held.full', 'connected', 'idle'), []],
    ],
    [
      'loses its connection',
      {},
      openAnd(moves, drops),
      [
        at('held.full', 'disconnected', 'unsure'),
        [tell('node', { type: 'ConnectionLost' }), returned('RPC_S_CALL_FAILED', 'CM-15', 'CM-25')],
      ],
    ],
    [
      'does not know whether its move was taken',
      {},
      openAnd(moves, reply(move, { value: 'ERROR_IO_PENDING', lost: true })),
      [at('held.full', 'connected', 'unsure'), [lost, returned('RPC_S_CALL_FAILED', 'CM-15', 'CM-25')]],
    ],
    [
      'learns from the group that its move was taken',
      {},
      openAnd(moves, reply(move, { value: 'ERROR_IO_PENDING', lost: true }), notified('ClusterGroupOnline')),
      [at('held.full', 'connected', 'over'), [settled('ClusterGroupOnline')]],
    ],
    [
      'is refused by its own stub where the connection is gone',
      {},
      openAnd(drops, moves),
      [
        at('held.full', 'disconnected', 'refused'),
        [passesMove, returned('RPC_S_CALL_FAILED', 'CM-15', 'CM-25'), settled('RPC_S_CALL_FAILED')],
      ],
    ],
    [
      'takes nothing from a lost connection',
      {},
      openAnd(moves, drops, taken),
      [at('held.full', 'disconnected', 'unsure'), [late]],
    ],
    [
      'sees nothing over a lost connection',
      {},
      openAnd(moves, taken, drops, notified('ClusterGroupOnline')),
      [at('held.full', 'disconnected', 'moving'), [late]],
    ],
    [
      'goes away',
      {},
      openAnd(moves, { type: 'leave' }),
      [
        'gone',
        [
          { type: 'abandon', operation: 1 },
          { type: 'send', to: 'node', event: { type: 'ConnectionLost' } },
        ],
      ],
    ],
    [
      'has gone away, and calls nothing',
      {},
      openAnd(moves, { type: 'leave' }, cancels),
      ['gone', [{ type: 'discard', why: 'the client has gone' }]],
    ],
    [
      'goes away without a connection',
      {},
      openAnd(moves, drops, { type: 'leave' }),
      ['gone', [{ type: 'abandon', operation: 1 }]],
    ],
    [
      'learns that its node has restarted',
      {},
      openAnd(moves, restarted),
      [at('held.full', 'connected', 'unsure'), [returned('RPC_S_CALL_FAILED', 'CM-15', 'CM-25')]],
    ],
    [
      'passes its old handle after a restart',
      {},
      openAnd(restarted, cancels),
      [at('held.full', 'connected', 'idle'), [passesCancel, milestone('issued'), sends({ ...cancel, connection: 2 })]],
    ],
    ['does not notice a restart', again, openAnd(restarted), [at('held.full', 'connected', 'idle'), []]],
    [
      'reconnects where its node restarts under a call',
      again,
      openAnd(cancels, restarted),
      [at('held.full', 'reconnecting', 'idle'), [cite('CM-14'), sends(connect)]],
    ],
    [
      'says what somebody else’s cancel means',
      {},
      openAnd(moves, { type: 'OtherCancels', call: 'cancel@1', flags: 0, handle: 'group' }),
      [
        at('held.full', 'connected', 'asked'),
        [tell('other', { type: 'CancelAimed', call: 'cancel@1', flags: 0, handle: 'group', operation: 1 })],
      ],
    ],
    [
      'cancels without a connection',
      {},
      openAnd(drops, cancels),
      [
        at('held.full', 'disconnected', 'idle'),
        [passesCancel, milestone('issued'), returned('RPC_S_CALL_FAILED', 'CM-15', 'CM-25')],
      ],
    ],
    [
      'reconnects for a lost reply',
      again,
      openAnd(cancels, reply(cancel, { lost: true })),
      [at('held.full', 'reconnecting', 'idle'), [lost, cite('CM-14'), sends(connect)]],
    ],
    [
      'reconnects where the node leaves',
      again,
      openAnd(cancels, reply(cancel, { value: 'ERROR_CLUSTER_NODE_SHUTTING_DOWN' })),
      [at('held.full', 'reconnecting', 'idle'), [cite('CM-14'), sends(connect)]],
    ],
    [
      'reconnects for a broken connection',
      again,
      openAnd(moves, drops),
      [
        at('held.full', 'reconnecting', 'asked'),
        [tell('node', { type: 'ConnectionLost' }), cite('CM-14'), sends(connect)],
      ],
    ],
    [
      'keeps what is called meanwhile',
      again,
      openAnd(drops, cancels),
      [at('held.full', 'reconnecting', 'idle'), [passesCancel, milestone('issued')]],
    ],
    [
      'calls again, with the new handle',
      again,
      openAnd(drops, cancels, reply(connect, { handle: 2 })),
      [at('held.full', 'connected', 'idle'), [sends({ ...cancel, connection: 2, handle: 2 }), cite('CM-14')]],
    ],
    [
      'sees with the new connection what it has missed',
      again,
      openAnd(moves, taken, drops, reply(connect, { handle: 2, state: 'ClusterGroupOnline', moved: 1 })),
      [at('held.full', 'connected', 'over'), [cite('CM-14'), settled('ClusterGroupOnline')]],
    ],
  ])('%s', (_, knobs, events, expected) => {
    expect(after('client', knobs, events)).toEqual(expected)
  })
})

describe('the second client', () => {
  const of = (type: Method, over: Partial<Request> = {}): Request => request(type, { connection: -1, ...over })
  const opens: Message = { type: 'openGroup', call: 'x@1', access: 'all', method: 'ApiOpenGroupEx', by: 'other' }
  const opened: Message = { ...replyTo(of('ApiOpenGroupEx'), 'ERROR_SUCCESS', []), handle: 1, access: 'all' }
  const moves: Message = { type: 'moveGroupEx', call: 'x@1', flags: 4, operation: 1, by: 'other' }
  const aimed: Message = { type: 'CancelAimed', call: 'x@1', flags: 0, handle: 'group', operation: 1 }
  const restarted: Message = { type: 'ServiceRestarted' }
  const tells = tell('client', { type: 'OtherMoveStarted', operation: 1 })
  const passes = (op: string, args: Payload): Effect => ({ type: 'call', op, call: 'x@1', args })
  const passesMove = (hGroup: number | null): Effect =>
    passes('moveGroupEx', { hGroup, dwMoveFlags: 4, lpInBuffer: null, cbInBufferSize: 0 })
  const passesCancel = (hGroup: number | null): Effect => passes('cancel', { hGroup, dwCancelFlags: 0 })
  const sends = (event: Request): Effect => ({ type: 'send', to: 'node', event })
  const failed = returned('RPC_S_CALL_FAILED', 'CM-15', 'CM-25')
  const noHandle = returned('RPC_X_SS_IN_NULL_CONTEXT', 'CM-15', 'CM-16')
  const late: Effect = { type: 'discard', why: 'the connection that it was sent over is lost' }
  const taken = replyTo(of('ApiMoveGroupEx'), 'ERROR_IO_PENDING', ['CM-19'])
  const refused = replyTo(of('ApiMoveGroupEx'), 'ERROR_INVALID_STATE', ['CM-21'])
  const cancelTaken = replyTo(of('ApiCancelClusterGroupOperation'), 'ERROR_IO_PENDING', ['CM-07'])

  it.each<[string, Message[], [string, Wanted[]]]>([
    [
      'moves the group, and the client has counted it',
      [opens, opened, moves],
      ['held', [tells, passesMove(1), sends(of('ApiMoveGroupEx', { flags: 4 }))]],
    ],
    [
      'has no handle to move with',
      [moves],
      ['none', [tells, passesMove(null), noHandle, settled('RPC_X_SS_IN_NULL_CONTEXT')]],
    ],
    [
      'is told that its move is taken',
      [opens, opened, moves, taken],
      ['held', [returned('ERROR_IO_PENDING', 'CM-19')]],
    ],
    [
      'is told that its move is refused',
      [opens, opened, moves, refused],
      ['held', [returned('ERROR_INVALID_STATE', 'CM-21'), settled('ERROR_INVALID_STATE')]],
    ],
    [
      'does not know whether its move was refused',
      [opens, opened, moves, { ...refused, lost: true }],
      ['held', [{ type: 'discard', why: 'the reply is lost' }, failed]],
    ],
    [
      'asks what its cancel means',
      [opens, opened, { type: 'cancel', call: 'x@1', flags: 0, handle: 'group', by: 'other' }],
      ['held', [tell('client', { type: 'OtherCancels', call: 'x@1', flags: 0, handle: 'group' })]],
    ],
    [
      'cancels',
      [opens, opened, aimed],
      ['held', [passesCancel(1), milestone('issued'), sends(of('ApiCancelClusterGroupOperation'))]],
    ],
    ['has no handle to cancel with', [aimed], ['none', [passesCancel(null), milestone('issued'), noHandle]]],
    [
      'knows that its cancel is taken',
      [opens, opened, aimed, cancelTaken],
      ['held', [milestone('accepted'), returned('ERROR_IO_PENDING', 'CM-07')]],
    ],
    ['fails where the node restarts', [opens, opened, moves, restarted], ['held', [failed]]],
    ['takes nothing from before a restart', [opens, opened, moves, restarted, taken], ['held', [late]]],
    [
      'passes its old handle after a restart',
      [opens, opened, restarted, aimed],
      ['held', [passesCancel(1), milestone('issued'), sends(of('ApiCancelClusterGroupOperation', { connection: -2 }))]],
    ],
  ])('%s', (_, events, expected) => {
    expect(after('other', {}, events)).toEqual(expected)
  })
})
