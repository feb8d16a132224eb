import { describe, expect, it, vi } from 'vitest'
import type { CampaignProgress, CampaignResult } from '#analysis/check.ts'
import { ensure } from '#base/assert.ts'
import { specificationOf } from '#machines/index.ts'
import type { CheckTask } from '../workers/checkServer.ts'
import { JobPool, type BatchListener } from '../workers/pool.ts'
import { Checks } from './checks.ts'
import { versionOf, type CheckShelf, type KeptCheck } from './keptChecks.ts'
import { scopeOf } from './verify.ts'

const spec = 'lro'
const specification = ensure(specificationOf(spec), 'it is there')
const plan = await ensure(specification.check, 'it can be checked')()

/** A pool that has the answer at once. */
class QuickPool extends JobPool<CheckTask, CampaignProgress, CampaignResult> {
  constructor() {
    super(() => {
      throw new Error('nobody works')
    }, 1)
  }
  override start(
    tasks: readonly CheckTask[],
    listener: BatchListener<CheckTask, CampaignProgress, CampaignResult>,
  ): void {
    for (const task of tasks)
      listener.result(task, {
        spec,
        campaign: task.campaign,
        worlds: 7,
        transitions: 9,
        settings: 1,
        complete: true,
        found: {},
        applies: {},
        codes: {},
        clauses: [],
      })
    listener.done()
  }
  override cancel(): Promise<void> {
    return Promise.resolve()
  }
}

class MemoryShelf implements CheckShelf {
  readonly kept = new Map<string, KeptCheck>()
  read(id: string): Promise<KeptCheck | undefined> {
    return Promise.resolve(structuredClone(this.kept.get(id)))
  }
  put(id: string, kept: KeptCheck): Promise<void> {
    this.kept.set(id, structuredClone(kept))
    return Promise.resolve()
  }
}
const checksOn = (shelf: CheckShelf): Checks => new Checks(new QuickPool(), () => 0, shelf)

describe('what a check came to', () => {
  it('is there in the next page, for the same version of the model, and says when it was found', async () => {
    const shelf = new MemoryShelf()
    await checksOn(shelf).start(spec)
    await vi.waitUntil(() => shelf.kept.size === 1, { timeout: 60_000 })
    const next = checksOn(shelf)
    await next.prepare(spec)
    const view = next.view(spec)
    expect(view).toMatchObject({ mode: 'done', report: { complete: true, worlds: 7 * plan.campaigns.length } })
    expect(view.keptAt).not.toBeNull()
    expect(scopeOf(view)).toMatch(
      /^every order within the bounds was tried, \d+ states; .* campaigns? run.*; found at \d{4}-/,
    )
    // It can be run again.
    await next.start(spec)
    expect(next.view(spec)).toMatchObject({ mode: 'done', keptAt: null })
  })

  it('says nothing of another version, nor of other bounds', async () => {
    const shelf = new MemoryShelf()
    await checksOn(shelf).start(spec)
    await vi.waitUntil(() => shelf.kept.size === 1, { timeout: 60_000 })
    const kept = ensure(shelf.kept.get(spec), 'it is kept')
    shelf.kept.set(spec, { ...kept, version: 'other' })
    const next = checksOn(shelf)
    await next.prepare(spec)
    expect(next.view(spec)).toMatchObject({ mode: 'idle', keptAt: null, version: kept.version })
    expect(scopeOf(next.view(spec))).toBeNull()

    await checksOn(shelf).start(spec, { worldsMax: 10 })
    expect(shelf.kept.get(spec)?.version).toBe('other')
  })

  it('has a version that changes with the model, the statements and the bounds', async () => {
    const version = await versionOf(specification, plan, 100)
    expect(await versionOf(specification, plan, 100)).toBe(version)
    expect(await versionOf(specification, plan, 101)).not.toBe(version)
    expect(await versionOf(specification, { ...plan, campaigns: plan.campaigns.slice(1) }, 100)).not.toBe(version)
    expect(await versionOf(specification, { ...plan, properties: plan.properties.slice(1) }, 100)).not.toBe(version)
  })
})
