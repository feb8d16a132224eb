import { callKey } from '#kernel/call.ts'
import { assert } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import { commandEvent, type Model, type Value } from '#kernel/model.ts'
import { Interned } from '#kernel/packed.ts'
import type { Action } from '#kernel/property.ts'
import type { System } from '#kernel/system.ts'

/** A command that the check may give, at any moment, as often as the bounds allow. */
export interface Offer {
  readonly do: string
  readonly args: Readonly<Record<string, Value>>
  /** Who gives it, where that is not the client. */
  readonly actor?: string
}

/** How much is commanded. A run within the bounds gives each offer any number of times, but no group more often than it may. */
export interface Bounds {
  readonly offers: readonly Offer[]
  /** Which groups a command counts for, and how often a group may be used. */
  readonly groupsOf: (command: string) => readonly string[]
  readonly groupMax: Readonly<Record<string, number>>
  /** Worlds after which the exploration stops and says that it is not complete. */
  readonly worldsMax: number
}

/** What was commanded so far. */
interface Budget {
  readonly operations: number
  readonly given: Readonly<Record<string, number>>
  readonly used: Readonly<Record<string, number>>
}

/** A command that is still open where a budget is left. */
export interface OpenCommand {
  readonly actor: number
  readonly event: number
  /** The number of the budget afterwards. */
  readonly next: number
  readonly action: Action
}

/** Which commands can still be given, by the number of what was commanded so far. */
export class Commands {
  private readonly system: System
  private readonly model: Model
  private readonly bounds: Bounds
  private readonly budgets = new Interned<Budget>()
  private readonly open: OpenCommand[][] = []
  private readonly counted: Readonly<Record<string, number>>[] = []
  /** The number of a budget of which nothing is used. */
  readonly none: number

  constructor(system: System, bounds: Bounds) {
    this.system = system
    this.model = system.model
    this.bounds = bounds
    this.none = this.number({ operations: 0, given: {}, used: {} })
  }

  private number(budget: Budget): number {
    return this.budgets.number(stableJson(budget), () => budget)
  }

  /** How often a command was given. Throws where there is no such command. */
  given(budget: number, command: string): number {
    const times = this.counts(budget)[command]
    assert(times !== undefined, `${command} is a command`)
    return times
  }

  /** For each command how often it was given. */
  private counts(budget: number): Readonly<Record<string, number>> {
    const known = this.counted[budget]
    if (known !== undefined) return known
    const none = Object.fromEntries(Object.keys(this.model.commands).map((command) => [command, 0]))
    return (this.counted[budget] = { ...none, ...this.budgets.value(budget).given })
  }

  openAt(budget: number): readonly OpenCommand[] {
    return (
      this.open[budget] ??
      (this.open[budget] = this.bounds.offers.flatMap((offer) => this.opened(this.budgets.value(budget), offer)))
    )
  }

  private opened({ operations, given, used }: Budget, offer: Offer): OpenCommand[] {
    const groups = this.bounds.groupsOf(offer.do)
    if (groups.some((group) => (used[group] ?? 0) >= (this.bounds.groupMax[group] ?? 0))) return []
    const command = this.model.commands[offer.do]
    assert(command !== undefined, `${offer.do} is a command`)
    const ordinal = (given[offer.do] ?? 0) + 1
    const operation = command.operation === true ? operations + 1 : undefined
    const after: Budget = {
      operations: operation ?? operations,
      given: { ...given, [offer.do]: ordinal },
      used: { ...used, ...Object.fromEntries(groups.map((group) => [group, (used[group] ?? 0) + 1])) },
    }
    return [
      {
        actor: this.system.actor(command.to(offer.args, after.operations, offer.actor)),
        event: this.system.event(commandEvent(offer, ordinal, operation, offer.actor)),
        next: this.number(after),
        action: {
          kind: 'command',
          do: offer.do,
          args: offer.args,
          call: callKey(offer.do, ordinal),
          ...(offer.actor === undefined ? {} : { actor: offer.actor }),
        },
      },
    ]
  }
}
