import { memo, useRef } from 'react'
import { frameFor, milestones, type ComparePlace, type StoryRow } from '#store/compare/compare.ts'
import { rowEdges } from '#store/compare/compareRow.ts'
import type { Milestone } from '#store/lab/types.ts'
import { usePanel } from '../Ribbon/usePanel.ts'
import { Patterns } from '../Timeline/Patterns.tsx'
import { MilestoneIcon } from '../parts/icons.tsx'
import { StoryFoot } from './StoryFoot.tsx'
import { Row } from './Row.tsx'
import styles from './Story.module.css'
import { useBelow } from './useBelow.ts'
import type { ChangePlace } from './usePlace.ts'
import { useStoryDrag } from './useStoryDrag.ts'

const meanings: Readonly<Record<Milestone, string>> = {
  issued: 'cancel is called',
  accepted: 'the call says yes',
  noticed: 'worker finds out',
  stopped: 'work ends',
  settled: 'client knows',
  released: 'the operation holds nothing',
}

interface Props {
  readonly rows: readonly StoryRow[]
  readonly place: ComparePlace
  readonly change: ChangePlace
  /** Without what is held and what is left to clean up: beside a question, where there is less room. */
  readonly isShort?: boolean
}

/** The story as a table: a row a specification, a column a milestone, and below them the run; all runs aligned at the cancel. */
export function StoryTable({ rows, place, change, isShort = false }: Props) {
  const cell = useRef<HTMLTableCellElement>(null)
  const table = useRef<HTMLTableElement>(null)
  const below = useBelow(table)
  const panel = usePanel(cell)
  const frame = frameFor(place.story)
  const { left, right } = rowEdges(panel?.width ?? 600, panel?.unit ?? 1)
  const perTick = (right - left) / frame.total
  const pole = left + (frame.lead + (place.moment / 1000) * frame.work) * perTick
  const drag = useStoryDrag(frame.work * perTick, change)
  const most = Math.max(1, ...rows.flatMap(({ goesOn, held }) => [goesOn, held ?? 0]))
  return (
    <div className={styles.scroll}>
      <table ref={table} className={styles.table} data-short={isShort ? '' : undefined}>
        <Head milestone={place.milestone} change={change} />
        {rows.map((row) => (
          <Row
            key={row.spec}
            row={row}
            lanes={frame.lanes}
            panel={panel}
            perTick={perTick}
            pole={pole}
            most={most}
            milestone={place.milestone}
            drag={drag}
          />
        ))}
        <StoryFoot
          cell={cell}
          rows={rows}
          place={place}
          panel={panel}
          perTick={perTick}
          pole={pole}
          drag={drag}
          below={below}
          isShort={isShort}
        />
      </table>
      <svg width="0" height="0" aria-hidden="true" className={styles.defs}>
        <Patterns />
      </svg>
    </div>
  )
}

/** The columns; a milestone in it can be picked. */
const Head = memo(function Head({
  milestone,
  change,
}: {
  readonly milestone: Milestone
  readonly change: ChangePlace
}) {
  return (
    <thead>
      <tr>
        <th scope="col" className={styles.call}>
          Call<small>and how it tells the story</small>
        </th>
        {milestones.map((name) => (
          <th key={name} scope="col" className={styles.milestone} data-selected={name === milestone ? '' : undefined}>
            <button
              type="button"
              aria-pressed={name === milestone}
              onClick={() => change((place) => ({ ...place, milestone: name }))}
            >
              <MilestoneIcon name={name} />
              <span>{name}</span>
              <small>{meanings[name]}</small>
            </button>
          </th>
        ))}
        <th scope="col" className={styles.hears}>
          The client hears<small>code, ticks after the cancel</small>
        </th>
        <th scope="col" className={styles.ticks}>
          Work goes on<small>ticks, and for nobody</small>
        </th>
        <th scope="col" className={styles.ticks}>
          Still held<small>ticks</small>
        </th>
        <th scope="col" className={styles.clean}>
          Left to clean up<small>by you</small>
        </th>
      </tr>
    </thead>
  )
})
