import { createStore, type StoreApi } from 'zustand/vanilla'
import { err, ok, type Result } from '#base/result.ts'
import { describedWithStatements } from '#formats/specsStatements.ts'
import { diffSpecs, type ChangedMember, type VersionChange, type VersionDiff } from '#formats/specsDiff.ts'
import { checkSpecs, parseSpecs } from '#formats/specsFile.ts'
import { loadAllSpecs } from '../lab/derived.ts'

export type { ChangedMember, VersionChange, VersionDiff }

interface VersionsState {
  /** What has changed since the version that was opened last; null: none is open. */
  readonly found: VersionDiff | null
}

export interface Versions {
  readonly store: StoreApi<VersionsState>
  /** Compares a saved `specs --json` with this version. */
  readonly take: (text: string) => Promise<Result<string>>
  readonly close: () => void
}

/** The difference between an earlier version of the specifications and this one. */
export function createVersions(): Versions {
  const store = createStore<VersionsState>()(() => ({ found: null }))
  return {
    store,
    async take(text) {
      const before = parseSpecs(text)
      if (!before.ok) return before
      await loadAllSpecs()
      const now = checkSpecs(JSON.parse(JSON.stringify({ specs: await describedWithStatements() })))
      if (!now.ok) return err(now.error)
      const found = diffSpecs(before.value, now.value)
      store.setState({ found })
      const { length } = found.changes
      return ok(length === 0 ? 'nothing has changed since' : `${length} ${length === 1 ? 'change' : 'changes'} since`)
    },
    close: () => store.setState({ found: null }),
  }
}

/** What is compared, in the plural. */
export const partTitles: Readonly<Record<VersionChange['part'], string>> = {
  specification: 'Specifications',
  clause: 'Clauses',
  question: 'Open questions',
  knob: 'Settings',
  command: 'Commands',
  code: 'Return codes',
  statement: 'Statements and their verdicts',
}

export interface ChangesOfPart {
  readonly part: VersionChange['part']
  readonly changes: readonly VersionChange[]
}

/** The changes of one specification, part by part; parts without a change are left out. */
export function byPart(diff: VersionDiff, spec: string): readonly ChangesOfPart[] {
  return (Object.keys(partTitles) as (keyof typeof partTitles)[]).flatMap((part) => {
    const changes = diff.changes.filter((change) => change.spec === spec && change.part === part)
    return changes.length === 0 ? [] : [{ part, changes }]
  })
}
