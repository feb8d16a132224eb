import { createActor, type ActorRefFrom } from 'xstate'
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
import { browserChecks, noShelf, versionOf, type CheckShelf } from './keptChecks.ts'

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

/** What came of the check of one specification so far. */
interface CheckFacts {
  readonly spec: string
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
  /** When it was found, where that was not in this page but is kept by the browser: milliseconds since 1970. */
  readonly keptAt: number | null
  /** The version of model, statements and bounds of which it speaks; null as long as nothing is known. */
  readonly version: string | null
}

/** What the page knows of the check of one specification: its mode is that of its machine. */
export interface CheckView extends CheckFacts {
  readonly mode: CheckMode
}

/** The check of a specification that was started last, and what there is for the others. */
export interface CheckState {
  readonly views: Readonly<Record<string, CheckFacts>>
}

/** How often what is found is shown, in milliseconds. */
const showEvery = 120

const nothingYet = (spec: string): CheckFacts => ({
  spec,
  campaigns: [],
  further: [],
  report: null,
  rate: 0,
  elapsed: 0,
  error: null,
  keptAt: null,
  version: null,
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

  view(now: number): Pick<CheckFacts, 'campaigns' | 'further' | 'report' | 'rate' | 'elapsed'> {
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
  private readonly modes = new Map<string, ActorRefFrom<typeof checkMachine>>()
  private current: Progress | null = null
  private turn = 0

  private readonly shelf: CheckShelf

  constructor(pool = checkPool(), now: () => number = () => performance.now(), shelf: CheckShelf = noShelf) {
    this.pool = pool
    this.now = now
    this.shelf = shelf
  }

  view(spec: string): CheckView {
    const facts = this.store.getState().views[spec] ?? nothingYet(spec)
    return { ...facts, mode: this.mode(spec).getSnapshot().value }
  }

  /** The machine of the check of a specification. */
  mode(spec: string): ActorRefFrom<typeof checkMachine> {
    const known = this.modes.get(spec)
    if (known !== undefined) return known
    const made = createActor(checkMachine).start()
    this.modes.set(spec, made)
    return made
  }

  /** The specification whose check is under way; null where none is. Whenever that changes, the store does as well. */
  underWay(): string | null {
    for (const [spec, mode] of this.modes) if (mode.getSnapshot().matches('exploring')) return spec
    return null
  }

  /** Loads the statements of a specification, so that they can be read before anything is explored. */
  async prepare(spec: string): Promise<void> {
    const specification = ensure(specificationOf(spec), 'a specification of the lab is known')
    const plan = await specification.check?.()
    if (plan === undefined || this.view(spec).report !== null) return
    this.show(spec, new Progress(specification, plan, this.now()).view(this.now()))
    await this.recall(spec, specification, plan).catch(() => undefined)
  }

  /** Shows what an earlier page found for this very version of the model, unless something is under way here. */
  private async recall(spec: string, specification: Specification, plan: CheckPlan): Promise<void> {
    const [version, kept] = await Promise.all([versionOf(specification, plan, worldsMaxDefault), this.shelf.read(spec)])
    if (this.view(spec).mode !== 'idle') return
    this.show(spec, { version })
    if (kept === undefined || kept.version !== version) return
    const { campaigns, further, report: found, elapsed, at } = kept
    this.mode(spec).send({ type: 'recall' })
    this.show(spec, { campaigns, further, report: found, elapsed, keptAt: at })
  }

  /** Keeps what was found to its end, for the pages to come. */
  private async keep(spec: string): Promise<void> {
    const { report: found, campaigns, further, elapsed } = this.view(spec)
    const specification = specificationOf(spec)
    const plan = await specification?.check?.()
    if (specification === undefined || plan === undefined || found === null) return
    const version = await versionOf(specification, plan, worldsMaxDefault)
    this.show(spec, { version })
    await this.shelf.put(spec, { version, at: Date.now(), elapsed, campaigns, further, report: found })
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
    this.mode(spec).send({ type: 'start' })
    const progress = new Progress(specification, plan, this.now())
    this.current = progress
    this.show(spec, { ...progress.view(this.now()), error: null, keptAt: null })
    const tasks = plan.campaigns.map(({ id }) => ({ spec, campaign: id, worldsMax }))
    this.pool.start(tasks, this.listener(progress, worldsMax === worldsMaxDefault))
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
    this.mode(spec).send({ type: 'stop' })
    this.show(spec, progress.view(this.now()))
    await ended
    this.mode(spec).send({ type: 'acknowledge' })
  }

  private listener(progress: Progress, isUsual: boolean): BatchListener<CheckTask, CampaignProgress, CampaignResult> {
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
        this.mode(spec).send({ type: 'finish' })
        show()
        // Of other bounds than the usual ones nobody asks again.
        if (isUsual) this.keep(spec).catch(() => undefined)
      },
      failed: (error) => {
        this.current = null
        progress.stopped()
        this.mode(spec).send({ type: 'fail' })
        this.show(spec, { ...progress.view(this.now()), error })
      },
    }
  }

  private show(spec: string, change: Partial<CheckFacts>): void {
    this.store.setState(({ views }) => ({
      views: { ...views, [spec]: { ...(views[spec] ?? nothingYet(spec)), ...change } },
    }))
  }
}

/** The checks of the page. */
export const createChecks = (): Checks => new Checks(undefined, undefined, browserChecks())
