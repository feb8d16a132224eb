import { memo, useMemo, useRef } from 'react'
import { inferredIn, placeEvidence, type EvidencePicture } from '#store/evidence/picture.ts'
import type { Judgement, NamedRecording } from '#store/evidence/evidence.ts'
import { measure, usePanel } from '../Ribbon/usePanel.ts'
import { Picture } from '../Verify/MiniTimeline.tsx'
import styles from './RunPicture.module.css'

interface Props {
  readonly read: NamedRecording
  readonly judgement: Judgement
  /** Index of the line that is selected. */
  readonly selected: number | null
}

/** What was seen, and the run that explains it, on one scale: a tie from each line to its explanation. The table says the same in words. */
export const RunPicture = memo(function RunPicture({ read, judgement, selected }: Props) {
  const field = useRef<HTMLDivElement>(null)
  const panel = usePanel(field)
  const placed = useMemo(
    () => (panel === null ? null : placeEvidence(read, judgement, { ...panel, measure })),
    [read, judgement, panel],
  )
  const { scale } = judgement.report
  const inferred = inferredIn(judgement)
  const { unit } = read.opened.observation
  return (
    <section className={styles.picture} aria-label="What was seen, and the run that explains it">
      <div ref={field}>
        {placed === null ? null : (
          <>
            <Seen {...placed} selected={selected} />
            <div className={styles.run} style={{ height: placed.view.height }}>
              <Picture view={placed.view} placement={placed.placement} />
              <Watched {...placed} />
            </div>
          </>
        )}
      </div>
      {unit === 'ticks' || scale === null ? null : (
        <p className={styles.note}>
          1 tick is {scale.unitsPerTick} {unit}, as fitted. Only what the client did and heard was seen.
          {inferred.length === 0 ? ' The rest' : ` What else is drawn (${inferred.join(', ')})`} is inferred; other runs
          may explain the recording as well.
        </p>
      )}
    </section>
  )
})

/** Where what was seen ends, and what is inferred begins. */
function Watched({ view: { scale, unit, width, height }, watched }: EvidencePicture) {
  if (watched === null) return null
  const { y, label } = watched
  return (
    <svg className={styles.watched} width={width} height={height} aria-hidden="true">
      <path d={`M${scale.left} ${y}H${scale.left + scale.width}`} />
      {label === null ? null : (
        <text x={label.x} y={y - 3.5 * unit} fontSize={11 * unit}>
          {label.text}
        </text>
      )}
    </svg>
  )
}

function Seen({ seen, view, selected }: EvidencePicture & { readonly selected: number | null }) {
  const { unit, width, scale } = view
  const { height, base, calls, flags, dots, ties, tear } = seen
  const right = scale.left + scale.width
  return (
    <svg className={styles.seen} width={width} height={height} aria-hidden="true">
      <text x={0} y={base - 6 * unit} fontSize={12.5 * unit} fontWeight={600} className={styles.title}>
        What was seen
      </text>
      <text x={0} y={base + 17 * unit} fontSize={11 * unit} className={styles.small}>
        is explained by
      </text>
      <path d={`M${scale.left} ${base}H${right}`} className={styles.base} />
      {ties.map(({ index, x1, y1, x2, y2 }) => (
        <g key={index} data-selected={index === selected ? '' : undefined} className={styles.tie}>
          <path d={`M${x1} ${y1}L${x2} ${y2 - 2.5 * unit}`} />
          <circle cx={x2} cy={y2 - 2.5 * unit} r={2 * unit} />
        </g>
      ))}
      {calls.map(({ index, x, y, w, h, label, state, isCancel }) => (
        <g
          key={index}
          className={styles.call}
          data-state={state}
          data-cancel={isCancel ? '' : undefined}
          data-selected={index === selected ? '' : undefined}
        >
          <rect x={x} y={y} width={w} height={h} />
          {label === null ? null : (
            <text x={label.x} y={label.y} fontSize={11 * unit}>
              {label.text}
            </text>
          )}
        </g>
      ))}
      {/* Below the flags, whose words it would strike out. */}
      {tear === null ? null : <path d={tear.path} className={styles.tear} strokeWidth={1.6 * unit} />}
      {flags.map(({ index, x, y, w, h, text, pole, state, isCancel }) => (
        <g
          key={index}
          className={styles.flag}
          data-state={state}
          data-cancel={isCancel ? '' : undefined}
          data-selected={index === selected ? '' : undefined}
        >
          <path d={`M${pole.x} ${pole.from}V${pole.to}`} />
          <rect x={x} y={y} width={w} height={h} rx={2 * unit} />
          <text x={x + 4 * unit} y={y + h - 4.5 * unit} fontSize={11 * unit}>
            {text}
          </text>
        </g>
      ))}
      {dots.map(({ index, x, y, kind, state }) => (
        <circle
          key={index}
          cx={x}
          cy={y}
          r={(kind === 'settle' ? 4 : 2.4) * unit}
          className={styles.dot}
          data-state={state}
        />
      ))}
    </svg>
  )
}
