import { lazy, Suspense, useRef } from 'react'
import { useLab, useMedia } from '#store/services/hooks.ts'
import { Inspector } from '../Inspector/Inspector.tsx'
import { Following } from '../parts/Following.tsx'
import { ScenarioPanel } from '../ScenarioPanel/ScenarioPanel.tsx'
import { Edge } from './Edge.tsx'
import styles from './Explore.module.css'
import { Stage } from './Stage.tsx'

// For somebody who is here for the first time; nobody else loads it.
const FirstHints = lazy(() => import('../Hints/FirstHints.tsx').then((module) => ({ default: module.FirstHints })))

/** Beside the run, where they take none of its height. */
function SideHints() {
  const isHinted = useLab(({ hints }) => hints.length > 0)
  return isHinted ? (
    <Suspense>
      <FirstHints place="beside" />
    </Suspense>
  ) : null
}

// Always the same elements, so that nothing in them is drawn again when the panels around them are.
const scenario = (
  <Following>
    <ScenarioPanel>
      <SideHints />
    </ScenarioPanel>
  </Following>
)
const stage = <Stage />
const inspector = (
  <Following>
    <Inspector />
  </Following>
)

/** Scenario, stage, inspector, side by side. The sides keep their width when the window grows, and when the page is opened again. */
export function Workbench() {
  const isSmall = useMedia('(max-width: 85em)')
  const widths = useLab((state) => state.widths)
  const leftPanel = useRef<HTMLDivElement>(null)
  const rightPanel = useRef<HTMLDivElement>(null)
  const left = widths.scenario ?? (isSmall ? 14.5 : 15.5)
  const right = widths.inspector ?? (isSmall ? 19 : 20.75)
  const columns: Record<string, string> = { '--scenario': `${left}rem`, '--inspector': `${right}rem` }
  return (
    <div className={styles.workbench} style={columns}>
      <div ref={leftPanel} className={styles.side}>
        {scenario}
      </div>
      <Edge panel={leftPanel} side="scenario" name="Width of the scenario panel" width={left} grows="right" />
      <div className={styles.side}>{stage}</div>
      <Edge panel={rightPanel} side="inspector" name="Width of the inspector" width={right} grows="left" />
      <div ref={rightPanel} className={styles.side}>
        {inspector}
      </div>
    </div>
  )
}
