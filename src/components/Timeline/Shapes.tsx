import { memo } from 'react'
import type { Arrow, Block, Bundle, Notch, PlacedFlag, PlacedMark, Text } from '#layout/timeline/placed.ts'
import { bars, bundles, contours, edges, grouped, heads, marks, outlines, patterned, rects, shafts } from './paths.ts'
import styles from './Timeline.module.css'

/** Bars and thin tracks: one fill, one pattern and one edge for each phase. */
export const Blocks = memo(function Blocks({ blocks, unit }: { readonly blocks: readonly Block[]; readonly unit: number }) {
  return grouped(blocks, ({ phase }) => phase).map(([phase, own]) => {
    if (phase === 'released') return <path key={phase} d={outlines(own)} className={styles.outline} />
    const area = rects(own)
    return (
      <g key={phase} data-phase={phase}>
        <path d={area} className={styles.fill} />
        {patterned.has(phase) ? <path d={area} fill={`url(#timeline-${phase})`} /> : null}
        <path d={edges(own, unit)} className={styles.edge} />
      </g>
    )
  })
})

/** What is held: areas with a contour; what belongs to nobody's operation is plain. */
export const Held = memo(function Held({ blocks, unit }: { readonly blocks: readonly Block[]; readonly unit: number }) {
  return grouped(blocks, ({ phase }) => phase).map(([phase, own]) => {
    const area = rects(own)
    return (
      <g key={phase} data-phase={phase}>
        <path d={area} className={styles.fill} />
        {patterned.has(phase) ? <path d={area} fill={`url(#timeline-${phase})`} /> : null}
        <path d={contours(own)} className={styles.contour} strokeWidth={(phase === 'idle' ? 1 : 1.5) * unit} />
      </g>
    )
  })
})

export const Arrows = memo(function Arrows({ arrows, bundled, unit }: { readonly arrows: readonly Arrow[]; readonly bundled: readonly Bundle[]; readonly unit: number }) {
  return (
    <>
      {grouped(bundled, ({ kind }) => kind).map(([kind, own]) => (
        <path key={`bundle ${kind}`} d={bundles(own)} data-kind={kind} className={styles.bundle} />
      ))}
      {grouped(arrows, ({ kind }) => kind).map(([kind, own]) => (
        <g key={kind} data-kind={kind} className={styles.arrow}>
          <path d={shafts(own, unit)} className={styles.shaft} />
          <path d={heads(own, unit)} className={styles.head} />
        </g>
      ))}
    </>
  )
})

export const Marks = memo(function Marks({ placed, unit }: { readonly placed: readonly PlacedMark[]; readonly unit: number }) {
  return grouped(placed, ({ kind }) => kind).map(([kind, own]) => {
    const shape = marks(kind, own, unit)
    return (
      <g key={kind} data-mark={kind} className={styles.mark}>
        {kind === 'lost' ? <path d={shape} className={styles.under} /> : null}
        <path d={shape} />
        {kind === 'refused' ? <path d={bars(own, unit)} /> : null}
      </g>
    )
  })
})

export const Flags = memo(function Flags({ flags, notches, unit, selected }: { readonly flags: readonly PlacedFlag[]; readonly notches: readonly Notch[]; readonly unit: number; readonly selected: number | null }) {
  return (
    <>
      {grouped(notches, ({ tone }) => tone).map(([tone, own]) => (
        <path key={tone} data-tone={tone} className={styles.notch} d={own.map(({ x, y }) => `M${x} ${y}v${-5 * unit}`).join('')} />
      ))}
      {flags.map(({ box, pole, text, textX, textY, size, tone, voice, kind, lines }) => (
        <g key={lines[0]} data-tone={tone} data-kind={kind} data-selected={selected !== null && lines.includes(selected) ? '' : undefined} className={styles.flag}>
          <path d={`M${pole.x} ${pole.y1}V${pole.y2}`} />
          <rect x={box.x} y={box.y} width={box.w} height={box.h} rx={2} />
          <text x={textX} y={textY} fontSize={size} data-voice={voice}>
            {text}
          </text>
        </g>
      ))}
    </>
  )
})

export const Texts = memo(function Texts({ texts, unit }: { readonly texts: readonly Text[]; readonly unit: number }) {
  const plated = texts.flatMap(({ plate, box }) => (plate === null ? [] : [{ plate, x: box.x - 3 * unit, y: box.y - 1, w: box.w + 6 * unit, h: box.h + 2 }]))
  return (
    <>
      {grouped(plated, ({ plate }) => plate).map(([phase, own]) => (
        <path key={phase} data-phase={phase} d={rects(own)} className={styles.fill} />
      ))}
      {texts.map(({ text, x, y, size, voice, weight, colour, plate, box, lines }) => (
        <text
          key={`${lines[0] ?? ''} ${text} ${Math.round(box.y)} ${lines.length === 0 ? Math.round(box.x) : ''}`}
          x={x}
          y={y}
          fontSize={size}
          fontWeight={weight}
          data-voice={voice}
          fill={`var(--${colour})`}
          className={plate === null ? styles.halo : undefined}
        >
          {text}
        </text>
      ))}
    </>
  )
})
