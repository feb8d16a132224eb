import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { MiClause } from '#specs/mi.ts'
import { citing, fieldOf, reaching, roleTypes } from '../dialect.ts'
import type { MiInput, MiKnobs } from './knobs.ts'
import { isEnumeration, type FromProvider, type Kind, type ToProvider } from './messages.ts'

interface Context {
  readonly knobs: MiKnobs
  readonly operation: number
  readonly kind: Kind | null
  /** Results posted so far. */
  readonly posted: number
}
type Event = ToProvider

const kindOf = (event: Event): Kind => fieldOf(event, 'kind')
const toServer = (event: FromProvider): Effect => ({ type: 'tell', to: 'server', event })

/**
 * The provider's work on one operation. It posts results whether or not anybody still wants them: it learns of a cancel only if
 * it could register for it, and then it needs its time to notice.
 */
export const provider = setup({
  types: roleTypes<Context, Event, MiInput>(),
  guards: {
    hasNothingToPost: ({ context, event }) => isEnumeration(kindOf(event)) && context.knobs.results === 0,
    isQuietSubscription: ({ context, event }) => kindOf(event) === 'subscribe' && context.knobs.results === 0,
    postsMany: ({ event }) => kindOf(event) === 'subscribe' || isEnumeration(kindOf(event)),
    hasMore: ({ context }) => context.posted + 1 < context.knobs.results,
    isSubscription: ({ context }) => context.kind === 'subscribe',
  },
  actions: {
    cite: citing<MiClause>(),
    ...reaching('noticed', 'stopped'),
    begin: assign({ kind: ({ event }) => kindOf(event) }),
    post: emit(({ context }): Effect =>
      toServer({ type: 'PostInstance', operation: context.operation, n: context.posted + 1 }),
    ),
    postLast: emit(({ context }): Effect =>
      toServer({ type: 'PostResult', operation: context.operation, n: context.posted + 1 }),
    ),
    postNothing: emit(({ context }): Effect => toServer({ type: 'PostResult', operation: context.operation, n: 0 })),
    count: assign({ posted: ({ context }) => context.posted + 1 }),
    tellStopped: emit(({ context }): Effect => toServer({ type: 'ProviderStopped', operation: context.operation })),
    forgetWork: assign({ kind: null, posted: 0 }),
  },
  delays: {
    resultTicks: ({ context }) => context.knobs.resultTicks,
    invokeTicks: ({ context }) => context.knobs.invokeTicks,
    noticeTicks: ({ context }) => context.knobs.noticeTicks,
  },
}).createMachine({
  id: 'mi/provider',
  context: ({ input }) => ({ knobs: input.knobs, operation: input.instance, kind: null, posted: 0 }),
  initial: 'idle',
  states: {
    idle: {
      tags: 'idle',
      meta: { label: ['not called', 'idle'] },
      on: {
        Execute: [
          { guard: 'hasNothingToPost', target: 'ended', actions: ['stopped', 'postNothing', 'tellStopped'] },
          { guard: 'isQuietSubscription', target: '#mi/provider.working.work.quiet', actions: 'begin' },
          { guard: 'postsMany', target: '#mi/provider.working.work.posting', actions: 'begin' },
          {
            target: '#mi/provider.working.work.invoking',
            actions: ['begin', { type: 'cite', params: { clauses: ['MI-31'] } }],
          },
        ],
      },
    },
    working: {
      type: 'parallel',
      states: {
        work: {
          initial: 'posting',
          states: {
            posting: {
              after: {
                resultTicks: [
                  { guard: 'hasMore', target: 'posting', reenter: true, actions: ['post', 'count'] },
                  { guard: 'isSubscription', target: 'quiet', actions: 'post' },
                  { target: '#mi/provider.ended', actions: ['stopped', 'postLast', 'tellStopped'] },
                ],
              },
            },
            invoking: {
              after: { invokeTicks: { target: '#mi/provider.ended', actions: ['stopped', 'postLast', 'tellStopped'] } },
            },
            quiet: {},
          },
        },
        notice: {
          initial: 'untold',
          states: {
            untold: {
              tags: 'working',
              meta: { label: ['works and posts results', 'works'] },
              on: {
                CancelCallback: { target: 'told', actions: { type: 'cite', params: { clauses: ['MI-30'] } } },
                ClientLeft: 'unwanted',
              },
            },
            unwanted: {
              tags: 'unaware',
              meta: { label: ['works on for nobody, was not told', 'works on for nobody', 'for nobody'] },
            },
            told: {
              tags: 'unaware',
              meta: { label: ['told, has not looked yet', 'told'] },
              after: {
                noticeTicks: {
                  target: '#mi/provider.ended',
                  actions: ['noticed', 'stopped', 'postNothing', 'tellStopped'],
                },
              },
            },
          },
        },
      },
    },
    ended: {
      tags: 'over',
      meta: { label: ['has stopped', 'stopped'] },
      entry: 'forgetWork',
    },
  },
})
