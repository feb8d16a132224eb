import { Inspector } from '../Inspector/Inspector.tsx'
import { Following } from '../parts/Following.tsx'
import { ScenarioPanel } from '../ScenarioPanel/ScenarioPanel.tsx'
import styles from './Explore.module.css'
import { Stage } from './Stage.tsx'

/** The stage, and below it the panels that stand beside it in a wide window. */
export function Stacked() {
  return (
    <div className={styles.stacked}>
      <Stage hasHints />
      <div className={styles.below}>
        <Following>
          <ScenarioPanel />
        </Following>
        <Following>
          <Inspector />
        </Following>
      </div>
    </div>
  )
}
