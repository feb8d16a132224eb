import { createHash } from 'node:crypto'
import type { Plans } from '#analysis/shards.ts'
import type { Specification } from '#machines/specification.ts'

/** A function as its source, a machine as what it was made of: two versions of a model that behave differently differ in one of them. */
function plain(_: string, value: unknown): unknown {
  // What an action of XState's does is told by its properties.
  if (typeof value === 'function') return [String(value), Object.entries(value)]
  if (typeof value === 'object' && value !== null && 'config' in value && 'implementations' in value)
    return [value.config, value.implementations]
  return value
}

/** What tells one version of specifications, plans and machines from another: equal wherever the same source runs. */
export function fingerprint(chosen: readonly Specification[], plans: Plans): string {
  const parts = chosen.map(({ document, model }) => [document, model, plans.get(document.id)])
  return createHash('sha256').update(JSON.stringify(parts, plain)).digest('hex').slice(0, 16)
}
