import { lazy, Suspense, useState } from 'react'
import { css } from '../parts/css.ts'
import { described } from '../parts/described.ts'
import { ChevronIcon } from '../parts/icons.tsx'
import styles from './popups.module.css'

export interface Option {
  readonly id: string
  readonly title: string
  /** A second line. */
  readonly says?: string
}

export interface PickProps {
  readonly name: string
  readonly value: string | null
  readonly options: readonly Option[]
  /** Shown where nothing is chosen. */
  readonly placeholder?: string
  readonly describedBy?: string | undefined
  readonly className?: string | undefined
  /** Room for second lines. */
  readonly isWide?: boolean
  readonly onPick: (id: string) => void
}

const load = () => import('./Pick.tsx').then((module) => ({ default: module.Pick }))
const Pick = lazy(load)
const preload = (): void => void load()

/** One of a list. Until it is first opened it is only a button: what opens is fetched when somebody comes near. */
export function PickLater(props: PickProps) {
  const [isWanted, setWanted] = useState(false)
  const { name, value, options, placeholder, describedBy, className } = props
  const shown = options.find(({ id }) => id === value)?.title ?? placeholder ?? ''
  const face = (
    <span className={styles.pick}>
      <button
        type="button"
        className={css(styles.button, className)}
        aria-haspopup="listbox"
        aria-expanded={isWanted}
        aria-label={`${shown} ${name}`}
        {...described(describedBy)}
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => setWanted(true)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setWanted(true)
        }}
      >
        <span className={styles.value} title={shown}>
          {shown}
        </span>
        <ChevronIcon />
      </button>
    </span>
  )
  return isWanted ? (
    <Suspense fallback={face}>
      <Pick {...props} />
    </Suspense>
  ) : (
    face
  )
}
