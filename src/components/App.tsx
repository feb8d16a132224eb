import { lazy, Suspense, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { useLab, useServices } from '#store/services/hooks.ts'
import { openFile } from '#store/files/files.ts'
import parts from '#styles/parts.module.css'
import styles from './App.module.css'
import { Announcer } from './Notice/Announcer.tsx'
import { Notice } from './Notice/Notice.tsx'
import { printedViews, screenTitles, screenViews } from './screens.ts'
import { Sheets } from './Sheets/Sheets.tsx'
import { TopBar } from './TopBar/TopBar.tsx'

const DemoBar = lazy(() => import('./Demo/DemoBar.tsx').then((module) => ({ default: module.DemoBar })))

export function App() {
  const screen = useLab((state) => state.screen)
  const View = screenViews[screen] ?? screenViews.explore
  const Printed = printedViews[screen]
  const isRecorded = useLab((state) => state.isRecorded)
  const isDragged = useFileDrop()
  return (
    <I18nProvider locale="en-GB">
      <div className={styles.app}>
        <button type="button" className={styles.skip} onClick={skip}>
          Skip to the content
        </button>
        <TopBar />
        <main className={styles.main} tabIndex={-1}>
          <h1 className={parts.sr}>{screenTitles[screen]}</h1>
          <Suspense>
            <View />
          </Suspense>
        </main>
        {isDragged ? (
          <div className={styles.drop}>
            Drop the file anywhere to open it: a scenario, a recording, a lesson, a result, minutes or progress
          </div>
        ) : null}
        {isRecorded ? (
          <Suspense>
            <DemoBar />
          </Suspense>
        ) : null}
        <Notice />
        <Sheets />
        <Announcer />
      </div>
      {Printed === undefined ? null : (
        <Suspense>
          <Printed />
        </Suspense>
      )}
    </I18nProvider>
  )
}

/** Past everything that is the same on all screens: to the cancel where there is one, else to the screen. */
function skip(): void {
  const main = document.querySelector('main')
  const cancel = main?.querySelector<HTMLElement>('[data-handle][data-cancel] input')
  ;(cancel ?? main)?.focus()
}

/** A file can be dropped anywhere. Whether one is held over the page. */
function useFileDrop(): boolean {
  const services = useServices()
  const [isDragged, setDragged] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return
      event.preventDefault()
      setDragged(true)
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDragged(false)
    }
    const drop = (event: DragEvent): void => {
      setDragged(false)
      const file = event.dataTransfer?.files[0]
      if (file === undefined) return
      event.preventDefault()
      void openFile(services, file)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [services])
  return isDragged
}
