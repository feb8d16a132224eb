import { stableJson } from '#base/json.ts'
import { byObject } from '#base/memo.ts'
import { forksFile } from '#formats/forksFile.ts'
import type { Scenario } from '#kernel/model.ts'
import { cancelAtOf, specificationFor } from './derived.ts'
import type { Change, Fork } from './state.ts'

/** So many runs that nobody has kept by hand stay; of more the oldest go. */
const unnamedMax = 40

const contentOf = byObject(({ spec, knobs, steps }: Scenario): string => stableJson([spec, knobs, steps]))

/** What a run is called until somebody names it. */
export function nameOf(scenario: Scenario): string {
  const at = cancelAtOf(scenario)
  const title = scenario.title === '' ? 'A run' : scenario.title
  return at === null ? title : `${title}, cancel at ${at}`
}

/** The kept run that is the same as this one. */
export const sameFork = (forks: readonly Fork[], scenario: Scenario): Fork | undefined =>
  forks.find((fork) => contentOf(fork.scenario) === contentOf(scenario))

function freeId(forks: readonly Fork[]): string {
  const numbers = forks.map(({ id }) => Number(id.slice(1)))
  return `f${Math.max(0, ...numbers) + 1}`
}

/** Without a run; those that came from it come from where it came from. */
export function withoutFork(forks: readonly Fork[], id: string): readonly Fork[] {
  const gone = forks.find((fork) => fork.id === id)
  return forks.flatMap((fork) =>
    fork.id === id ? [] : [fork.parent === id ? { ...fork, parent: gone?.parent ?? null } : fork],
  )
}

/** With a run, unless the same is kept already. @param name null: nobody has kept it by hand. */
export function withFork(
  forks: readonly Fork[],
  scenario: Scenario,
  parent: string | null,
  name: string | null,
): readonly Fork[] {
  const same = sameFork(forks, scenario)
  if (same !== undefined)
    return name === null ? forks : forks.map((fork) => (fork === same ? { ...fork, name, byHand: true } : fork))
  const from = forks.find(({ id }) => id === parent)
  const all = [
    ...forks,
    {
      id: freeId(forks),
      name: name ?? nameOf(scenario),
      byHand: name !== null,
      parent: from?.scenario.spec === scenario.spec ? parent : null,
      scenario,
    },
  ]
  const unnamed = all.filter(({ byHand }) => !byHand)
  const old = unnamed.slice(0, Math.max(0, unnamed.length - unnamedMax))
  return old.reduce<readonly Fork[]>((rest, { id }) => withoutFork(rest, id), all)
}

/** The runs that are kept once something is done after an undo: what could have been done again is a branch that is left. */
export function withBranchLeft(
  forks: readonly Fork[],
  future: readonly Change[],
  from: string | null,
): readonly Fork[] {
  const tip = future.findLast(({ after }) => after.scenario !== undefined)?.after.scenario
  return tip === undefined ? forks : withFork(forks, tip, from, null)
}

/** Kept runs as a file or a link holds them. */
export const forksValue = (forks: readonly Fork[]): unknown =>
  forksFile(forks.map((fork) => ({ ...fork, model: specificationFor(fork.scenario).model })))
