import { sweep } from '#analysis/sweep.ts'
import { byObject, byValue } from '#base/memo.ts'
import { cancelCommand } from '#kernel/call.ts'
import type { Scenario } from '#kernel/model.ts'
import { askedStep } from '#kernel/steps.ts'
import type { Coded } from '#kernel/trace.ts'
import { ribbonOf } from '#layout/ribbon/rows.ts'
import type { RibbonData } from '#layout/ribbon/types.ts'
import { tickOf, type TimeScale } from '#layout/scale.ts'
import { shortSymbol } from '#layout/timeline/symbols.ts'
import { commandOf, specificationFor } from '../lab/derived.ts'
import { movedStep, type SweepView } from './sweeps.ts'

/** The ribbon for the page: what the sweeps found as rows, and what the run in the lab says for each row. */

export { placeRibbon } from '#layout/ribbon/geometry.ts'
export { timeScale } from '#layout/scale.ts'
export { wordsOf } from '#layout/ribbon/words.ts'
export { bandName, gutterOf, sayTick, tableOf } from '#layout/ribbon/telling.ts'

/** The tick that has this pixel. */
export const tickAt = (scale: TimeScale, x: number): number => Math.floor(tickOf(scale, x))

const ribbons = byObject(({ job, table, end, preview }: SweepView) => {
  const { model } = specificationFor(job.scenario)
  const cancel = model.commands[cancelCommand]
  const isCall = cancel?.isCall?.(job.scenario.steps[job.step]?.args ?? {}) ?? cancel?.kind === 'call'
  return byValue((to: number): RibbonData => {
    const last = Math.min(to, Math.max(end, preview?.end ?? 0) - 1)
    return ribbonOf({ model, isCall, exact: table, exactTo: end, preview, from: job.from, to: last })
  })
})

/** The rows of a view up to a tick (or as far as it goes). */
export const ribbonFor = (view: SweepView, to: number): RibbonData => ribbons(view)(to)

/** What the ribbon moves, in words: the cancel, or the command that is asked about. */
export function subjectOf(scenario: Scenario): string {
  const step = scenario.steps[askedStep(scenario)]
  return step === undefined || step.do === cancelCommand ? 'the cancel' : `“${commandOf(scenario.spec, step.do).title}”`
}

/** The tick of the step that the ribbon moves; null in a scenario without a cancel. */
export function flagTick(scenario: Scenario): number | null {
  const { step } = movedStep(scenario)
  return scenario.steps[step]?.at ?? null
}

/** A symbol, and its beginnings for where there is no room: never its number, which stands for the same in another language. */
function shorter(symbol: string): string[] {
  const words = symbol.split('_')
  const heads = words.slice(1).map((_, i) => `${words.slice(0, -1 - i).join('_')}…`)
  return [symbol, ...heads, `${symbol.slice(0, 5)}…`]
}

/** What the run says for each row of the ribbon, longest wording first; rows as in the ribbon's data. */
export const valuesAtFlag = byObject((scenario: Scenario): ReadonlyMap<string, readonly string[]> => {
  const { model } = specificationFor(scenario)
  const family = Object.keys(model.codes)
  const code = (coded: Coded | null, none: string): string[] =>
    coded === null ? [none] : shorter(shortSymbol(coded.code, family))
  const values = new Map<string, readonly string[]>()
  const at = flagTick(scenario)
  if (at !== null)
    for (const { outcome, settles, holds } of sweep(model, scenario, {
      step: movedStep(scenario).step,
      from: at,
      to: at,
    })) {
      values.set('cancel', code(outcome.cancel, '–'))
      values.set('late', [String(outcome.lateResults)])
      values.set('spent', [String(outcome.spentForNobody)])
      for (const name of Object.keys(model.resources)) values.set(`held ${name}`, ['–'])
      for (const { name, ticks } of holds)
        values.set(`held ${name}`, ticks === null ? ['for ever', '∞'] : [String(ticks)])
      settles.forEach((settle, i) => values.set(`settle ${i + 1}`, code(settle, 'never')))
    }
  return values
})
