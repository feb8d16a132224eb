import { useRef, useState } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { useActions, useLab, useLabStore, useMedia } from '#store/services/hooks.ts'
import { Inspector } from '../Inspector/Inspector.tsx'
import { ScenarioPanel } from '../ScenarioPanel/ScenarioPanel.tsx'
import styles from './Explore.module.css'
import { Stage } from './Stage.tsx'

// Always the same elements, so that nothing in them is drawn again when the panels around them are.
const scenario = <ScenarioPanel />
const stage = <Stage />
const inspector = <Inspector />

/** How many rem a share of the group is; the separators, a pixel each, have no share. */
const remOf = (percent: number, group: HTMLElement): number =>
  ((percent / 100) * (group.clientWidth - 2)) / Number.parseFloat(getComputedStyle(document.documentElement).fontSize)

/** Scenario, stage, inspector, side by side. The sides keep their width when the window grows, and when the page is opened again. */
export function Workbench() {
  const isSmall = useMedia('(max-width: 1360px)')
  // While something is dragged, the panels need not look whether the pointer is near an edge of theirs: they would measure for it.
  const isHeld = useLab((state) => state.gesture !== null || state.scrubbing)
  const lab = useLabStore()
  // A width that changes later is the one that is on the screen already.
  const [widths] = useState(() => lab.getState().widths)
  const { setWidths } = useActions()
  const group = useRef<HTMLDivElement>(null)
  const width = (side: 'scenario' | 'inspector', usual: string): string =>
    widths[side] === undefined ? usual : `${widths[side]}rem`
  return (
    <Group
      elementRef={group}
      className={styles.group}
      orientation="horizontal"
      disabled={isHeld}
      resizeTargetMinimumSize={{ coarse: 28, fine: 9 }}
      onLayoutChanged={({ scenario: left = 0, inspector: right = 0 }, { isUserInteraction }) => {
        if (isUserInteraction && group.current !== null)
          setWidths({ scenario: remOf(left, group.current), inspector: remOf(right, group.current) })
      }}
    >
      <Panel
        id="scenario"
        defaultSize={width('scenario', isSmall ? '14.5rem' : '15.5rem')}
        minSize="13rem"
        maxSize="24rem"
        groupResizeBehavior="preserve-pixel-size"
      >
        {scenario}
      </Panel>
      <Separator className={styles.separator} aria-label="Width of the scenario panel" />
      <Panel id="stage" minSize="28rem">
        {stage}
      </Panel>
      <Separator className={styles.separator} aria-label="Width of the inspector" />
      <Panel
        id="inspector"
        defaultSize={width('inspector', isSmall ? '19rem' : '20.75rem')}
        minSize="16rem"
        maxSize="32rem"
        groupResizeBehavior="preserve-pixel-size"
      >
        {inspector}
      </Panel>
    </Group>
  )
}
