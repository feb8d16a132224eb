import type { Told } from './types.ts'
import type { Placement } from './placed.ts'

/** What of a placement is drawn once more, over the rest, when a line and its causes and effects are looked at. */
export type Picked = Pick<
  Placement,
  'blocks' | 'held' | 'arrows' | 'bundles' | 'marks' | 'flags' | 'notches' | 'texts' | 'rail'
>

/** The parts that stand for any of these lines. An aggregate counts if one of its members does. */
export function picked(placement: Placement, lines: ReadonlySet<number>): Picked {
  const isMeant = (part: Told): boolean => part.lines.some((line) => lines.has(line))
  return {
    blocks: placement.blocks.filter(isMeant),
    held: placement.held.filter(isMeant),
    arrows: placement.arrows.filter(isMeant),
    bundles: placement.bundles.filter(isMeant),
    marks: placement.marks.filter(isMeant),
    flags: placement.flags.filter(isMeant),
    notches: placement.notches.filter(isMeant),
    texts: placement.texts.filter(isMeant),
    rail: placement.rail.filter(isMeant),
  }
}
