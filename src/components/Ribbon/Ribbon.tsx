import { useLayoutEffect, useMemo, useRef } from 'react'
import { useLab } from '#store/services/hooks.ts'
import { useSweep } from '#store/explore/useSweep.ts'
import { visibleSpan } from '#store/lab/derived.ts'
import { flagTick, placeRibbon, ribbonFor, subjectOf, timeScale, valuesAtFlag, wordsOf } from '#store/explore/ribbon.ts'
import { howToAsk } from './howToAsk.ts'
import { RibbonField } from './RibbonField.tsx'
import { RibbonPicture } from './RibbonPicture.tsx'
import { RibbonStatus } from './RibbonStatus.tsx'
import { RibbonTable } from './RibbonTable.tsx'
import { RibbonWords } from './RibbonWords.tsx'
import { measure, usePanel } from './usePanel.ts'
import styles from './Ribbon.module.css'

const hintsFor = (subject: string): string[] => {
  const hint = `what would happen if ${subject} came at this tick instead`
  return [`${hint}${howToAsk}`, hint]
}

/** For every tick at which the cancel could come: what would happen. On the time scale of the timeline above it. */
export function Ribbon() {
  const box = useRef<HTMLElement>(null)
  const panel = usePanel(box)
  const { view, tooMany, sweeps } = useSweep()
  const from = useLab((state) => visibleSpan(state).from)
  const to = useLab((state) => visibleSpan(state).to)
  const whole = useLab((state) => Math.max(visibleSpan({ ...state, span: null }).to, Math.ceil(state.span?.to ?? 0)))
  const flag = useLab((state) => flagTick(state.scenario))
  const subject = useLab((state) => subjectOf(state.scenario))
  const values = useLab((state) => valuesAtFlag(state.scenario))
  const data = useMemo(() => (view === null ? null : ribbonFor(view, whole)), [view, whole])
  const scale = useMemo(
    () => (panel === null ? null : timeScale({ from, to }, panel.width, panel.unit)),
    [from, to, panel],
  )
  const placed = useMemo(
    () => (panel === null || data === null || scale === null ? null : placeRibbon(data, scale, panel.unit, measure)),
    [data, scale, panel],
  )
  const words = placed === null || scale === null ? null : wordsOf(placed, scale, flag, hintsFor(subject), measure)
  // Rows come and go while ticks are tried: the ribbon keeps its height until all have been.
  const isSwept = view !== null && view.phase !== 'running'
  useLayoutEffect(() => {
    const element = box.current
    if (element === null || !isSwept) return
    element.style.minHeight = '0'
    element.style.minHeight = `${element.offsetHeight}px`
  }, [isSwept, placed, data])
  return (
    <section ref={box} className={styles.ribbon} aria-label="Outcome ribbon" data-sweep={view?.phase}>
      {tooMany !== null ? (
        <p className={styles.notice}>
          The run lasts {tooMany.toLocaleString('en')} ticks, too many to try each of them. Zoom in to see what would
          happen at the ticks in view.
        </p>
      ) : null}
      {view?.phase === 'failed' ? (
        <p className={styles.notice}>Some of these runs would not end: {view.error}.</p>
      ) : null}
      {panel === null || data === null || placed === null || words === null || scale === null ? null : (
        <>
          <div className={styles.stage} style={{ height: placed.height }}>
            <svg className={styles.picture} width={panel.width} height={placed.height} aria-hidden="true">
              <RibbonPicture placed={placed} />
              <RibbonWords placed={placed} words={words} values={values} />
            </svg>
            <RibbonField
              data={data}
              placed={placed}
              scale={scale}
              hint={words.hint}
              hintX={words.hintX}
              on={words.on}
              callouts={words.callouts}
            />
            <RibbonStatus view={view} sweeps={sweeps} />
          </div>
          {data.constant.length === 0 ? null : (
            <p className={styles.constant}>
              <span>Always</span>
              <span>{data.constant.join(' · ')}</span>
            </p>
          )}
          <RibbonTable data={data} />
        </>
      )}
    </section>
  )
}
