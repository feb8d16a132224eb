import type { Comment } from '#formats/minutes.ts'

/** The words of a clause, and what is pinned to them. */

/** A stretch of a clause's text: which comments it is pinned by, and which pins stand behind it. */
export interface Piece {
  readonly from: number
  readonly text: string
  readonly isMarked: boolean
  /** A symbol of the machine's, which has a voice of its own. */
  readonly isSymbol: boolean
  /** Numbers of the comments whose words end here. */
  readonly pins: readonly number[]
}

const symbols = /[A-Z][A-Z0-9]*_[A-Z0-9_]+|0x[0-9A-Fa-f]+/g

/** Where the words of a comment stand; null where the clause has them no longer, or the comment is on all of it. */
function placeOf(
  says: string,
  { words }: Pick<Comment, 'words'>,
): { readonly from: number; readonly to: number } | null {
  if (words === null) return null
  const { from, quote } = words
  const at = says.startsWith(quote, from) ? from : says.indexOf(quote)
  return at < 0 ? null : { from: at, to: at + quote.length }
}

/** The text of a clause in pieces, so that each is either marked or not. */
export function piecesOf(says: string, comments: readonly Pick<Comment, 'words'>[]): readonly Piece[] {
  const places = comments.map((comment) => placeOf(says, comment))
  const named = [...says.matchAll(symbols)].map(({ 0: text, index }) => ({ from: index, to: index + text.length }))
  const cuts = new Set([
    0,
    says.length,
    ...[...places, ...named].flatMap((place) => (place === null ? [] : [place.from, place.to])),
  ])
  const sorted = [...cuts].toSorted((a, b) => a - b)
  return sorted.slice(0, -1).map((from, i) => {
    const to = sorted[i + 1] ?? says.length
    const covers = (place: { from: number; to: number } | null): boolean =>
      place !== null && place.from <= from && to <= place.to
    return {
      from,
      text: says.slice(from, to),
      isMarked: places.some(covers),
      isSymbol: named.some(covers),
      pins: places.flatMap((place, n) => (place?.to === to ? [n + 1] : [])),
    }
  })
}

const isLetter = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char)

/** The whole words that a selection touches; null where it touches none. */
export function wordsAround(
  says: string,
  start: number,
  end: number,
): { readonly from: number; readonly quote: string } | null {
  let [from, to] = [Math.max(0, Math.min(start, end)), Math.min(says.length, Math.max(start, end))]
  while (from < to && !isLetter(says[from])) from++
  while (to > from && !isLetter(says[to - 1])) to--
  if (from === to) return null
  while (isLetter(says[from - 1])) from--
  while (isLetter(says[to])) to++
  return { from, quote: says.slice(from, to) }
}

/** The words that somebody typed, as they stand in the clause; null where they do not. */
export function wordsTyped(says: string, typed: string): { readonly from: number; readonly quote: string } | null {
  const wanted = typed.trim()
  const at = wanted === '' ? -1 : says.toLowerCase().indexOf(wanted.toLowerCase())
  return at < 0 ? null : { from: at, quote: says.slice(at, at + wanted.length) }
}
