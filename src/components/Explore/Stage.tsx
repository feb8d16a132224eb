import { useLab } from '#store/hooks.ts'
import { Ribbon } from '../Ribbon/Ribbon.tsx'
import { Sentence } from '../Sentence/Sentence.tsx'
import { EventList } from '../Timeline/EventList.tsx'
import { Timeline } from '../Timeline/Timeline.tsx'
import styles from './Explore.module.css'

/** The run: told, drawn, swept, and as states. */
export function Stage() {
  const isListed = useLab((state) => state.isListed)
  return (
    <section className={styles.stage} aria-label="Run">
      <div className={styles.scroll}>
        <Sentence />
        <div className={styles.timed}>
          <Timeline />
        </div>
        <div className={styles.timed}>
          <Ribbon />
        </div>
      </div>
      {isListed ? (
        <div className={styles.events}>
          <EventList />
        </div>
      ) : null}
    </section>
  )
}
