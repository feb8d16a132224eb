import { createActor } from 'xstate'
import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  report,
  thoroughly,
  worldsMaxDefault,
  type CampaignProgress,
  type CampaignResult,
  type SpecReport,
} from '#analysis/check.ts'
import { ensure } from '#base/assert.ts'
import { specificationOf } from '#machines/index.ts'
import type { CheckPlan, Specification } from '#machines/specification.ts'
import { checkWork, type CheckTask } from '../workers/checkServer.ts'
import { jobClient } from '../workers/jobs.ts'
import { JobPool, type BatchListener } from '../workers/pool.ts'
import { checkMachine, type CheckMode } from './checkMode.ts'

/** How far one campaign is. */
export interface CampaignView {
  readonly id: string
  readonly says: string
  /** Whether it belongs to a thorough check only. */
  readonly isFurther: boolean
  readonly phase: 'waiting' | 'exploring' | 'over' | 'stopped'
  readonly worlds: number
  /** Worlds that are found and not yet looked at. */
  readonly frontier: number
  readonly transitions: number
  /** Whether everything within its bounds was seen. */
  readonly complete: boolean
}

/** What the page knows of the check of one specification. */
export interface CheckView {
  readonly spec: string
  readonly mode: CheckMode
  readonly campaigns: readonly CampaignView[]
  /** What would be explored as well in a thorough check, in a sentence each. */
  readonly further: readonly string[]
  /** With what was found so far; null until the statements are loaded, or where there are none yet. */
  readonly report: SpecReport | null
  /** Worlds a second, since the check was started. */
  readonly rate: number
  /** How long it has taken, in milliseconds. */
  readonly elapsed: number
  readonly error: string | null
}

/** The check of a specification that was started last, and what there is for the others. */
export interface CheckState {
  readonly views: Readonly<Record<string, CheckView>>
}

/** How often what is found is shown, in milliseconds. */
const showEvery = 120

const emptyView = (spec: string): CheckView => ({
  spec,
  mode: 'idle',
  campaigns: [],
  further: [],
  report: null,
  rate: 0,
  elapsed: 0,
  error: null,
})

/** One check of one specification: everything that has come of it so far. */
class Progress {
  readonly specification: Specification
  readonly plan: CheckPlan
  readonly begun: number
  private readonly results = new Map<string, CampaignResult>()
  private readonly views = new Map<string, CampaignView>()

  constructor(specification: Specification, plan: CheckPlan, begun: number) {
    this.specification = specification
    this.plan = plan
    this.begun = begun
    const further = new Set(plan.thorough?.map(({ id }) => id))
    for (const { id, says } of plan.campaigns)
      this.views.set(id, {
        id,
        says,
        isFurther: further.has(id),
        phase: 'waiting',
        worlds: 0,
        frontier: 0,
        transitions: 0,
        complete: false,
      })
  }

  set(id: string, change: Partial<CampaignView>): void {
    const view = this.views.get(id)
    if (view !== undefined) this.views.set(id, { ...view, ...change })
  }

  begin(id: string): void {
    this.results.delete(id)
    this.set(id, { phase: 'exploring', worlds: 0, frontier: 0, transitions: 0 })
  }

  take(id: string, { worlds, frontier, transitions, found, codes }: CampaignProgress): void {
    this.set(id, { worlds, frontier, transitions })
    const before = this.results.get(id)
    this.results.set(id, {
      spec: this.specification.document.id,
      campaign: id,
      settings: 0,
      complete: false,
      applies: {},
      clauses: [],
      ...before,
      worlds,
      transitions,
      found: { ...before?.found, ...found },
      codes: { ...before?.codes, ...codes },
    })
  }

  end(result: CampaignResult): void {
    const { campaign, worlds, transitions, complete } = result
    this.results.set(campaign, result)
    this.set(campaign, { phase: 'over', worlds, transitions, complete, frontier: 0 })
  }

  stopped(): void {
    for (const [id, { phase }] of this.views) if (phase === 'exploring') this.set(id, { phase: 'stopped' })
  }

  view(now: number): Pick<CheckView, 'campaigns' | 'further' | 'report' | 'rate' | 'elapsed'> {
    const campaigns = [...this.views.values()]
    const elapsed = now - this.begun
    const worlds = campaigns.reduce((sum, each) => sum + each.worlds, 0)
    const results = this.plan.campaigns.flatMap(({ id }) => this.results.get(id) ?? [])
    const further = (this.plan.thorough ?? []).filter(({ id }) => !this.views.has(id)).map(({ says }) => says)
    return {
      campaigns,
      further,
      report: report(this.specification, this.plan, results),
      elapsed,
      rate: elapsed > 0 ? Math.round((worlds * 1000) / elapsed) : 0,
    }
  }
}

type CheckPool = JobPool<CheckTask, CampaignProgress, CampaignResult>

/** A check lets messages in every few milliseconds: who has not stopped by then is ended. */
const patience = 200

const checkPool = (): CheckPool =>
  new JobPool(() =>
    jobClient(checkWork, () => new Worker(new URL('../workers/check.worker.ts', import.meta.url), { type: 'module' }), {
      patience,
    }),
  )

/** The checks of one lab, remembered by specification for as long as the page is open. One is under way at a time. */
export class Checks {
  readonly store: StoreApi<CheckState> = createStore<CheckState>()(() => ({ views: {} }))
  private readonly pool: CheckPool
  private readonly now: () => number
  private readonly modes = new Map<string, ReturnType<typeof createActor<typeof checkMachine>>>()
  private current: Progress | null = null
  private turn = 0

  constructor(pool = checkPool(), now: () => number = () => performance.now()) {
    this.pool = pool
    this.now = now
  }

  view(spec: string): CheckView {
    return this.store.getState().views[spec] ?? emptyView(spec)
  }

  /** Loads the statements of a specification, so that they can be read before anything is explored. */
  async prepare(spec: string): Promise<void> {
    const specification = ensure(specificationOf(spec), 'a specification of the lab is known')
    const plan = await specification.check?.()
    if (plan === undefined || this.view(spec).report !== null) return
    this.show(spec, new Progress(specification, plan, this.now()).view(this.now()))
  }

  /**
   * Explores everything, from the beginning; a check that is under way, of whatever specification, is stopped. `thorough`: with
   * the campaigns for which a minute is not enough.
   */
  async start(
    spec: string,
    {
      worldsMax = worldsMaxDefault,
      thorough = false,
    }: { readonly worldsMax?: number; readonly thorough?: boolean } = {},
  ): Promise<void> {
    const stopped = this.stop()
    const turn = ++this.turn
    const specification = ensure(specificationOf(spec), 'a specification of the lab is known')
    const [usual] = await Promise.all([specification.check?.(), stopped])
    if (turn !== this.turn || usual === undefined) return
    const plan = thorough ? thoroughly(usual) : usual
    this.send(spec, 'start')
    const progress = new Progress(specification, plan, this.now())
    this.current = progress
    this.show(spec, { ...progress.view(this.now()), error: null })
    const tasks = plan.campaigns.map(({ id }) => ({ spec, campaign: id, worldsMax }))
    this.pool.start(tasks, this.listener(progress))
  }

  /** Ends the check that is under way; what was found stays. Fulfilled when no worker works any more. */
  async stop(): Promise<void> {
    this.turn++
    const progress = this.current
    if (progress === null) return
    this.current = null
    const spec = progress.specification.document.id
    const ended = this.pool.cancel()
    progress.stopped()
    this.send(spec, 'stop')
    this.show(spec, progress.view(this.now()))
    await ended
    this.send(spec, 'acknowledge')
  }

  private listener(progress: Progress): BatchListener<CheckTask, CampaignProgress, CampaignResult> {
    const spec = progress.specification.document.id
    let shownAt = this.now()
    const show = (): void => {
      shownAt = this.now()
      this.show(spec, progress.view(shownAt))
    }
    return {
      begun: ({ campaign }) => {
        progress.begin(campaign)
        show()
      },
      progress: ({ campaign }, news) => {
        progress.take(campaign, news)
        if (this.now() > shownAt + showEvery) show()
      },
      result: (_task, result) => {
        progress.end(result)
        show()
      },
      done: () => {
        this.current = null
        this.send(spec, 'finish')
        show()
      },
      failed: (error) => {
        this.current = null
        progress.stopped()
        this.send(spec, 'fail')
        this.show(spec, { ...progress.view(this.now()), error })
      },
    }
  }

  private send(spec: string, type: 'start' | 'stop' | 'acknowledge' | 'finish' | 'fail'): void {
    let actor = this.modes.get(spec)
    if (actor === undefined) {
      actor = createActor(checkMachine)
      actor.start()
      this.modes.set(spec, actor)
    }
    actor.send({ type })
    this.show(spec, { mode: actor.getSnapshot().value })
  }

  private show(spec: string, change: Partial<CheckView>): void {
    this.store.setState(({ views }) => ({
      views: { ...views, [spec]: { ...(views[spec] ?? emptyView(spec)), ...change } },
    }))
  }
}

/** The checks of the page. */
export const createChecks = (): Checks => new Checks()
