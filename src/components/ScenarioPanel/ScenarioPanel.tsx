import { Commands } from './Commands.tsx'
import { Knobs } from './Knobs.tsx'
import { ScenarioFooter } from './ScenarioFooter.tsx'
import styles from './ScenarioPanel.module.css'

/** Everything that makes the run: what is done and when, and how the world is. */
export function ScenarioPanel() {
  return (
    <aside className={styles.panel} aria-label="Scenario">
      <Commands />
      <Knobs />
      <ScenarioFooter />
    </aside>
  )
}
