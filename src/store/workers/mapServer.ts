import { gridOf, knobTrials, mapRows, type KnobTrial, type MapGrid, type MapRow } from '#analysis/map.ts'
import type { Scenario } from '#kernel/model.ts'
import { loadSpecification } from '#machines/registry.ts'
import { specificationFor } from '../lab/derived.ts'
import type { Work } from './jobs.ts'

/** Which map is wanted: the step that is moved, the knob that is turned, and how many values of it. */
export interface MapJob {
  readonly scenario: Scenario
  readonly step: number
  readonly knob: string
  readonly rows: number
}

/** What is told of a map on the way. */
export type MapProgress =
  | { readonly type: 'grid'; readonly grid: MapGrid }
  | { readonly type: 'row'; readonly row: MapRow }
  | { readonly type: 'trial'; readonly trial: KnobTrial }

/** Computes a map: the rows first, then which knobs make no difference. */
export const mapWork: Work<MapJob, MapProgress, null> = async function* ({ scenario, step, knob, rows }) {
  await loadSpecification(scenario.spec)
  const { model } = specificationFor(scenario)
  const grid = gridOf(model, scenario, step, knob, rows)
  yield { type: 'grid', grid }
  for (const row of mapRows(model, scenario, step, grid)) yield { type: 'row', row }
  for (const trial of knobTrials(model, scenario, step, grid)) yield { type: 'trial', trial }
  return null
}
