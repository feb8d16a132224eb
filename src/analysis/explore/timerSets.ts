import { armed, disarmed, type Timer } from '#kernel/network.ts'
import { Interned } from '#kernel/packed.ts'
import type { ResolvedOutput } from '#kernel/system.ts'

interface NamedTimer extends Timer {
  readonly name: string
  readonly event: number
}
type Arm = Extract<ResolvedOutput, { type: 'arm' }>

/** The timers of an actor that run, as a number: 0 for none. When they fire does not matter here, only that they will. */
export class TimerSets {
  private readonly sets = new Interned<readonly NamedTimer[]>()
  private readonly armed = new Map<Arm, number[]>()
  private readonly disarmed = new Map<string, number[]>()

  /** In the order of their names. */
  timers(set: number): readonly NamedTimer[] {
    return set === 0 ? [] : this.sets.value(set)
  }

  with(set: number, arm: Arm): number {
    let after = this.armed.get(arm)
    if (after === undefined) this.armed.set(arm, (after = []))
    const { timer, name, event } = arm
    return after[set] ?? (after[set] = this.number(armed(this.timers(set), { timer, name, event })))
  }

  without(set: number, timer: string): number {
    if (set === 0) return 0
    let after = this.disarmed.get(timer)
    if (after === undefined) this.disarmed.set(timer, (after = []))
    return after[set] ?? (after[set] = this.number(disarmed(this.timers(set), timer)))
  }

  private number(timers: readonly NamedTimer[]): number {
    const sorted = [...timers].sort((a, b) => (a.timer < b.timer ? -1 : 1))
    return sorted.length === 0 ? 0 : this.sets.number(sorted.map(({ timer }) => timer).join(' '), () => sorted)
  }
}
