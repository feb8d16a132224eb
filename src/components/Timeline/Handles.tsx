import { memo } from 'react'
import type { Handle as Placed } from '#layout/timeline/placed.ts'
import type { TimeScale } from '#layout/scale.ts'
import { useActions } from '#store/services/hooks.ts'
import { css } from '../parts/css.ts'
import { useStepDrag } from './useStepDrag.ts'
import styles from './Handles.module.css'
import shared from './Timeline.module.css'

interface Props {
  readonly handle: Placed
  readonly scale: TimeScale
  /** Last tick of the axis. */
  readonly end: number
  readonly unit: number
  /** What the value is, in words: "tick 160: ERROR_SUCCESS". */
  readonly says: string
  readonly name: string
  /** The first cancel: the pill on the axis itself. */
  readonly isPill?: boolean
}

/**
 * A command on the axis, to be taken and moved. Inside it is a range input, so that every way of moving a slider moves it; what
 * one sees and drags is the box around it.
 */
function Handle({ handle, scale, end, unit, says, name, isPill = false }: Props) {
  const [step = 0] = handle.steps
  const drag = useStepDrag(step, handle.tick, scale)
  const { box, text, textX } = handle
  return (
    <div
      className={css(shared.handle, isPill && shared.pill)}
      data-cancel={handle.isCancel ? '' : undefined}
      data-handle=""
      data-bare={text === '' ? '' : undefined}
      title={`${handle.title}, tick ${handle.tick}: drag to move it`}
      style={{ transform: `translate(${box.x}px, ${box.y}px)`, width: box.w, height: box.h }}
      {...drag.pointer}
    >
      <input
        type="range"
        aria-label={name}
        aria-valuetext={says}
        min={0}
        max={Math.max(end, handle.tick)}
        value={handle.tick}
        onChange={(event) => drag.moveTo(Number(event.target.value))}
        {...drag.keys}
      />
      {isPill ? <span className={styles.grip} aria-hidden="true" /> : null}
      <span
        aria-hidden="true"
        className={styles.handleText}
        style={{ left: textX - box.x, fontSize: (isPill ? 12 : 11) * unit }}
      >
        {text}
      </span>
    </div>
  )
}

/** Commands that are too near to be taken one by one: a press brings them apart. */
function Cluster({ handle, unit }: { readonly handle: Placed; readonly unit: number }) {
  const actions = useActions()
  const { box, steps, tick } = handle
  const label = `${steps.length} commands around tick ${tick}: zoom in to tell them apart`
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={shared.handle}
      data-bare=""
      style={{ transform: `translate(${box.x}px, ${box.y}px)`, width: box.w, height: box.h, fontSize: 9 * unit }}
      onClick={() => actions.setSpan({ from: Math.max(0, tick - 20), to: tick + 60 })}
    />
  )
}

/** Commands of one kind are told apart by their number. */
function nameOf({ title, steps }: Placed, handles: readonly Placed[]): string {
  const alike = handles.filter((each) => each.title === title && each.steps.length === 1)
  const at = alike.findIndex((each) => each.steps[0] === steps[0])
  return alike.length === 1 ? title : `${title}, ${at + 1} of ${alike.length}`
}

/** The flags of all commands in view; the first cancel is the pill. */
export const Handles = memo(function Handles({
  handles,
  cancel,
  answer,
  scale,
  end,
  unit,
}: {
  readonly handles: readonly Placed[]
  readonly cancel: Placed | null
  /** What the first cancel returned. */
  readonly answer: string | null
  readonly scale: TimeScale
  readonly end: number
  readonly unit: number
}) {
  return (
    <>
      {cancel === null ? null : (
        <Handle
          key={cancel.steps[0]}
          isPill
          handle={cancel}
          scale={scale}
          end={end}
          unit={unit}
          name="Cancel instant"
          says={`tick ${cancel.tick}: ${answer ?? 'no answer'}`}
        />
      )}
      {handles.map((handle) =>
        handle.steps.length > 1 ? (
          <Cluster key={`cluster ${handle.steps[0]}`} handle={handle} unit={unit} />
        ) : (
          <Handle
            key={handle.steps[0]}
            handle={handle}
            scale={scale}
            end={end}
            unit={unit}
            name={nameOf(handle, handles)}
            says={`tick ${handle.tick}`}
          />
        ),
      )}
    </>
  )
})
