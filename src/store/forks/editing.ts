import { sameFork, withoutFork } from '../lab/forks.ts'
import type { Fork, ForksChange, LabState, LabStore } from '../lab/state.ts'

type Forks = readonly Fork[]
type Kept = Pick<LabState, 'forks' | 'branch'>

const byId = (forks: Forks): ReadonlyMap<string, Fork> => new Map(forks.map((fork) => [fork.id, fork]))

/** A run as it is now, with what differs between two moments; what was done to it since stays. */
function turnedFork(now: Fork, from: Fork, to: Fork): Fork {
  if (from === to) return now
  const name = now.name === from.name ? to.name : now.name
  const byHand = now.byHand === from.byHand ? to.byHand : now.byHand
  return { ...now, name, byHand, parent: now.parent === from.parent ? to.parent : now.parent }
}

/** Where a run that comes back belongs: behind the one that it stood behind, as far as that is here. */
function placeIn(forks: Forks, id: string, order: Forks): number {
  const earlier = order.slice(
    0,
    order.findIndex((fork) => fork.id === id),
  )
  const last = earlier.findLast((fork) => forks.some((other) => other.id === fork.id))
  return last === undefined ? 0 : forks.findIndex((fork) => fork.id === last.id) + 1
}

/** What leads from one moment to another, for whatever is kept by then. */
function turning(from: Kept, to: Kept): (now: LabState) => Kept {
  const [was, is] = [byId(from.forks), byId(to.forks)]
  return (now) => {
    let forks: Forks = now.forks.flatMap((fork) => {
      const [before, after] = [was.get(fork.id), is.get(fork.id)]
      if (before === undefined) return [fork]
      return after === undefined ? [] : [turnedFork(fork, before, after)]
    })
    /** Under which number a run comes back, where its own was given away meanwhile. */
    const ids = new Map<string, string>()
    for (const fork of to.forks) {
      if (was.has(fork.id) || sameFork(forks, fork.scenario) !== undefined) continue
      const isTaken = forks.some(({ id }) => id === fork.id)
      const id = isTaken ? `f${Math.max(...forks.map((each) => Number(each.id.slice(1)))) + 1}` : fork.id
      ids.set(fork.id, id)
      forks = forks.toSpliced(placeIn(forks, fork.id, to.forks), 0, { ...fork, id })
    }
    const known = (id: string | null): string | null => (id === null ? null : (ids.get(id) ?? id))
    const branch = now.branch === from.branch ? known(to.branch) : now.branch
    return {
      forks: forks.map((fork) => (is.has(fork.id) ? { ...fork, parent: known(fork.parent) } : fork)),
      branch: forks.some(({ id }) => id === branch) ? branch : null,
    }
  }
}

function edit(lab: LabStore, change: (kept: Kept) => Kept): void {
  const { forks, branch } = lab.getState()
  const [from, to] = [{ forks, branch }, change({ forks, branch })]
  const both: ForksChange = { before: turning(to, from), after: turning(from, to) }
  lab.actions.editForks(both)
}

/** Keeps a run no longer; those that came from it come from where it came from. */
export const removeFork = (lab: LabStore, id: string): void =>
  edit(lab, ({ forks, branch }) => ({ forks: withoutFork(forks, id), branch: branch === id ? null : branch }))

/** Who names a run keeps it by hand. */
export const renameFork = (lab: LabStore, id: string, name: string): void =>
  edit(lab, ({ forks, branch }) => ({
    forks: forks.map((fork) => (fork.id === id ? { ...fork, name, byHand: true } : fork)),
    branch,
  }))
