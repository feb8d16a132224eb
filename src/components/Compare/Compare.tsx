import { useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { comparePlace, momentMax, pairOf, rowsFor, standsOut, stories, type ComparePlace } from '#store/compare.ts'
import { useActions, useLab } from '#store/hooks.ts'
import parts from '#styles/parts.module.css'
import { Slide } from '../fields/Slide.tsx'
import { css } from '../parts/css.ts'
import styles from './Compare.module.css'
import { StoryTable } from './StoryTable.tsx'
import { TwoRuns } from './TwoRuns.tsx'

/** One story told by all specifications, or two runs of one side by side. */
export function Compare() {
  const pinned = useLab((state) => state.pinned)
  const present = useLab((state) => state.scenario)
  const [wanted, setWanted] = useState<'story' | 'runs'>(pinned === null ? 'story' : 'runs')
  const pair = pinned === null ? null : pairOf(pinned, present)
  return (
    <div className={styles.compare}>
      <RadioGroup className={css(parts.seg, styles.kind)} aria-label="What is compared" orientation="horizontal" value={wanted} onChange={(value) => setWanted(value === 'runs' ? 'runs' : 'story')}>
        <Radio value="story">One story, all specifications</Radio>
        <Radio value="runs">Two runs</Radio>
      </RadioGroup>
      {wanted === 'story' ? <Stories /> : <TwoRuns pair={pair} isPinned={pinned !== null} />}
    </div>
  )
}

function Stories() {
  const value = useLab((state) => state.places.compare)
  const { setPlace } = useActions()
  const place = comparePlace(value)
  const story = stories.find(({ id }) => id === place.story)
  const rows = rowsFor(place)
  const put = (change: Partial<ComparePlace>): void => setPlace('compare', { ...place, ...change })
  return (
    <>
      <header className={styles.head}>
        <div>
          <h1>{story?.title}, five ways</h1>
          <p className={styles.lead}>
            {story?.says} {standsOut(rows)}
          </p>
        </div>
        <div className={styles.controls}>
          <RadioGroup
            className={css(parts.seg)}
            aria-label="Story"
            orientation="horizontal"
            value={place.story}
            onChange={(id) => put({ story: id as ComparePlace['story'], moment: Math.round((stories.find((each) => each.id === id)?.moment ?? 0.5) * 1000) })}
          >
            {stories.map(({ id, title }) => (
              <Radio key={id} value={id}>
                {title}
              </Radio>
            ))}
          </RadioGroup>
          <div className={styles.moment}>
            <span>
              Cancel at <b className={parts.num}>{Math.round(place.moment / 10)} %</b> of the work
            </span>
            <Slide name="Moment of the cancel, in per cent of the work" value={place.moment / 10} min={0} max={momentMax / 10} onChange={(moment) => put({ moment: Math.round(moment * 10) })} />
          </div>
        </div>
      </header>
      <StoryTable rows={rows} milestone={place.milestone} onMilestone={(milestone) => put({ milestone })} onMoment={(moment) => put({ moment })} moment={place.moment} />
    </>
  )
}
