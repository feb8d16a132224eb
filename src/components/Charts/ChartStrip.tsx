import { useMemo, useRef } from 'react'
import { specificationFor } from '#store/lab/derived.ts'
import { useLab, useMedia } from '#store/services/hooks.ts'
import { rolesOf, smallChart, smallShapes } from '#store/explore/charts.ts'
import { measure, usePanel } from '../Ribbon/usePanel.ts'
import { SmallChart } from './SmallChart.tsx'
import styles from './Charts.module.css'

/** Air left and right of each chart, in units. */
const airUnits = 11

interface Props {
  /** One line for each actor instead of a picture: where there is no room. Default: in short windows. */
  readonly isFolded?: boolean
  /** One below the other, each as wide as there is room: on a phone. */
  readonly isStacked?: boolean
}

/** A small multiple of the statechart of every role: where each of them is at the playhead. */
export function ChartStrip({ isFolded, isStacked = false }: Props) {
  const box = useRef<HTMLElement>(null)
  const panel = usePanel(box)
  const scenario = useLab((state) => state.scenario)
  const isShort = useMedia('(max-height: 53.75em)')
  const { spec } = scenario
  const roles = rolesOf(scenario)
  // From roomy to tight, the first with room for all; the roles share what is left over.
  const columns = useMemo(() => {
    if (panel === null) return null
    const { width, unit } = panel
    const wants = smallShapes.map((shape) => ({
      shape,
      widths: roles.map(
        (role) =>
          Math.max(58, smallChart(spec, role, shape).width, measure(role.title, 12, 'sans', 600)) * unit +
          2 * airUnits * unit,
      ),
    }))
    const total = (widths: readonly number[]): number =>
      isStacked ? Math.max(...widths) : widths.reduce((sum, each) => sum + each, 0)
    const fitting = wants.find(({ widths }) => total(widths) <= width) ?? wants.at(-1)
    if (fitting === undefined) return null
    if (isStacked) return { shape: fitting.shape, widths: roles.map(() => width) }
    const more = Math.max(0, width - total(fitting.widths)) / roles.length
    return { shape: fitting.shape, widths: fitting.widths.map((each) => each + more) }
  }, [panel, roles, spec, isStacked])
  const folded = isFolded ?? (isShort && !isStacked)
  return (
    <section
      ref={box}
      className={styles.strip}
      aria-label="State of each actor at the playhead"
      data-folded={folded}
      data-stacked={isStacked ? '' : undefined}
    >
      {panel === null || columns === null
        ? null
        : roles.map((role, i) => (
            <SmallChart
              key={`${specificationFor(scenario).document.id} ${role.name}`}
              role={role}
              shape={columns.shape}
              width={folded ? panel.width / roles.length : (columns.widths[i] ?? 0)}
              air={airUnits * panel.unit}
              unit={panel.unit}
              isFolded={folded}
            />
          ))}
    </section>
  )
}
