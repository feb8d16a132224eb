import { Button } from 'react-aria-components/Button'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { NumberField } from 'react-aria-components/NumberField'
import { css } from '../parts/css.ts'
import { described } from '../parts/described.ts'
import styles from './fields.module.css'

interface Props {
  readonly name: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly unit?: string
  /** With buttons for one less and one more; else it is a number in a text that can be written over. */
  readonly isStepper?: boolean
  readonly describedBy?: string | undefined
  readonly onChange: (value: number) => void
  readonly onWriting?: (isWriting: boolean) => void
}

const plain = { useGrouping: false, maximumFractionDigits: 0 }

/** A whole number that can be typed, or moved with the arrow keys. */
export function NumberBox({ name, value, min, max, unit, isStepper = false, describedBy, onChange, onWriting }: Props) {
  return (
    <NumberField
      className={css(styles.number)}
      aria-label={name}
      {...described(describedBy)}
      value={value}
      minValue={min}
      maxValue={max}
      formatOptions={plain}
      isWheelDisabled
      onFocusChange={(isFocused) => onWriting?.(isFocused)}
      onChange={(next) => {
        if (Number.isSafeInteger(next)) onChange(next)
      }}
    >
      {isStepper ? (
        <Group className={css(styles.stepper)}>
          <Button slot="decrement" aria-label={`${name}: one less`}>
            −
          </Button>
          <Input style={{ width: `${Math.max(2, String(value).length) + 0.5}ch` }} />
          <Button slot="increment" aria-label={`${name}: one more`}>
            +
          </Button>
        </Group>
      ) : (
        <Input className={css(styles.plain)} style={{ width: `${Math.max(2, String(value).length) + 0.5}ch` }} />
      )}
      {unit === undefined ? null : <span className={styles.unit}>{unit}</span>}
    </NumberField>
  )
}
