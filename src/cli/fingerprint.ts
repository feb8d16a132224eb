import { createHash } from 'node:crypto'
import { modelText } from '#analysis/modelText.ts'
import type { Plans } from '#analysis/shards.ts'
import type { Specification } from '#machines/specification.ts'

/** What tells one version of specifications, plans and machines from another: equal wherever the same source runs. */
export function fingerprint(chosen: readonly Specification[], plans: Plans): string {
  const text = modelText(chosen.map((specification) => [specification, plans.get(specification.document.id)]))
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
