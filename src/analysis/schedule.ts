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
  readonly kind: 'message' | 'timer'
  readonly actor: number
  readonly from: number
  readonly timer: string
  readonly event: number
  readonly lost: boolean
}

/** The world along one path, with the time of everything told relative to the commands. */
class PathWorld implements Stepper {
  readonly states: (number | undefined)[] = []
  pending: Pending[] = []
  now: When = { root: 0, after: 0, order: 0 }
  private order = 0
  private readonly cutLinks = new Set<string>()
  private readonly linkTicks: number
  private readonly system: System

  constructor(system: System) {
    this.system = system
    this.linkTicks = linkTicksOf(system.model, system.knobs)
  }

  nextOrder(): number {
    return this.order++
  }

  reacting(): void {}
  changed(): void {}
  ignored(): void {}
  reacted(): void {}
  note(): void {}

  send(from: Actor, order: Extract<ResolvedOutput, { type: 'send' }>): void {
    const after = this.now.after + (order.ticks ?? this.linkTicks)
    const lost = this.cutLinks.has(`${from.index} ${order.to}`)
    this.pending.push({
      kind: 'message',
      root: this.now.root,
      after,
      order: this.nextOrder(),
      actor: order.to,
      from: from.index,
      timer: '',
      event: order.event,
      lost,
    })
  }

  arm(actor: Actor, order: Extract<ResolvedOutput, { type: 'arm' }>): void {
    const after = this.now.after + order.ticks
    this.pending.push({
      kind: 'timer',
      root: this.now.root,
      after,
      order: this.nextOrder(),
      actor: actor.index,
      from: -1,
      timer: order.timer,
      event: order.event,
      lost: false,
    })
  }

  disarm(actor: Actor, timer: string): void {
    this.pending = this.pending.filter(
      (item) => item.actor !== actor.index || item.timer !== timer || item.kind !== 'timer',
    )
  }

  cut(order: Extract<ResolvedOutput, { type: 'cut' }>): number {
    const mine = this.pending.filter(
      (item) => item.kind === 'message' && item.from === order.from && item.actor === order.to,
    )
    const kept = mine.slice(0, order.keep)
    this.pending = this.pending.filter((item) => !mine.includes(item) || kept.includes(item))
    this.cutLinks.add(`${order.from} ${order.to}`)
    return kept.length
  }

  take(action: Exclude<Action, { kind: 'command' }>): Pending | undefined {
    const named = (actor: number): string => (this.system.actors[actor] as Actor).name
    const found = this.pending.find((item) => {
      if (item.kind !== action.kind || item.lost) return false
      if (action.kind === 'timer') return named(item.actor) === action.actor && item.timer.split('.')[2] === action.name
      return (
        named(item.from) === action.from &&
        named(item.actor) === action.to &&
        (this.system.events[item.event] as Message).type === action.name
      )
    })
    this.pending = this.pending.filter((item) => item !== found)
    return found
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
    const constraint = last === null || item.lost ? null : before(last, item)
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

/** The path's commands in their order, at all ticks of a coarse net. */
function* spaced(commands: readonly Omit<Step, 'at'>[]): Generator<Step[]> {
  const count = Math.min(searchMax, gaps.length ** commands.length)
  for (let n = 0; n < count; n++) {
    let rest = n
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
