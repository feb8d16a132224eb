import { useCallback, useState, type RefObject } from 'react'
import { useLab } from '#store/services/hooks.ts'
import { meansOf } from '#store/explore/means.ts'
import { sayingOf } from '#store/explore/timeline.ts'
import { Tip } from './Tip.tsx'
import styles from './Pointing.module.css'
import { isBox } from './paths.ts'
import { useField, type Pointed } from './useField.ts'
import type { Picture } from './usePicture.ts'

/** Says what the pointer is on. It keeps its own state, so that a moving pointer draws nothing else again. */
export function Pointing({
  field,
  picture,
}: {
  readonly field: RefObject<HTMLElement | null>
  readonly picture: Picture | null
}) {
  const [pointed, setPointed] = useState<Pointed | null>(null)
  const point = useCallback(
    (next: Pointed | null) =>
      setPointed((before) => (before?.target === next?.target && next === null ? before : next)),
    [],
  )
  const scenario = useLab((state) => state.scenario)
  useField(field, picture, point)
  if (pointed === null || picture === null || !picture.placement.targets.includes(pointed.target)) return null
  const { target, x, y } = pointed
  const saying = sayingOf(scenario, target)
  if (saying.what === '') return null
  const { width, height } = picture.view
  const { shape } = target
  return (
    <>
      <svg className={styles.overlay} aria-hidden="true" width={width} height={height}>
        {isBox(shape) ? (
          <rect
            x={shape.x - 1.5}
            y={shape.y - 1.5}
            width={shape.w + 3}
            height={shape.h + 3}
            rx={2}
            className={styles.pointed}
          />
        ) : (
          <path d={`M${shape.x1} ${shape.y1}L${shape.x2} ${shape.y2}`} className={styles.pointedLine} />
        )}
      </svg>
      <Tip saying={saying} means={meansOf(scenario, target)} x={x} y={y} width={width} height={height} />
    </>
  )
}
