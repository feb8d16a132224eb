import type { NamedRecording } from '#formats/recordingFile.ts'
import type { Judgement } from '../workers/judgeServer.ts'
import { specificationOfRecording } from './deviations.ts'

/** What the recording says about a clause. */
export interface ClauseRow {
  readonly id: string
  readonly says: string
  /** Places in the file: "4", "8–12", "7, 10". */
  readonly at: string
  readonly isContradicted: boolean
}

const shownMax = 4

/** "7–14", "10, 12", "3, 5, 9 and 12 more". @param places ascending. */
export function rangesText(places: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const place of places) {
    const last = ranges.at(-1)
    if (last !== undefined && place <= last[1] + 1) last[1] = place
    else ranges.push([place, place])
  }
  const shown = ranges.slice(0, shownMax).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
  const left = ranges.length - shown.length
  return left === 0 ? shown.join(', ') : `${shown.join(', ')} and ${left} more`
}

/** Clauses that the recording touches, those that it goes against first; and how many it does not touch. */
export function clauseRows(
  read: NamedRecording,
  judgement: Judgement,
): { readonly rows: readonly ClauseRow[]; readonly untouched: number } {
  const { document } = specificationOfRecording(read)
  const { places } = read.opened
  const at = (lines: readonly number[]): string =>
    rangesText([...new Set(lines.flatMap((line) => places[line] ?? []))].sort((a, b) => a - b))
  const rows = judgement.clauses.map(({ clause, seen, against }) => ({
    id: clause,
    says: document.clauses[clause]?.says ?? '',
    at: at(against.length > 0 ? against : seen),
    isContradicted: against.length > 0,
  }))
  return {
    rows: rows.sort((a, b) => Number(b.isContradicted) - Number(a.isContradicted)),
    untouched: Object.keys(document.clauses).length - rows.length,
  }
}
