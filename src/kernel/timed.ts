import { callKey, isForCommand } from './call.ts'
import type { Message } from './effect.ts'
import { commandEvent, linkTicksOf, otherActor, type Step } from './model.ts'
import { OutcomeFold } from './fold.ts'
import { cutOff } from './network.ts'
import { DueQueue, type Due } from './queue.ts'
import type { Actor, Observation, ResolvedOutput, Stepper, System } from './system.ts'

/** A message on its way or a timer that runs. */
export interface Item extends Due {
  readonly kind: 'message' | 'timer'
  /** Who gets it. */
  readonly actor: number
  readonly event: number
  /** Sender of a message; -1 for a timer. */
  readonly from: number
  /** Id of a timer within its machine; '' for a message. */
  readonly timer: string
  readonly background: boolean
  /** What the recorder wants to know again when it is due. */
  readonly mark: number
  /** A message that will not arrive: why. A timer that was disarmed: ''. */
  dead: string | null
}

/** What writes a run down. A sweep has none. */
export interface Recorder {
  command(
    step: Step,
    index: number,
    actor: Actor,
    isCall: boolean,
    call: string,
    operation: number | undefined,
    t: number,
  ): void
  due(item: Item, system: System, t: number): void
  changed(actor: Actor, before: number, after: number, t: number): void
  /** Returns the mark that the item will carry. */
  sent(from: Actor, order: Extract<ResolvedOutput, { type: 'send' }>, due: number, t: number): number
  /** Returns the mark that the timer will carry. */
  armed(): number
  note(actor: Actor, note: Observation, isNews: boolean, t: number): void
  reacting(actor: Actor, state: number, event: number): void
  ignored(actor: Actor, event: Message): void
  reacted(): void
  length(): number
}

/** A step of a scenario with its index in the scenario's list. */
export interface PlannedStep {
  readonly step: Step
  readonly index: number
}

/** In the order in which they are carried out: by tick, and on equal ticks in list order. */
export const plan = (steps: readonly Step[]): PlannedStep[] =>
  steps.map((step, index) => ({ step, index })).sort((a, b) => a.step.at - b.step.at || a.index - b.index)

/** More reactions than any honest scenario needs; one that reaches it is refused, not cut short. */
export const reactionsMax = 300_000

export class RunTooLong extends Error {
  constructor(t: number, bound: number) {
    super(
      `the run does not end: it was stopped at tick ${t} after ${bound.toLocaleString('en')} reactions, which is the bound`,
    )
    this.name = 'RunTooLong'
  }
}

/**
 * The world stepped by due time: the next thing due, ties by order of scheduling, a step of the scenario before anything
 * that the run itself produced on the same tick.
 */
export class TimedWorld implements Stepper {
  readonly system: System
  readonly states: (number | undefined)[]
  readonly fold: OutcomeFold
  private readonly recorder: Recorder | null
  private steps: readonly PlannedStep[]
  private nextStep = 0
  protected readonly queue = new DueQueue<Item>()
  private readonly cutLinks = new Map<number, string>()
  private readonly calls = new Map<string, number>()
  private readonly background: ReadonlySet<string>
  private readonly linkTicks: number
  private operations = 0
  private order = 0
  private reactions = 0
  /** After so many reactions a run is refused. */
  bound: number = reactionsMax
  /** Items in the queue that are not background; disarmed timers do not count. */
  private foreground = 0
  /** Items in the queue; disarmed timers do not count. */
  private live = 0
  private progressed = false
  t = 0

  constructor(system: System, steps: readonly PlannedStep[], recorder: Recorder | null, from?: TimedWorld) {
    this.system = system
    this.steps = steps
    this.recorder = recorder
    this.background = from?.background ?? new Set(system.model.background)
    this.linkTicks = linkTicksOf(system.model, system.knobs)
    this.states = from === undefined ? [] : [...from.states]
    this.fold = from === undefined ? new OutcomeFold(system.model) : from.fold.clone()
    if (from === undefined) return
    for (const item of from.queue.items) this.queue.items.push({ ...item })
    for (const [link, why] of from.cutLinks) this.cutLinks.set(link, why)
    for (const [name, count] of from.calls) this.calls.set(name, count)
    this.operations = from.operations
    this.order = from.order
    this.reactions = from.reactions
    this.foreground = from.foreground
    this.live = from.live
    this.t = from.t
  }

  /** A copy that goes on with other steps; those that are already carried out must not be among them. */
  fork(steps: readonly PlannedStep[]): TimedWorld {
    return new TimedWorld(this.system, steps, null, this)
  }

  /** The steps that are not carried out yet. */
  remaining(): readonly PlannedStep[] {
    return this.steps.slice(this.nextStep)
  }

  /** Carries out everything that is due before the tick. */
  runUntil(tick: number): void {
    for (;;) {
      const due = this.nextDue()
      if (due === null || due >= tick) return
      this.stepOnce()
    }
  }

  /**
   * Runs to the end: until nothing is due, or until only polls and retries are left and they come back to where they were
   * without anything having come of it. Returns the recorder's length at which the run ended.
   */
  runToEnd(): number {
    let endedAt = -1
    let seen: Set<string> | null = null
    for (;;) {
      const idle = this.nextStep === this.steps.length && this.foreground === 0
      if (!idle || this.progressed) {
        seen = null
        endedAt = -1
        this.progressed = false
      }
      if (idle && this.live > 0) {
        const key = this.recurrenceKey()
        if (seen === null) {
          seen = new Set()
          endedAt = this.recorder?.length() ?? 0
        } else if (seen.has(key)) return endedAt
        seen.add(key)
      }
      if (!this.stepOnce()) return this.recorder?.length() ?? 0
    }
  }

  private recurrenceKey(): string {
    const items = this.queue.items.filter((item) => item.dead !== '')
    const due = items.map((item) => `${item.due - this.t}:${item.actor}:${item.event}:${item.timer}`).sort()
    return `${this.states.join(' ')}|${due.join(' ')}`
  }

  /** Tick of the next thing that is due; null where there is none. */
  nextDue(): number | null {
    const { queue } = this
    while (queue.next?.dead === '') queue.pop()
    const step = this.steps[this.nextStep]
    if (step === undefined) return queue.next?.due ?? null
    return Math.min(step.step.at, queue.next?.due ?? step.step.at)
  }

  /** Carries out the next thing due; false when there is none. */
  private stepOnce(): boolean {
    const due = this.nextDue()
    if (due === null) return false
    this.t = due
    if (++this.reactions > this.bound) throw new RunTooLong(due, this.bound)
    const step = this.steps[this.nextStep]
    if (step !== undefined && step.step.at === due) {
      this.nextStep++
      this.carryOut(step)
      return true
    }
    const item = this.queue.pop() as Item
    this.recorder?.due(item, this.system, this.t)
    this.live--
    if (!item.background) this.foreground--
    if (item.dead !== null) return true
    this.system.react(item.actor, item.event, this)
    return true
  }

  /** Carries out a step now. `slot`: the number in the key of its call; by default its number among the commands of its name. */
  protected carryOut({ step, index }: PlannedStep, slot?: number): void {
    const command = this.system.model.commands[step.do]
    if (command === undefined) throw new Error(`broken assumption: ${step.do} is a command`)
    const operation = command.operation === true ? ++this.operations : undefined
    const ordinal = slot ?? (this.calls.get(step.do) ?? 0) + 1
    if (slot === undefined) this.calls.set(step.do, ordinal)
    const by = otherActor(command, step.actor)
    const event = commandEvent(step, ordinal, operation, by)
    const actor = this.system.actor(command.to(step.args, this.operations, by))
    const isCall = command.isCall?.(step.args) ?? command.kind === 'call'
    const call = callKey(step.do, ordinal)
    this.recorder?.command(step, index, this.system.actors[actor] as Actor, isCall, call, operation, this.t)
    this.fold.command(step.do, call, step.args, this.operations, index)
    this.system.react(actor, this.system.event(event), this)
    this.fold.commandDone()
  }

  reacting(actor: Actor, state: number, event: number): void {
    this.recorder?.reacting(actor, state, event)
  }

  changed(actor: Actor, before: number, after: number): void {
    this.recorder?.changed(actor, before, after, this.t)
  }

  send(from: Actor, order: Extract<ResolvedOutput, { type: 'send' }>): void {
    const due = this.t + (order.ticks ?? this.linkTicks)
    const mark = this.recorder?.sent(from, order, due, this.t) ?? 0
    const dead = this.cutLinks.get(linkNumber(from.index, order.to)) ?? null
    if (!order.background) this.progressed = true
    this.schedule({
      kind: 'message',
      due,
      actor: order.to,
      event: order.event,
      from: from.index,
      timer: '',
      background: order.background,
      mark,
      dead,
    })
  }

  arm(actor: Actor, order: Extract<ResolvedOutput, { type: 'arm' }>): void {
    const mark = this.recorder?.armed() ?? 0
    const background = this.background.has(order.name)
    if (!background) this.progressed = true
    this.schedule({
      kind: 'timer',
      due: this.t + order.ticks,
      actor: actor.index,
      event: order.event,
      from: -1,
      timer: order.timer,
      background,
      mark,
      dead: null,
    })
  }

  protected schedule(item: Omit<Item, 'order'>): Item {
    const scheduled = { ...item, order: this.order++ }
    this.queue.push(scheduled)
    this.live++
    if (!item.background) this.foreground++
    return scheduled
  }

  /** What may be timers of an actor, in whatever order; others may be among them. */
  protected timersOf(_actor: number): Iterable<Item> {
    return this.queue.items
  }

  disarm(actor: Actor, timer: string): void {
    for (const item of this.timersOf(actor.index)) {
      if (item.actor !== actor.index || item.timer !== timer || item.kind !== 'timer' || item.dead !== null) continue
      item.dead = ''
      this.live--
      if (!item.background) this.foreground--
    }
  }

  cut(order: Extract<ResolvedOutput, { type: 'cut' }>): number {
    const link = linkNumber(order.from, order.to)
    const onTheirWay = this.queue.items
      .filter(
        (item) => item.kind === 'message' && item.from === order.from && item.actor === order.to && item.dead === null,
      )
      .sort((a, b) => a.due - b.due || a.order - b.order)
    const kept = cutOff({ isCut: false, messages: onTheirWay }, order.keep).messages.length
    // What is lost is still due: the run says so when it would have arrived.
    for (const item of onTheirWay.slice(kept)) item.dead = order.why
    this.cutLinks.set(link, order.why)
    return kept
  }

  note(actor: Actor, note: Observation): void {
    if (
      note.type === 'settle' ||
      note.type === 'resource' ||
      note.type === 'hold' ||
      note.type === 'result' ||
      note.type === 'milestone' ||
      note.type === 'abandon'
    )
      this.progressed = true
    if (note.type === 'return' && isForCommand(note.call)) this.progressed = true
    const isNews = this.fold.note(note, this.t)
    this.recorder?.note(actor, note, isNews, this.t)
  }

  ignored(actor: Actor, event: Message): void {
    this.recorder?.ignored(actor, event)
  }

  reacted(): void {
    this.recorder?.reacted()
  }
}

const linkNumber = (from: number, to: number): number => from * 2 ** 24 + to
