import { lazy, Suspense, useRef } from 'react'
import { useLab } from '#store/services/hooks.ts'
import { ChartStrip } from '../Charts/ChartStrip.tsx'
import { Following } from '../parts/Following.tsx'
import { Ribbon } from '../Ribbon/Ribbon.tsx'
import { Sentence } from '../Sentence/Sentence.tsx'
import { Timeline } from '../Timeline/Timeline.tsx'
import styles from './Explore.module.css'
import { useFold } from './useFold.ts'

// For somebody who is here for the first time; nobody else loads it.
const loadHints = () => import('../Hints/FirstHints.tsx')
const Welcome = lazy(() => loadHints().then((module) => ({ default: module.Welcome })))
const FirstHints = lazy(() => loadHints().then((module) => ({ default: module.FirstHints })))
const EventList = lazy(() => import('../Timeline/EventList.tsx').then((module) => ({ default: module.EventList })))

interface Props {
  /** Whether there is no panel beside it that has the hints. */
  readonly hasHints?: boolean
}

/** The run: told, drawn, swept, and as states. */
export function Stage({ hasHints = false }: Props) {
  const isListed = useLab((state) => state.isListed)
  const isWelcome = useLab(({ hints }) => hints.includes('welcome'))
  const isHinted = useLab(({ hints }) => hints.length > 0)
  const stage = useRef<HTMLElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const isFolded = useFold(stage, scroll)
  return (
    <section ref={stage} className={styles.stage} aria-label="Run">
      <div ref={scroll} className={styles.scroll}>
        <div>
          {isWelcome ? (
            <Suspense>
              <Welcome />
            </Suspense>
          ) : null}
          <Sentence />
        </div>
        <div className={styles.timed}>
          <Timeline />
        </div>
        <div className={styles.timed}>
          <Ribbon />
        </div>
      </div>
      {isHinted ? (
        hasHints ? (
          <Suspense>
            <FirstHints place="below" />
          </Suspense>
        ) : null
      ) : isListed ? (
        <div className={styles.events}>
          <Suspense>
            <EventList />
          </Suspense>
        </div>
      ) : (
        <Following>
          <ChartStrip isFolded={isFolded} />
        </Following>
      )}
    </section>
  )
}
