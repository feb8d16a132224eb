import { useMemo, useState } from 'react'
import type { MapCell } from '#layout/map/map.ts'
import { useLab, useLabStore } from '#store/services/hooks.ts'
import { useMap } from '#store/verify/useVerify.ts'
import {
  cellOf,
  cellScenario,
  knobsFor,
  questionFor,
  questionsFor,
  toldRun,
  type AskedMap,
  type MapView,
} from '#store/verify/maps.ts'
import { lookOf, setLook } from '#store/verify/verifyPlace.ts'
import parts from '#styles/parts.module.css'
import { Looks } from './Looks.tsx'
import { MapKnobs } from './MapKnobs.tsx'
import { MapPlot } from './MapPlot.tsx'
import { MapTable } from './MapTable.tsx'
import { Pick } from './Pick.tsx'
import { Told } from './Told.tsx'
import { useOpening } from './useOpening.ts'
import styles from './OutcomeMap.module.css'
import shared from './Verify.module.css'

/** The cancel's tick against a knob: what comes of the scenario that is open, for every cell. */
export function OutcomeMap() {
  const { view } = useMap()
  const lab = useLabStore()
  const scenario = useLab((state) => state.scenario)
  const chosen = useLab((state) => lookOf(state).question)
  const map = useMemo(() => (view === null ? null : questionFor(view, chosen)), [view, chosen])
  if (view === null || view.job.scenario.spec !== scenario.spec) return <div className={styles.room} />
  const knobs = knobsFor(view.job.scenario)
  const questions = questionsFor(view.job.scenario)
  return (
    <section className={shared.pane} aria-label="Outcome map">
      <header className={shared.head}>
        <h2>Outcome map</h2>
        <p>{scenario.title === '' ? 'the scenario that is open' : scenario.title}</p>
        <div className={shared.picks}>
          <Pick
            name="Question"
            value={map?.question.id ?? ''}
            options={questions.map(({ id, title }) => ({ id, title }))}
            onChange={(question) => setLook(lab, { question })}
          />
          <Pick
            name="Knob"
            value={view.job.knob}
            options={knobs.map(({ name, title }) => ({ id: name, title }))}
            onChange={(knob) => setLook(lab, { knob })}
          />
        </div>
      </header>
      {map === null ? (
        <p className={`${styles.waiting} ${styles.room}`}>Counting the cells …</p>
      ) : (
        <Asked
          key={`${view.job.knob} ${scenario.spec} ${scenario.title}`}
          view={view}
          map={map}
          title={knobs.find(({ name }) => name === view.job.knob)?.title ?? view.job.knob}
        />
      )}
      {view.phase === 'failed' ? <p className={styles.waiting}>The map cannot be made: {view.error}.</p> : null}
      <MapKnobs view={view} />
    </section>
  )
}

function Asked({ view, map, title }: { readonly view: MapView; readonly map: AskedMap; readonly title: string }) {
  const scenario = useLab((state) => state.scenario)
  const [own, setOwn] = useState<MapCell | null>(null)
  const open = useOpening()
  const cell = own ?? cellOf(view, scenario)
  const at = cell === null ? null : cellScenario(view, cell)
  const told = at === null ? null : toldRun(at)
  const openCell = (which: MapCell): void => {
    const chosen = cellScenario(view, which)
    if (chosen !== null) open(chosen)
  }
  return (
    <>
      <ul className={styles.legend} aria-label="Legend">
        {map.legend.map(({ key, text, look, leaning }) => (
          <li key={key} data-look={look}>
            <svg viewBox="0 0 18 11" aria-hidden="true">
              <rect width="18" height="11" className={shared.fill} />
              <rect width="18" height="11" className={shared.pattern} />
              <rect x="0.500" y="0.500" width="17" height="10" className={shared.frame} />
            </svg>
            {leaning !== 'none' && /^[A-Z_]+$/.test(text) ? <code>{text}</code> : text}
          </li>
        ))}
      </ul>
      <Looks />
      <MapPlot view={view} map={map} title={title} cell={cell} onMove={setOwn} onOpen={openCell} />
      <div className={styles.cell}>
        <p className={shared.sentence}>
          {told === null ? 'The run of this cell would not end.' : <Told parts={told} />}
        </p>
        {cell === null ? null : (
          <button type="button" className={`${parts.btn} ${parts.small}`} onClick={() => openCell(cell)}>
            Open in Explore
          </button>
        )}
      </div>
      <MapTable map={map} title={title} />
    </>
  )
}
