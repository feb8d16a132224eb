import { lazy, Suspense } from 'react'
import { TabPanel, Tabs } from 'react-aria-components/Tabs'
import { specificationFor } from '#store/lab/derived.ts'
import { useActions, useLab, useMedia } from '#store/services/hooks.ts'
import { css } from '../parts/css.ts'
import { Following } from '../parts/Following.tsx'
import { useTitle } from '../parts/useTitle.ts'
import { SpecTabs } from '../SpecTabs/SpecTabs.tsx'
import { Transport } from '../Transport/Transport.tsx'
import styles from './Explore.module.css'
import { Stacked } from './Stacked.tsx'
import { Workbench } from './Workbench.tsx'

const Phone = lazy(() => import('./Phone.tsx').then((module) => ({ default: module.Phone })))

/** The id that a tab expects of its panel: the library names both alike, but keeps the first one of a panel for good. */
const panelIdOf = (tab: string): string => tab.replace('-tab-', '-tabpanel-')

/** One run, and everything that one can do with it. Narrow windows (and 200 % zoom) stack the side panels below the stage. */
export function Explore() {
  const spec = useLab((state) => state.scenario.spec)
  useTitle(
    useLab(({ scenario }) => (scenario.title === '' ? 'A run' : scenario.title)),
    useLab(({ scenario }) => specificationFor(scenario).document.title),
  )
  const { openSpec } = useActions()
  const isPhone = useMedia('(max-width: 37.5em)')
  const isNarrow = useMedia('(max-width: 62.5em)')
  if (isPhone) {
    return (
      <Suspense>
        <Phone />
      </Suspense>
    )
  }
  return (
    <Tabs
      className={css(styles.explore)}
      keyboardActivation="manual"
      selectedKey={spec}
      onSelectionChange={(key) => openSpec(String(key))}
    >
      <SpecTabs />
      <TabPanel
        id={spec}
        className={css(styles.panel)}
        // The library watches everything below the element of this ref for something that can have the focus, and the picture changes in
        // every frame. There always is something; so it gets an element in which nothing ever changes.
        render={({ ref, children, ...panel }) => (
          <div {...panel} id={panelIdOf(panel['aria-labelledby'] ?? '')} tabIndex={undefined}>
            <span ref={ref} hidden />
            {children}
          </div>
        )}
      >
        {isNarrow ? <Stacked /> : <Workbench />}
      </TabPanel>
      <Following>
        <Transport />
      </Following>
    </Tabs>
  )
}
