import { Tab, TabList } from 'react-aria-components/Tabs'
import { allProtocols } from '#store/derived.ts'
import { ScenarioPicker } from './ScenarioPicker.tsx'
import { css } from '../parts/css.ts'
import styles from './SpecTabs.module.css'

/** The specifications as tabs, and the scenarios of the one that is open. The tabs themselves are set up around the screen. */
export function SpecTabs() {
  return (
    <div className={styles.specs}>
      <TabList className={css(styles.list)} aria-label="Specification">
        {allProtocols.map(({ document }) => (
          <Tab key={document.id} id={document.id} className={css(styles.tab)}>
            <small>{document.family}</small>
            <b>{document.title}</b>
          </Tab>
        ))}
      </TabList>
      <ScenarioPicker />
    </div>
  )
}
