import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { CmrpClause, CmrpCode } from '#specs/cmrp.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { CmrpInput, CmrpKnobs } from './knobs.ts'
import {
  liveMigration,
  queueEnabled,
  replyTo,
  type Internal,
  type Owner,
  type Request,
  type RequestOf,
  type Resources,
} from './messages.ts'
import { groupState, resources } from './resources.ts'

interface Context extends Resources {
  readonly knobs: CmrpKnobs
  /** The last move that was accepted; 0: none. */
  readonly moved: number
  /** Whether that move still has the group. */
  readonly isOccupied: boolean
  /** The node that has the group: all that tells a move that was completed from one that was undone (CH-07). */
  readonly owner: Owner
  readonly blocked: boolean
  /** The application does not answer. */
  readonly hangs: boolean
}
const asked = ['ApiMoveGroupEx', 'ApiCancelClusterGroupOperation', 'ApiGetGroupState', 'Reconnect'] as const
type Event =
  | RequestOf<(typeof asked)[number]>
  | Extract<Internal, { type: 'ResourcesChanged' | 'MoveEnded' }>
  | Command<'policyBlocks' | 'policyAllows' | 'resourceFails' | 'resourceHangs' | 'resourceAnswers'>
interface Says {
  readonly code: CmrpCode
  readonly clauses: readonly CmrpClause[]
}

const asRequest = (event: Event): Request => expectEvent(event, ...asked)

/** The resources after the event. What has failed stays failed until a move has brought everything back. */
function after(context: Context, event: Event): Resources {
  if (event.type === 'MoveEnded') return resources.atRest
  if (event.type === 'resourceFails') return { disk: context.disk, application: 'Failed' }
  if (event.type !== 'ResourcesChanged') return context
  return { disk: event.disk, application: context.application === 'Failed' ? 'Failed' : event.application }
}

const tellMove = (context: Context, event: Internal | Event): Effect => ({
  type: 'tell',
  to: `move#${context.moved}`,
  event,
})

/**
 * The group (3.1.1, 3.1.4.2.46), which all nodes see alike: its resources, the state that follows from them, and the one
 * move that may have it.
 */
export const group = setup({
  types: roleTypes<Context, Event, CmrpInput>(),
  guards: {
    isOccupied: ({ context }) => context.isOccupied,
    isLiveMigration: ({ event }) => (fieldOf(event, 'flags') & liveMigration) === liveMigration,
    isBlockedAndNotQueued: ({ context, event }) => context.blocked && (fieldOf(event, 'flags') & queueEnabled) === 0,
    hasFailed: ({ context }) => groupState(context) === 'ClusterGroupFailed',
    isNotPending: ({ context }) => groupState(context) !== 'ClusterGroupPending',
    aResourceHasFailed: ({ context, event }) => groupState(after(context, event)) === 'ClusterGroupFailed',
  },
  actions: {
    cite: citing<CmrpClause>(),
    reply: emit(({ event }, says: Says): Effect => ({
      type: 'tell',
      to: 'node',
      event: { type: 'answer', reply: replyTo(asRequest(event), says.code, says.clauses) },
    })),
    showState: emit(({ context, event }, says: { readonly clauses: readonly CmrpClause[] }): Effect => {
      const { handle, access } = asRequest(event)
      const { moved, owner } = context
      const shown = { state: groupState(context), moved, owner, handle, ...(access === null ? {} : { access }) }
      return {
        type: 'tell',
        to: 'node',
        event: { type: 'answer', reply: replyTo(asRequest(event), 'ERROR_SUCCESS', says.clauses, shown) },
      }
    }),
    occupy: assign({ isOccupied: true, moved: ({ event }) => fieldOf(event, 'operation') }),
    hold: emit(({ context }): Effect => ({
      type: 'resource',
      name: 'move',
      change: 1,
      limit: 1,
      operation: context.moved,
    })),
    free: assign({ isOccupied: false }),
    changeOwner: assign({
      owner: ({ context, event }) => {
        if (!fieldOf(event, 'hasMoved')) return context.owner
        return context.owner === 'node 1' ? 'node 2' : 'node 1'
      },
    }),
    release: emit(({ context }): Effect => ({
      type: 'resource',
      name: 'move',
      change: -1,
      limit: 1,
      operation: context.moved,
    })),
    startMove: emit(({ context, event }): Effect =>
      tellMove(context, {
        type: 'Start',
        flags: fieldOf(event, 'flags'),
        blocked: context.blocked,
        hangs: context.hangs,
      }),
    ),
    askMove: emit(({ context, event }): Effect => tellMove(context, event)),
    block: assign({ blocked: true }),
    unblock: assign({ blocked: false }),
    tellPolicy: emit(({ context }): Effect =>
      batch(...(context.isOccupied ? [tellMove(context, { type: 'PolicyChanged', blocked: context.blocked })] : [])),
    ),
    hang: assign({ hangs: true }),
    hangNoMore: assign({ hangs: false }),
    tellHang: emit(({ context }): Effect =>
      batch(...(context.isOccupied ? [tellMove(context, { type: 'HangChanged', hangs: context.hangs })] : [])),
    ),
    /** Every active node hears of a new state, and the client through its notification port. */
    showChange: emit(({ context, event }): Effect => {
      const state = groupState(after(context, event))
      if (state === groupState(context)) return batch()
      return batch(
        { type: 'cite', clauses: ['CM-20', 'CM-22'] satisfies CmrpClause[] },
        { type: 'tell', to: 'node', event: { type: 'GroupStateChanged', state, moved: context.moved } },
      )
    }),
    changeResources: assign(({ context, event }) => {
      const { disk, application } = after(context, event)
      return { disk, application }
    }),
  },
}).createMachine({
  id: 'cmrp/group',
  context: ({ input }) => ({
    knobs: input.knobs,
    moved: 0,
    isOccupied: false,
    owner: 'node 1',
    blocked: false,
    hangs: false,
    ...resources.atRest,
  }),
  initial: 'online',
  on: {
    ApiMoveGroupEx: [
      { guard: 'isOccupied', actions: { type: 'reply', params: { code: 'ERROR_INVALID_STATE', clauses: ['CM-21'] } } },
      {
        guard: 'isBlockedAndNotQueued',
        actions: { type: 'reply', params: { code: 'ERROR_INVALID_STATE', clauses: ['CM-17', 'CM-19'] } },
      },
      {
        guard: 'isLiveMigration',
        actions: [
          'occupy',
          'hold',
          'startMove',
          { type: 'reply', params: { code: 'ERROR_IO_PENDING', clauses: ['CM-19', 'CM-26'] } },
        ],
      },
      {
        actions: [
          'occupy',
          'hold',
          'startMove',
          { type: 'reply', params: { code: 'ERROR_IO_PENDING', clauses: ['CM-19'] } },
        ],
      },
    ],
    ApiCancelClusterGroupOperation: [
      {
        guard: 'hasFailed',
        actions: { type: 'reply', params: { code: 'ERROR_INVALID_STATE', clauses: ['CM-04', 'CM-20'] } },
      },
      {
        guard: 'isNotPending',
        actions: { type: 'reply', params: { code: 'ERROR_INVALID_STATE', clauses: ['CM-04'] } },
      },
      { actions: 'askMove' },
    ],
    ApiGetGroupState: { actions: { type: 'showState', params: { clauses: ['CM-20'] } } },
    Reconnect: { actions: { type: 'showState', params: { clauses: ['CM-14', 'CM-22'] } } },
    ResourcesChanged: [
      { guard: 'aResourceHasFailed', target: '.failed', actions: ['showChange', 'changeResources'] },
      { target: '.pending', actions: ['showChange', 'changeResources'] },
    ],
    resourceFails: { target: '.failed', actions: ['showChange', 'changeResources'] },
    MoveEnded: { target: '.online', actions: ['release', 'free', 'changeOwner', 'showChange', 'changeResources'] },
    policyBlocks: { actions: ['block', 'tellPolicy'] },
    policyAllows: { actions: ['unblock', 'tellPolicy'] },
    resourceHangs: { actions: ['hang', 'tellHang'] },
    resourceAnswers: { actions: ['hangNoMore', 'tellHang'] },
  },
  states: {
    online: { tags: 'idle', meta: { label: ['ClusterGroupOnline', 'Online'] } },
    pending: { tags: 'working', meta: { label: ['ClusterGroupPending', 'Pending'] } },
    failed: { tags: 'refused', meta: { label: ['ClusterGroupFailed', 'Failed'] } },
  },
})
