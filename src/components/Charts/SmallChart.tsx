import { memo, useState } from 'react'
import { arrowOf, litIn, nodeUnits, smallChart, wayOf, type Role, type SmallShape } from '#store/explore/charts.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import { aimedInstance, instancesOf, momentOf } from '#store/explore/moments.ts'
import { measure } from '../Ribbon/usePanel.ts'
import { Instances } from './Instances.tsx'
import styles from './Charts.module.css'

interface Props {
  readonly role: Role
  readonly shape: SmallShape
  readonly width: number
  readonly air: number
  readonly unit: number
  readonly isFolded: boolean
}

/** The chart of one role, as small as it can be read; a press opens it at full size. */
export function SmallChart({ role, shape, width, air, unit, isFolded }: Props) {
  const { openSheet } = useActions()
  const scenario = useLab((state) => state.scenario)
  const playhead = useLab((state) => state.playhead)
  const [chosen, setChosen] = useState<number | null>(null)
  const all = instancesOf(scenario, role)
  const instance = chosen !== null && all.includes(chosen) ? chosen : aimedInstance(scenario, role)
  const moment = momentOf(scenario, role, instance, playhead)
  const { on, way } = litIn(role, moment)
  const last = moment.change === null ? [] : [`${moment.change.cause} at ${moment.change.t}`, `at ${moment.change.t}`]
  const room = width - 2 * air
  const fits = (text: string): boolean => measure(text, 12 * unit, 'sans', 600) <= room
  const label = (isFolded ? (moment.labels.find(fits) ?? moment.labels.at(-1)) : moment.labels[0]) ?? ''
  const switcher = all.length > 1 ? Math.min(all.length, 4) * 17 * unit : 0
  const title = measure(role.title, 12 * unit, 'sans', 600)
  const fitting = last.find((text) => title + switcher + 8 * unit + measure(text, 11 * unit, 'sans', 400) <= room)
  return (
    <div className={styles.small} style={{ width }} data-role={role.name}>
      <header>
        <b>{role.title}</b>
        {all.length > 1 ? <Instances role={role} all={all} shown={instance} onChoose={setChosen} /> : null}
        {isFolded ? null : <span>{fitting ?? ''}</span>}
      </header>
      <button
        type="button"
        className={styles.open}
        title={isFolded ? label : undefined}
        aria-haspopup="dialog"
        aria-label={`${role.title}: ${label}${last[0] === undefined ? '' : `, ${last[0]}`}. Open the statechart.`}
        onClick={() => openSheet({ kind: 'chart', role: role.name })}
      >
        {isFolded ? label : null}
        {isFolded ? null : (
          <Picture
            spec={scenario.spec}
            role={role}
            shape={shape}
            unit={unit}
            on={[...on].join(' ')}
            way={way === null ? '' : way.join('>')}
          />
        )}
      </button>
    </div>
  )
}

interface PictureProps {
  readonly spec: string
  readonly role: Role
  readonly shape: SmallShape
  readonly unit: number
  /** Lit states, with blanks between them. */
  readonly on: string
  /** `from>to`: the arrow that was taken last. */
  readonly way: string
}

const Picture = memo(function Picture({ spec, role, shape, unit, on, way }: PictureProps) {
  const grid = smallChart(spec, role, shape)
  const lit = new Set(on.split(' '))
  const [from = '', to = ''] = way.split('>')
  const hot = from === '' ? null : wayOf(grid, from, to)
  const last = hot === null ? null : arrowOf(hot, 6)
  return (
    <svg
      className={styles.grid}
      viewBox={`0 0 ${grid.width} ${grid.height}`}
      width={grid.width * unit}
      height={grid.height * unit}
      aria-hidden="true"
    >
      {grid.arrows.map((arrow) => {
        const { line, head } = arrowOf(arrow.points, 5)
        return (
          <g key={`${arrow.from}>${arrow.to}`} className={styles.arrow}>
            <path d={line} />
            <path d={head} className={styles.head} />
          </g>
        )
      })}
      {last === null ? null : (
        <g className={styles.arrow} data-last="">
          <path d={last.line} />
          <path d={last.head} className={styles.head} />
        </g>
      )}
      {grid.cells.map(({ id, label, phase, x, y, w }) => (
        <g key={id} className={styles.node} data-phase={phase} data-on={lit.has(id)} data-past={id === from}>
          <rect x={x + 0.5} y={y + 0.5} width={w - 1} height={nodeUnits - 1} rx="4" />
          <text x={x + w / 2} y={y + nodeUnits / 2 + 4}>
            {label}
          </text>
        </g>
      ))}
    </svg>
  )
})
