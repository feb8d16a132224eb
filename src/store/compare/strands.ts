import type { Strand } from '#layout/story/strands.ts'
import { visibleSpan } from '../lab/derived.ts'
import type { Pair } from './pair.ts'

export { placeStrands } from '#layout/story/strands.ts'

/** Both runs as strands, for the picture between them. */
export const strandsOf = ({ matches }: Pair): Strand[] =>
  matches.map((match) => ({
    kind: match.kind,
    left: match.kind === 'onlyRight' ? null : match.left.t,
    right: match.kind === 'onlyLeft' ? null : match.right.t,
  }))

/** How many ticks both runs need on one scale that begins at 0. */
export const pairScale = ({ left, right }: Pair): number =>
  Math.max(...[left, right].map((scenario) => visibleSpan({ scenario, span: null, gesture: null }).to))
