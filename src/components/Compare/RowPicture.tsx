import { useMemo } from 'react'
import type { StoryRow } from '#store/compare/compare.ts'
import type { Milestone } from '#store/lab/types.ts'
import type { Panel } from '../Ribbon/usePanel.ts'
import styles from './Run.module.css'
import { RunPicture } from './RunPicture.tsx'
import type { StoryDrag } from './useStoryDrag.ts'

/** Half of the strip along the pole that can be taken hold of, in units. */
const reach = 14

interface Props {
  readonly row: StoryRow
  readonly lanes: ReadonlySet<string>
  readonly panel: Panel
  readonly perTick: number
  readonly pole: number
  readonly milestone: Milestone
  readonly drag: StoryDrag
}

/** The run of a row, its cancel at the same place as in all other rows, where it can be taken hold of. */
export function RowPicture({
  row: { scenario, cancelAt, goesOn, reached },
  lanes,
  panel: { width, unit },
  perTick,
  pole,
  milestone,
  drag,
}: Props) {
  const marks = useMemo(
    () => reached.flatMap(({ name, after }) => (after === null ? [] : [{ name, after }])),
    [reached],
  )
  const grip = (height: number) => (
    <rect
      x={pole - reach * unit}
      y={0}
      width={2 * reach * unit}
      height={height}
      className={styles.grip}
      data-grip=""
      {...drag}
    />
  )
  return (
    <RunPicture
      scenario={scenario}
      hasPole
      width={width}
      unit={unit}
      perTick={perTick}
      pole={pole}
      cancelAt={cancelAt}
      lanes={lanes}
      goesOn={goesOn}
      reached={marks}
      milestone={milestone}
      over={grip}
    />
  )
}
