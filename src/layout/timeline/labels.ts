import { textBox } from './blocks.ts'
import { crosses, rightOf, type Box, type Taken, type View } from './geometry.ts'
import type { Arrow, Colour, PlacedMark, Text } from './placed.ts'
import type { Message, MessageKind } from './types.ts'

/** Which messages say their names first; those that are not here say nothing. */
const weights: Partial<Record<MessageKind, number>> = {
  cancel: 6,
  refusal: 5,
  final: 4,
  request: 3,
  control: 2,
  poll: 1,
}
const colours: Partial<Record<MessageKind, Colour>> = { cancel: 'cancel', refusal: 'refuse-t', poll: 'ink-3' }

/** No more labels than this are tried: a picture with more arrows is read by pointing at it. */
const triedMost = 60

interface Wish {
  readonly text: string
  readonly weight: 400 | 600
  readonly colour: Colour
  /** Left end and baseline, best first. */
  readonly at: readonly (readonly [x: number, y: number])[]
  /** Costs more than this are not paid: what a label crosses. */
  readonly most: number
  readonly lines: readonly number[]
}

/** Writes names along arrows and counts beside marks. What finds no room without touching anything is left out. */
export function placeLabels(
  arrows: readonly Arrow[],
  labels: ReadonlyMap<readonly number[], Message>,
  marks: readonly PlacedMark[],
  rules: readonly number[],
  view: View,
  taken: Taken,
  bounds: { readonly top: number; readonly bottom: number },
): Text[] {
  const { unit, scale, measure } = view
  const size = 11 * unit
  const texts: Text[] = []
  const limit = Math.min(view.width, rightOf(scale) + 10 * unit)

  const costOf = (box: Box): number => {
    let cost = 0
    for (const arrow of arrows) if (crosses(arrow, box)) cost++
    for (const x of rules) if (x > box.x - 2 * unit && x < box.x + box.w + 2 * unit) cost += 2
    return cost
  }
  const place = ({ text, weight, colour, at, most, lines }: Wish): void => {
    const width = measure(text, size, 'sans', weight)
    let best: { x: number; y: number; box: Box; cost: number } | null = null
    for (const [x, y] of at) {
      const box = textBox(x, y, width, size)
      if (x < scale.left + 1 || x + width > limit || box.y < bounds.top || box.y + box.h > bounds.bottom) continue
      if (!taken.isFree({ ...box, x: box.x - 3 * unit, w: box.w + 6 * unit }, 1)) continue
      const cost = costOf(box)
      if (cost <= most && (best === null || cost < best.cost)) best = { x, y, box, cost }
      if (cost === 0) break
    }
    if (best === null) return
    taken.add(best.box)
    texts.push({ text, x: best.x, y: best.y, size, voice: 'sans', weight, colour, plate: null, lines, box: best.box })
  }

  const named = arrows.flatMap((arrow) => {
    const message = labels.get(arrow.lines)
    const weight = message === undefined || message.label === '' ? undefined : weights[message.kind]
    return message === undefined || weight === undefined || arrow.kind !== message.kind
      ? []
      : [{ arrow, message, weight }]
  })
  // The name of the cancel is said once; further on, where the same name travels on, only if there is room to spare.
  const said = new Set<string>()
  const again = named.map(({ message }) => {
    const isSaid = message.kind === 'cancel' && said.has(message.name)
    said.add(message.name)
    return isSaid
  })
  const wishes = [
    ...countWishes(marks, view).map((wish) => ({ wish, weight: 5.5 })),
    ...named.map(({ arrow, message, weight }, i) => ({
      wish: arrowWish(arrow, message, again[i] === true, view),
      weight: again[i] === true ? 2.5 : weight,
    })),
  ]
  wishes.sort((a, b) => b.weight - a.weight)
  for (const { wish } of wishes.slice(0, triedMost)) place(wish)
  return texts
}

/** Along the line, on the side where the slant leaves room; a cancel may also stand at either end. */
function arrowWish(arrow: Arrow, message: Message, isAgain: boolean, { unit, measure }: View): Wish {
  const size = 11 * unit
  const weight = message.kind === 'cancel' ? 600 : 400
  const width = measure(message.label, size, 'sans', weight)
  const { x1, y1, x2, y2 } = arrow
  const slant = y1 === y2 ? 0 : Math.abs((x2 - x1) / (y2 - y1)) * size * 0.6
  const room = Math.min(slant, 14 * unit) + 5 * unit
  const at: [number, number][] = []
  for (const part of [0.5, 0.38, 0.62, 0.26, 0.74]) {
    const x = x1 + (x2 - x1) * part
    const y = y1 + (y2 - y1) * part + size * 0.36
    at.push([x + room, y], [x - width - room, y])
    if (message.kind === 'cancel' && !isAgain)
      at.push([Math.min(x1, x2) - width - 7 * unit, y], [Math.max(x1, x2) + 7 * unit, y])
  }
  // Behind a neighbour that stands close: its answer, mostly.
  const middle = (y1 + y2) / 2 + size * 0.36
  for (const far of isAgain ? [] : [16, 30])
    at.push([Math.max(x1, x2) + far * unit, middle], [Math.min(x1, x2) - width - far * unit, middle])
  const most =
    isAgain || message.kind === 'poll' || (message.inside && message.kind !== 'cancel')
      ? 0
      : message.kind === 'cancel' || message.kind === 'refusal'
        ? 3
        : 1
  return { text: message.label, weight, colour: colours[message.kind] ?? 'ink-2', at, most, lines: message.lines }
}

/** "2 late", "3 lost": once a lane, beside the last of them that leaves room. */
function countWishes(marks: readonly PlacedMark[], { unit, measure }: View): Wish[] {
  const groups = new Map<string, PlacedMark[]>()
  for (const mark of marks) {
    if (mark.kind !== 'late' && mark.kind !== 'lost') continue
    const key = `${mark.kind} ${mark.y}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [mark])
    else group.push(mark)
  }
  return [...groups.values()].map((group): Wish => {
    const { kind } = group[0] as PlacedMark
    const count = group.reduce((sum, { many }) => sum + many, 0)
    const text = count === 1 ? kind : `${count} ${kind}`
    const width = measure(text, 11 * unit, 'sans', 600)
    const at = group.toReversed().flatMap(({ until, x, y }): [number, number][] => [
      [until + 7 * unit, y + 15 * unit],
      [x - width - 7 * unit, y + 15 * unit],
      [until + 8 * unit, y + 23 * unit],
      [x - width - 8 * unit, y + 23 * unit],
    ])
    return {
      text,
      weight: 600,
      colour: kind === 'late' ? 'drain-t' : 'orphan-t',
      at,
      most: 4,
      lines: group.flatMap(({ lines }) => lines).slice(0, 64),
    }
  })
}
