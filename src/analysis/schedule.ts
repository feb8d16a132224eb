import { ensure } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import type { Message } from '#kernel/effect.ts'
import {
  commandEvent,
  linkTicksOf,
  type Knobs,
  type Model,
  type Scenario,
  type Step,
  type Value,
} from '#kernel/model.ts'
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

/** Smallest ticks of the commands under all constraints, from 0; null where there are none. */
function solve(count: number, constraints: readonly Constraint[]): number[] | null {
  const at = Array.from({ length: count }, () => 0)
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

/** Ticks for the commands of a path under these knobs, so that a timed run goes along it; null where none exist. */
function ticksFor(model: Model, knobs: Knobs, path: readonly Action[]): Step[] | null {
  const system = systemFor(model, knobs)
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
  const at = solve(commands.length, constraints)
  return at === null ? null : commands.map((command, i) => ({ at: at[i] as number, ...command }))
}

const tries = [1, 2, 5, 10, 20, 40, 80, 160, 320, 640, 1000]

/** Values worth trying for a knob that is a duration: its default first. */
function durations(model: Model, name: string): number[] {
  const domain = model.knobs[name]?.domain
  if (domain?.type !== 'int') return []
  const values = [domain.default, domain.min, ...tries].filter((value) => value >= domain.min && value <= domain.max)
  return [...new Set(values)]
}

/** Settings of the durations that change one knob, or two. */
function* changedOnce(model: Model, knobs: Knobs): Generator<Knobs> {
  for (const { name, value } of changes(model, knobs)) yield { ...knobs, [name]: value }
}

function* changedTwice(model: Model, knobs: Knobs): Generator<Knobs> {
  const all = changes(model, knobs)
  for (const a of all)
    for (const b of all) if (a.name < b.name) yield { ...knobs, [a.name]: a.value, [b.name]: b.value }
}

function changes(model: Model, knobs: Knobs): { readonly name: string; readonly value: number }[] {
  const names = Object.keys(model.knobs).filter((name) => model.knobs[name]?.unit === 'ticks')
  return names.flatMap((name) =>
    durations(model, name)
      .filter((value) => value !== knobs[name])
      .map((value) => ({ name, value })),
  )
}

const gaps = [0, 1, 5, 11, 21, 26, 35, 61, 101, 161, 305, 401]
const searchMax = 2500
const stride = 7919

/** The path's commands in their order, at all ticks of a coarse net. */
function* spaced(commands: readonly Omit<Step, 'at'>[]): Generator<Step[]> {
  const all = gaps.length ** Math.max(0, commands.length - 1)
  const count = Math.min(searchMax, all)
  for (let n = 0; n < count; n++) {
    // In strides that share no factor with the number of gaps, so that a part of a large net is spread over all of it.
    let rest = (n * stride) % all
    let at = 0
    yield commands.map((command, i) => {
      if (i > 0) at += gaps[rest % gaps.length] as number
      if (i > 0) rest = Math.floor(rest / gaps.length)
      return { at, ...command }
    })
  }
}

/** A path of the exhaustive check, with the knobs that mattered on it. */
export interface Candidate {
  readonly path: readonly Action[]
  readonly knobs: Knobs
}

/**
 * A scenario that takes the choices of one of the paths in their order, the first for which there is one, with durations as near to
 * the defaults as can be found. More leads behind these change nothing where one is found.
 */
export function directScenario(
  model: Model,
  leads: readonly Candidate[],
  title: string,
  expectation: (scenario: Scenario) => boolean,
): Scenario | null {
  for (const lead of leads) {
    const found =
      along(model, lead, [lead.knobs], title, expectation) ??
      along(model, lead, changedOnce(model, lead.knobs), title, expectation)
    if (found !== null) return found
  }
  return null
}

function along(
  model: Model,
  { path }: Candidate,
  settings: Iterable<Knobs>,
  title: string,
  expectation: (scenario: Scenario) => boolean,
): Scenario | null {
  for (const setting of settings) {
    const steps = ticksFor(model, setting, path)
    if (steps === null) continue
    const scenario = { spec: model.spec, title, knobs: setting, steps }
    if (expectation(scenario)) return scenario
  }
  return null
}

/**
 * A scenario whose timed run shows what is promised: one that goes along one of the paths; else one with the same commands at other
 * ticks. Null where neither was found: the exhaustive check knows no time, so a path may ask for what constant durations do not allow.
 */
export function scenarioFor(
  model: Model,
  leads: readonly Candidate[],
  title: string,
  expectation: (scenario: Scenario) => boolean,
): Scenario | null {
  const direct = directScenario(model, leads, title, expectation)
  if (direct !== null) return direct
  const tried = new Set<string>()
  for (const { path, knobs } of leads) {
    const commands = path.flatMap((action) => (action.kind === 'command' ? [{ do: action.do, args: action.args }] : []))
    const key = stableJson([commands, knobs])
    if (tried.has(key) || tried.size >= 4) continue
    tried.add(key)
    for (const steps of spaced(commands)) {
      const scenario = { spec: model.spec, title, knobs, steps }
      if (expectation(scenario)) return scenario
    }
  }
  const [first] = leads
  return first === undefined ? null : along(model, first, changedTwice(model, first.knobs), title, expectation)
}
