/** One place of a text that was changed. */
export interface TextChange {
  readonly from: number
  readonly removed: number
  readonly inserted: string
}

const isHigh = (code: number): boolean => code >= 0xd800 && code < 0xdc00
const isLow = (code: number): boolean => code >= 0xdc00 && code < 0xe000

/** What makes one text of another: everything between what both begin with and what both end with. No letter is cut in two. */
export function textChange(before: string, after: string): TextChange {
  const least = Math.min(before.length, after.length)
  let from = 0
  while (from < least && before[from] === after[from]) from++
  if (from > 0 && isHigh(before.charCodeAt(from - 1))) from--
  let end = 0
  while (end < least - from && before.at(-1 - end) === after.at(-1 - end)) end++
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end--
  return { from, removed: before.length - end - from, inserted: after.slice(from, after.length - end) }
}

/** Where a caret belongs after a change that somebody else has made. */
export function caretAfter({ from, removed, inserted }: TextChange, caret: number): number {
  if (caret <= from) return caret
  return caret >= from + removed ? caret + inserted.length - removed : from + inserted.length
}
