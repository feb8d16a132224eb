import { sweep } from '#analysis/sweep.ts'
import { SweepPacker, type SweepChunk } from '#analysis/sweepTable.ts'
import type { Scenario } from '#kernel/model.ts'
import { loadSpecification } from '#machines/registry.ts'
import { specificationFor } from '../lab/derived.ts'
import type { Work } from './jobs.ts'

/** Which ticks of which step of a scenario are to be tried. */
export interface SweepJob {
  readonly scenario: Scenario
  readonly step: number
  readonly from: number
  readonly to: number
}

export interface SweepTask extends SweepJob {
  /** Whether a quick look comes first. */
  readonly preview: boolean
}

/** A few points. `every`: of a quick look, which has no more than every n-th tick; null where it is none. */
export interface SweepProgress {
  readonly every: number | null
  readonly chunk: SweepChunk
}

/** About so many ticks are tried for a preview; a sweep of less than twice as many needs none. */
const previewTicks = 96

/** Tries the ticks, and hands out what was found slice by slice. */
export const sweepWork: Work<SweepTask, SweepProgress, null> = async function* (
  { scenario, step, from, to, preview },
  isDue,
) {
  await loadSpecification(scenario.spec)
  const { model } = specificationFor(scenario)
  function* chunks(every: number): Generator<SweepChunk> {
    const packer = new SweepPacker()
    for (const point of sweep(model, scenario, { step, from, to, every })) {
      packer.add(point)
      if (isDue()) yield packer.take()
    }
    const rest = packer.take()
    if (rest.count > 0) yield rest
  }
  const every = Math.ceil((to - from + 1) / previewTicks)
  if (preview && every > 1) for (const chunk of chunks(every)) yield { every, chunk }
  for (const chunk of chunks(1)) yield { every: null, chunk }
  return null
}
