import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LabState } from '../lab/lab.ts'
import type { Services } from './services.ts'

/** A copy of the lab's state for one panel. */
export interface Follower {
  readonly store: StoreApi<LabState>
  /** Keeps the copy in step with the lab until the returned function is called. */
  readonly follow: () => () => void
}

/** While a step is dragged the knobs stay as they are; a slider of a knob has to stay under the pointer, so its panel follows at once. */
const isMoving = ({ gesture, scenario }: LabState): boolean => gesture !== null && gesture.knobs === scenario.knobs

/**
 * Panels beside the picture follow the lab at once, except while a step is dragged: then one panel catches up in each frame, so that
 * no frame has to draw all of them. When the step is let go, all of them are up to date at once.
 */
export function createFollowers({ lab, page }: Services): () => Follower {
  const all = new Set<Follower>()
  /** Those that are behind, the one whose turn it is first. */
  const behind = new Set<Follower>()
  let frame: number | null = null
  let stop: () => void = () => undefined

  const catchUp = (follower: Follower): void => {
    behind.delete(follower)
    follower.store.setState(lab.getState(), true)
  }
  const rest = (): void => {
    if (frame !== null) page.frames.cancel(frame)
    frame = null
  }
  const turn = (): void => {
    frame = null
    for (const next of behind) {
      catchUp(next)
      break
    }
    if (behind.size > 0) frame = page.frames.request(turn)
  }
  const changed = (state: LabState): void => {
    if (isMoving(state)) {
      for (const each of all) behind.add(each)
      frame ??= page.frames.request(turn)
      return
    }
    rest()
    for (const each of all) catchUp(each)
  }
  return () => {
    const follower: Follower = {
      store: createStore<LabState>()(() => lab.getState()),
      follow: () => {
        if (all.size === 0) stop = lab.subscribe(changed)
        all.add(follower)
        catchUp(follower)
        return () => {
          all.delete(follower)
          behind.delete(follower)
          if (all.size > 0) return
          stop()
          rest()
        }
      },
    }
    return follower
  }
}
