import { assert } from '#base/assert.ts'
import { commandEvent, type Model } from '#kernel/model.ts'
import type { Action } from '#kernel/property.ts'
import { systemFor, type Actor, type ResolvedOutput, type Stepper, type System } from '#kernel/system.ts'
import type { Explanation } from './explained.ts'

/** Something that was under way: the knob that says how long it takes, and for how long it was. */
interface Lasting {
  readonly knob: string
  readonly ticks: number
  /** Whether it came to its end; if not, it takes longer. */
  readonly isOver: boolean
}

interface Pending {
  readonly kind: 'message' | 'timer'
  readonly actor: number
  readonly from: number
  readonly timer: string
  readonly event: number
  readonly knob: string | null
  readonly since: number
}

/** The world along a path, with the tick at which each thing began. */
class Timed implements Stepper {
  readonly states: (number | undefined)[] = []
  readonly lasting: Lasting[] = []
  pending: Pending[] = []
  now = 0
  private readonly system: System

  constructor(system: System) {
    this.system = system
  }

  reacting(): void {}
  changed(): void {}
  ignored(): void {}
  reacted(): void {}
  note(): void {}

  send(from: Actor, order: Extract<ResolvedOutput, { type: 'send' }>): void {
    const knob = order.ticks === null ? 'linkTicks' : null
    this.pending.push({
      kind: 'message',
      actor: order.to,
      from: from.index,
      timer: '',
      event: order.event,
      knob,
      since: this.now,
    })
  }

  arm(actor: Actor, { timer, name, event }: Extract<ResolvedOutput, { type: 'arm' }>): void {
    this.pending.push({ kind: 'timer', actor: actor.index, from: -1, timer, event, knob: name, since: this.now })
  }

  disarm(actor: Actor, timer: string): void {
    this.end(
      ({ kind, actor: other, timer: name }) => kind === 'timer' && other === actor.index && name === timer,
      false,
    )
  }

  cut(order: Extract<ResolvedOutput, { type: 'cut' }>): number {
    const mine = this.pending.filter(
      ({ kind, from, actor }) => kind === 'message' && from === order.from && actor === order.to,
    )
    const lost = mine.slice(order.keep)
    this.pending = this.pending.filter((item) => !lost.includes(item))
    return mine.length - lost.length
  }

  /** Ends what is meant; whether it came to its end by itself. */
  private end(isMeant: (item: Pending) => boolean, isOver: boolean): void {
    const ended = this.pending.filter(isMeant)
    this.pending = this.pending.filter((item) => !ended.includes(item))
    for (const { knob, since } of ended) if (knob !== null) this.lasting.push({ knob, ticks: this.now - since, isOver })
  }

  take(action: Exclude<Action, { kind: 'command' }>): Pending | undefined {
    const named = (actor: number): string => (this.system.actors[actor] as Actor).name
    const found = this.pending.find((item) => {
      if (item.kind !== action.kind) return false
      if (action.kind === 'timer') return named(item.actor) === action.actor && item.knob === action.name
      const { type } = this.system.events[item.event] ?? {}
      return named(item.from) === action.from && named(item.actor) === action.to && type === action.name
    })
    if (found !== undefined) this.end((item) => item === found, true)
    return found
  }

  finish(): void {
    this.end(() => true, false)
  }
}

/** How long everything that takes a knob's time took along a path, where the ticks of its steps are given; by knob. */
export function durationsOn(
  model: Model,
  { knobs, path }: Explanation,
  ticks: readonly number[],
): ReadonlyMap<string, { readonly over: readonly number[]; readonly atLeast: number }> {
  const system = systemFor(model, knobs)
  const world = new Timed(system)
  const counts = new Map<string, number>()
  let operations = 0
  for (const [index, { action }] of path.entries()) {
    world.now = ticks[index] ?? world.now
    if (action.kind === 'command') {
      const command = model.commands[action.do]
      assert(command !== undefined, `${action.do} is a command`)
      const ordinal = (counts.get(action.do) ?? 0) + 1
      counts.set(action.do, ordinal)
      const operation = command.operation === true ? ++operations : undefined
      const event = system.event(commandEvent(action, ordinal, operation, action.actor))
      system.react(system.actor(command.to(action.args, operations, action.actor)), event, world)
    } else {
      const item = world.take(action)
      if (item === undefined) break
      system.react(item.actor, item.event, world)
    }
  }
  world.finish()
  const byKnob = new Map<string, { over: number[]; atLeast: number }>()
  for (const { knob, ticks: took, isOver } of world.lasting) {
    const known = byKnob.get(knob) ?? { over: [], atLeast: 0 }
    byKnob.set(knob, known)
    if (isOver) known.over.push(took)
    else known.atLeast = Math.max(known.atLeast, took)
  }
  return byKnob
}
