import { assign, setup, type SnapshotFrom } from 'xstate'

/** Where a pointer is along the axis of a gesture, in pixels of the screen. */
interface Pointing {
  readonly pointer: number
  readonly at: number
}

export type GestureEvent =
  | ({ readonly type: 'press' | 'move' } & Pointing)
  /** `lose`: the browser takes the pointer away, to scroll for instance. */
  | { readonly type: 'release' | 'lose'; readonly pointer: number }
  | { readonly type: 'cancel' }

/**
 * What one pointer does: it is pressed, and beyond `slack` pixels it drags until it is released or cancelled. One that is lost while it
 * drags has brought what it drags as far as that; one that is lost before has done nothing. Another pointer has no say meanwhile.
 */
export const gestureMachine = setup({
  types: {
    input: {} as { readonly slack: number },
    context: {} as Pointing & { readonly slack: number },
    events: {} as GestureEvent,
  },
  guards: {
    isOwn: ({ context }, { pointer }: { readonly pointer: number }) => pointer === context.pointer,
    isFar: ({ context }, { pointer, at }: Pointing) =>
      pointer === context.pointer && Math.abs(at - context.at) > context.slack,
  },
  actions: { begin: assign((_, { pointer, at }: Pointing) => ({ pointer, at })) },
}).createMachine({
  id: 'gesture',
  context: ({ input }) => ({ slack: input.slack, pointer: -1, at: 0 }),
  initial: 'idle',
  states: {
    idle: { on: { press: { target: 'pressed', actions: { type: 'begin', params: ({ event }) => event } } } },
    pressed: {
      on: {
        move: { target: 'dragging', guard: { type: 'isFar', params: ({ event }) => event } },
        release: { target: 'released', guard: { type: 'isOwn', params: ({ event }) => event } },
        lose: { target: 'cancelled', guard: { type: 'isOwn', params: ({ event }) => event } },
        cancel: 'cancelled',
      },
    },
    dragging: {
      on: {
        release: { target: 'released', guard: { type: 'isOwn', params: ({ event }) => event } },
        lose: { target: 'released', guard: { type: 'isOwn', params: ({ event }) => event } },
        cancel: 'cancelled',
      },
    },
    released: { on: { press: { target: 'pressed', actions: { type: 'begin', params: ({ event }) => event } } } },
    cancelled: { on: { press: { target: 'pressed', actions: { type: 'begin', params: ({ event }) => event } } } },
  },
})

export type GestureState = SnapshotFrom<typeof gestureMachine>['value']
