import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { CmrpClause, CmrpCode } from '#specs/cmrp.ts'
import { batch, citing, expectEvent, fieldOf, reaching, roleTypes } from '../dialect.ts'
import type { CmrpInput, CmrpKnobs } from './knobs.ts'
import { queueEnabled, replyTo, type Internal, type RequestOf } from './messages.ts'
import { resources, type ResourcesStep } from './resources.ts'

interface Context {
  readonly knobs: CmrpKnobs
  readonly operation: number
  /** CLUSAPI_GROUP_MOVE_QUEUE_ENABLED: blocked by policy, the move is tried again. */
  readonly queued: boolean
  /** What policy says, while the move waits for it. */
  readonly blocked: boolean
  /** The application does not answer: what it has to do is not done before it does. */
  readonly hangs: boolean
}
type Event =
  | RequestOf<'ApiCancelClusterGroupOperation'>
  | Extract<Internal, { type: 'Start' | 'PolicyChanged' | 'HangChanged' }>
interface Says {
  readonly code: CmrpCode
  readonly clauses: readonly CmrpClause[]
}

const hasQueueFlag = (event: Event): boolean => (expectEvent(event, 'Start').flags & queueEnabled) !== 0

/**
 * One move of the group (3.1.4.2.52, 3.1.4.2.131): it waits where policy blocks it, takes the resources offline, gives them
 * to the new owner and brings them online. Until the owner changes it can be undone.
 */
export const move = setup({
  types: roleTypes<Context, Event, CmrpInput>(),
  guards: {
    asksToBeQueued: ({ event }) => hasQueueFlag(event),
    startsBlocked: ({ event }) => fieldOf(event, 'blocked'),
    isStillBlocked: ({ context }) => context.blocked,
    wasNotQueued: ({ context }) => !context.queued && context.knobs.profile !== 'win32',
    hangs: ({ context }) => context.hangs,
    answersAgain: ({ event }) => !fieldOf(event, 'hangs'),
    isUndoneAtOnce: ({ context }) => context.knobs.completion === 'sync' && !context.hangs,
    comesToNothing: ({ context }) => context.knobs.acceptedCancel === 'comesToNothing',
  },
  actions: {
    cite: citing<CmrpClause>(),
    ...reaching('noticed', 'stopped'),
    reply: emit(({ event }, says: Says): Effect => ({
      type: 'tell',
      to: 'node',
      event: {
        type: 'answer',
        reply: replyTo(expectEvent(event, 'ApiCancelClusterGroupOperation'), says.code, says.clauses),
      },
    })),
    begin: assign({
      queued: ({ event }) => hasQueueFlag(event),
      blocked: ({ event }) => fieldOf(event, 'blocked'),
      hangs: ({ event }) => fieldOf(event, 'hangs'),
    }),
    heedHang: assign({ hangs: ({ event }) => fieldOf(event, 'hangs') }),
    heedPolicy: assign({ blocked: ({ event }) => fieldOf(event, 'blocked') }),
    forget: assign({ queued: false, blocked: false }),
    /** Where resources stay online while they move, nobody sees the group busy. */
    change: emit(({ context }, params: { readonly to: ResourcesStep }): Effect =>
      context.knobs.whileMoving === 'online'
        ? batch()
        : { type: 'tell', to: 'group', event: { type: 'ResourcesChanged', ...resources[params.to] } },
    ),
    /** By the letter the resources of a group whose move waits in the queue stay as they are. */
    park: emit(({ context }): Effect =>
      context.knobs.profile === 'letter' || context.knobs.whileMoving === 'online'
        ? batch()
        : { type: 'tell', to: 'group', event: { type: 'ResourcesChanged', ...resources.parked } },
    ),
    endMoved: emit((): Effect => ({ type: 'tell', to: 'group', event: { type: 'MoveEnded', hasMoved: true } })),
    endWhereItWas: emit((): Effect => ({ type: 'tell', to: 'group', event: { type: 'MoveEnded', hasMoved: false } })),
  },
  delays: {
    retryTicks: ({ context }) => context.knobs.retryTicks,
    offlineTicks: ({ context }) => context.knobs.offlineTicks,
    transferTicks: ({ context }) => context.knobs.transferTicks,
    onlineTicks: ({ context }) => context.knobs.onlineTicks,
    cancelTicks: ({ context }) => context.knobs.cancelTicks,
  },
}).createMachine({
  id: 'cmrp/move',
  context: ({ input }) => ({
    knobs: input.knobs,
    operation: input.instance,
    queued: false,
    blocked: false,
    hangs: false,
  }),
  initial: 'requested',
  on: { PolicyChanged: {}, HangChanged: { actions: 'heedHang' } },
  states: {
    requested: {
      tags: 'idle',
      meta: { label: ['asked for', 'asked'] },
      on: {
        Start: [
          {
            guard: 'startsBlocked',
            target: 'revocable.blocked',
            actions: ['begin', 'park', { type: 'cite', params: { clauses: ['CM-17'] } }],
          },
          { guard: 'asksToBeQueued', target: 'revocable.offlining.queued', actions: 'begin' },
          { target: 'revocable.offlining.once', actions: 'begin' },
        ],
      },
    },
    revocable: {
      initial: 'blocked',
      exit: 'forget',
      on: {
        ApiCancelClusterGroupOperation: [
          {
            guard: 'wasNotQueued',
            actions: { type: 'reply', params: { code: 'ERROR_INVALID_STATE', clauses: ['CM-05'] } },
          },
          {
            guard: 'isUndoneAtOnce',
            target: 'over.cancelled',
            actions: [
              'noticed',
              'stopped',
              'endWhereItWas',
              { type: 'reply', params: { code: 'ERROR_SUCCESS', clauses: ['CM-01', 'CM-08', 'CM-17'] } },
            ],
          },
          {
            guard: 'comesToNothing',
            actions: { type: 'reply', params: { code: 'ERROR_IO_PENDING', clauses: ['CM-01', 'CM-07'] } },
          },
          {
            target: 'cancelling',
            actions: [
              'noticed',
              { type: 'reply', params: { code: 'ERROR_IO_PENDING', clauses: ['CM-01', 'CM-07', 'CM-17'] } },
            ],
          },
        ],
      },
      states: {
        blocked: {
          tags: 'starting',
          meta: { label: ['waits in the queue, policy blocks', 'waits in the queue', 'queued'] },
          on: { PolicyChanged: { actions: 'heedPolicy' } },
          after: {
            retryTicks: [
              {
                guard: 'isStillBlocked',
                target: 'blocked',
                reenter: true,
                actions: { type: 'cite', params: { clauses: ['CM-17'] } },
              },
              { target: 'offlining.queued' },
            ],
          },
        },
        // Whether the move was to be queued decides on a cancel (CM-05), even where nothing blocks it.
        offlining: {
          initial: 'queued',
          entry: { type: 'change', params: { to: 'goingOffline' } },
          states: {
            queued: {
              tags: 'working',
              meta: { label: ['takes the resources offline', 'going offline', 'offline'] },
              after: {
                offlineTicks: [{ guard: 'hangs', target: 'queuedHanging' }, { target: '#cmrp/move.committed' }],
              },
            },
            once: {
              tags: 'working',
              meta: { label: ['takes the resources offline, not queued', 'offline, not queued', 'unqueued'] },
              after: {
                offlineTicks: [{ guard: 'hangs', target: 'onceHanging' }, { target: '#cmrp/move.committed' }],
              },
            },
            queuedHanging: {
              tags: 'working',
              meta: { label: ['waits for a resource that does not go offline', 'hangs going offline', 'hangs'] },
              on: {
                HangChanged: { guard: 'answersAgain', target: '#cmrp/move.committed', actions: 'heedHang' },
              },
            },
            onceHanging: {
              tags: 'working',
              meta: {
                label: ['waits for a resource that does not go offline, not queued', 'hangs, not queued', 'stuck'],
              },
              on: {
                HangChanged: { guard: 'answersAgain', target: '#cmrp/move.committed', actions: 'heedHang' },
              },
            },
          },
        },
      },
    },
    committed: {
      initial: 'transferring',
      on: {
        ApiCancelClusterGroupOperation: {
          actions: { type: 'reply', params: { code: 'ERROR_INVALID_STATE', clauses: ['CM-06'] } },
        },
      },
      states: {
        transferring: {
          tags: 'working',
          meta: { label: ['gives the group to the new owner: no way back', 'changes the owner', 'transfer'] },
          entry: { type: 'change', params: { to: 'changingOwner' } },
          after: { transferTicks: { target: 'onlining' } },
        },
        onlining: {
          tags: 'working',
          meta: { label: ['brings the resources online', 'going online', 'online'] },
          entry: { type: 'change', params: { to: 'goingOnline' } },
          after: {
            onlineTicks: [
              { guard: 'hangs', target: 'hanging' },
              { target: '#cmrp/move.over.done', actions: ['stopped', 'endMoved'] },
            ],
          },
        },
        hanging: {
          tags: 'working',
          meta: { label: ['waits for a resource that does not come online', 'hangs coming online', 'no start'] },
          on: {
            HangChanged: {
              guard: 'answersAgain',
              target: '#cmrp/move.over.done',
              actions: ['heedHang', 'stopped', 'endMoved'],
            },
          },
        },
      },
    },
    cancelling: {
      initial: 'undoing',
      entry: { type: 'change', params: { to: 'goingBack' } },
      on: {
        ApiCancelClusterGroupOperation: {
          actions: { type: 'reply', params: { code: 'ERROR_INVALID_STATE', clauses: ['CM-06'] } },
        },
      },
      states: {
        undoing: {
          tags: 'windingDown',
          meta: { label: ['is being undone', 'undoing'] },
          after: {
            cancelTicks: [
              { guard: 'hangs', target: 'hanging' },
              { target: '#cmrp/move.over.cancelled', actions: ['stopped', 'endWhereItWas'] },
            ],
          },
        },
        hanging: {
          tags: 'windingDown',
          meta: { label: ['cannot be undone: a resource hangs', 'hangs in the undoing', 'no undo'] },
          on: {
            HangChanged: {
              guard: 'answersAgain',
              target: '#cmrp/move.over.cancelled',
              actions: ['heedHang', 'stopped', 'endWhereItWas'],
            },
          },
        },
      },
    },
    over: {
      initial: 'done',
      on: {
        // The library has repeated a call whose reply was lost: the group moves once more.
        Start: [
          {
            guard: 'startsBlocked',
            target: 'revocable.blocked',
            actions: ['begin', 'park', { type: 'cite', params: { clauses: ['CM-14', 'CM-17'] } }],
          },
          {
            guard: 'asksToBeQueued',
            target: 'revocable.offlining.queued',
            actions: ['begin', { type: 'cite', params: { clauses: ['CM-14'] } }],
          },
          { target: 'revocable.offlining.once', actions: ['begin', { type: 'cite', params: { clauses: ['CM-14'] } }] },
        ],
      },
      states: {
        cancelled: { tags: 'released', meta: { label: ['undone: the group is where it was', 'undone'] } },
        done: { tags: 'released', meta: { label: ['done: the group has moved', 'done'] } },
      },
    },
  },
})
