import { cancelCommand } from '#kernel/call.ts'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { bandsOf, sweep, sweepEnd, type Band } from '#analysis/sweep.ts'
import { SweepTable } from '#analysis/sweepTable.ts'
import { ensure } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import type { Scenario, Step } from '#kernel/model.ts'
import { askedStep, askLike, isMoveOf } from '#kernel/steps.ts'
import { defaults } from '#machines/domains.ts'
import { specificationFor, visibleSpan } from '../lab/derived.ts'
import type { LabState } from '../lab/lab.ts'
import type { Services } from '../services/services.ts'
import { jobClient, type JobClient } from '../workers/jobs.ts'
import { sweepWork, type SweepJob, type SweepProgress, type SweepTask } from '../workers/sweepServer.ts'

/** What the ribbon knows about the scenario in the lab, for every tick at which its cancel could come. */
export interface SweepView {
  /** The step that is moved stands wherever it stood when the sweep began. */
  readonly job: SweepJob
  /** Grows; what is in it is exact. */
  readonly table: SweepTable
  /** End of what the table had when this view was made: the first tick that was not tried. */
  readonly end: number
  /** Every n-th tick, for the part that is not exact yet. */
  readonly preview: SweepTable | null
  readonly phase: 'running' | 'done' | 'stopped' | 'failed'
  /** Why it failed: some of the runs would not end. */
  readonly error: string | null
}

export interface SweepState {
  readonly view: SweepView | null
  /** Ticks of the run where there are too many to try each; zooming in makes them few enough. */
  readonly tooMany: number | null
}

/** More ticks than this are not tried: the part in view is, where it is smaller. */
const ticksMax = 200_000

/** How often what is found is shown, in milliseconds. */
const showEvery = 200

/** A little more than is in view, since the run gets longer when its cancel is dragged to its end. */
const withRoom = (to: number): number => Math.min(to + Math.min(Math.ceil(to / 2), 4000), Math.max(to, ticksMax - 1))

/** The step that the ribbon moves, which is the one that is asked about; in a scenario without a cancel, one that is added. */
export function movedStep(scenario: Scenario): { readonly scenario: Scenario; readonly step: number } {
  const step = askedStep(scenario)
  if (step >= 0) return { scenario, step }
  const command = ensure(specificationFor(scenario).model.commands[cancelCommand], 'every specification has a cancel')
  return {
    scenario: { ...scenario, steps: [...scenario.steps, { at: 0, do: cancelCommand, args: defaults(command.args) }] },
    step: scenario.steps.length,
  }
}

/** Everything that a sweep depends on: the scenario without its title and without the tick of the moved step. */
const keyOf = ({ scenario, step, from }: SweepJob): string =>
  stableJson([
    scenario.spec,
    scenario.knobs,
    scenario.steps.map((each, index) => (index === step ? { ...each, at: null } : each)),
    step,
    from,
  ])

/** Whether a view tells of this scenario, wherever its cancel stands and whatever it is called. */
export function isViewOf({ job }: SweepView, own: Scenario): boolean {
  const { scenario, step } = movedStep(own)
  return keyOf(job) === keyOf({ ...job, scenario, step })
}

/** While the step is dragged, what is swept is the scenario as it was: what gives way on the way comes back. */
const sweptFrom = ({ scenario, gesture }: Pick<LabState, 'scenario' | 'gesture'>): Scenario =>
  gesture !== null && isMoveOf(scenario, gesture, askedStep(scenario)) ? askLike(gesture, scenario) : scenario

const isSameStep = (a: Step, b: Step): boolean => a.do === b.do && a.args === b.args && a.actor === b.actor

/** Whether two scenarios differ only in the moved step's tick; true only where that is to be seen at a glance. */
function isOnlyMoved(a: Scenario, b: Scenario, step: number): boolean {
  if (a.spec !== b.spec || a.knobs !== b.knobs || a.steps.length !== b.steps.length) return false
  return a.steps.every(
    (each, index) => each === b.steps[index] || (index === step && isSameStep(each, b.steps[index] as Step)),
  )
}

function rangeFor(
  state: Pick<LabState, 'span' | 'scenario' | 'gesture'>,
): { readonly from: number; readonly to: number } | { readonly tooMany: number } {
  const all = visibleSpan({ ...state, span: null })
  const to = Math.max(all.to, Math.ceil(state.span?.to ?? 0))
  if (to < ticksMax) return { from: 0, to }
  const shown = state.span ?? all
  const range = { from: Math.max(0, Math.floor(shown.from)), to: Math.ceil(shown.to) }
  return range.to - range.from < ticksMax ? range : { tooMany: to }
}

/** How many points are remembered of views that are not looked at any more. */
const pointsKept = 600_000

/** Where the scenario comes from whose cancel is moved: a lab, or something smaller. */
export interface SweepSource {
  getState(): Pick<LabState, 'span' | 'scenario' | 'gesture'>
  subscribe(changed: (state: Pick<LabState, 'span' | 'scenario' | 'gesture'>) => void): () => void
}

type SweepClient = JobClient<SweepTask, SweepProgress, null>

const sweepClient = (): SweepClient =>
  jobClient(sweepWork, () => new Worker(new URL('../workers/sweep.worker.ts', import.meta.url), { type: 'module' }))

/** The sweeps of one lab. They are done while somebody looks (`watch`), one at a time, and remembered. */
export class Sweeps {
  readonly store: StoreApi<SweepState> = createStore<SweepState>()(() => ({ view: null, tooMany: null }))
  private readonly lab: SweepSource
  private readonly client: SweepClient
  private readonly kept = new Map<string, SweepView>()
  /** What is wanted now; its view comes a moment later. */
  private current: { readonly job: SweepJob; readonly key: string } | null = null
  private watchers = 0
  private unsubscribe: () => void = () => undefined

  constructor(lab: SweepSource, client = sweepClient()) {
    this.lab = lab
    this.client = client
  }

  /** Keeps the view in step with the lab until the returned function is called. */
  watch(): () => void {
    this.watchers++
    if (this.watchers === 1) {
      this.current = null
      this.unsubscribe = this.lab.subscribe((state) => this.follow(state))
      this.follow(this.lab.getState())
    }
    return () => {
      this.watchers--
      if (this.watchers > 0) return
      this.unsubscribe()
      void this.halt()
    }
  }

  /** Ends the sweep under way; what was found stays. Fulfilled when the worker has stopped. */
  stop(): Promise<void> {
    const ended = this.halt()
    const { view } = this.store.getState()
    if (view?.phase === 'running') this.store.setState({ view: { ...view, end: view.table.end, phase: 'stopped' } })
    return ended
  }

  /** Ends the sweep under way without a word, since another takes its place. */
  private halt(): Promise<void> {
    for (const [key, view] of this.kept)
      if (view.phase === 'running') this.kept.set(key, { ...view, end: view.table.end, phase: 'stopped' })
    return this.client.cancel()
  }

  /** Goes on where `stop` interrupted. */
  resume(): void {
    const { view } = this.store.getState()
    if (view?.phase === 'stopped') this.begin(view.job, view)
  }

  /**
   * What the command line's `sweep` prints for the scenario in the lab: every tick of the step that is asked about, none skipped;
   * empty without a cancel. What is known already is not computed again.
   */
  bands(): readonly Band[] {
    const { scenario } = this.lab.getState()
    const step = askedStep(scenario)
    if (step < 0) return []
    const { model } = specificationFor(scenario)
    const job: SweepJob = { scenario, step, from: 0, to: sweepEnd(model, scenario, step) }
    const known = this.kept.get(keyOf(job))?.table
    return bandsOf(known !== undefined && known.end > job.to ? known.points(job.to) : sweep(model, scenario, job))
  }

  private follow(state: Pick<LabState, 'span' | 'scenario' | 'gesture'>): void {
    const range = rangeFor(state)
    if ('tooMany' in range) {
      if (this.store.getState().tooMany === range.tooMany) return
      void this.halt()
      this.current = null
      this.store.setState({ view: null, tooMany: range.tooMany })
      return
    }
    const { scenario, step } = movedStep(sweptFrom(state))
    const known = this.current?.job
    const isEnough = known !== undefined && known.from === range.from && range.to <= known.to
    if (isEnough && known.step === step && isOnlyMoved(known.scenario, scenario, step)) return
    const job = { scenario, step, ...range }
    const key = keyOf(job)
    if (key === this.current?.key) {
      // The same story told by other objects, as after an undo; or one whose end has moved further away.
      const isStopped = this.store.getState().view?.phase === 'stopped'
      this.current = { key, job: isEnough ? { ...job, to: known.to } : job }
      if (isEnough || isStopped) return
    }
    void this.halt()
    this.current = { key, job }
    const before = this.kept.get(key)
    if (before !== undefined && (before.phase === 'failed' || before.table.end > range.to)) {
      this.current = { key, job: { ...job, to: Math.max(job.to, before.table.end - 1) } }
      this.show(key, before)
      return
    }
    const whole = { ...job, to: Math.max(withRoom(job.to), before?.job.to ?? 0) }
    this.current = { key, job: whole }
    this.begin(whole, before ?? null)
  }

  /** Starts a sweep, or goes on with one that was begun. */
  private begin(job: SweepJob, before: SweepView | null): void {
    const key = keyOf(job)
    let table = before?.table ?? new SweepTable(job.from)
    const from = table.end
    let preview = before?.preview ?? null
    let shownAt = performance.now()
    const show = (phase: SweepView['phase'], error: string | null = null): void => {
      shownAt = performance.now()
      this.show(key, { job, table, end: table.end, preview: phase === 'done' ? null : preview, phase, error })
    }
    if (before !== null) show('running')
    const takePreview = (every: number, chunk: SweepProgress['chunk']): void => {
      if (preview === null || preview.stride !== every || preview.end !== chunk.from)
        preview = new SweepTable(chunk.from, every)
      preview.append(chunk)
      show('running')
    }
    this.client.start(
      { ...job, from, preview: before === null },
      {
        begin: () => {
          // A view that is shown keeps its table, should the work have to begin anew.
          if (table.end > from) table = table.until(from)
          else table.restart()
        },
        progress: ({ every, chunk }) => {
          if (every !== null) return takePreview(every, chunk)
          table.append(chunk)
          if (performance.now() > shownAt + showEvery) show('running')
        },
        result: () => show('done'),
        failed: (error) => show('failed', error),
      },
    )
  }

  private show(key: string, view: SweepView): void {
    this.kept.delete(key)
    this.kept.set(key, view)
    let points = [...this.kept.values()].reduce((sum, { table }) => sum + table.length, 0)
    for (const [old, { table }] of this.kept) {
      if (points <= pointsKept || old === key) break
      points -= table.length
      this.kept.delete(old)
    }
    this.store.setState({ view, tooMany: null })
  }
}

/** The sweeps of the page. */
export const createSweeps = ({ lab }: Services): Sweeps => new Sweeps(lab)
