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
}
type Event = RequestOf<'ApiCancelClusterGroupOperation'> | Extract<Internal, { type: 'Start' | 'PolicyChanged' }>
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
    isUndoneAtOnce: ({ context }) => context.knobs.completion === 'sync',
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
    begin: assign({ queued: ({ event }) => hasQueueFlag(event), blocked: ({ event }) => fieldOf(event, 'blocked') }),
    heedPolicy: assign({ blocked: ({ event }) => fieldOf(event, 'blocked') }),
    forget: assign({ queued: false, blocked: false }),
    change: emit((_, params: { readonly to: ResourcesStep }): Effect => ({
      type: 'tell',
      to: 'group',
      event: { type: 'ResourcesChanged', ...resources[params.to] },
    })),
    /** By the letter the resources of a group whose move waits in the queue stay as they are. */
    park: emit(({ context }): Effect =>
      context.knobs.profile === 'letter'
        ? batch()
        : { type: 'tell', to: 'group', event: { type: 'ResourcesChanged', ...resources.parked } },
    ),
    end: emit((): Effect => ({ type: 'tell', to: 'group', event: { type: 'MoveEnded' } })),
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
  context: ({ input }) => ({ knobs: input.knobs, operation: input.instance, queued: false, blocked: false }),
  initial: 'requested',
  on: { PolicyChanged: {} },
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
              'end',
              { type: 'reply', params: { code: 'ERROR_SUCCESS', clauses: ['CM-01', 'CM-08', 'CM-17'] } },
            ],
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
          after: { offlineTicks: { target: '#cmrp/move.committed' } },
          states: {
            queued: { tags: 'working', meta: { label: ['takes the resources offline', 'going offline', 'offline'] } },
            once: {
              tags: 'working',
              meta: { label: ['takes the resources offline, not queued', 'offline, not queued', 'offline'] },
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
          after: { onlineTicks: { target: '#cmrp/move.over.done', actions: ['stopped', 'end'] } },
        },
      },
    },
    cancelling: {
      tags: 'windingDown',
      meta: { label: ['is being undone', 'undoing'] },
      entry: { type: 'change', params: { to: 'goingBack' } },
      on: {
        ApiCancelClusterGroupOperation: {
          actions: { type: 'reply', params: { code: 'ERROR_INVALID_STATE', clauses: ['CM-06'] } },
        },
      },
      after: { cancelTicks: { target: 'over.cancelled', actions: ['stopped', 'end'] } },
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
