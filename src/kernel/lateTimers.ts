/** A reaction under way that tells others before it has begun all its timers. */
export interface Late {
  readonly actor: number
  /** Timers that were begun or ended meanwhile, by what the others answered: the reaction's own are out of date. */
  readonly past: Set<string>
}

/**
 * Who is told something may answer at once, and the answer may take the actor out of the state for which the reaction is only about to
 * begin a timer. That timer then is not begun.
 */
export class LateTimers {
  private readonly open: Late[] = []

  begin(actor: number): Late {
    const late = { actor, past: new Set<string>() }
    this.open.push(late)
    return late
  }

  end(): void {
    this.open.pop()
  }

  /** A timer is begun or ended, by this reaction or by one that is none of these (null). Returns whether it is out of date. */
  isPast(actor: number, timer: string, by: Late | null): boolean {
    if (by?.past.has(timer) === true) return true
    for (const late of this.open) if (late !== by && late.actor === actor) late.past.add(timer)
    return false
  }
}

const tells: ReadonlySet<string> = new Set(['tell', 'tellAll', 'cut'])

/** Whether somebody is told before a timer begins. */
export function armsLate(outputs: readonly { readonly type: string }[]): boolean {
  const first = outputs.findIndex(({ type }) => tells.has(type))
  return first >= 0 && outputs.some(({ type }, i) => i > first && type === 'arm')
}
