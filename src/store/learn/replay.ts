import { assign, createActor, fromCallback, setup, type ActorRefFrom, type SnapshotFrom } from 'xstate'
import { eventsPerSecond, ticksPerSecond, type Frames } from '../lab/player.ts'

/** What a replay goes over, in ticks. */
export interface Stretch {
  /** Where the cover begins: the cancel. */
  readonly from: number
  readonly end: number
  /** Ticks at which something happens, ascending. */
  readonly stops: readonly number[]
}

/** Where a movement stands so many milliseconds after its first frame: a tick, at last the end of the stretch. */
type Course = (milliseconds: number) => number

interface Input {
  readonly frames: Frames
  readonly stretch: Stretch
  /** Whether it was seen before, as from a link. */
  readonly isOver: boolean
}

interface Context extends Input {
  /** Up to here the run is to be seen. */
  readonly at: number
  readonly course: Course
}

type Event =
  /** From the cancel to the end; at once where little motion is wanted. */
  | { type: 'reveal' }
  /** Whoever does not want to wait is at the end at once. */
  | { type: 'skip' }
  /** Covered again, up to the cancel. */
  | { type: 'cover' }
  /** From here to the end, or from the cancel where that is reached already; event by event where little motion is wanted. */
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'seek'; tick: number }
  /** A frame of the movement. */
  | { type: 'move'; at: number }

/** A reveal takes so long, whatever the stretch: milliseconds. It is linear, since time itself must not be eased. */
export const revealTime = 2600

/** `speed` in ticks a millisecond. */
const glide =
  (from: number, to: number, speed: number): Course =>
  (milliseconds) =>
    Math.min(to, Math.floor(from + milliseconds * speed))

const hop = (from: number, { stops, end }: Stretch): Course => {
  const ahead = [...stops.filter((tick) => tick > from && tick < end), end]
  return (milliseconds) => {
    const passed = Math.min(ahead.length, Math.floor((milliseconds * eventsPerSecond) / 1000))
    return ahead[passed - 1] ?? from
  }
}

const revealed = ({ stretch: { from, end } }: Context): Course => glide(from, end, (end - from) / revealTime)

const begin = ({ at, stretch: { from, end } }: Context): number => (at >= end ? from : at)

const played = (context: Context): Course => {
  const from = begin(context)
  return context.frames.prefersReducedMotion()
    ? hop(from, context.stretch)
    : glide(from, context.stretch.end, ticksPerSecond / 1000)
}

/** Asks for one frame after another, until it is stopped. */
const moving = fromCallback<Event, Pick<Context, 'frames' | 'course'>>(({ input: { frames, course }, sendBack }) => {
  let first: number | null = null
  const next = (now: number): void => {
    first ??= now
    frame = frames.request(next)
    sendBack({ type: 'move', at: course(now - first) })
  }
  let frame = frames.request(next)
  return () => frames.cancel(frame)
})

/** The run of a question after the answer: played to its end, and from then on in the learner's hand. */
const replayMachine = setup({
  types: { context: {} as Context, events: {} as Event, input: {} as Input },
  actors: { moving },
  guards: {
    isAtOnce: ({ context: { frames, stretch } }) => frames.prefersReducedMotion() || stretch.end <= stretch.from,
    isTheEnd: ({ context: { stretch } }: { context: Context }, at: number) => at >= stretch.end,
  },
  actions: {
    goTo: assign(({ context: { stretch } }, tick: number) => ({ at: Math.max(0, Math.min(stretch.end, tick)) })),
    /** The verdict is told, and nothing is covered any more. */
    uncover: assign({ at: ({ context }) => context.stretch.end, isOver: true }),
    cover: assign({ at: ({ context }) => context.stretch.from, isOver: false }),
    courseOfReveal: assign(({ context }) => ({ at: context.stretch.from, course: revealed(context) })),
    courseOfPlay: assign(({ context }) => ({ at: begin(context), course: played(context) })),
  },
}).createMachine({
  id: 'replay',
  context: ({ input }) => ({
    ...input,
    at: input.isOver ? input.stretch.end : input.stretch.from,
    course: () => input.stretch.end,
  }),
  initial: 'still',
  on: {
    reveal: [
      { guard: 'isAtOnce', target: '.still', actions: 'uncover' },
      { target: '.moving', reenter: true, actions: 'courseOfReveal' },
    ],
    skip: { target: '.still', actions: 'uncover' },
    cover: { target: '.still', actions: 'cover' },
    play: { target: '.moving', reenter: true, actions: 'courseOfPlay' },
    pause: '.still',
    seek: { target: '.still', actions: { type: 'goTo', params: ({ event }) => event.tick } },
  },
  states: {
    still: {},
    moving: {
      invoke: { src: 'moving', input: ({ context: { frames, course } }) => ({ frames, course }) },
      on: {
        move: [
          { guard: { type: 'isTheEnd', params: ({ event }) => event.at }, target: 'still', actions: 'uncover' },
          { actions: { type: 'goTo', params: ({ event }) => event.at } },
        ],
      },
    },
  },
})

export type Replay = ActorRefFrom<typeof replayMachine>

export const createReplay = (input: Input): Replay => createActor(replayMachine, { input }).start()

interface ReplayState {
  readonly at: number
  readonly playing: boolean
  /** Whether the run was seen to its end. */
  readonly isOver: boolean
}

/** What the page shows of a replay. */
export const replayState = (snapshot: SnapshotFrom<typeof replayMachine>): ReplayState => ({
  at: snapshot.context.at,
  playing: snapshot.matches('moving'),
  isOver: snapshot.context.isOver,
})
