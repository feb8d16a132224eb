import type { Model } from '#kernel/model.ts'
import type { Observed } from '#kernel/observed.ts'
import type { Document } from '#specs/document.ts'
import type { Alternative } from './alternatives.ts'
import { explainRecording, type Explained, type Searching, type SearchBounds } from './explained.ts'
import type { Deviation } from './report.ts'

const deviationsMax = 5
const allowedMax = 8
const clausesMax = 8

/** What could have come, the likeliest first: what is of the same kind and of the same call. */
function nearest(found: Deviation['found'], alternatives: readonly Alternative[]): readonly Alternative[] {
  const closeness = ({ sight: { kind, op } }: Alternative): number =>
    (kind === found.kind ? 2 : 0) + (op === (found.op ?? null) ? 1 : 0)
  return alternatives.toSorted((a, b) => closeness(b) - closeness(a))
}

/** Clauses that are cited where something else comes about; those that must be kept first. */
function clausesOf(document: Document, alternatives: readonly Alternative[]): string[] {
  const all = [...new Set(alternatives.flatMap(({ clauses }) => clauses))]
  const isMust = (id: string): boolean => document.clauses[id]?.force.startsWith('MUST') === true
  return [...all.filter(isMust), ...all.filter((id) => !isMust(id))].slice(0, clausesMax)
}

function deviationAt(
  document: Document,
  { lines }: Observed,
  placeOf: (index: number) => number | null,
  { explained, alternatives }: Explained,
): Deviation | null {
  const found = lines[explained]
  if (found === undefined) return null
  const all = nearest(found, alternatives)
  const sameKind = all.filter(({ sight }) => sight.kind === found.kind)
  const seen = new Map(
    all.map(({ sight: { kind, op, code } }) => [`${kind} ${op} ${code}`, { kind, op, code }] as const),
  )
  return {
    index: explained,
    place: placeOf(explained),
    found,
    allowed: [...seen.values()].slice(0, allowedMax),
    clauses: clausesOf(document, sameKind.length > 0 ? sameKind : all),
  }
}

/** What is explained of the rest, each line that cannot be had passed over. */
export function* deviationsOf(
  document: Document,
  model: Model,
  observed: Observed,
  placeOf: (index: number) => number | null,
  bounds: SearchBounds,
  explained: Explained,
): Searching<{ readonly deviations: readonly Deviation[]; readonly isRestExplained: boolean }> {
  const deviations: Deviation[] = []
  let last = explained
  while (last.verdict === 'notAllowed' && deviations.length < deviationsMax) {
    const deviation = deviationAt(document, observed, placeOf, last)
    if (deviation === null || deviations.some(({ index }) => index === deviation.index)) break
    deviations.push(deviation)
    const relaxed = new Set(deviations.map(({ index }) => index))
    const worldsMax = Math.floor(bounds.worldsMax / 4)
    last = yield* explainRecording(model, observed, { ...bounds, worldsMax }, { relaxed, isQuick: true })
  }
  return { deviations, isRestExplained: last.verdict === 'allowed' }
}
