import { useEffect, useRef, useState, type RefObject } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { specificationFor } from '#store/lab/derived.ts'
import { ServicesContext } from '#store/services/context.ts'
import type { Embedded } from '#store/services/embedded.ts'
import { useActions, useLab, useLabStore, useMedia } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import explore from '../Explore/Explore.module.css'
import { Announcer } from '../Notice/Announcer.tsx'
import { css } from '../parts/css.ts'
import { useTitle } from '../parts/useTitle.ts'
import { Ribbon } from '../Ribbon/Ribbon.tsx'
import { Sentence } from '../Sentence/Sentence.tsx'
import { Timeline } from '../Timeline/Timeline.tsx'
import { TimelineDown } from '../Timeline/TimelineDown.tsx'
import { Readout } from '../Transport/Readout.tsx'
import { Steps } from '../Transport/Transport.tsx'
import styles from './Embed.module.css'

/** A run in somebody else's page, or in a page of its own: the sentence, the timeline with its flag, the ribbon, and nothing else. */
export function Embed({ embedded: { services, home, error } }: { readonly embedded: Embedded }) {
  return (
    <I18nProvider locale="en-GB">
      <ServicesContext value={services}>
        {error === null ? (
          <Shown home={home} />
        ) : (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
      </ServicesContext>
    </I18nProvider>
  )
}

function Shown({ home }: { readonly home: string | null }) {
  const isPhone = useMedia('(max-width: 37.5em)')
  const title = useLab(({ scenario }) => (scenario.title === '' ? 'A run' : scenario.title))
  const spec = useLab(({ scenario }) => specificationFor(scenario).document.title)
  useTitle(title, spec)
  const scroll = useRef<HTMLDivElement>(null)
  useTellHeight(scroll)
  return (
    <main className={styles.embed}>
      <header className={styles.head}>
        <h1>
          {title} <code>{spec}</code>
        </h1>
        <AsItWas />
        {home === null ? null : (
          <a className={css(parts.btn, parts.small)} href={home} target="_blank" rel="noopener">
            Open in Aftercancel
          </a>
        )}
      </header>
      {isPhone ? (
        <div ref={scroll} className={styles.down}>
          <Sentence />
          <TimelineDown />
        </div>
      ) : (
        <div ref={scroll} className={explore.scroll}>
          <Sentence />
          <div className={explore.timed}>
            <Timeline />
          </div>
          <div className={explore.timed}>
            <Ribbon />
          </div>
        </div>
      )}
      <footer className={styles.foot}>
        <Steps isShort />
        <Readout />
      </footer>
      <Announcer />
    </main>
  )
}

/** Back to the run that was embedded, after somebody has dragged something. */
function AsItWas() {
  const lab = useLabStore()
  const [first] = useState(() => lab.getState().scenario)
  const isChanged = useLab(({ scenario, gesture }) => gesture === null && scenario !== first)
  const { edit } = useActions()
  if (!isChanged) return null
  return (
    <button type="button" className={css(parts.btn, parts.small)} onClick={() => edit(() => first)}>
      As it was
    </button>
  )
}

/** Tells the page around it how high the frame would have to be for all of it to be seen, in pixels; that page may listen. */
function useTellHeight(scroll: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroll.current
    if (element === null || window.parent === window) return
    let told = 0
    const tell = (): void => {
      const height = Math.ceil(element.scrollHeight - element.clientHeight + window.innerHeight)
      if (height !== told) window.parent.postMessage({ type: 'aftercancel/height', height }, '*')
      told = height
    }
    const observer = new ResizeObserver(tell)
    for (const each of [element, ...element.children]) observer.observe(each)
    return () => observer.disconnect()
  }, [scroll])
}
