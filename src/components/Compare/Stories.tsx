import { memo, useEffect, useRef } from 'react'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import {
  momentMax,
  inWords,
  rowsFor,
  highlights,
  stories,
  toMoment,
  toStory,
  type ComparePlace,
} from '#store/compare/compare.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { Slide } from '../fields/Slide.tsx'
import { css } from '../parts/css.ts'
import styles from './Compare.module.css'
import { StoryTable } from './StoryTable.tsx'
import { useNudge } from './useNudge.ts'
import { useChangePlace, usePlace, type ChangePlace } from './usePlace.ts'

/** A story as all specifications tell it. */
export function Stories() {
  const place = usePlace()
  const change = useChangePlace()
  const { story: id, moment } = place
  const story = stories.find((each) => each.id === id) ?? stories[0]
  const rows = rowsFor(place)
  const out = highlights(id, rows)
  useNudge(change)
  useTold(`${story.title}, the cancel at ${Math.round(moment / 10)} per cent. ${out}`)
  return (
    <>
      <header className={styles.head}>
        <h2>
          {story.title}, {inWords(rows.length)} ways
        </h2>
        <p className={styles.lead}>
          {story.says} <b>{out}</b>
        </p>
        <div className={styles.controls}>
          <StoryPicker id={id} change={change} />
          <div className={styles.moment}>
            <span>
              Cancel at <b className={parts.num}>{Math.round(moment / 10)} %</b> of the work
            </span>
            <Slide
              name="Moment of the cancel, in per cent of the work"
              value={Math.round(moment / 10)}
              min={0}
              max={momentMax / 10}
              onChange={(value) => change((now) => toMoment(now, value * 10))}
            />
          </div>
        </div>
      </header>
      <StoryTable rows={rows} place={place} change={change} />
    </>
  )
}

const StoryPicker = memo(function StoryPicker({
  id,
  change,
}: {
  readonly id: ComparePlace['story']
  readonly change: ChangePlace
}) {
  return (
    <RadioGroup
      className={css(parts.seg, styles.stories)}
      aria-label="Story"
      orientation="horizontal"
      value={id}
      onChange={(value) => change((place) => toStory(place, value as ComparePlace['story']))}
    >
      {stories.map((each) => (
        <Radio key={each.id} value={each.id}>
          {each.title}
        </Radio>
      ))}
    </RadioGroup>
  )
})

/** Long enough that a key which is held down is told once. Milliseconds. */
const quietTime = 400

/** Tells a screen reader what stands out, once a change is over; nothing at first and nothing during a drag. */
function useTold(text: string): void {
  const { announce } = useActions()
  const isHeld = useLab((state) => state.gesture !== null)
  const told = useRef(text)
  useEffect(() => {
    if (isHeld || told.current === text) return
    const timer = setTimeout(() => {
      told.current = text
      announce(text)
    }, quietTime)
    return () => clearTimeout(timer)
  }, [text, isHeld, announce])
}
