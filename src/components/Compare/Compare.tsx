import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import styles from './Compare.module.css'
import { Stories } from './Stories.tsx'
import { TwoRuns } from './TwoRuns.tsx'
import { usePlace } from './usePlace.ts'

/** One story told by all specifications, or two runs of one side by side. */
export function Compare() {
  const { place, put } = usePlace()
  return (
    <div className={styles.compare}>
      <RadioGroup
        className={css(parts.seg, styles.kind)}
        aria-label="What is compared"
        orientation="horizontal"
        value={place.view}
        onChange={(view) => put({ ...place, view: view === 'runs' ? 'runs' : 'story' })}
      >
        <Radio value="story">
          One story<span className={styles.wide}>, all specifications</span>
        </Radio>
        <Radio value="runs">Two runs</Radio>
      </RadioGroup>
      {place.view === 'story' ? <Stories /> : <TwoRuns />}
    </div>
  )
}
