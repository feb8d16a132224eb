import { Group, Panel, Separator } from 'react-resizable-panels'
import { useMedia } from '#store/hooks.ts'
import { Inspector } from '../Inspector/Inspector.tsx'
import { ScenarioPanel } from '../ScenarioPanel/ScenarioPanel.tsx'
import styles from './Explore.module.css'
import { Stage } from './Stage.tsx'

/** Scenario, stage, inspector, side by side. The sides keep their width when the window grows. */
export function Workbench() {
  const isSmall = useMedia('(max-width: 1360px)')
  return (
    <Group className={styles.group} orientation="horizontal" resizeTargetMinimumSize={{ coarse: 28, fine: 9 }}>
      <Panel id="scenario" defaultSize={isSmall ? '14.5rem' : '15.5rem'} minSize="13rem" maxSize="24rem" groupResizeBehavior="preserve-pixel-size">
        <ScenarioPanel />
      </Panel>
      <Separator className={styles.separator} aria-label="Width of the scenario panel" />
      <Panel id="stage" minSize="28rem">
        <Stage />
      </Panel>
      <Separator className={styles.separator} aria-label="Width of the inspector" />
      <Panel id="inspector" defaultSize={isSmall ? '19rem' : '20.75rem'} minSize="16rem" maxSize="32rem" groupResizeBehavior="preserve-pixel-size">
        <Inspector />
      </Panel>
    </Group>
  )
}
