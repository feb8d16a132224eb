import type { CheckPlan, Specification } from '#machines/specification.ts'

/** A function as its source, a machine as what it was made of: two versions of a model that behave differently differ in one of them. */
function plain(_: string, value: unknown): unknown {
  // What an action of XState's does is told by its properties.
  if (typeof value === 'function') return [String(value), Object.entries(value)]
  if (typeof value === 'object' && value !== null && 'config' in value && 'implementations' in value)
    return [value.config, value.implementations]
  return value
}

/** All that a check of these specifications depends on, as a text: equal wherever the same source runs. */
export function modelText(chosen: readonly (readonly [Specification, CheckPlan | undefined])[]): string {
  return JSON.stringify(
    chosen.map(([{ document, model }, plan]) => [document, model, plan]),
    plain,
  )
}
