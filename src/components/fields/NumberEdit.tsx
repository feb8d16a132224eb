import { useEffect, useRef } from 'react'
import { Input } from 'react-aria-components/Input'
import { NumberField } from 'react-aria-components/NumberField'
import { css } from '../parts/css.ts'
import { described } from '../parts/described.ts'
import styles from './fields.module.css'
import type { NumberProps } from './NumberBox.tsx'

const plain = { useGrouping: false, maximumFractionDigits: 0 }

interface Props extends NumberProps {
  /** Told when nothing is written any more; whether by a key that belongs to the field, after which the focus has to stay near. */
  readonly onEnd: (byKey: boolean) => void
}

/** The field itself: typing, arrow keys, and back to a plain number with Enter, Escape, or on leaving it. */
export function NumberEdit({ name, value, min, max, describedBy, onChange, onEnd }: Props) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  return (
    <NumberField
      className={css(styles.edit)}
      aria-label={name}
      {...described(describedBy)}
      defaultValue={value}
      minValue={min}
      maxValue={max}
      formatOptions={plain}
      isWheelDisabled
      onChange={(next) => {
        if (Number.isSafeInteger(next)) onChange(next)
      }}
      onFocusChange={(isFocused) => {
        if (!isFocused) onEnd(false)
      }}
    >
      <Input
        ref={input}
        className={css(styles.plain)}
        style={{ width: `${Math.max(3, String(value).length) + 0.5}ch` }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') onEnd(true)
          // Nothing is less than the least: whoever begins to write such a number gets that, and not its digits.
          if (event.key !== '-' || min < 0) return
          event.preventDefault()
          onChange(min)
          onEnd(true)
        }}
      />
    </NumberField>
  )
}
