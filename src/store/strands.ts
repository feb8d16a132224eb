import type { Strand } from '#layout/story/strands.ts'
import type { Pair } from './pair.ts'

export { placeStrands } from '#layout/story/strands.ts'

/** Both runs as strands, for the picture between them. */
export const strandsOf = ({ matches }: Pair): Strand[] =>
  matches.map((match) => ({ kind: match.kind, left: match.kind === 'onlyRight' ? null : match.left.t, right: match.kind === 'onlyLeft' ? null : match.right.t }))
