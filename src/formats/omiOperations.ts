/** An operation of a call log of OMI; the log has no names for them. */
export class OmiOperation {
  readonly name: string
  results = 0
  isOver = false
  /** Of a kind that has one result. */
  hasOneResult = false
  /** The provider works on it. */
  hasBegun = false
  /** Cancelled or closed. */
  isEnding = false
  isClosed = false

  constructor(name: string) {
    this.name = name
  }

  /** One more result: its number. */
  result(): number {
    return ++this.results
  }

  over(): void {
    this.isOver = true
  }

  end(op: string): void {
    this.isEnding = true
    if (op === 'close') this.isClosed = true
  }
}

/**
 * All operations of a log. Whose callback a line is, it does not say: callbacks count the results of their operation, and what an
 * operation has had so far tells which can be meant. Operations of the same kind are alike, so any such choice is as good.
 */
export class OmiOperations {
  private readonly all: OmiOperation[] = []
  /** Those that are not over; a log may have thousands that are. */
  private readonly live = new Set<OmiOperation>()
  private last: OmiOperation | null = null

  get count(): number {
    return this.all.length
  }

  start(): OmiOperation {
    const operation = new OmiOperation(String(this.all.length + 1))
    this.all.push(operation)
    this.live.add(operation)
    return operation
  }

  newest(): OmiOperation | null {
    return this.all.at(-1) ?? null
  }

  /** The one whose handle a call was made with that came back with this: one that was closed already only where there is no other. */
  meant(ret: number | undefined): OmiOperation | null {
    const newest = this.newest()
    if (newest?.isClosed !== true || (ret !== undefined && ret !== 0)) return newest
    return this.all.findLast(({ isClosed }) => !isClosed) ?? newest
  }

  unclosed(): readonly OmiOperation[] {
    return this.all.filter(({ isClosed }) => !isClosed)
  }

  hasWaiting(): boolean {
    return [...this.live].some(({ hasBegun }) => !hasBegun)
  }

  /** The provider begins: with the oldest that waits. */
  begin(): void {
    const waiting = [...this.live].find(({ hasBegun }) => !hasBegun)
    if (waiting !== undefined) waiting.hasBegun = true
  }

  /**
   * The operation whose `n`-th callback this can be: the one that spoke last, else the oldest, and a refusal that of the newest.
   * A session that is closed ends its operations from the oldest on.
   */
  owner(n: number | null, hasInstance: boolean, isOfSession = false): OmiOperation | null {
    for (const operation of this.live) if (operation.isOver) this.live.delete(operation)
    const fitting = [...this.live].filter(({ results }) => n === null || results === n - 1)
    if (hasInstance) {
      if (this.last !== null && fitting.includes(this.last)) return this.last
      return fitting.find(({ hasBegun }) => hasBegun) ?? fitting[0] ?? null
    }
    if (isOfSession) return fitting[0] ?? null
    return (
      fitting.find(({ isEnding }) => isEnding) ?? fitting.findLast(({ hasBegun }) => !hasBegun) ?? this.sole(fitting)
    )
  }

  /** An end without a result of an operation at work: that of the only one, where there is one. */
  private sole(fitting: readonly OmiOperation[]): OmiOperation | null {
    return this.live.size === 1 ? (fitting[0] ?? null) : null
  }

  spoke(operation: OmiOperation): void {
    this.last = operation
  }
}
