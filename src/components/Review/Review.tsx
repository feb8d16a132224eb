import { lazy, Suspense, useMemo } from 'react'
import { TabPanel, Tabs } from 'react-aria-components/Tabs'
import { specificationFor } from '#store/lab/derived.ts'
import { useActions, useLab, useMedia } from '#store/services/hooks.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { useVersions } from '#store/review/useVersions.ts'
import { clauseAt, meetingPlace, reviewPlace } from '#store/review/reviewPlace.ts'
import { css } from '../parts/css.ts'
import { useTitle } from '../parts/useTitle.ts'
import { SpecPicker } from '../SpecTabs/SpecPicker.tsx'
import { SpecTabs } from '../SpecTabs/SpecTabs.tsx'
import { ClauseList } from './ClauseList.tsx'
import { ClauseView } from './ClauseView.tsx'
import { Meeting } from './Meeting.tsx'
import { MergeSheet } from './MergeSheet.tsx'
import styles from './Review.module.css'
import { useReviewKeys } from './useReviewKeys.ts'

const MeetingMode = lazy(() => import('./Meet/MeetingMode.tsx').then((module) => ({ default: module.MeetingMode })))

const VersionsSheet = lazy(() => import('./VersionsSheet.tsx').then((module) => ({ default: module.VersionsSheet })))

/** Clause by clause on the wall: what it says, what is known of it, what is open, and what the meeting makes of it. */
export function Review() {
  const spec = useLab((state) => state.scenario.spec)
  useTitle(
    'Review',
    useLab(({ scenario, places }) => clauseAt(specificationFor(scenario).document, reviewPlace(places.review))),
    useLab(({ scenario }) => specificationFor(scenario).document.title),
  )
  const { openSpec } = useActions()
  const isPhone = useMedia('(max-width: 37.5em)')
  const isMeeting = useLab((state) => meetingPlace(state.places.review) !== null)
  if (isMeeting)
    return (
      <Suspense>
        <MeetingMode />
      </Suspense>
    )
  if (isPhone)
    return (
      <div className={styles.review}>
        <SpecPicker />
        <div className={styles.panel} data-read="">
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
      <TabPanel key={spec} id={spec} className={css(styles.panel)} data-read="">
        <Clauses key={spec} />
      </TabPanel>
    </Tabs>
  )
}

function Clauses() {
  const { notes } = useNotes()
  const { found } = useVersions()
  useReviewKeys(useMemo(() => ({ 'Mod+z': () => void notes.undo() }), [notes]))
  const scenario = useLab((state) => state.scenario)
  const place = useLab((state) => state.places.review)
  const { document } = specificationFor(scenario)
  const clause = clauseAt(document, reviewPlace(place))
  return (
    <>
      <MergeSheet />
      {found === null ? null : (
        <Suspense>
          <VersionsSheet />
        </Suspense>
      )}
      <Meeting clause={clause} />
      <div className={styles.columns}>
        <ClauseList clause={clause} />
        <ClauseView key={clause} id={clause} />
      </div>
    </>
  )
}
