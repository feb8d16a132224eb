import { xOf, type TimeScale } from '../scale.ts'
import { touches, type Box, type Measure } from '../timeline/geometry.ts'

/** A line of a recording as it is drawn. */
export interface SeenLine {
  readonly kind: 'call' | 'return' | 'result' | 'settle'
  /** Where it was seen, in ticks of the explaining run. */
  readonly at: number
  /** The tick of the line of the run that explains it; null where none does. */
  readonly tick: number | null
  /** Of a return: the index of its call. */
  readonly callIndex: number | null
  readonly text: string
  readonly state: 'explained' | 'deviates' | 'afterwards'
  readonly isCancel: boolean
}

export interface SeenCall extends Box {
  readonly index: number
  readonly label: { readonly x: number; readonly y: number; readonly text: string } | null
  readonly state: SeenLine['state']
  readonly isCancel: boolean
}

export interface SeenFlag extends Box {
  readonly index: number
  readonly text: string
  readonly pole: { readonly x: number; readonly from: number; readonly to: number }
  readonly state: SeenLine['state']
  readonly isCancel: boolean
}

/** From where a line was seen to the line that explains it. */
export interface Tie {
  readonly index: number
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

export interface SeenPicture {
  readonly height: number
  readonly base: number
  readonly calls: readonly SeenCall[]
  readonly flags: readonly SeenFlag[]
  /** Results and ends. */
  readonly dots: readonly {
    readonly index: number
    readonly x: number
    readonly y: number
    readonly kind: SeenLine['kind']
    readonly state: SeenLine['state']
  }[]
  readonly ties: readonly Tie[]
  /** Where what can be explained ends. */
  readonly tear: { readonly x: number; readonly path: string } | null
}

/** All in units of a sixteenth of the root font. */
const flagHeight = 16
const flagGap = 3
const flagRows = 3
const callHeight = 19
const tieHeight = 26
const fontSize = 11
const pad = 4
const tooth = 5

/** The lane of what was seen, above the run that explains it and on its scale. What comes first has the first choice of room. */
export function placeSeen(lines: readonly SeenLine[], scale: TimeScale, unit: number, measure: Measure): SeenPicture {
  const u = (units: number): number => units * unit
  const right = scale.left + scale.width
  const x = (tick: number): number => Math.max(scale.left, Math.min(right, xOf(scale, tick)))
  const top = u(4)
  const callTop = top + u(flagRows * (flagHeight + flagGap))
  const base = callTop + u(callHeight)
  const height = base + u(tieHeight)
  const backs = new Map(
    lines.flatMap(({ callIndex }, index) => (callIndex === null ? [] : [[callIndex, index] as const])),
  )
  const width = (text: string): number => measure(text, u(fontSize), 'mono', 400)

  const calls = lines.flatMap(({ kind, at, text, state, isCancel }, index): SeenCall[] => {
    if (kind !== 'call') return []
    const back = backs.get(index)
    const end = back === undefined ? at : (lines[back]?.at ?? at)
    const [from, to] = [x(at), x(end)]
    const w = Math.max(u(2), to - from)
    const isRoom = width(text) + u(2 * pad) <= w
    return [
      {
        index,
        x: from,
        y: callTop,
        w,
        h: u(callHeight),
        label: isRoom ? { x: from + u(pad), y: base - u(6), text } : null,
        state,
        isCancel,
      },
    ]
  })

  const taken: Box[] = []
  const flags: SeenFlag[] = []
  // What cannot be had is told before everything else, then the cancel, then what comes first.
  const order = lines
    .map((line, index) => ({ line, index }))
    .filter(({ line: { kind } }) => kind === 'return' || kind === 'settle' || kind === 'call')
    .filter(
      ({ line: { kind }, index }) => kind !== 'call' || calls.find((call) => call.index === index)?.label === null,
    )
    .sort((a, b) => rank(a.line) - rank(b.line) || a.index - b.index)
  for (const { line, index } of order) {
    const w = width(line.text) + u(2 * pad)
    const at = x(line.at)
    const left = Math.max(scale.left, Math.min(right - w, line.kind === 'call' ? at - w : at))
    for (let row = flagRows - 1; row >= 0; row--) {
      const box: Box = { x: left, y: top + u(row * (flagHeight + flagGap)), w, h: u(flagHeight) }
      if (taken.some((other) => touches(box, other, u(3)))) continue
      const pole = { x: at, from: box.y + box.h, to: callTop }
      // A pole must not run through a text below it.
      if (taken.some((other) => other.x <= at && at <= other.x + other.w && other.y > box.y)) continue
      taken.push(box)
      flags.push({ ...box, index, text: line.text, pole, state: line.state, isCancel: line.isCancel })
      break
    }
  }

  const dots = lines.flatMap(({ kind, at, state }, index) =>
    kind === 'result' || kind === 'settle' ? [{ index, x: x(at), y: base, kind, state }] : [],
  )
  const ties = lines.flatMap(({ at, tick }, index) =>
    tick === null ? [] : [{ index, x1: x(at), y1: base, x2: x(tick), y2: height }],
  )
  return {
    height,
    base,
    calls,
    flags: flags.sort((a, b) => a.index - b.index),
    dots,
    ties,
    tear: tearOf(lines, x, height, unit),
  }
}

function rank({ state, isCancel, kind }: SeenLine): number {
  if (state === 'deviates') return 0
  if (isCancel) return 1
  return kind === 'settle' ? 2 : kind === 'call' ? 4 : 3
}

/** A zigzag between the last line that is explained and the first that cannot be had. */
function tearOf(
  lines: readonly SeenLine[],
  x: (tick: number) => number,
  height: number,
  unit: number,
): SeenPicture['tear'] {
  const first = lines.findIndex(({ state }) => state === 'deviates')
  if (first < 0) return null
  const after = x(lines[first]?.at ?? 0)
  const before = first === 0 ? after : x(lines[first - 1]?.at ?? 0)
  const at = Math.max(before, after - 6 * unit, (before + after) / 2)
  const teeth = Math.ceil(height / (tooth * unit))
  const points = Array.from(
    { length: teeth + 1 },
    (_, i) => `${at + (i % 2 === 0 ? -1 : 1) * 3 * unit} ${i * tooth * unit}`,
  )
  return { x: at, path: `M${points.join('L')}` }
}
