/** What two runs share, drawn between their pictures: a strand for each event, from its tick above to its tick below. */
export type StrandKind = 'same' | 'moved' | 'changed' | 'onlyLeft' | 'onlyRight'

/** An event of both runs or of one of them, with its tick in each. */
export interface Strand {
  readonly kind: StrandKind
  readonly left: number | null
  readonly right: number | null
}

export interface PlacedStrands {
  readonly kind: StrandKind
  /** Lines from run to run; stubs where there is no other end. */
  readonly lines: string
  /** Shapes at the ends: a dot where nothing changed but the tick, a diamond where it says something else, a triangle where it ends. */
  readonly ends: string
}

const order: readonly StrandKind[] = ['same', 'moved', 'changed', 'onlyLeft', 'onlyRight']

const n = (value: number): string => value.toFixed(1)
const dot = (x: number, y: number, r: number): string =>
  `M${n(x - r)} ${n(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
const diamond = (x: number, y: number, r: number): string => `M${n(x)} ${n(y - r)}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`
const triangle = (x: number, y: number, r: number, direction: 1 | -1): string =>
  `M${n(x - r)} ${n(y)}h${2 * r}l${-r} ${n(direction * 1.7 * r)}z`

/** `x`: pixels of a tick; `height` and `unit` in pixels. Strands at the same ticks are drawn once. */
export function placeStrands(
  strands: readonly Strand[],
  x: (tick: number) => number,
  height: number,
  unit: number,
): PlacedStrands[] {
  const [top, bottom] = [5 * unit, height - 5 * unit]
  const stub = 0.34 * (bottom - top)
  return order.flatMap((kind) => {
    const seen = new Set<string>()
    let lines = ''
    let ends = ''
    for (const { kind: own, left, right } of strands) {
      if (own !== kind || seen.has(`${left} ${right}`)) continue
      seen.add(`${left} ${right}`)
      if (left !== null && right !== null) {
        lines += `M${n(x(left))} ${n(top)}L${n(x(right))} ${n(bottom)}`
        ends +=
          kind === 'changed'
            ? diamond(x(left), top, 4 * unit) + diamond(x(right), bottom, 4 * unit)
            : dot(x(left), top, 2 * unit) + dot(x(right), bottom, 2 * unit)
      } else if (left !== null) {
        lines += `M${n(x(left))} ${n(top)}v${n(stub)}`
        ends += triangle(x(left), top + stub, 3.4 * unit, 1)
      } else if (right !== null) {
        lines += `M${n(x(right))} ${n(bottom)}v${n(-stub)}`
        ends += triangle(x(right), bottom - stub, 3.4 * unit, -1)
      }
    }
    return lines === '' ? [] : [{ kind, lines, ends }]
  })
}
