import { Inspector } from '../Inspector/Inspector.tsx'
import { ScenarioPanel } from '../ScenarioPanel/ScenarioPanel.tsx'
import styles from './Explore.module.css'
import { Stage } from './Stage.tsx'

/** The stage, and below it the panels that stand beside it in a wide window. */
export function Stacked() {
  return (
    <div className={styles.stacked}>
      <Stage />
      <div className={styles.below}>
        <ScenarioPanel />
        <Inspector />
      </div>
    </div>
  )
}
