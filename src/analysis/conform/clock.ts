import type { ResolvedOutput } from '#kernel/system.ts'

/** A message on its way or a timer that runs. */
interface Pending {
  /** The slot of the link, or of the actor whose timer it is. */
  readonly slot: number
  /** Id of a timer within its machine; '' for a message. */
  readonly timer: string
  readonly due: number
}

/** What a step changes in what is under way. */
export type Change =
  | { readonly type: 'later'; readonly slot: number; readonly timer: string; readonly ticks: number | null }
  | { readonly type: 'disarm'; readonly slot: number; readonly timer: string }
  | { readonly type: 'cut'; readonly slot: number; readonly keep: number }

export const sentOn = (slot: number, { ticks }: Extract<ResolvedOutput, { type: 'send' }>): Change => ({
  type: 'later',
  slot,
  timer: '',
  ticks,
})

export const armedBy = (slot: number, { timer, ticks }: Extract<ResolvedOutput, { type: 'arm' }>): Change => ({
  type: 'later',
  slot,
  timer,
  ticks,
})

/** When what is under way would be due, if everything took as long as the knobs say; in the order of scheduling. */
export class Clock {
  readonly now: number
  private readonly pending: readonly Pending[]

  constructor(now: number, pending: readonly Pending[] = []) {
    this.now = now
    this.pending = pending
  }

  /** When something is due, and its place among what is due then; null where nothing of it is under way. */
  due(slot: number, timer: string): { readonly at: number; readonly order: number } | null {
    const order = this.pending.findIndex((item) => item.slot === slot && item.timer === timer)
    const item = this.pending[order]
    return item === undefined ? null : { at: item.due, order }
  }

  /** After a step at `now`; `taken`: what was due. */
  after(now: number, taken: number, changes: readonly Change[], linkTicks: number): Clock {
    let pending = taken < 0 ? [...this.pending] : this.pending.toSpliced(taken, 1)
    for (const change of changes) {
      const { slot } = change
      if (change.type === 'later') {
        const { timer, ticks } = change
        if (timer !== '') pending = pending.filter((item) => item.slot !== slot || item.timer !== timer)
        pending.push({ slot, timer, due: now + (ticks ?? linkTicks) })
      } else if (change.type === 'disarm')
        pending = pending.filter((item) => item.slot !== slot || item.timer !== change.timer)
      else {
        let kept = 0
        pending = pending.filter((item) => item.slot !== slot || item.timer !== '' || kept++ < change.keep)
      }
    }
    return new Clock(now, pending)
  }
}
