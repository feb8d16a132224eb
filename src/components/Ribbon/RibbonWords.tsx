import { memo } from 'react'
import type { Callout, PlacedRibbon, PlacedRow, RibbonText, RibbonWords as Words } from '#layout/ribbon/placed.ts'
import { gutterOf } from '#store/explore/ribbon.ts'
import { measure } from './usePanel.ts'
import styles from './Ribbon.module.css'

interface TextProps extends RibbonText {
  readonly unit: number
}

/** On a pattern a text gets a plate of the plain fill, so that it can be read. */
const BandText = memo(function BandText({ text, x, y, width, isOn, tone, unit }: TextProps) {
  return (
    <g data-tone={tone} data-on={isOn} className={styles.word}>
      <rect
        x={x - 3 * unit}
        y={y - 10 * unit}
        width={width + 6 * unit}
        height={14 * unit}
        rx={2}
        className={styles.plate}
      />
      <text x={x} y={y} fontSize={11 * unit}>
        {text}
      </text>
    </g>
  )
})

const CalloutText = memo(function CalloutText({
  text,
  x,
  y,
  width,
  isOn,
  tone,
  leader,
  unit,
}: Omit<Callout, 'band'> & { readonly unit: number }) {
  return (
    <g data-tone={tone} data-on={isOn} className={styles.callout}>
      <rect x={x - 3 * unit} y={y - 10 * unit} width={width + 6 * unit} height={13 * unit} className={styles.blank} />
      <path d={leader} className={styles.leader} />
      <text x={x} y={y} fontSize={11 * unit}>
        {text}
      </text>
    </g>
  )
})

/** Air between the values and the time area. */
const gutterAir = 8

interface GutterProps {
  readonly titles: readonly string[]
  readonly values: readonly string[]
  readonly y: number
  readonly left: number
  readonly unit: number
}

/** The values are made anew with each run, and mostly say the same. */
const isSameGutter = (a: GutterProps, b: GutterProps): boolean =>
  a.titles === b.titles && a.y === b.y && a.left === b.left && a.unit === b.unit && a.values.join() === b.values.join()

const Gutter = memo(function Gutter({ titles, values, y, left, unit }: GutterProps) {
  const { title, value } = gutterOf(titles, values, left - gutterAir * unit, unit, measure)
  return (
    <>
      <text x={0} y={y} fontSize={12 * unit} className={styles.title}>
        {title}
      </text>
      <text x={left - gutterAir * unit} y={y} fontSize={11 * unit} className={styles.value}>
        {value}
      </text>
    </>
  )
}, isSameGutter)

/** The bold edge of the band under the flag. */
function OnEdge({ row, index, unit }: { readonly row: PlacedRow; readonly index: number; readonly unit: number }) {
  const band = row.kind === 'bands' ? row.bands[index] : undefined
  if (band === undefined) return null
  return (
    <rect
      x={band.x}
      y={row.y + row.h - 3 * unit}
      width={band.w}
      height={3 * unit}
      data-tone={band.tone}
      className={styles.edge}
    />
  )
}

/** How high the row goes. */
const Max = memo(function Max({
  row,
  x,
  unit,
}: {
  readonly row: PlacedRow
  readonly x: number
  readonly unit: number
}) {
  if (row.kind === 'bands' || row.max === 0) return null
  return (
    <text
      x={x}
      y={row.maxY}
      fontSize={11 * unit}
      data-tone={row.tone}
      className={row.isMaxInside ? styles.inside : styles.max}
    >
      max {row.max}
    </text>
  )
})

function Dot({
  row,
  value,
  x,
  unit,
}: {
  readonly row: PlacedRow
  readonly value: string | undefined
  readonly x: number
  readonly unit: number
}) {
  const number = Number(value)
  if (row.kind === 'bands' || !(number > 0)) return null
  return (
    <circle cx={x} cy={row.base - number * row.rise} r={3.4 * unit} strokeWidth={1.4 * unit} className={styles.dot} />
  )
}

interface Props {
  readonly placed: PlacedRibbon
  readonly words: Words
  readonly values: ReadonlyMap<string, readonly string[]>
}

const none: readonly string[] = []

/** What moves with the flag: the pole, the values in the gutter, and the words that make way. */
export function RibbonWords({ placed, words, values }: Props) {
  const { unit, rows, left } = placed
  const { pole } = words
  return (
    <>
      <text x={0} y={placed.headline} fontSize={12.5 * unit} className={styles.heading}>
        Outcome ribbon
      </text>
      {rows.map((row, i) => (
        <OnEdge key={row.id} row={row} index={words.on[i] ?? -1} unit={unit} />
      ))}
      {pole === null ? null : (
        <line
          x1={pole}
          x2={pole}
          y1={0}
          y2={placed.height - 4 * unit}
          strokeWidth={1.8 * unit}
          className={styles.pole}
        />
      )}
      {rows.map((row) => (
        <Gutter
          key={row.id}
          titles={row.titles}
          values={values.get(row.id) ?? none}
          y={row.y + row.h / 2 + 4 * unit}
          left={left}
          unit={unit}
        />
      ))}
      {rows.map((row, i) => (
        <Max key={row.id} row={row} x={words.maxX[i] ?? 0} unit={unit} />
      ))}
      {pole === null
        ? null
        : rows.map((row) => <Dot key={row.id} row={row} value={values.get(row.id)?.[0]} x={pole} unit={unit} />)}
      {words.inside.flatMap((texts, i) =>
        texts.map((text, index) => {
          const row = rows[i]
          // The tick where it begins is what a band is known by; a block that is for ever has only its place.
          const key = row?.kind === 'bands' ? row.bands[index]?.from : `at ${index}`
          return text === null ? null : <BandText key={`${row?.id ?? ''} ${key ?? ''}`} {...text} unit={unit} />
        }),
      )}
      {words.callouts.map(({ band, ...callout }) => (
        <CalloutText key={band} {...callout} unit={unit} />
      ))}
    </>
  )
}
