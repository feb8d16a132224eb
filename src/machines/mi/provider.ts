import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { MiClause } from '#specs/mi.ts'
import { batch, citing, expectEvent, fieldOf, reaching, roleTypes } from '../dialect.ts'
import type { MiInput, MiKnobs } from './knobs.ts'
import { canBeTold, isEnumeration, reasonNames, type FromProvider, type Kind, type ToProvider } from './messages.ts'

interface Context {
  readonly knobs: MiKnobs
  readonly operation: number
  readonly kind: Kind | null
  /** How many results there are; null: as the setting says. */
  readonly results: number | null
  /** Results posted so far. */
  readonly posted: number
  /** Callbacks that the provider has registered to be told of a cancel. The last one counts. */
  readonly registered: number
}
type Event = ToProvider

const kindOf = (event: Event): Kind => fieldOf(event, 'kind')
const foundIn = (event: Event): number | null => expectEvent(event, 'Execute').results ?? null
const hasNone = ({ knobs }: Context, event: Event): boolean => (foundIn(event) ?? knobs.results) === 0
const toServer = (event: FromProvider): Effect => ({ type: 'tell', to: 'server', event })

const beginning = ['begin', 'register', 'noteRegistered'] as const
const times: Readonly<Record<MiKnobs['registers'], number>> = { once: 1, twice: 2, never: 0 }
const timesToRegister = ({ knobs }: Context): number => times[knobs.registers]
/** OMI refuses it for every kind; its subscriptions have an entry point of their own that is called instead. */
const takesRegistration = ({ knobs }: Context, kind: Kind): boolean =>
  knobs.profile === 'documented' && canBeTold(knobs.profile, kind)

/**
 * The provider's work on one operation. It posts results whether or not anybody still wants them: it learns of a cancel only if
 * it could register for it, and then it needs its time to notice.
 */
export const provider = setup({
  types: roleTypes<Context, Event, MiInput>(),
  guards: {
    hasNothingToPost: ({ context, event }) => isEnumeration(kindOf(event)) && hasNone(context, event),
    isQuietSubscription: ({ context, event }) => kindOf(event) === 'subscribe' && hasNone(context, event),
    postsMany: ({ event }) => kindOf(event) === 'subscribe' || isEnumeration(kindOf(event)),
    hasMore: ({ context }) => context.posted + 1 < (context.results ?? context.knobs.results),
    isNotRegistered: ({ context }) => context.registered === 0,
    isSubscription: ({ context }) => context.kind === 'subscribe',
  },
  actions: {
    cite: citing<MiClause>(),
    ...reaching('noticed', 'stopped'),
    begin: assign({
      kind: ({ event }) => kindOf(event),
      results: ({ event }) => foundIn(event),
    }),
    /** What cannot be told gets an error from the registration, and works to its end. */
    register: emit(({ context, event }): Effect => {
      const kind = kindOf(event)
      const clauses: readonly MiClause[] = takesRegistration(context, kind) ? ['MI-30'] : ['MI-31']
      const code = takesRegistration(context, kind) ? 'MI_RESULT_OK' : 'MI_RESULT_NOT_SUPPORTED'
      const calls = Array.from(
        { length: timesToRegister(context) },
        (_, i) => `registerCancel/${context.operation}/${i}`,
      )
      return batch(
        ...calls.flatMap((call): Effect[] => [
          {
            type: 'call',
            op: 'registerCancel',
            call,
            operation: context.operation,
            args: { cancel: 'cancelCallback' },
          },
          { type: 'return', call, code, clauses },
        ]),
      )
    }),
    noteRegistered: assign({
      registered: ({ context, event }) => {
        const kind = kindOf(event)
        if (kind === 'subscribe' && context.knobs.profile !== 'documented') return 1
        return takesRegistration(context, kind) ? timesToRegister(context) : 0
      },
    }),
    /** The callback that was registered last is called, and no other; where OMI tells at all, its own entry point is. */
    callBack: emit(({ context, event }): Effect => {
      const { operation, registered, knobs } = context
      const isCallback = knobs.profile === 'documented'
      const op = isCallback ? 'cancelCallback' : 'unsubscribe'
      const call = `${op}/${operation}/${registered}`
      const args = isCallback ? { reason: reasonNames[fieldOf(event, 'reason')] } : {}
      const clauses: readonly MiClause[] = [isCallback ? 'MI-30' : 'MI-10']
      return batch({ type: 'call', op, call, operation, args }, { type: 'return', call, code: 'MI_RESULT_OK', clauses })
    }),
    post: emit(({ context }): Effect =>
      toServer({ type: 'PostInstance', operation: context.operation, n: context.posted + 1 }),
    ),
    postLast: emit(({ context }): Effect =>
      toServer({ type: 'PostResult', operation: context.operation, n: context.posted + 1 }),
    ),
    postNothing: emit(({ context }): Effect => toServer({ type: 'PostResult', operation: context.operation, n: 0 })),
    count: assign({ posted: ({ context }) => context.posted + 1 }),
    tellStopped: emit(({ context }): Effect => toServer({ type: 'ProviderStopped', operation: context.operation })),
    forgetWork: assign({ kind: null, results: null, posted: 0, registered: 0 }),
  },
  delays: {
    resultTicks: ({ context }) => context.knobs.resultTicks,
    invokeTicks: ({ context }) => context.knobs.invokeTicks,
    noticeTicks: ({ context }) => context.knobs.noticeTicks,
  },
}).createMachine({
  id: 'mi/provider',
  context: ({ input }) => ({
    knobs: input.knobs,
    operation: input.instance,
    kind: null,
    results: null,
    posted: 0,
    registered: 0,
  }),
  initial: 'idle',
  states: {
    idle: {
      tags: 'idle',
      meta: { label: ['not called', 'idle'] },
      on: {
        Execute: [
          { guard: 'hasNothingToPost', target: 'ended', actions: ['stopped', 'postNothing', 'tellStopped'] },
          { guard: 'isQuietSubscription', target: '#mi/provider.working.work.quiet', actions: beginning },
          { guard: 'postsMany', target: '#mi/provider.working.work.posting', actions: beginning },
          { target: '#mi/provider.working.work.invoking', actions: beginning },
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
                CancelCallback: [
                  {
                    guard: 'isNotRegistered',
                    target: 'unwanted',
                    actions: { type: 'cite', params: { clauses: ['MI-31'] } },
                  },
                  { target: 'told', actions: ['noticed', 'callBack'] },
                ],
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
                  actions: ['stopped', 'postNothing', 'tellStopped'],
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
