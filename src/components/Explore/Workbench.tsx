import { Group, Panel, Separator } from 'react-resizable-panels'
import { useLab, useMedia } from '#store/hooks.ts'
import { Inspector } from '../Inspector/Inspector.tsx'
import { ScenarioPanel } from '../ScenarioPanel/ScenarioPanel.tsx'
import styles from './Explore.module.css'
import { Stage } from './Stage.tsx'

// Always the same elements, so that nothing in them is drawn again when the panels around them are.
const scenario = <ScenarioPanel />
const stage = <Stage />
const inspector = <Inspector />

/** Scenario, stage, inspector, side by side. The sides keep their width when the window grows. */
export function Workbench() {
  const isSmall = useMedia('(max-width: 1360px)')
  // While something is dragged, the panels need not look whether the pointer is near an edge of theirs: they would measure for it.
  const isHeld = useLab((state) => state.gesture !== null || state.scrubbing)
  return (
    <Group className={styles.group} orientation="horizontal" disabled={isHeld} resizeTargetMinimumSize={{ coarse: 28, fine: 9 }}>
      <Panel id="scenario" defaultSize={isSmall ? '14.5rem' : '15.5rem'} minSize="13rem" maxSize="24rem" groupResizeBehavior="preserve-pixel-size">
        {scenario}
      </Panel>
      <Separator className={styles.separator} aria-label="Width of the scenario panel" />
      <Panel id="stage" minSize="28rem">
        {stage}
      </Panel>
      <Separator className={styles.separator} aria-label="Width of the inspector" />
      <Panel id="inspector" defaultSize={isSmall ? '19rem' : '20.75rem'} minSize="16rem" maxSize="32rem" groupResizeBehavior="preserve-pixel-size">
        {inspector}
      </Panel>
    </Group>
  )
}
