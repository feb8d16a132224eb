import { lazy } from 'react'
import { css } from '../parts/css.ts'
import { described } from '../parts/described.ts'
import { ChevronIcon } from '../parts/icons.tsx'
import { LazyOverlay } from './LazyOverlay.tsx'
import type { PickProps } from './popups.ts'
import styles from './popups.module.css'

const load = () => import('./PickList.tsx').then((module) => ({ default: module.PickList }))
const PickList = lazy(load)

/** One of a list. */
export function Pick(props: PickProps) {
  const { name, value, options, placeholder, describedBy, className } = props
  const shown = options.find(({ id }) => id === value)?.title ?? placeholder ?? ''
  return (
    <LazyOverlay
      load={load}
      whole={<PickList {...props} />}
      face={({ open, button }) => (
        <span className={styles.pick}>
          <button
            type="button"
            className={css(styles.button, className)}
            aria-haspopup="listbox"
            aria-label={`${shown} ${name}`}
            {...described(describedBy)}
            {...button}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') open()
            }}
          >
            <span className={styles.value} title={shown}>
              {shown}
            </span>
            <ChevronIcon />
          </button>
        </span>
      )}
    />
  )
}
