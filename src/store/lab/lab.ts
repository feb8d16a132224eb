import { createStore } from 'zustand/vanilla'
import { ensure } from '#base/assert.ts'
import { entries, specificationOf } from '#machines/registry.ts'
import { createPlayer } from './player.ts'
import { forkingSlice, forkingState } from './slices/forking.ts'
import { historySlice, historyState } from './slices/history.ts'
import { lookingSlice, lookingState } from './slices/looking.ts'
import { opening, openingSlice, resting } from './slices/opening.ts'
import { playingSlice, playingState } from './slices/playing.ts'
import { scriptSlice } from './slices/script.ts'
import type { Lab, LabActions, LabState, LabStore } from './state.ts'

export { scenarioFromBuiltIn } from './derived.ts'
export {
  screens,
  type Fork,
  type LabActions,
  type LabState,
  type LabStore,
  type RestoredView,
  type Screen,
  type Selection,
  type Sheet,
  type Span,
  type Theme,
} from './state.ts'

/** One lab is one page: the scenario, how it is looked at, and everything that can be done to both. */
export function createLab(initial: Partial<LabState> = {}): LabStore {
  const first = ensure(specificationOf(entries[0]?.id ?? ''), 'the first specification is loaded')
  const begin = opening(first)
  const store = createStore<LabState>()(() => ({
    ...begin,
    ...historyState,
    ...playingState,
    ...lookingState,
    ...forkingState,
    ...resting(initial.scenario ?? begin.scenario),
    ...initial,
  }))
  const lab: Lab = { get: store.getState, set: store.setState, player: createPlayer() }
  const history = historySlice(lab)
  const actions: LabActions = {
    ...history.actions,
    ...openingSlice(lab, history.take),
    ...scriptSlice(lab, history.actions.edit),
    ...playingSlice(lab),
    ...lookingSlice(lab),
    ...forkingSlice(lab, history.take),
  }
  return Object.assign(store, { actions, player: lab.player })
}
