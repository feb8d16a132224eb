import { TabPanel, Tabs } from 'react-aria-components/Tabs'
import { specificationFor } from '#store/lab/derived.ts'
import { useActions, useLab, useMedia } from '#store/services/hooks.ts'
import { clauseAt, reviewPlace } from '#store/review/reviewPlace.ts'
import { css } from '../parts/css.ts'
import { useTitle } from '../parts/useTitle.ts'
import { SpecPicker } from '../SpecTabs/SpecPicker.tsx'
import { SpecTabs } from '../SpecTabs/SpecTabs.tsx'
import { ClauseList } from './ClauseList.tsx'
import { ClauseView } from './ClauseView.tsx'
import { Meeting } from './Meeting.tsx'
import { Printed } from './Printed.tsx'
import styles from './Review.module.css'

/** Clause by clause on the wall: what it says, what is known of it, what is open, and what the meeting makes of it. */
export function Review() {
  const spec = useLab((state) => state.scenario.spec)
  useTitle(
    'Review',
    useLab(({ scenario, places }) => clauseAt(specificationFor(scenario).document, reviewPlace(places.review))),
    useLab(({ scenario }) => specificationFor(scenario).document.title),
  )
  const { openSpec } = useActions()
  const isPhone = useMedia('(max-width: 600px)')
  const isPrinted = useMedia('print')
  if (isPrinted) return <Printed />
  if (isPhone)
    return (
      <div className={styles.review}>
        <SpecPicker />
        <div className={styles.panel}>
          <Clauses key={spec} />
        </div>
      </div>
    )
  return (
    <Tabs
      className={css(styles.review)}
      keyboardActivation="manual"
      selectedKey={spec}
      onSelectionChange={(key) => openSpec(String(key))}
    >
      <SpecTabs hasScenarios={false} />
      <TabPanel key={spec} id={spec} className={css(styles.panel)}>
        <Clauses key={spec} />
      </TabPanel>
    </Tabs>
  )
}

function Clauses() {
  const scenario = useLab((state) => state.scenario)
  const place = useLab((state) => state.places.review)
  const { document } = specificationFor(scenario)
  const clause = clauseAt(document, reviewPlace(place))
  return (
    <>
      <Meeting clause={clause} />
      <div className={styles.columns}>
        <ClauseList clause={clause} />
        <ClauseView key={clause} id={clause} />
      </div>
    </>
  )
}
