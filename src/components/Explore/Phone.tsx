import { useState } from 'react'
import { useLab } from '#store/services/hooks.ts'
import { Sentence } from '../Sentence/Sentence.tsx'
import { SpecPicker } from '../SpecTabs/SpecPicker.tsx'
import { ScenarioPicker } from '../SpecTabs/ScenarioPicker.tsx'
import { TimelineDown } from '../Timeline/TimelineDown.tsx'
import styles from './Phone.module.css'
import { PhoneSheet } from './PhoneSheet.tsx'

/** On a phone time flows down; the answer and the playback lie in a sheet at the bottom, which opens to everything else. */
export function Phone() {
  const [isOpen, setOpen] = useState(false)
  const spec = useLab((state) => state.scenario.spec)
  return (
    <div className={styles.phone}>
      <section className={styles.run} key={spec} aria-label="Run">
        <SpecPicker />
        <ScenarioPicker />
        <Sentence />
        <TimelineDown />
      </section>
      <PhoneSheet isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
    </div>
  )
}
