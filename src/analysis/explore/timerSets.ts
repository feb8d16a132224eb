import { Interned } from '#kernel/packed.ts'
import type { ResolvedOutput } from '#kernel/system.ts'

interface Timer {
  /** XState's own name of it, with the state that it belongs to. */
  readonly timer: string
  readonly name: string
  readonly event: number
}
type Arm = Extract<ResolvedOutput, { type: 'arm' }>

/** The timers of an actor that run, as a number: 0 for none. When they fire does not matter here, only that they will. */
export class TimerSets {
  private readonly sets = new Interned<readonly Timer[]>()
  private readonly armed = new Map<Arm, number[]>()
  private readonly disarmed = new Map<string, number[]>()

  /** In the order of their names. */
  timers(set: number): readonly Timer[] {
    return set === 0 ? [] : this.sets.value(set)
  }

  with(set: number, arm: Arm): number {
    let after = this.armed.get(arm)
    if (after === undefined) this.armed.set(arm, (after = []))
    const others = (): Timer[] => this.timers(set).filter(({ timer }) => timer !== arm.timer)
    return (
      after[set] ?? (after[set] = this.number([...others(), { timer: arm.timer, name: arm.name, event: arm.event }]))
    )
  }

  without(set: number, timer: string): number {
    if (set === 0) return 0
    let after = this.disarmed.get(timer)
    if (after === undefined) this.disarmed.set(timer, (after = []))
    return after[set] ?? (after[set] = this.number(this.timers(set).filter((other) => other.timer !== timer)))
  }

  private number(timers: readonly Timer[]): number {
    const sorted = [...timers].sort((a, b) => (a.timer < b.timer ? -1 : 1))
    return sorted.length === 0 ? 0 : this.sets.number(sorted.map(({ timer }) => timer).join(' '), () => sorted)
  }
}
