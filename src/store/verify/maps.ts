import { createStore, type StoreApi } from 'zustand/vanilla'
import { mapKnob, questionsOf, type Category, type KnobTrial, type MapGrid, type MapQuestion } from '#analysis/map.ts'
import { sentenceOf, type Part } from '#analysis/sentence.ts'
import { SweepTable } from '#analysis/sweepTable.ts'
import { stableJson } from '#base/json.ts'
import { spaced } from '#base/spaced.ts'
import type { Scenario, Value } from '#kernel/model.ts'
import { columnsOf, looksOf, type MapCell, type MapCells, type MapLook } from '#layout/map/map.ts'
import { specificationFor, tryRun } from '../lab/derived.ts'
import type { LabState, LabStore } from '../lab/lab.ts'
import type { Services } from '../services/services.ts'
import { jobClient, type JobClient } from '../workers/jobs.ts'
import { mapWork, type MapJob, type MapProgress } from '../workers/mapServer.ts'
import { movedStep } from '../explore/sweeps.ts'
import { lookOf } from './verifyPlace.ts'

export { cellAt, centreOf, placeMap } from '#layout/map/map.ts'

const mapClient = (): JobClient<MapJob, MapProgress, null> =>
  jobClient(mapWork, () => new Worker(new URL('../workers/map.worker.ts', import.meta.url), { type: 'module' }))

/** What is known of a map. A new object whenever something is added. */
export interface MapView {
  readonly job: MapJob
  readonly grid: MapGrid | null
  /** A table for each value of the knob; null where a run of the row would not end, undefined where it is not there yet. */
  readonly rows: readonly (SweepTable | null | undefined)[]
  readonly trials: readonly KnobTrial[]
  readonly phase: 'running' | 'done' | 'failed'
  readonly error: string | null
}

export interface MapState {
  readonly view: MapView | null
}

const rowsWanted = 41
const mapsKept = 8
/** How often a map that grows is shown, in milliseconds. */
const showEvery = 150

/** Everything that a map depends on: the scenario without its title and without the ticks and values that it tries. */
function keyOf({ scenario: { spec, knobs, steps }, step, knob, rows }: MapJob): string {
  const others = steps.map((each, index) => (index === step ? { ...each, at: null } : each))
  return stableJson([spec, knobs, others, step, knob, rows])
}

/** The maps of one lab: of the scenario in it, for the knob that was chosen. Made while somebody looks, and remembered. */
export class Maps {
  readonly store: StoreApi<MapState> = createStore<MapState>()(() => ({ view: null }))
  private readonly lab: LabStore
  private readonly client: JobClient<MapJob, MapProgress, null>
  private readonly kept = new Map<string, MapView>()
  private current: string | null = null
  private shownAt = 0
  private watchers = 0
  private unsubscribe: () => void = () => undefined

  constructor(lab: LabStore, client = mapClient()) {
    this.lab = lab
    this.client = client
  }

  /** Keeps the view in step with the lab until the returned function is called. */
  watch(): () => void {
    this.watchers++
    if (this.watchers === 1) {
      this.unsubscribe = this.lab.subscribe((state) => this.follow(state))
      this.follow(this.lab.getState())
    }
    return () => {
      this.watchers--
      if (this.watchers > 0) return
      this.unsubscribe()
      void this.client.cancel()
      this.current = null
    }
  }

  private follow(state: Pick<LabState, 'scenario' | 'places'>): void {
    const { scenario, step } = movedStep(state.scenario)
    const { model } = specificationFor(scenario)
    const chosen = lookOf(state).knob
    const knob = chosen !== null && Object.hasOwn(model.knobs, chosen) ? chosen : mapKnob(model)
    const job: MapJob = { scenario, step, knob, rows: rowsWanted }
    const key = keyOf(job)
    if (key === this.current) return
    this.current = key
    const known = this.kept.get(key)
    if (known?.phase === 'done') {
      void this.client.cancel()
      this.store.setState({ view: known })
      return
    }
    this.begin(key, job)
  }

  private begin(key: string, job: MapJob): void {
    this.client.start(job, {
      begin: () => this.show(key, { job, grid: null, rows: [], trials: [], phase: 'running', error: null }),
      progress: (progress) => this.take(key, progress),
      result: () => this.end(key, { phase: 'done' }),
      failed: (error) => this.end(key, { phase: 'failed', error }),
    })
  }

  private growing: MapView | null = null

  private end(key: string, change: Partial<MapView>): void {
    if (this.growing !== null) this.show(key, { ...this.growing, ...change })
  }

  private take(key: string, progress: MapProgress): void {
    const view = this.growing
    if (view === null) return
    switch (progress.type) {
      case 'grid':
        this.show(key, { ...view, grid: progress.grid, rows: progress.grid.values.map(() => undefined) })
        break
      case 'row': {
        const { index, chunk } = progress.row
        const table = chunk === null ? null : tableOf(chunk, view.grid?.every ?? 1)
        this.growing = { ...view, rows: view.rows.map((row, i) => (i === index ? table : row)) }
        if (index === view.rows.length - 1 || performance.now() > this.shownAt + showEvery) this.show(key, this.growing)
        break
      }
      case 'trial':
        this.growing = { ...view, trials: [...view.trials, progress.trial] }
    }
  }

  private show(key: string, view: MapView): void {
    this.shownAt = performance.now()
    this.growing = view
    this.kept.delete(key)
    this.kept.set(key, view)
    for (const old of this.kept.keys()) {
      if (this.kept.size <= mapsKept) break
      this.kept.delete(old)
    }
    this.store.setState({ view })
  }
}

function tableOf(chunk: Parameters<SweepTable['append']>[0], every: number): SweepTable {
  const table = new SweepTable(chunk.from, every)
  table.append(chunk)
  return table
}

/** The maps of the page. */
export const createMaps = ({ lab }: Services): Maps => new Maps(lab)

export interface LegendEntry extends Category {
  readonly look: MapLook
  readonly cells: number
}

/** A map with a question asked: which cell has which answer. */
export interface AskedMap {
  readonly question: MapQuestion
  readonly cells: MapCells
  /** By number, as the cells have them. */
  readonly legend: readonly LegendEntry[]
}

/** What can be asked of the map of a scenario. */
export const questionsFor = (scenario: Scenario): readonly MapQuestion[] =>
  questionsOf(specificationFor(scenario).model, scenario)

/** Knobs that a map of the scenario can have. */
export const knobsFor = (scenario: Scenario): readonly { readonly name: string; readonly title: string }[] => {
  const { model } = specificationFor(scenario)
  return Object.entries(model.knobs).map(([name, { title }]) => ({ name, title }))
}

/** A value of a knob beside its row. */
const labelOf = (value: Value): string =>
  typeof value === 'number' ? String(value) : typeof value === 'boolean' ? (value ? 'on' : 'off') : spaced(value)

/** Answers one question for every cell that is there. */
function asked({ grid, rows }: MapView, question: MapQuestion): AskedMap | null {
  if (grid === null) return null
  const numbers = new Map<string, number>()
  const found: { category: Category; cells: number }[] = []
  const columns = columnsOf(grid)
  const all = rows.map((table) =>
    table === null || table === undefined
      ? null
      : Uint16Array.from({ length: columns }, (_, column) => {
          const category = question.answer(table.point(grid.from + column * grid.every))
          let number = numbers.get(category.key)
          if (number === undefined) {
            numbers.set(category.key, (number = found.length))
            found.push({ category, cells: 0 })
          }
          const entry = found[number]
          if (entry !== undefined) entry.cells++
          return number
        }),
  )
  const looks = looksOf(found.map(({ category, cells }) => ({ leaning: category.leaning, cells })))
  return {
    question,
    cells: {
      ...grid,
      labels: grid.values.map(labelOf),
      categories: found.length,
      category: (row, column) => all[row]?.[column],
    },
    legend: found.map(({ category, cells }, i) => ({ ...category, cells, look: looks[i] ?? 'mixed' })),
  }
}

/** The question that a map answers unless somebody asks another one: the first to which there are several answers. */
export function questionFor(view: MapView, chosen: string | null): AskedMap | null {
  const questions = questionsFor(view.job.scenario)
  const wanted = questions.find(({ id }) => id === chosen)
  if (wanted !== undefined) return asked(view, wanted)
  let first: AskedMap | null = null
  for (const question of questions) {
    const map = asked(view, question)
    if (map !== null && map.legend.length > 1) return map
    first ??= map
  }
  return first
}

/** The scenario of a cell. */
export function cellScenario({ job, grid }: MapView, { row, column }: MapCell): Scenario | null {
  const value = grid?.values[row]
  if (grid === null || value === undefined) return null
  const at = grid.from + column * grid.every
  const { scenario, step, knob } = job
  return {
    ...scenario,
    knobs: { ...scenario.knobs, [knob]: value },
    steps: scenario.steps.map((each, i) => (i === step ? { ...each, at } : each)),
  }
}

/** The cell of the scenario in the lab, or the nearest one. */
export function cellOf({ job, grid }: MapView, scenario: Scenario): MapCell | null {
  if (grid === null || grid.values.length === 0) return null
  const at = scenario.steps[job.step]?.at ?? 0
  const value = scenario.knobs[job.knob]
  const exact = grid.values.indexOf(value as Value)
  const far = (row: number): number => Math.abs(Number(grid.values[row]) - Number(value))
  const row = exact >= 0 ? exact : grid.values.reduce<number>((best, _, i) => (far(i) < far(best) ? i : best), 0)
  return { row, column: Math.max(0, Math.min(columnsOf(grid) - 1, Math.round((at - grid.from) / grid.every))) }
}

/** The run of a scenario that is not in the lab, in words; null where it would not end. */
export function toldRun(scenario: Scenario): readonly Part[] | null {
  const run = tryRun(scenario)
  return run.ok ? sentenceOf(specificationFor(scenario), run.value) : null
}

/** Stretches of equal answers along each row: what the map says, as a table. */
export function stretchesOf(
  { cells }: AskedMap,
  row: number,
): { readonly from: number; readonly to: number; readonly category: number }[] {
  const columns = columnsOf(cells)
  const stretches: { from: number; to: number; category: number }[] = []
  for (let column = 0; column < columns; column++) {
    const category = cells.category(row, column)
    if (category === undefined) continue
    const tick = cells.from + column * cells.every
    const last = stretches.at(-1)
    if (last !== undefined && last.category === category) last.to = tick
    else stretches.push({ from: tick, to: tick, category })
  }
  return stretches
}
