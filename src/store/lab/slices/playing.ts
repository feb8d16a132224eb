import { endOf, traceOf } from '../derived.ts'
import type { Lab, LabActions, LabState } from '../state.ts'

type PlayingActions = Pick<
  LabActions,
  'beginScrub' | 'endScrub' | 'seek' | 'stepEvent' | 'setPlaying' | 'setSpeed' | 'setLoop'
>

export const playingState = { speed: 1, loop: false } satisfies Partial<LabState>

/** The playhead, and how it moves. */
export function playingSlice({ get, set, player }: Lab): PlayingActions {
  const actions: PlayingActions = {
    beginScrub: () => player.send({ type: 'grab' }),
    endScrub: () => player.send({ type: 'release' }),
    seek: (tick) =>
      set((state) => ({
        playhead: Math.max(0, Math.min(Math.round(tick), endOf(traceOf(state.scenario)))),
        rests: null,
      })),
    stepEvent(direction) {
      const { playhead, scenario } = get()
      const ticks = traceOf(scenario).events.map((event) => event.t)
      const next = direction === 1 ? ticks.find((t) => t > playhead) : ticks.findLast((t) => t < playhead)
      if (next !== undefined) actions.seek(next)
    },
    setPlaying(playing) {
      const { playhead, scenario, rests } = get()
      if (playing && (playhead >= endOf(traceOf(scenario)) || playhead === rests)) set({ playhead: 0, rests: null })
      player.send({ type: playing ? 'play' : 'pause' })
    },
    setSpeed: (speed) => set({ speed }),
    setLoop: (loop) => set({ loop }),
  }
  return actions
}
