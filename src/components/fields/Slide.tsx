import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider'
import { useActions } from '#store/services/hooks.ts'
import { css } from '../parts/css.ts'
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
  return (
    <Slider
      className={css(styles.slider)}
      aria-label={name}
      value={value}
      minValue={min}
      maxValue={max}
      onChange={(next) => {
        beginGesture()
        onChange(next)
      }}
      onChangeEnd={endGesture}
    >
      <SliderTrack className={css(styles.track)}>
        <SliderThumb className={css(styles.thumb)} />
      </SliderTrack>
    </Slider>
  )
}
