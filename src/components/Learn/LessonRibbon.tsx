import { useMemo } from 'react'
import type { TimeScale } from '#layout/scale.ts'
import { useLessonSweep } from '#store/learn/useLessonSweep.ts'
import { flagTick, placeRibbon, ribbonFor, valuesAtFlag, wordsOf } from '#store/explore/ribbon.ts'
import type { Scenario } from '#store/lab/types.ts'
import ribbon from '../Ribbon/Ribbon.module.css'
import { RibbonPicture } from '../Ribbon/RibbonPicture.tsx'
import { RibbonTable } from '../Ribbon/RibbonTable.tsx'
import { RibbonWords } from '../Ribbon/RibbonWords.tsx'
import { measure } from '../Ribbon/usePanel.ts'
import styles from './Run.module.css'

interface Props {
  readonly scenario: Scenario
  readonly scale: TimeScale
  readonly unit: number
}

/** Below the run: what would have happened had the cancel come at another tick. It is there after the answer only. */
export function LessonRibbon({ revealed, ...shown }: Props & { readonly revealed: boolean }) {
  if (revealed) return <Shown {...shown} />
  return (
    <p className={styles.later}>
      <b>Outcome ribbon</b> after your answer: the same question for every tick at which the cancel could come
    </p>
  )
}

const hints = [
  'what would have happened if the cancel had come at this tick instead',
  'had the cancel come at this tick',
]

function Shown({ scenario, scale, unit }: Props) {
  const view = useLessonSweep(scenario)
  const data = useMemo(() => (view === null ? null : ribbonFor(view, Math.floor(scale.to))), [view, scale.to])
  const placed = useMemo(() => (data === null ? null : placeRibbon(data, scale, unit, measure)), [data, scale, unit])
  if (view === null || data === null || placed === null) return <div className={styles.ribbon} />
  const words = wordsOf(placed, scale, flagTick(scenario), hints, measure)
  return (
    <section
      className={`${ribbon.ribbon ?? ''} ${styles.ribbon ?? ''}`}
      aria-label="Outcome ribbon"
      data-sweep={view.phase}
    >
      <div className={ribbon.stage} style={{ height: placed.height }}>
        <svg className={ribbon.picture} width={scale.left + scale.width} height={placed.height} aria-hidden="true">
          <text x={words.hintX} y={placed.headline} fontSize={11 * unit} className={ribbon.hint}>
            {words.hint}
          </text>
          <RibbonPicture placed={placed} />
          <RibbonWords placed={placed} words={words} values={valuesAtFlag(scenario)} />
        </svg>
      </div>
      <RibbonTable data={data} />
    </section>
  )
}
