import { stableJson } from '#base/json.ts'
import type { Sight } from './sight.ts'

/** Something that could have come where the recording goes on otherwise. */
export interface Alternative {
  readonly sight: Sight
  /** Clauses that are cited where it comes about. */
  readonly clauses: readonly string[]
}

const alternativesMax = 50
/** Ways to one of them of which the clauses are kept. */
const waysMax = 10

/** What could have come at the place up to which a recording is explained. */
export class Alternatives {
  /** The most lines that were explained. */
  explained = 0
  private readonly found = new Map<string, { readonly sight: Sight; readonly clauses: Set<string>; ways: number }>()

  /** So many lines are explained. */
  reach(position: number): void {
    if (position <= this.explained) return
    this.explained = position
    this.found.clear()
  }

  /** `clauses`: those that were cited since the last line. */
  add(position: number, sight: Sight, clauses: () => readonly string[]): void {
    this.reach(position)
    if (position < this.explained) return
    const { kind, op, code, operation, out, n } = sight
    const key = `${kind} ${op} ${code} ${operation} ${n} ${out === undefined ? '' : stableJson(out)}`
    const known = this.found.get(key)
    if (known === undefined && this.found.size >= alternativesMax) return
    const alternative = known ?? { sight, clauses: new Set(), ways: 0 }
    this.found.set(key, alternative)
    if (alternative.ways++ >= waysMax) return
    for (const id of clauses()) alternative.clauses.add(id)
  }

  list(): Alternative[] {
    return [...this.found.values()].map(({ sight, clauses }) => ({ sight, clauses: [...clauses] }))
  }
}
