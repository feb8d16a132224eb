import { memo } from 'react'
import type { DownView } from '#layout/timeline/down.ts'
import type { CommandMark } from '#layout/timeline/types.ts'
import { useLab } from '#store/services/hooks.ts'
import { wholeSpan, xOf } from '#store/explore/timeline.ts'
import { css } from '../parts/css.ts'
import { useStepDrag } from './useStepDrag.ts'
import down from './Down.module.css'
import styles from './Timeline.module.css'

/** Side of the small flag on the axis, in units; a finger takes it in a box of 44 pixels. */
const side = 11

interface Props {
  readonly view: DownView
  /** Where the axis is, in pixels. */
  readonly axis: number
  readonly commands: readonly CommandMark[]
  /** The one that has a pill of its own. */
  readonly cancel: CommandMark | null
}

/** The other commands as small flags on the axis, to be taken and moved. */
export const DownCommands = memo(function DownCommands({ commands, cancel, ...place }: Props) {
  const others = commands.filter((command) => command !== cancel && command.step !== cancel?.step)
  return others.map((command) => <Flag key={command.step} command={command} {...place} />)
})

function Flag({ view, axis, command }: Pick<Props, 'view' | 'axis'> & { readonly command: CommandMark }) {
  const end = useLab((state) => wholeSpan(state).to)
  const { step, tick, title, isCancel } = command
  const drag = useStepDrag(step, tick, view.scale, 'down')
  const { unit, scale } = view
  if (tick < scale.from || tick > scale.to) return null
  const [x, y] = [axis - (side * unit) / 2, xOf(scale, tick) - (side * unit) / 2]
  return (
    <div
      data-handle=""
      data-bare=""
      data-cancel={isCancel ? '' : undefined}
      className={css(styles.handle, down.downFlag)}
      title={`${title}, tick ${tick}: drag to move it`}
      style={{ transform: `translate(${x}px, ${y}px)`, width: side * unit, height: side * unit }}
      {...drag.pointer}
    >
      <input
        type="range"
        aria-label={title}
        aria-orientation="vertical"
        aria-valuetext={`tick ${tick}`}
        min={0}
        max={Math.max(end, tick)}
        value={tick}
        onChange={(event) => drag.moveTo(Number(event.target.value))}
        {...drag.keys}
      />
    </div>
  )
}
