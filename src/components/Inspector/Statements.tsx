import { lazy, Suspense, useState } from 'react'
import parts from '#styles/parts.module.css'
import styles from './Inspector.module.css'

const StatementsHere = lazy(() => import('./StatementsHere.tsx').then((module) => ({ default: module.StatementsHere })))

/** What the statements of the check say of this run, up to the playhead. They are asked when somebody opens this. */
export function Statements() {
  const [isOpen, setOpen] = useState(false)
  return (
    <section className={parts.pane} aria-label="Statements">
      <h2 className={parts.head}>
        <button type="button" className={styles.opener} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Statements <span className={parts.muted}>at the playhead</span>
        </button>
      </h2>
      {isOpen ? (
        <Suspense>
          <StatementsHere />
        </Suspense>
      ) : null}
    </section>
  )
}
