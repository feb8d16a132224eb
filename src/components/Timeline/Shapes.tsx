import { memo } from 'react'
import type { Arrow, Block, Bundle, Notch, PlacedFlag, PlacedMark, Text } from '#layout/timeline/placed.ts'
import {
  bars,
  bundles,
  contours,
  edges,
  grouped,
  heads,
  marks,
  outlines,
  patterned,
  poles,
  rects,
  shafts,
} from './paths.ts'
import styles from './Shapes.module.css'
import shared from './Timeline.module.css'

/** Bars and thin tracks: one fill, one pattern and one edge for each phase. */
export const Blocks = memo(function Blocks({
  blocks,
  unit,
}: {
  readonly blocks: readonly Block[]
  readonly unit: number
}) {
  return grouped(blocks, ({ phase }) => phase).map(([phase, own]) => {
    if (phase === 'released') return <path key={phase} d={outlines(own)} className={shared.outline} />
    const area = rects(own)
    return (
      <g key={phase} data-phase={phase}>
        <path d={area} className={shared.fill} />
        {patterned.has(phase) ? <path d={area} fill={`url(#timeline-${phase})`} /> : null}
        <path d={edges(own, unit)} className={shared.edge} />
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
        <path d={area} className={shared.fill} />
        {patterned.has(phase) ? <path d={area} fill={`url(#timeline-${phase})`} /> : null}
        <path d={contours(own)} className={styles.contour} strokeWidth={(phase === 'idle' ? 1 : 1.5) * unit} />
      </g>
    )
  })
})

export const Arrows = memo(function Arrows({
  arrows,
  bundled,
  unit,
}: {
  readonly arrows: readonly Arrow[]
  readonly bundled: readonly Bundle[]
  readonly unit: number
}) {
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

export const Marks = memo(function Marks({
  placed,
  unit,
}: {
  readonly placed: readonly PlacedMark[]
  readonly unit: number
}) {
  return grouped(placed, ({ kind }) => kind).map(([kind, own]) => {
    const shape = marks(kind, own, unit)
    return (
      <g key={kind} data-mark={kind} className={shared.mark}>
        {kind === 'lost' ? <path d={shape} className={shared.under} /> : null}
        <path d={shape} />
        {kind === 'refused' ? <path d={bars(own, unit)} /> : null}
      </g>
    )
  })
})

/** Flags of one tone: poles, boxes, words. */
export const Flags = memo(function Flags({
  flags,
  notches,
  unit,
}: {
  readonly flags: readonly PlacedFlag[]
  readonly notches: readonly Notch[]
  readonly unit: number
}) {
  return (
    <>
      {grouped(notches, ({ tone }) => tone).map(([tone, own]) => (
        <path
          key={tone}
          data-tone={tone}
          className={styles.notch}
          d={own.map(({ x, y }) => `M${x} ${y}v${-5 * unit}`).join('')}
        />
      ))}
      {grouped(flags, ({ tone, kind, voice }) => `${kind === 'undefined' ? 'undefined' : tone} ${voice}`).map(
        ([key, own]) => {
          const [first] = own
          return (
            <g
              key={key}
              data-tone={first?.tone}
              data-voice={first?.voice}
              data-kind={first?.kind === 'undefined' ? 'undefined' : undefined}
              className={shared.flag}
              fontSize={first?.size}
            >
              <path d={poles(own)} />
              <path d={rects(own.map(({ box }) => box))} className={shared.box} />
              {own.map(({ text, textX, textY, lines }) => (
                <text key={lines[0]} x={textX} y={textY}>
                  {text}
                </text>
              ))}
            </g>
          )
        },
      )}
    </>
  )
})

/** Everything that is written in the picture, by how it is written. */
export const Texts = memo(function Texts({ texts, unit }: { readonly texts: readonly Text[]; readonly unit: number }) {
  const plated = texts.flatMap(({ plate, box }) =>
    plate === null ? [] : [{ plate, x: box.x - 3 * unit, y: box.y - 1, w: box.w + 6 * unit, h: box.h + 2 }],
  )
  return (
    <>
      {grouped(plated, ({ plate }) => plate).map(([phase, own]) => (
        <path key={phase} data-phase={phase} d={rects(own)} className={shared.fill} />
      ))}
      {grouped(
        texts,
        ({ size, weight, colour, plate }) => `${weight} ${colour} ${plate === null ? 'halo' : ''} ${size}`,
      ).map(([key, own]) => {
        const [first] = own
        return (
          <g
            key={key}
            fontSize={first?.size}
            fontWeight={first?.weight}
            fill={`var(--${first?.colour ?? 'ink'})`}
            className={first?.plate === null ? styles.halo : undefined}
          >
            {own.map(({ text, x, y, lines, box }) => (
              <text
                key={`${lines[0] ?? ''} ${text} ${Math.round(box.y)} ${lines.length === 0 ? Math.round(box.x) : ''}`}
                x={x}
                y={y}
              >
                {text}
              </text>
            ))}
          </g>
        )
      })}
    </>
  )
})
