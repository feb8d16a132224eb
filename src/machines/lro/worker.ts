import { emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { LroClause } from '#specs/lro.ts'
import { batch, citing, expectEvent, reaching, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { LroInput, LroKnobs } from './knobs.ts'
import type { LroCode, ToWorker } from './messages.ts'

interface Context {
  readonly knobs: LroKnobs
  readonly operation: number
}
type Event = ToWorker | Command<'serverKills'>

/** Where one operation at a time is allowed, the front has to know whether there is one. */
const tellMatter = ({ knobs }: Context, type: 'MatterTaken' | 'MatterFree'): Effect =>
  batch(...(knobs.parallel === 'allowed' ? [] : [{ type: 'tell', to: 'front', event: { type } } as const]))

/**
 * The job behind an operation (operations.proto, CancelOperation): the one who has to notice that a cancel was asked for, in its
 * own time, and who may then stop, finish first, go on or fail. Nobody can make it hurry, and deleting the record is no news to it.
 */
export const worker = setup({
  types: roleTypes<Context, Event, LroInput>(),
  guards: {
    stops: ({ context }) => context.knobs.honoursCancel === 'yes',
    fails: ({ context }) => context.knobs.honoursCancel === 'fails',
    wasStopped: ({ event }) => expectEvent(event, 'serverKills').error === 'CANCELLED',
    finishesFirst: ({ context }) => context.knobs.honoursCancel === 'late',
  },
  actions: {
    cite: citing<LroClause>(),
    ...reaching('noticed', 'stopped'),
    // The worker is the service's own: what the client has of an operation is gone when its record is, busy worker or not.
    begin: emit((): Effect => ({ type: 'resource', name: 'worker', change: 1, limit: null, operation: 0 })),
    end: emit((): Effect => ({ type: 'resource', name: 'worker', change: -1, limit: null, operation: 0 })),
    takeMatter: emit(({ context }) => tellMatter(context, 'MatterTaken')),
    fail: emit(({ context }): Effect => ({
      type: 'tell',
      to: `record#${context.operation}`,
      event: { type: 'Finish', result: context.knobs.failsWith },
    })),
    /** Of its own: as the setting says. */
    failAsTold: emit(({ context, event }): Effect => {
      const { error } = expectEvent(event, 'serverKills')
      const result = error === 'ofItsOwn' ? context.knobs.failsWith : error
      return { type: 'tell', to: `record#${context.operation}`, event: { type: 'Finish', result } }
    }),
    freeMatter: emit(({ context }) => tellMatter(context, 'MatterFree')),
    finish: emit(({ context }, params: { readonly result: LroCode }): Effect => ({
      type: 'tell',
      to: `record#${context.operation}`,
      event: { type: 'Finish', result: params.result },
    })),
  },
  delays: {
    workTicks: ({ context }) => context.knobs.workTicks,
    noticeTicks: ({ context }) => context.knobs.noticeTicks,
  },
}).createMachine({
  id: 'lro/worker',
  context: ({ input }) => ({ knobs: input.knobs, operation: input.instance }),
  initial: 'queued',
  states: {
    queued: {
      tags: 'idle',
      meta: { label: ['nothing to do', 'idle'] },
      on: { Execute: { target: 'executing', actions: ['begin', 'takeMatter'] }, serverKills: {} },
    },
    executing: {
      initial: 'undisturbed',
      after: {
        workTicks: { target: 'ended', actions: ['stopped', { type: 'finish', params: { result: 'OK' } }] },
      },
      on: {
        serverKills: [
          {
            guard: 'wasStopped',
            target: 'ended',
            actions: [
              'stopped',
              { type: 'finish', params: { result: 'CANCELLED' } },
              { type: 'cite', params: { clauses: ['LR-16'] } },
            ],
          },
          { target: 'ended', actions: ['stopped', 'failAsTold', { type: 'cite', params: { clauses: ['LR-13'] } }] },
        ],
      },
      states: {
        undisturbed: {
          tags: 'working',
          meta: { label: ['working'] },
          on: { CancelSignal: { target: 'told' } },
        },
        told: {
          tags: 'unaware',
          meta: { label: ['told, has not noticed', 'not noticed'] },
          after: {
            noticeTicks: [
              {
                guard: 'stops',
                target: '#lro/worker.ended',
                actions: [
                  'noticed',
                  'stopped',
                  { type: 'finish', params: { result: 'CANCELLED' } },
                  { type: 'cite', params: { clauses: ['LR-02', 'LR-06'] } },
                ],
              },
              {
                guard: 'fails',
                target: '#lro/worker.ended',
                actions: ['noticed', 'stopped', 'fail', { type: 'cite', params: { clauses: ['LR-15'] } }],
              },
              {
                guard: 'finishesFirst',
                target: 'finishing',
                actions: ['noticed', { type: 'cite', params: { clauses: ['LR-02', 'LR-15'] } }],
              },
              { target: 'goingOn', actions: ['noticed', { type: 'cite', params: { clauses: ['LR-02', 'LR-15'] } }] },
            ],
          },
        },
        finishing: { tags: 'windingDown', meta: { label: ['knows, finishes its work first', 'finishes first'] } },
        goingOn: { tags: 'working', meta: { label: ['knows, goes on all the same', 'goes on'] } },
      },
    },
    ended: {
      tags: 'over',
      meta: { label: ['ended'] },
      entry: ['end', 'freeMatter'],
      on: { CancelSignal: {}, serverKills: {} },
    },
  },
})
