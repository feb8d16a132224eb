import { bandsOf, storyOf, sweep, sweepEnd } from '#analysis/sweep.ts'
import { scenarioFile } from '#formats/scenario.ts'
import { packLink } from '#formats/share.ts'
import type { Model, Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { askedCancel, cancelLines, moveStep } from '#kernel/steps.ts'
import type { Outcome } from '#kernel/trace.ts'

/** A tick at which a cancel can come, and what the model says of it. */
export interface Expected {
  readonly tick: number
  readonly outcome: Outcome
  /** What the service answers to the cancel; null where none reaches it. */
  readonly cancel: string | null
  readonly scenario: Scenario
}

/** The scenario with its cancel at another tick, run. */
export function expectedAt(
  model: Model,
  scenario: Scenario,
  tick: number,
): Expected & { readonly isRefusedByClient: boolean } {
  const moved = moveStep(model, scenario, askedCancel(scenario), tick)
  const trace = run(model, moved)
  const lines = cancelLines(trace)
  const isRefusedByClient = lines?.back?.http === null && lines.back.t === tick
  return {
    tick,
    outcome: trace.outcome,
    cancel: isRefusedByClient ? null : (trace.outcome.cancel?.code ?? null),
    scenario: moved,
    isRefusedByClient,
  }
}

/**
 * The moments at which a cancel is worth trying: the first and the last tick of each band of the ribbon, from when the client knows
 * what it could cancel. @throws Error where the scenario has no cancel
 */
export function momentsOf(model: Model, scenario: Scenario): Expected[] {
  const step = askedCancel(scenario)
  if (step < 0) throw new Error('steps: expected a cancel, which is what is moved')
  const points = sweep(model, scenario, { step, from: 0, to: sweepEnd(model, scenario, step) })
  const ticks = bandsOf(points, storyOf).flatMap(({ from, to }) => (from === to ? [from] : [from, to]))
  return ticks.map((tick) => expectedAt(model, scenario, tick)).filter(({ isRefusedByClient }) => !isRefusedByClient)
}

/** A link to a run in the page, which is at this address. */
export async function linkTo(page: string, model: Model, { scenario, tick }: Expected): Promise<string> {
  const view = {
    format: 'aftercancel/view@1',
    scenario: scenarioFile(model, scenario),
    screen: 'explore',
    playhead: tick,
  }
  return `${page.replace(/#.*$/s, '')}#${await packLink(view)}`
}
