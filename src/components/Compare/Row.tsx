import { memo } from 'react'
import type { StoryRow } from '#store/compare/compare.ts'
import { useActions } from '#store/services/hooks.ts'
import type { Milestone } from '#store/lab/types.ts'
import parts from '#styles/parts.module.css'
import type { Panel } from '../Ribbon/usePanel.ts'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { MilestoneIcon } from '../parts/icons.tsx'
import { Symbol } from '../parts/Symbol.tsx'
import { Hears } from './Hears.tsx'
import { Measure } from './Measure.tsx'
import { RowPicture } from './RowPicture.tsx'
import { RowSteps } from './RowSteps.tsx'
import { signed } from './signed.ts'
import styles from './Story.module.css'
import type { StoryDrag } from './useStoryDrag.ts'

interface Props {
  readonly row: StoryRow
  /** Roles whose lanes are drawn, by specification. */
  readonly lanes: ReadonlyMap<string, ReadonlySet<string>>
  readonly panel: Panel | null
  readonly perTick: number
  readonly pole: number
  readonly most: number
  readonly milestone: Milestone
  readonly drag: StoryDrag
}

const isNever = ({ reached }: StoryRow): boolean =>
  reached.some(({ name, after }) => name === 'stopped' && after === null)

const nothing: ReadonlySet<string> = new Set()

/** A specification in the table: its numbers, and its run below them. */
export function Row({ row, lanes, panel, perTick, pole, most, milestone, drag }: Props) {
  return (
    <tbody className={styles.row}>
      <tr>
        <th scope="rowgroup" rowSpan={2} className={styles.call}>
          <Call family={row.family} title={row.title} />
          <RowSteps row={row} />
        </th>
        {row.reached.map(({ name, after, why }) => (
          <td key={name} className={styles.value} data-selected={name === milestone ? '' : undefined}>
            <span className={styles.label}>
              <MilestoneIcon name={name} />
              {name}
            </span>
            {after === null ? (
              <i>
                <span className={parts.sr}>never: </span>
                <Symbol text={why} />
              </i>
            ) : (
              <b>{name === 'issued' ? `tick ${row.cancelAt}` : signed(after)}</b>
            )}
          </td>
        ))}
        <td rowSpan={2} className={styles.hears}>
          <span className={styles.label}>The client hears</span>
          <Hears row={row} />
          <Open row={row} />
        </td>
        <td rowSpan={2} className={styles.ticks}>
          <span className={styles.label}>Work goes on</span>
          <Measure ticks={row.goesOn} most={most} endless="without end" />
          <small>
            {isNever(row)
              ? 'it never began'
              : row.goesOn === 0
                ? 'it was over'
                : row.isUncut
                  ? 'to its own end'
                  : 'then it stops'}
          </small>
          <small>
            {row.spentForNobody > 0 ? `${row.spentForNobody} for nobody` : `none for nobody: ${row.whyNoneSpent}`}
          </small>
        </td>
        <td rowSpan={2} className={styles.ticks}>
          <span className={styles.label}>Still held</span>
          <Measure ticks={row.held} most={most} endless="until cleaned up" />
          <small>
            {row.held === 0 ? 'nothing' : row.heldNames.join(', ')}
            {row.held === null && row.reached.some(({ name, after }) => name === 'released' && after !== null)
              ? ', not of the operation'
              : ''}
          </small>
        </td>
        <td rowSpan={2} className={styles.clean}>
          <span className={styles.label}>Left to clean up</span>
          <Duties duties={row.duties} />
        </td>
      </tr>
      <tr>
        <td colSpan={6} className={styles.picture}>
          {panel === null ? null : (
            <RowPicture
              row={row}
              lanes={lanes.get(row.spec) ?? nothing}
              panel={panel}
              perTick={perTick}
              pole={pole}
              milestone={milestone}
              drag={drag}
            />
          )}
        </td>
      </tr>
    </tbody>
  )
}

const Call = memo(function Call({ family, title }: Pick<StoryRow, 'family' | 'title'>) {
  return (
    <>
      <small>{family}</small>
      <code>{title.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '\u200B')}</code>
    </>
  )
})

function Open({ row: { title, scenario } }: { readonly row: StoryRow }) {
  const { load, goTo } = useActions()
  const open = (): void => {
    const { spec, title: story, knobs, steps } = scenario
    if (load({ format: 'aftercancel/scenario@1', spec, title: story, knobs, steps }).ok) goTo('explore')
  }
  return (
    <button type="button" className={parts.link} aria-label={`Open in Explore: ${title}`} onClick={open}>
      Open in Explore
    </button>
  )
}

/** Told anew at every moment, but seldom others. */
const Duties = memo(
  function Duties({ duties }: Pick<StoryRow, 'duties'>) {
    if (duties.length === 0) return <span className={parts.muted}>nothing</span>
    return duties.map(({ says, clauses }) => (
      <span key={says} className={styles.duty}>
        {says}{' '}
        {clauses.map((id) => (
          <ClauseChip key={id} id={id} />
        ))}
      </span>
    ))
  },
  (before, after) =>
    before.duties.length === after.duties.length &&
    before.duties.every(({ says }, i) => says === after.duties[i]?.says),
)
