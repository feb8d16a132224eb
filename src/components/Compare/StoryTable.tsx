import { useRef } from 'react'
import type { CompareRow } from '#store/compare.ts'
import { useActions } from '#store/hooks.ts'
import type { Milestone } from '#store/types.ts'
import parts from '#styles/parts.module.css'
import { usePanel } from '../Ribbon/usePanel.ts'
import { Patterns } from '../Timeline/Patterns.tsx'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { css } from '../parts/css.ts'
import { MilestoneIcon } from '../parts/icons.tsx'
import { Symbol } from '../parts/Symbol.tsx'
import styles from './Compare.module.css'
import { RowPicture, type Frame } from './RowPicture.tsx'

const milestoneNames: readonly Milestone[] = ['issued', 'accepted', 'noticed', 'stopped', 'settled', 'released']
const meanings: Readonly<Record<Milestone, string>> = {
  issued: 'the cancel leaves',
  accepted: 'the call comes back',
  noticed: 'the worker finds out',
  stopped: 'the work ends',
  settled: 'the client knows',
  released: 'nothing is held',
}

const signed = (ticks: number): string => (ticks < 0 ? `−${-ticks}` : `+${ticks}`)

interface Props {
  readonly rows: readonly CompareRow[]
  readonly milestone: Milestone
  readonly moment: number
  readonly onMilestone: (milestone: Milestone) => void
  /** In thousandths of the work. */
  readonly onMoment: (moment: number) => void
}

/** The story as a table: a row a specification, its second column a timeline, all rows aligned at the cancel. */
export function StoryTable({ rows, milestone, moment, onMilestone, onMoment }: Props) {
  const cell = useRef<HTMLTableCellElement>(null)
  const panel = usePanel(cell)
  const reach = Math.max(60, ...rows.flatMap((row) => [row.goesOn ?? 0, ...row.reached.map(({ after }) => after ?? 0)]))
  const frame: Frame | null = panel === null ? null : { before: Math.round(reach * 0.9), after: Math.round(reach * 1.1), width: panel.width, unit: panel.unit }
  const most = Math.max(1, ...rows.map(({ goesOn }) => goesOn ?? 0), ...rows.map(({ held }) => held ?? 0))
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              Call<small>drag a flag: all of them move</small>
            </th>
            <th scope="col" ref={cell} className={styles.pictureCell}>
              <span className={styles.milestones}>
                {milestoneNames.map((name) => (
                  <button key={name} type="button" aria-pressed={name === milestone} onClick={() => onMilestone(name)}>
                    <MilestoneIcon name={name} />
                    {name}
                    <small>{meanings[name]}</small>
                  </button>
                ))}
              </span>
            </th>
            <th scope="col">
              The call answers<small>and when</small>
            </th>
            <th scope="col">
              Late results<small>after the cancel</small>
            </th>
            <th scope="col">
              Work goes on<small>ticks</small>
            </th>
            <th scope="col">
              Still held<small>ticks</small>
            </th>
            <th scope="col">
              Left to clean up<small>by you</small>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.spec}
              row={row}
              frame={frame}
              most={most}
              milestone={milestone}
              onDrag={(ticks) => onMoment(Math.max(0, Math.min(1300, Math.round(moment + (ticks * 1000) / Math.max(1, reach)))))}
            />
          ))}
        </tbody>
      </table>
      <svg width="0" height="0" aria-hidden="true">
        <Patterns />
      </svg>
    </div>
  )
}

function Row({ row, frame, most, milestone, onDrag }: { readonly row: CompareRow; readonly frame: Frame | null; readonly most: number; readonly milestone: Milestone; readonly onDrag: (ticks: number) => void }) {
  const { load, goTo } = useActions()
  const open = (): void => {
    const { spec, title, knobs, steps } = row.scenario
    if (load({ format: 'aftercancel/scenario@1', spec, title, knobs, steps }).ok) goTo('explore')
  }
  return (
    <tr>
      <th scope="row">
        <small>{row.family}</small>
        <span className={parts.mono}>{row.title}</span>
        <button type="button" className={css(parts.btn, parts.small)} onClick={open}>
          Open in Explore<span className={parts.sr}>: {row.title}</span>
        </button>
      </th>
      <td className={styles.pictureCell}>
        {frame === null ? null : <RowPicture row={row} frame={frame} milestone={milestone} onDrag={onDrag} />}
        <ul className={styles.reached}>
          {row.reached.map(({ name, after, why }) => (
            <li key={name} data-selected={name === milestone ? '' : undefined} title={after === null ? why : undefined}>
              <MilestoneIcon name={name} />
              <span className={parts.sr}>{name} </span>
              {after === null ? <i>{name === milestone ? why : 'never'}</i> : <b className={parts.num}>{name === 'issued' ? `at ${row.cancelAt}` : signed(after)}</b>}
            </li>
          ))}
        </ul>
      </td>
      <td>
        {row.answer === null ? <span className={parts.muted}>nothing</span> : <Symbol text={row.answer.code} />}
        <small>{row.answer === null ? 'no answer comes back' : `at ${signed(row.answer.after)}`}</small>
        {row.next === null ? null : (
          <small>
            the next one: {row.next === 'admitted' || row.next === 'nothing' ? row.next : <Symbol text={row.next} />}
          </small>
        )}
      </td>
      <td>
        <span className={styles.large} data-none={row.late === 0 ? '' : undefined}>
          {row.late}
        </span>
        <small>{row.settle === null ? 'it never learns how it ended' : <>it ends with <Symbol text={row.settle} /></>}</small>
      </td>
      <td>
        <Measure ticks={row.goesOn} most={most} endless="never" />
      </td>
      <td>
        <Measure ticks={row.held} most={most} endless="no end" />
        <small>{row.heldNames.join(', ')}</small>
      </td>
      <td>
        {row.duties.length === 0 ? <span className={parts.muted}>nothing</span> : null}
        {row.duties.map(({ says, clauses }) => (
          <div key={says} className={styles.duty}>
            {says} {clauses.map((id) => <ClauseChip key={id} id={id} />)}
          </div>
        ))}
      </td>
    </tr>
  )
}

/** A number of ticks, and a bar on the scale that all rows share. */
function Measure({ ticks, most, endless }: { readonly ticks: number | null; readonly most: number; readonly endless: string }) {
  return (
    <>
      <span className={styles.large} data-none={ticks === 0 ? '' : undefined}>
        {ticks ?? endless}
      </span>
      <span className={styles.bar} data-endless={ticks === null ? '' : undefined} aria-hidden="true">
        <span style={{ width: `${ticks === null ? 100 : (100 * ticks) / most}%` }} />
      </span>
    </>
  )
}
