/** Something that wants its middle at `at` and is `width` wide. */
export interface Wish {
  readonly at: number
  readonly width: number
}

/**
 * Puts things side by side in their order: each as near to its wish as the others let it, none touching another, all between
 * `left` and `right`. Things that push each other form a group that moves as one. Returns left edges, or null where there is
 * not room enough for all.
 */
export function spread(wishes: readonly Wish[], apart: number, left: number, right: number): number[] | null {
  const total = wishes.reduce((sum, { width }) => sum + width, 0) + apart * Math.max(0, wishes.length - 1)
  if (total > right - left) return null
  const groups: { first: number; count: number; width: number; sum: number; at: number }[] = []
  const clamp = (at: number, width: number): number => Math.max(left, Math.min(right - width, at))
  wishes.forEach(({ at, width }, i) => {
    const want = at - width / 2
    groups.push({ first: i, count: 1, width, sum: want, at: clamp(want, width) })
    for (;;) {
      const last = groups.at(-1)
      const before = groups.at(-2)
      if (last === undefined || before === undefined || before.at + before.width + apart <= last.at) return
      const shift = before.width + apart
      const count = before.count + last.count
      const sum = before.sum + last.sum - last.count * shift
      const joined = {
        first: before.first,
        count,
        width: shift + last.width,
        sum,
        at: clamp(sum / count, shift + last.width),
      }
      groups.splice(-2, 2, joined)
    }
  })
  const lefts: number[] = []
  for (const group of groups) {
    let at = group.at
    for (let i = group.first; i < group.first + group.count; i++) {
      lefts.push(at)
      at += (wishes[i]?.width ?? 0) + apart
    }
  }
  return lefts
}
