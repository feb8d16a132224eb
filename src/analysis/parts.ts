import type { Campaign } from '#machines/specification.ts'
import { ensure } from '#base/assert.ts'
import { shortest, type CampaignResult, type Discovery } from './check.ts'
import type { Part } from './explore.ts'

/** Campaigns that are divided by the values of some of their choices: one part for each combination, each explored on its own. */

/** The parts of a campaign; null is the whole of one that is not divided. Every machine divides it alike. */
export function partsOf({ id, dividedBy = [], varied }: Campaign): readonly (Part | null)[] {
  if (dividedBy.length === 0) return [null]
  return dividedBy.reduce<readonly Part[]>(
    (parts, name) => {
      const all = ensure(varied[name], `${id} varies ${name}, by which it is divided`)
      return parts.flatMap(({ values, first }) =>
        all.map((value, i): Part => ({
          values: { ...values, [name]: value },
          first: i === 0 ? new Set([...first, name]) : first,
        })),
      )
    },
    [{ values: {}, first: new Set() }],
  )
}

/** What came of one part of a campaign, of those that `partsOf` gives, from 0. */
export interface PartResult extends CampaignResult {
  readonly part: number
}

const keysOf = (records: readonly Readonly<Record<string, unknown>>[]): string[] => [
  ...new Set(records.flatMap((record) => Object.keys(record))),
]

/** The best discovery for each name. */
function best(records: readonly Readonly<Record<string, Discovery>>[]): Record<string, Discovery> {
  const all: Record<string, Discovery> = {}
  for (const key of keysOf(records)) {
    const found = shortest(records.map((record) => record[key]))
    if (found !== null) all[key] = found
  }
  return all
}

/**
 * The result of a campaign from those of all its parts, in their order. Its counts are those of the whole campaign explored at
 * once; of what several parts found it has the nearest, and of equally near ones that of the first part.
 */
export function whole(parts: readonly PartResult[]): CampaignResult {
  const [first] = parts
  const { spec, campaign } = ensure(first, 'a campaign has a part')
  const sum = (count: (part: PartResult) => number): number => parts.reduce((total, part) => total + count(part), 0)
  const applies = keysOf(parts.map((part) => part.applies))
  return {
    spec,
    campaign,
    worlds: sum(({ worlds }) => worlds),
    transitions: sum(({ transitions }) => transitions),
    settings: sum(({ settings }) => settings),
    complete: parts.every(({ complete }) => complete),
    found: best(parts.map(({ found }) => found)),
    applies: Object.fromEntries(applies.map((id) => [id, sum((part) => part.applies[id] ?? 0)])),
    codes: best(parts.map(({ codes }) => codes)),
    clauses: [...new Set(parts.flatMap(({ clauses }) => clauses))].sort(),
  }
}
