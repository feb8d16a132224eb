import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { comparePlace } from '#store/compare/compare.ts'
import { useLab } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { useTitle } from '../parts/useTitle.ts'
import styles from './Compare.module.css'
import { Stories } from './Stories.tsx'
import { TwoRuns } from './TwoRuns.tsx'
import { useChangePlace } from './usePlace.ts'

/** One story told by all specifications, or two runs of one side by side. */
export function Compare() {
  const view = useLab(({ places, pinned }) => comparePlace(places.compare, pinned !== null).view)
  const change = useChangePlace()
  useTitle('Compare', view === 'story' ? 'One story' : 'Two runs')
  return (
    <div className={styles.compare}>
      <RadioGroup
        className={css(parts.seg, styles.kind)}
        aria-label="What is compared"
        orientation="horizontal"
        value={view}
        onChange={(value) => change((place) => ({ ...place, view: value === 'runs' ? 'runs' : 'story' }))}
      >
        <Radio value="story">
          One story<span className={styles.wide}>, all specifications</span>
        </Radio>
        <Radio value="runs">Two runs</Radio>
      </RadioGroup>
      {view === 'story' ? <Stories /> : <TwoRuns />}
    </div>
  )
}
