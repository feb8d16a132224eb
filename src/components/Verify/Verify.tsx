import { useRef } from 'react'
import { TabPanel, Tabs } from 'react-aria-components/Tabs'
import { specificationFor } from '#store/lab/derived.ts'
import { useActions, useLab, useLabStore, useMedia } from '#store/services/hooks.ts'
import { useCheck } from '#store/verify/useVerify.ts'
import { firstRow, groupsOf } from '#store/verify/verify.ts'
import { lookOf, setLook, verifyPlace } from '#store/verify/verifyPlace.ts'
import { css } from '../parts/css.ts'
import { useTitle } from '../parts/useTitle.ts'
import { ScenarioPicker } from '../SpecTabs/ScenarioPicker.tsx'
import { SpecPicker } from '../SpecTabs/SpecPicker.tsx'
import { SpecTabs } from '../SpecTabs/SpecTabs.tsx'
import { Campaigns } from './Campaigns.tsx'
import { Coverage } from './Coverage.tsx'
import { Intro } from './Intro.tsx'
import { ObservedChoices } from './ObservedChoices.tsx'
import { OutcomeMap } from './OutcomeMap.tsx'
import { Shown } from './Shown.tsx'
import { Statements } from './Statements.tsx'
import styles from './Verify.module.css'

/** Every order of everything: what the document says, what people believe, what can come back, and what was left out. */
export function Verify() {
  const spec = useLab((state) => state.scenario.spec)
  const { openSpec } = useActions()
  useTitle(
    'Verify',
    useLab(({ scenario }) => specificationFor(scenario).document.title),
  )
  const isPhone = useMedia('(max-width: 37.5em)')
  if (isPhone)
    return (
      <div className={styles.verify}>
        <div>
          <SpecPicker />
          <ScenarioPicker />
        </div>
        <div className={styles.panel}>
          <Report key={spec} />
        </div>
      </div>
    )
  return (
    <Tabs
      className={css(styles.verify)}
      keyboardActivation="manual"
      selectedKey={spec}
      onSelectionChange={(key) => openSpec(String(key))}
    >
      <SpecTabs />
      <TabPanel key={spec} id={spec} className={css(styles.panel)}>
        <Report key={spec} />
      </TabPanel>
    </Tabs>
  )
}

function Report() {
  const { view, checks, other } = useCheck()
  const lab = useLabStore()
  const selected = useLab((state) => lookOf(state).row)
  const thorough = useLab(({ places }) => verifyPlace(places.verify).thorough)
  const spec = useLab((state) => state.scenario.spec)
  const groups = view.report === null ? [] : groupsOf(view.report)
  const rows = groups.flatMap((group) => group.rows)
  const row = rows.find(({ key }) => key === selected) ?? firstRow(groups)
  const side = useRef<HTMLDivElement>(null)
  const isNarrow = useMedia('(max-width: 62.5em)')
  const select = (key: string): void => {
    setLook(lab, { row: key })
    // In one column the run is far below the row.
    if (isNarrow) side.current?.scrollIntoView({ block: 'start' })
  }
  // What stands below would be pushed about while the sentence above and the panes in between arrive one after the other.
  const isKnown = useLab(({ scenario }) => specificationFor(scenario).check === undefined) || view.report !== null
  return (
    <div className={styles.report}>
      <Intro
        view={view}
        other={other}
        onStart={() => void checks.start(spec, { thorough })}
        onStop={() => void checks.stop()}
      />
      {isKnown ? (
        <div className={styles.columns}>
          <div className={styles.list}>
            <Campaigns view={view} />
            <Statements
              groups={groups}
              selected={row?.key ?? null}
              isChosen={row !== null && row.key === selected}
              onSelect={select}
            />
          </div>
          <div ref={side} className={styles.side}>
            {row === null ? null : <Shown row={row} />}
            <OutcomeMap />
            <ObservedChoices />
            <Coverage report={view.report} />
          </div>
        </div>
      ) : null}
    </div>
  )
}
