import { Ribbon } from '../Ribbon/Ribbon.tsx'
import { Sentence } from '../Sentence/Sentence.tsx'
import { Timeline } from '../Timeline/Timeline.tsx'
import styles from './Explore.module.css'

/** The run: told, drawn, swept, and as states. */
export function Stage() {
  return (
    <section className={styles.stage} aria-label="Run">
      <Sentence />
      <div className={styles.timed}>
        <Timeline />
      </div>
      <div className={styles.timed}>
        <Ribbon />
      </div>
    </section>
  )
}
