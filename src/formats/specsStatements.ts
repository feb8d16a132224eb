import { loadedSpecifications } from '#machines/registry.ts'
import { beliefIn, type CheckPlan } from '#machines/specification.ts'
import { describedSpecs } from './specs.ts'

/** What a file of `specs --json` says that it is. */
export const specsFormat = 'aftercancel/specs@1'

/** The verdict that the check of this version comes to, which a test holds it to; null where nobody has written it down. */
function verdictOf({ expected }: CheckPlan, id: string): string | null {
  if (expected === undefined) return null
  if (Object.hasOwn(expected.findings, id)) return 'finding'
  return expected.seen.includes(id) ? 'seen' : 'holds'
}

const statements = (plan: CheckPlan): Record<string, unknown> =>
  Object.fromEntries(
    plan.properties.map((property) => {
      const { id, kind, says, clauses, permitted } = property
      const verdict = verdictOf(plan, id)
      const more = {
        ...(permitted === undefined ? {} : { permitted }),
        ...(beliefIn(property) === null ? {} : { belief: true }),
        ...(verdict === null ? {} : { verdict }),
      }
      return [id, { kind, says, clauses, ...more }]
    }),
  )

/** The same with the statements of the check and their verdicts: two versions of it can be compared. */
export async function describedWithStatements(): Promise<Record<string, Record<string, unknown>>> {
  const all = describedSpecs()
  for (const { document, check } of loadedSpecifications()) {
    const plan = await check?.()
    if (plan !== undefined) all[document.id] = { ...all[document.id], statements: statements(plan) }
  }
  return all
}
