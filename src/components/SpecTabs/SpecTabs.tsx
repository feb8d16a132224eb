import { Tab, TabList } from 'react-aria-components/Tabs'
import { preloadSpec, specifications } from '#store/lab/derived.ts'
import { ScenarioPicker } from './ScenarioPicker.tsx'
import { css } from '../parts/css.ts'
import styles from './SpecTabs.module.css'

/** The specifications as tabs, and the scenarios of the one that is open. The tabs themselves are set up around the screen. */
export function SpecTabs({ hasScenarios = true }: { readonly hasScenarios?: boolean }) {
  return (
    <div className={styles.specs}>
      <TabList className={css(styles.list)} aria-label="Specification">
        {specifications.map(({ id, title, family }) => (
          <Tab
            key={id}
            id={id}
            className={css(styles.tab)}
            onHoverStart={() => preloadSpec(id)}
            onFocus={() => preloadSpec(id)}
          >
            <small>{family}</small>
            <b>{title}</b>
          </Tab>
        ))}
      </TabList>
      {hasScenarios ? <ScenarioPicker /> : null}
    </div>
  )
}
