import { gridOf, knobTrials, mapRows, type KnobTrial, type MapGrid, type MapRow } from '#analysis/map.ts'
import type { Scenario } from '#kernel/model.ts'
import { specificationFor } from '../lab/derived.ts'

/** Which map is wanted: the step that is moved, the knob that is turned, and how many values of it. */
export interface MapJob {
  readonly scenario: Scenario
  readonly step: number
  readonly knob: string
  readonly rows: number
}

/** What the page asks of the worker. A newer job ends the older. */
export type MapRequest =
  | { readonly type: 'start'; readonly id: number; readonly job: MapJob }
  | { readonly type: 'stop'; readonly id: number }

/** What the worker answers. `done` and `failed` are a job's last word. */
export type MapReply =
  | { readonly type: 'grid'; readonly id: number; readonly grid: MapGrid }
  | { readonly type: 'row'; readonly id: number; readonly row: MapRow }
  | { readonly type: 'trial'; readonly id: number; readonly trial: KnobTrial }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly error: string }

export interface MapSurroundings {
  readonly post: (reply: MapReply) => void
  /** Lets messages in that have arrived meanwhile. */
  readonly pause: () => Promise<void>
}

/** Computes maps, in a worker or beside everything else: the rows first, then which knobs make no difference. */
export function serveMaps({ post, pause }: MapSurroundings): (request: MapRequest) => void {
  let wanted: number | null = null

  const work = async (id: number, { scenario, step, knob, rows }: MapJob): Promise<void> => {
    await pause()
    if (wanted !== id) return
    const { model } = specificationFor(scenario)
    const grid = gridOf(model, scenario, step, knob, rows)
    post({ type: 'grid', id, grid })
    for (const row of mapRows(model, scenario, step, grid)) {
      post({ type: 'row', id, row })
      await pause()
      if (wanted !== id) return
    }
    for (const trial of knobTrials(model, scenario, step, grid)) {
      post({ type: 'trial', id, trial })
      await pause()
      if (wanted !== id) return
    }
    wanted = null
    post({ type: 'done', id })
  }

  return (request) => {
    if (request.type === 'stop') {
      if (request.id === wanted) wanted = null
      return
    }
    const { id, job } = request
    wanted = id
    work(id, job).catch((error: unknown) => {
      if (wanted === id) wanted = null
      post({ type: 'failed', id, error: error instanceof Error ? error.message : String(error) })
    })
  }
}
