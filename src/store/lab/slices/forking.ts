import { nameOf, sameFork, withFork } from '../forks.ts'
import type { Lab, LabActions, LabState } from '../state.ts'
import type { History } from './history.ts'
import { resting } from './opening.ts'

type ForkingActions = Pick<LabActions, 'keepFork' | 'openFork' | 'addForks'>

export const forkingState = { forks: [], branch: null } satisfies Partial<LabState>

/** Runs that are kept beside the open one. */
export function forkingSlice({ get, set, player }: Lab, take: History['take']): ForkingActions {
  return {
    keepFork(name) {
      const { forks, scenario, branch } = get()
      const kept = withFork(forks, scenario, branch, name ?? sameFork(forks, scenario)?.name ?? nameOf(scenario))
      set({ forks: kept, branch: sameFork(kept, scenario)?.id ?? null })
    },
    openFork(id) {
      const fork = get().forks.find((each) => each.id === id)
      if (fork === undefined) return
      if (!take(fork.scenario, { branch: id, builtIn: null, span: null, selection: null, notice: null })) return
      player.send({ type: 'pause' })
      set(resting(fork.scenario))
    },
    addForks: (added) =>
      set(({ forks }) => {
        const ids = new Map<string, string>()
        let all = forks
        for (const { id, name, byHand, parent, scenario } of added) {
          all = withFork(all, scenario, ids.get(parent ?? '') ?? null, byHand ? name : null)
          ids.set(id, sameFork(all, scenario)?.id ?? '')
        }
        return { forks: all }
      }),
  }
}
