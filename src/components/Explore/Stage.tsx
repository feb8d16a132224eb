import { lazy, Suspense, useRef } from 'react'
import { useLab } from '#store/services/hooks.ts'
import { ChartStrip } from '../Charts/ChartStrip.tsx'
import { Ribbon } from '../Ribbon/Ribbon.tsx'
import { Sentence } from '../Sentence/Sentence.tsx'
import { Timeline } from '../Timeline/Timeline.tsx'
import styles from './Explore.module.css'
import { useFold } from './useFold.ts'

const EventList = lazy(() => import('../Timeline/EventList.tsx').then((module) => ({ default: module.EventList })))

/** The run: told, drawn, swept, and as states. */
export function Stage() {
  const isListed = useLab((state) => state.isListed)
  const stage = useRef<HTMLElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const isFolded = useFold(stage, scroll)
  return (
    <section ref={stage} className={styles.stage} aria-label="Run">
      <div ref={scroll} className={styles.scroll}>
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
          <Suspense>
            <EventList />
          </Suspense>
        </div>
      ) : (
        <ChartStrip isFolded={isFolded} />
      )}
    </section>
  )
}
