import { ensure } from '#base/assert.ts'
import type { Message } from '#kernel/effect.ts'
import { commandEvent, linkTicksOf, type Knobs, type Model, type Step, type Value } from '#kernel/model.ts'
import { armed, cutOff, disarmed, emptyLink, headOf, sent, withoutHead, type Link } from '#kernel/network.ts'
import type { Action } from '#kernel/property.ts'
import { systemFor, type Actor, type ResolvedOutput, type Stepper, type System } from '#kernel/system.ts'

/** When something happens: so many ticks after the command that is its first cause. */
interface When {
  /** Which command of the path, from 0. */
  readonly root: number
  readonly after: number
  /** Order of scheduling, which decides on equal ticks. */
  readonly order: number
}

interface Pending extends When {
  readonly actor: number
  readonly event: number
}

interface PendingTimer extends Pending {
  readonly timer: string
  readonly name: string
}

/** The world along one path, with the time of everything told relative to the commands. */
class PathWorld implements Stepper {
  readonly states: (number | undefined)[] = []
  now: When = { root: 0, after: 0, order: 0 }
  private order = 0
  /** By sender and receiver. */
  private readonly links = new Map<string, Link<Pending>>()
  /** By actor. */
  private readonly timers = new Map<number, readonly PendingTimer[]>()
  private readonly linkTicks: number
  private readonly system: System

  constructor(system: System) {
    this.system = system
    this.linkTicks = linkTicksOf(system.model, system.knobs)
  }

  nextOrder(): number {
    return this.order++
  }

  /** What is on its way, and what runs. */
  get pending(): readonly Pending[] {
    return [...[...this.links.values()].flatMap(({ messages }) => messages), ...[...this.timers.values()].flat()]
  }

  reacting(): void {}
  changed(): void {}
  ignored(): void {}
  reacted(): void {}
  note(): void {}

  private later(ticks: number, actor: number, event: number): Pending {
    return { root: this.now.root, after: this.now.after + ticks, order: this.nextOrder(), actor, event }
  }

  private link(from: number, to: number): Link<Pending> {
    return this.links.get(`${from} ${to}`) ?? emptyLink
  }

  send(from: Actor, { to, event, ticks }: Extract<ResolvedOutput, { type: 'send' }>): void {
    const message = this.later(ticks ?? this.linkTicks, to, event)
    this.links.set(`${from.index} ${to}`, sent(this.link(from.index, to), message))
  }

  arm({ index }: Actor, { timer, name, event, ticks }: Extract<ResolvedOutput, { type: 'arm' }>): void {
    this.timers.set(index, armed(this.timers.get(index) ?? [], { ...this.later(ticks, index, event), timer, name }))
  }

  disarm({ index }: Actor, timer: string): void {
    this.timers.set(index, disarmed(this.timers.get(index) ?? [], timer))
  }

  cut({ from, to, keep }: Extract<ResolvedOutput, { type: 'cut' }>): number {
    const link = cutOff(this.link(from, to), keep)
    this.links.set(`${from} ${to}`, link)
    return link.messages.length
  }

  take(action: Exclude<Action, { kind: 'command' }>): Pending | undefined {
    if (action.kind === 'timer') {
      const actor = this.system.actor(action.actor)
      const timer = this.timers.get(actor)?.find(({ name }) => name === action.name)
      if (timer !== undefined) this.timers.set(actor, disarmed(this.timers.get(actor) ?? [], timer.timer))
      return timer
    }
    const [from, to] = [this.system.actor(action.from), this.system.actor(action.to)]
    const link = this.link(from, to)
    const head = headOf(link)
    if (head === undefined || (this.system.events[head.event] as Message).type !== action.name) return undefined
    this.links.set(`${from} ${to}`, withoutHead(link))
    return head
  }
}

/** `later` must come at least `gap` ticks after `earlier`, both being commands. */
interface Constraint {
  readonly earlier: number
  readonly later: number
  readonly gap: number
}

/** One thing has to come before another; null where it does so anyway, false where it cannot. */
function before(a: When, b: When): Constraint | null | false {
  if (a.root !== b.root) return { earlier: a.root, later: b.root, gap: a.after - b.after + 1 }
  return a.after < b.after || (a.after === b.after && a.order < b.order) ? null : false
}

/** Smallest ticks of the commands under all constraints, each not before its least; null where there are none. */
function solve(least: readonly number[], constraints: readonly Constraint[]): number[] | null {
  const count = least.length
  const at = [...least]
  for (let round = 0; round <= count; round++) {
    let changed = false
    for (const { earlier, later, gap } of constraints) {
      const least = (at[earlier] as number) + gap
      if ((at[later] as number) >= least) continue
      at[later] = least
      changed = true
    }
    if (!changed) return at
  }
  return null
}

/**
 * Ticks for the commands of a path under these knobs, so that a timed run goes along it, none before its least (0 where none is
 * given); null where none exist.
 */
export const ticksFor = (
  model: Model,
  knobs: Knobs,
  path: readonly Action[],
  least: readonly number[] = [],
): Step[] | null => ticksIn(systemFor(model, knobs), path, least)

/** The same in a system: what it depends on are the knobs that the system has read afterwards, and the ticks of a link. */
export function ticksIn(system: System, path: readonly Action[], least: readonly number[] = []): Step[] | null {
  const { model } = system
  const world = new PathWorld(system)
  const constraints: Constraint[] = []
  const commands: { do: string; args: Readonly<Record<string, Value>> }[] = []
  const counts = new Map<string, number>()
  let operations = 0
  let last: When | null = null
  const follows = (when: When): boolean => {
    const constraint = last === null ? null : before(last, when)
    if (constraint === false) return false
    if (constraint !== null) constraints.push(constraint)
    last = when
    return true
  }
  for (const action of path) {
    if (action.kind === 'command') {
      const command = ensure(model.commands[action.do], `${action.do} is a command`)
      const when = { root: commands.length, after: 0, order: world.nextOrder() }
      const { do: name, args, actor: by } = action
      commands.push({ do: name, args, ...(by === undefined ? {} : { actor: by }) })
      if (!follows(when)) return null
      const ordinal = (counts.get(action.do) ?? 0) + 1
      counts.set(action.do, ordinal)
      const operation = command.operation === true ? ++operations : undefined
      world.now = when
      const event = commandEvent(action, ordinal, operation, by)
      system.react(system.actor(command.to(args, operations, by)), system.event(event), world)
    } else {
      const item = world.take(action)
      if (item === undefined || !follows(item)) return null
      world.now = item
      system.react(item.actor, item.event, world)
    }
  }
  // What the path leaves undone must not come before its end.
  for (const item of world.pending) {
    const constraint = last === null ? null : before(last, item)
    if (constraint === false) return null
    if (constraint !== null) constraints.push(constraint)
  }
  const at = solve(
    commands.map((_, i) => least[i] ?? 0),
    constraints,
  )
  return at === null ? null : commands.map((command, i) => ({ at: at[i] as number, ...command }))
}
