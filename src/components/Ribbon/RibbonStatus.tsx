import { useEffect, useState } from 'react'
import type { Sweeps, SweepView } from '#store/explore/sweeps.ts'
import styles from './Ribbon.module.css'

/** So long nothing is said: most sweeps are done before anybody could read it. Milliseconds. */
const patience = 400

function useIsLong(running: boolean): boolean {
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    if (!running) return
    const timer = setTimeout(() => setIsLong(true), patience)
    return () => {
      clearTimeout(timer)
      setIsLong(false)
    }
  }, [running])
  return running && isLong
}

/** How far a long sweep is, and the buttons that end it and let it go on. */
export function RibbonStatus({ view, sweeps }: { readonly view: SweepView | null; readonly sweeps: Sweeps }) {
  const isLong = useIsLong(view?.phase === 'running')
  if (view === null || (!isLong && view.phase !== 'stopped')) return null
  const all = view.job.to - view.job.from + 1
  const tried = view.end - view.job.from
  return (
    <div className={styles.status}>
      <progress max={all} value={tried} aria-label="Ticks tried" />
      <span>
        {tried.toLocaleString('en')} of {all.toLocaleString('en')} ticks tried
      </span>
      {view.phase === 'running' ? (
        <button type="button" onClick={() => void sweeps.stop()}>
          Stop
        </button>
      ) : (
        <button type="button" onClick={() => sweeps.resume()}>
          Go on
        </button>
      )}
    </div>
  )
}
