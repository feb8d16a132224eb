import type { ReactNode } from 'react'
import { Commands } from './Commands.tsx'
import { Knobs } from './Knobs.tsx'
import { ScenarioFooter } from './ScenarioFooter.tsx'
import styles from './ScenarioPanel.module.css'

/** Everything that makes the run: what is done and when, and the settings. */
export function ScenarioPanel({ children }: { readonly children?: ReactNode }) {
  return (
    <aside className={styles.panel} aria-label="Scenario">
      <Commands />
      {children}
      <Knobs />
      <ScenarioFooter />
    </aside>
  )
}
