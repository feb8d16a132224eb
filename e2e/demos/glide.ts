interface Point {
  readonly x: number
  readonly y: number
}

/** What a pointer glides in; a test gives its own. */
export interface GlideWorld {
  /** Milliseconds. */
  now(): number
  move(x: number, y: number): Promise<void>
  /** Settles when the page has painted. */
  frame(): Promise<void>
}

/**
 * Moves a pointer evenly, fast first and slow at the end. It takes as long as it is told to, however many frames that are: on a slow
 * machine there are fewer of them, and the film is as long.
 */
export async function glide(from: Point, to: Point, duration: number, world: GlideWorld): Promise<void> {
  const at = (share: number): Promise<void> =>
    world.move(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
  // What is dragged is dragged by way of something.
  if (duration === 0) await at(0.5)
  const begun = world.now()
  for (;;) {
    const passed = duration === 0 ? 1 : Math.min(1, (world.now() - begun) / duration)
    await at(1 - (1 - passed) ** 3)
    if (passed === 1) return
    await world.frame()
  }
}
