/** Random numbers that are the same for the same seed, everywhere: a sheet for a whole class needs no server. */
export interface Dice {
  /** An integer from 0 to n - 1. */
  readonly below: (n: number) => number
  readonly pick: <T>(items: readonly T[]) => T | undefined
  readonly shuffled: <T>(items: readonly T[]) => T[]
}

/** FNV-1a over the text begins it, mulberry32 goes on. */
export function diceOf(seed: string): Dice {
  let state = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number): number => Math.floor(next() * n)
  return {
    below,
    pick: (items) => items[below(items.length)],
    shuffled(items) {
      const list = [...items]
      for (let i = list.length - 1; i > 0; i--) {
        const j = below(i + 1)
        const [a, b] = [list[i], list[j]]
        if (a !== undefined && b !== undefined) [list[i], list[j]] = [b, a]
      }
      return list
    },
  }
}
