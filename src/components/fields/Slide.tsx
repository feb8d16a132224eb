import { useEffect, useRef } from 'react'
import { useActions } from '#store/services/hooks.ts'
import styles from './fields.module.css'

interface Props {
  readonly name: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}

/** A slider; moving it is one step of undo. */
export function Slide({ name, value, min, max, onChange }: Props) {
  const { beginGesture, endGesture } = useActions()
  const input = useRef<HTMLInputElement>(null)
  // The browser's own event, which comes once a move is over; React gives its name to the one that comes all the while.
  useEffect(() => {
    const element = input.current
    element?.addEventListener('change', endGesture)
    return () => element?.removeEventListener('change', endGesture)
  }, [endGesture])
  return (
    <input
      ref={input}
      type="range"
      className={styles.slider}
      aria-label={name}
      value={value}
      min={min}
      max={max}
      onChange={({ target }) => {
        beginGesture()
        onChange(Number(target.value))
      }}
    />
  )
}
