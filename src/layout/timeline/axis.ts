import { tickStep, xOf } from '../scale.ts'
import { alike, rightOf, type Box, type View } from './geometry.ts'
import type { AxisTick, Handle } from './placed.ts'
import type { Rows } from './rows.ts'
import { spread } from './spread.ts'
import type { CommandMark, Timeline } from './types.ts'

/** Ticks of the axis, numbered where the numbers have room and nothing covers them. */
export function axisOf(view: View, covered: readonly Box[], rows: Rows): AxisTick[] {
  const { scale, unit, measure } = view
  const widest = measure(alike(Math.round(scale.to)), 11 * unit, 'sans', 400)
  const major = tickStep(scale, Math.max(48 * unit, widest + 18 * unit))
  const minor =
    major % 4 === 0 && (scale.width * major) / 4 / (scale.to - scale.from) > 9 * unit
      ? major / 4
      : major % 5 === 0
        ? major / 5
        : major % 2 === 0
          ? major / 2
          : major
  const ticks: AxisTick[] = []
  for (let tick = Math.ceil(scale.from / minor) * minor; tick <= scale.to; tick += minor) {
    const x = xOf(scale, tick)
    const isMajor = tick % major === 0
    const w = isMajor ? measure(alike(tick), 11 * unit, 'sans', 400) : 0
    const y = rows.axis + 6 * unit
    const isCovered = covered.some(
      (box) =>
        x + w / 2 + 3 * unit > box.x &&
        x - w / 2 - 3 * unit < box.x + box.w &&
        y < box.y + box.h &&
        y + 12 * unit > box.y,
    )
    // At the end a long number has no room; the tick itself stays.
    const isOut = x + w / 2 > view.width || x - w / 2 < 0
    ticks.push({ tick, x, isMajor, label: isMajor && !isCovered && !isOut ? String(tick) : null })
  }
  return ticks
}

/** The pill of the first cancel. Where its tick is not in view it waits at the edge, so that it can be fetched from there. */
export function pillOf(timeline: Timeline, rows: Rows, view: View): Handle | null {
  const { cancel } = timeline
  if (cancel === null) return null
  const { scale, unit, measure } = view
  const text = `cancel ${cancel.tick}`
  const w = measure(alike(text), 12 * unit, 'sans', 600) + 34 * unit
  const x = xOf(scale, cancel.tick)
  const middle = Math.max(scale.left + w / 2 - 6 * unit, Math.min(rightOf(scale) - w / 2 + 10 * unit, x))
  const box = { x: middle - w / 2, y: rows.axis - 9 * unit, w, h: 23 * unit }
  return { ...common(cancel), x, box, text, textX: box.x + 17 * unit }
}

const common = ({ step, tick, name, title, isCancel, lines }: CommandMark) => ({
  steps: [step],
  tick,
  name,
  title,
  isCancel,
  lines,
})

interface Tag {
  readonly members: readonly CommandMark[]
  readonly x: number
  /** Longest wording first; the last is empty. */
  readonly texts: readonly string[]
  readonly width: number
}

const textOf = ({ texts }: Tag): string => texts[0] ?? ''

/** Left edges of all tags, those before the pole of the cancel on its one side and those after it on the other; null: no room. */
function sides(tags: readonly Tag[], pole: number | null, apart: number, left: number, right: number): number[] | null {
  const wishes = tags.map(({ x, width }) => ({ at: x, width }))
  if (pole === null) return spread(wishes, apart, left, right)
  const before = wishes.filter(({ at }) => at < pole)
  const [first, second] = [
    spread(before, apart, left, pole - apart),
    spread(wishes.slice(before.length), apart, pole + apart / 2, right),
  ]
  return first === null || second === null ? null : [...first, ...second]
}

/**
 * The other commands in view, as small flags above the axis, in their order, none beyond the pole of the cancel. A name gives way to
 * its verb where its flag would not stand over its tick, and to nothing where there is no room; where even bare flags find none,
 * neighbours share one.
 */
export function handlesOf(timeline: Timeline, rows: Rows, view: View): Handle[] {
  const { scale, unit, measure, coarse } = view
  const u = (units: number): number => units * unit
  const bare = coarse ? u(40) : u(12)
  const apart = u(3)
  const { cancel } = timeline
  const shown = timeline.commands
    .filter((command) => command !== cancel && command.tick >= scale.from && command.tick <= scale.to)
    .sort((a, b) => a.tick - b.tick || a.step - b.step)
  const tagOf = (tag: Omit<Tag, 'width'>): Tag => {
    const width = Math.max(bare, measure(tag.texts[0] ?? '', u(11), 'sans', 400) + u(12))
    return { ...tag, width: tag.texts[0] === '' ? bare : width }
  }
  let tags = shown.map((command) =>
    tagOf({ members: [command], x: xOf(scale, command.tick), texts: [...command.texts, ''] }),
  )
  const limit = Math.min(view.width, rightOf(scale) + u(10))
  if (tags.length * (bare + apart) > limit - scale.left) tags = shared(tags, bare + apart).map(tagOf)
  const inView = cancel !== null && cancel.tick >= scale.from && cancel.tick <= scale.to
  const pole = inView ? xOf(scale, cancel.tick) : null
  /** The longest of some gives way to its next wording; false: none of them has one. */
  const shorten = (some: readonly Tag[]): boolean => {
    const [longest] = some.filter(({ texts }) => texts.length > 1).toSorted((a, b) => b.width - a.width)
    if (longest === undefined) return false
    tags = tags.map((tag) => (tag === longest ? tagOf({ ...tag, texts: tag.texts.slice(1) }) : tag))
    return true
  }
  const misses = ({ x, width }: Tag, left: number, by = 1): boolean => x < left - by || x > left + width + by
  let lefts = sides(tags, pole, apart, scale.left, limit)
  for (;;) {
    const found = lefts
    // A wording goes before a flag leaves its tick; the last one that says something goes before a flag is far from it.
    const isAway = found !== null && tags.some((tag, i) => misses(tag, found[i] ?? 0))
    const isFar = found !== null && tags.some((tag, i) => misses(tag, found[i] ?? 0, u(16)))
    const isShorter =
      found === null
        ? shorten(tags)
        : (isAway && shorten(tags.filter(({ texts }) => texts.length > 2))) || (isFar && shorten(tags))
    if (!isShorter) break
    lefts = sides(tags, pole, apart, scale.left, limit)
  }
  // No room beside the pole even for bare flags, or nowhere.
  const placed = lefts ?? sides(tags, null, apart, scale.left, limit)
  if (placed === null) return []
  return tags.map((tag, i): Handle => {
    const { members, x, width } = tag
    const text = textOf(tag)
    const first = members[0] as CommandMark
    const box = { x: placed[i] ?? 0, y: rows.commands, w: width, h: u(15) }
    const textX = box.x + (width - (text === '' ? 0 : measure(text, u(11), 'sans', 400))) / 2
    return {
      ...common(first),
      steps: members.map(({ step }) => step),
      lines: members.flatMap(({ lines }) => lines),
      x,
      box,
      text,
      textX,
    }
  })
}

/** Commands in the same stretch of the axis, as one tag each. */
function shared(tags: readonly Tag[], width: number): Omit<Tag, 'width'>[] {
  const byPlace = new Map<number, Tag[]>()
  for (const tag of tags) {
    const place = Math.floor(tag.x / (width * 1.2))
    const list = byPlace.get(place)
    if (list === undefined) byPlace.set(place, [tag])
    else list.push(tag)
  }
  return [...byPlace.values()].map((list) => {
    const first = list[0] as Tag
    return { members: list.flatMap(({ members }) => members), x: first.x, texts: [''] }
  })
}
