import { memo, useMemo } from 'react'
import { useLab } from '#store/services/hooks.ts'
import { picked, relatedTo } from '#store/explore/timeline.ts'
import { LaneGlyphs, Rail } from './Rail.tsx'
import { Arrows, Blocks, Flags, Held, Marks, Texts } from './Shapes.tsx'
import type { Picture } from './usePicture.ts'
import styles from './Highlight.module.css'

/** What is selected, what led to it and what came of it, drawn once more over everything else, which is dimmed meanwhile. */
export const Highlight = memo(function Highlight({
  picture,
  line,
}: {
  readonly picture: Picture
  readonly line: number
}) {
  const scenario = useLab((state) => state.scenario)
  const { placement, view } = picture
  const parts = useMemo(() => picked(placement, relatedTo(scenario, line)), [placement, scenario, line])
  const { unit } = view
  return (
    <g>
      <Arrows arrows={parts.arrows} bundled={parts.bundles} unit={unit} />
      <Blocks blocks={parts.blocks} unit={unit} />
      <Held blocks={parts.held} unit={unit} />
      <Marks placed={parts.marks} unit={unit} />
      <LaneGlyphs rail={parts.rail} unit={unit} />
      <Texts texts={parts.texts} unit={unit} />
      <Flags flags={parts.flags} notches={parts.notches} unit={unit} />
      {parts.flags.map(({ box, lines }) =>
        lines[0] === line ? (
          <rect key={line} x={box.x} y={box.y} width={box.w} height={box.h} rx={2} className={styles.chosen} />
        ) : null,
      )}
      <Rail rail={parts.rail} rows={placement.rows} unit={unit} />
    </g>
  )
})
