import { byObject } from '#base/memo.ts'
import { tickOf } from '#analysis/diff.ts'
import { pairOf } from '../compare/pair.ts'
import type { Fork } from '../lab/lab.ts'

/** A kept run with those that came from it. */
export interface Branch {
  readonly fork: Fork
  /** Where it leaves the run that it came from; null where it came from none. */
  readonly leaves: { readonly tick: number | null; readonly words: string } | null
  readonly branches: readonly Branch[]
}

/** Of two runs one stands above the other here. */
const ownWords = (words: string | undefined): string | undefined =>
  words?.replaceAll('on the left', 'above').replaceAll('on the right', 'here')

const between = byObject((fork: Fork) =>
  byObject((parent: Fork): Branch['leaves'] => {
    const pair = pairOf(parent.scenario, fork.scenario)
    if (pair === null) return null
    const parts = pair.matches.filter(({ kind }) => kind !== 'same').map(tickOf)
    const words = ownWords(pair.first?.words) ?? 'Only the ticks of what was commanded differ.'
    return { tick: parts.length === 0 ? null : Math.min(...parts), words }
  }),
)

function branchesOf(forks: readonly Fork[], parent: Fork | null): readonly Branch[] {
  return forks
    .filter((fork) => fork.parent === (parent?.id ?? null))
    .map((fork) => ({
      fork,
      leaves: parent === null ? null : between(fork)(parent),
      branches: branchesOf(forks, fork),
    }))
}

/** Kept runs as a tree; those of one specification stand together. */
export const treeOf = byObject((forks: readonly Fork[]): readonly Branch[] => {
  const ids = new Set(forks.map(({ id }) => id))
  // What came from a run that is not kept any more begins a tree of its own.
  const known = forks.map((fork) => (fork.parent === null || ids.has(fork.parent) ? fork : { ...fork, parent: null }))
  return branchesOf(known, null)
})
