import { assert } from '#base/assert.ts'
import { emptyLedger, noted } from '#kernel/ledger.ts'
import { otherActor, type Scenario, type Model } from '#kernel/model.ts'
import {
  appliesIn,
  isTrueIn,
  type Action,
  type Ledger,
  type Property,
  type StateView,
  type StepProperty,
} from '#kernel/property.ts'
import { initialState, stateNamed } from '#kernel/states.ts'
import { systemFor, type Actor, type Observation, type System } from '#kernel/system.ts'
import { plan, TimedWorld, type Item, type PlannedStep, type Recorder } from '#kernel/timed.ts'

/** A timed run as the exhaustive check would see it: the moments between reactions, and what was done from one to the next. */
export interface Replayed {
  readonly moments: readonly StateView[]
  /** The choice that led to the moment of the same index; null for the first. */
  readonly actions: readonly (Action | null)[]
  /** The tick at which that was; 0 for the first. */
  readonly ticks: readonly number[]
}

/** Watches a timed run through the eyes of the statements. */
class Watcher implements Recorder {
  private readonly model: Model
  private readonly given = new Map<string, number>()
  private ledger: Ledger = emptyLedger
  private action: Action | null = null
  private world: TimedWorld | null = null
  readonly moments: StateView[] = []
  readonly actions: (Action | null)[] = []
  readonly ticks: number[] = []
  private tick = 0

  constructor(model: Model) {
    this.model = model
  }

  observe(world: TimedWorld): void {
    this.world = world
  }

  /** Keeps the moment that the last choice led to. */
  close(): void {
    const world = this.world
    if (world === null) return
    const { ledger } = this
    const states = [...world.states]
    const given = new Map(this.given)
    const { system } = world
    this.moments.push({
      ledger,
      state: ({ name }) => {
        const actor = system.actors.find((candidate) => candidate.name === name)
        const state = actor === undefined ? undefined : states[actor.index]
        if (actor === undefined || state === undefined) return initialState(this.model, name)
        return stateNamed(actor.table.machine, actor.table.valueText(state))
      },
      given: (command) => {
        assert(Object.hasOwn(this.model.commands, command), `${command} is a command`)
        return given.get(command) ?? 0
      },
    })
    this.actions.push(this.action)
    this.ticks.push(this.tick)
  }

  command(step: PlannedStep['step'], _index: number, _actor: Actor, _isCall: boolean, call: string): void {
    this.close()
    this.tick = step.at
    this.given.set(step.do, (this.given.get(step.do) ?? 0) + 1)
    const command = this.model.commands[step.do]
    const by = command === undefined ? undefined : otherActor(command, step.actor)
    this.action = { kind: 'command', do: step.do, args: step.args, call, ...(by === undefined ? {} : { actor: by }) }
  }

  due(item: Item, _system: System, t: number): void {
    this.close()
    this.tick = t
    const { system } = this.world as TimedWorld
    const actor = (system.actors[item.actor] as Actor).name
    if (item.kind === 'timer') this.action = { kind: 'timer', actor, name: item.timer.split('.')[2] ?? '' }
    else
      this.action = {
        kind: 'message',
        from: (system.actors[item.from] as Actor).name,
        to: actor,
        name: system.events[item.event]?.type ?? '',
      }
  }

  note(_actor: Actor, note: Observation): void {
    this.ledger = noted(this.model, this.ledger, note)
  }

  changed(): void {}
  reacting(): void {}
  ignored(): void {}
  reacted(): void {}
  sent(): number {
    return 0
  }
  armed(): number {
    return 0
  }
  length(): number {
    return 0
  }
}

export function replay(model: Model, scenario: Scenario): Replayed {
  const watcher = new Watcher(model)
  const world = new TimedWorld(systemFor(model, scenario.knobs), plan(scenario.steps), watcher)
  watcher.observe(world)
  world.runToEnd()
  watcher.close()
  const { moments, actions, ticks } = watcher
  return { moments, actions, ticks }
}

/** Whether the step that led to a moment is as a statement says; null where it does not speak of that step. */
export function stepAt(property: StepProperty, { moments, actions }: Replayed, i: number): boolean | null {
  const [before, after, action] = [moments[i - 1], moments[i], actions[i] ?? null]
  if (before === undefined || after === undefined || action === null || !property.when(action)) return null
  return (property.given?.(before, after, action) ?? true) ? property.holds(before, after, action) : null
}

/**
 * Whether a run shows what a statement is about: that it is violated, for one that ought to hold; that it happens, for `reachable`.
 * `eventually` counts as violated where it is not true at the end.
 */
export function shows(property: Property, replayed: Replayed): boolean {
  const { moments } = replayed
  if (property.kind === 'step') return moments.some((_, i) => stepAt(property, replayed, i) === false)
  if (property.kind === 'eventually') {
    const end = moments.at(-1)
    return end !== undefined && appliesIn(property, end) && !isTrueIn(property, end)
  }
  return moments.some((view) => appliesIn(property, view) && isTrueIn(property, view) !== (property.kind === 'always'))
}

/** Whether a run is one that a statement says something about: its condition is met. A statement without one speaks of every run. */
export function isAbout(property: Property, replayed: Replayed): boolean {
  const { moments } = replayed
  if (property.kind !== 'step') return moments.some((view) => appliesIn(property, view))
  return moments.some((_, i) => stepAt(property, replayed, i) !== null)
}
