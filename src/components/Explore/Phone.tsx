import { lazy, Suspense, useState } from 'react'
import { useLab } from '#store/services/hooks.ts'
import { Sentence } from '../Sentence/Sentence.tsx'
import { SpecPicker } from '../SpecTabs/SpecPicker.tsx'
import { ScenarioPicker } from '../SpecTabs/ScenarioPicker.tsx'
import { TimelineDown } from '../Timeline/TimelineDown.tsx'
import styles from './Phone.module.css'
import { PhoneSheet } from './PhoneSheet.tsx'

// For somebody who is here for the first time; nobody else loads it.
const loadHints = () => import('../Hints/FirstHints.tsx')
const Welcome = lazy(() => loadHints().then((module) => ({ default: module.Welcome })))
const FirstHints = lazy(() => loadHints().then((module) => ({ default: module.FirstHints })))

/** On a phone time flows down; the answer and the playback lie in a sheet at the bottom, which opens to everything else. */
export function Phone() {
  const [isOpen, setOpen] = useState(false)
  const spec = useLab((state) => state.scenario.spec)
  const isWelcome = useLab(({ hints }) => hints.includes('welcome'))
  const isHinted = useLab(({ hints }) => hints.some((hint) => hint !== 'welcome'))
  return (
    <div className={styles.phone}>
      <section className={styles.run} key={spec} aria-label="Run">
        <SpecPicker />
        {/* For the first look there is one scenario, and the flag has to be in view. */}
        {isWelcome ? (
          <Suspense>
            <Welcome />
          </Suspense>
        ) : (
          <ScenarioPicker />
        )}
        <Sentence />
        {isHinted ? (
          <Suspense>
            <FirstHints place="phone" />
          </Suspense>
        ) : null}
        <TimelineDown />
      </section>
      <PhoneSheet isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
    </div>
  )
}
