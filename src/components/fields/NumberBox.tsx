import { lazy, Suspense, useRef, useState, type KeyboardEvent } from 'react'
import { css } from '../parts/css.ts'
import { described } from '../parts/described.ts'
import styles from './fields.module.css'

export interface NumberProps {
  readonly name: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly describedBy?: string | undefined
  readonly onChange: (value: number) => void
}

interface Props extends NumberProps {
  readonly unit?: string
  /** With buttons for one less and one more. */
  readonly isStepper?: boolean
  readonly onWriting?: (isWriting: boolean) => void
}

const load = () => import('./NumberEdit.tsx').then((module) => ({ default: module.NumberEdit }))
const NumberEdit = lazy(load)
const preload = (): void => void load()

/** A whole number in a text. A press, or a digit, makes it a field to write in; the field is fetched when somebody comes near. */
export function NumberBox({ unit, isStepper = false, onWriting, ...number }: Props) {
  const { name, value, min, max, onChange } = number
  return (
    <span className={styles.number}>
      {isStepper ? (
        <span className={styles.stepper}>
          <button
            type="button"
            aria-label={`${name}: one less`}
            disabled={value <= min}
            onClick={() => onChange(value - 1)}
          >
            −
          </button>
          <Written {...number} onWriting={onWriting} />
          <button
            type="button"
            aria-label={`${name}: one more`}
            disabled={value >= max}
            onClick={() => onChange(value + 1)}
          >
            +
          </button>
        </span>
      ) : (
        <Written {...number} onWriting={onWriting} />
      )}
      {unit === undefined ? null : <span className={styles.unit}>{unit}</span>}
    </span>
  )
}

function Written({ onWriting, ...number }: NumberProps & { readonly onWriting?: Props['onWriting'] | undefined }) {
  const [isWriting, setWriting] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const write = (on: boolean): void => {
    setWriting(on)
    onWriting?.(on)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!/^(\d|ArrowUp|ArrowDown)$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    write(true)
  }
  const face = (
    <button
      ref={button}
      type="button"
      className={css(styles.plain, styles.face)}
      aria-label={`${number.name}: ${number.value}`}
      {...described(number.describedBy)}
      onPointerEnter={preload}
      onFocus={preload}
      onClick={() => write(true)}
      onKeyDown={onKeyDown}
    >
      {number.value}
    </button>
  )
  if (!isWriting) return face
  return (
    <Suspense fallback={face}>
      <NumberEdit
        {...number}
        onEnd={(byKey) => {
          write(false)
          // The field is gone in a moment, and the button is there again.
          if (byKey) setTimeout(() => button.current?.focus())
        }}
      />
    </Suspense>
  )
}
