import { tryRun } from '../derived.ts'
import type { Lab, LabActions, LabState } from '../state.ts'

type LookingActions = Pick<
  LabActions,
  | 'goTo'
  | 'select'
  | 'setSpan'
  | 'openSheet'
  | 'setListed'
  | 'setWidths'
  | 'setPlace'
  | 'setTheme'
  | 'closeHint'
  | 'setSingleKeys'
  | 'pin'
  | 'pinThis'
  | 'unpin'
  | 'setRecorded'
  | 'notify'
  | 'announce'
>

export const lookingState = {
  screen: 'explore',
  selection: null,
  hints: [],
  span: null,
  sheet: null,
  isListed: false,
  isRecorded: false,
  places: {},
  theme: 'system',
  singleKeys: true,
  widths: {},
  pinned: null,
  notice: null,
  announcement: '',
} satisfies Partial<LabState>

/** How the run and the screens are looked at, and what the page says. */
export const lookingSlice = ({ set, player }: Lab): LookingActions => ({
  goTo(screen) {
    player.send({ type: 'pause' })
    set({ screen, sheet: null })
  },
  select: (selection) => set({ selection }),
  setSpan: (span) => set({ span }),
  openSheet: (sheet) => set({ sheet }),
  setListed: (isListed) => set({ isListed }),
  setRecorded: (isRecorded) => set({ isRecorded }),
  setWidths: (widths) => set({ widths }),
  setPlace: (screen, place) => set((state) => ({ places: { ...state.places, [screen]: place } })),
  closeHint: (hint) => set((state) => ({ hints: hint === null ? [] : state.hints.filter((each) => each !== hint) })),
  setTheme: (theme) => set({ theme }),
  setSingleKeys: (singleKeys) => set({ singleKeys }),
  pin: () => set((state) => ({ pinned: state.scenario })),
  pinThis(scenario) {
    const result = tryRun(scenario)
    set(result.ok ? { pinned: scenario } : { notice: { kind: 'error', text: result.error } })
  },
  unpin: () => set({ pinned: null }),
  notify: (notice) => set({ notice }),
  announce: (announcement) => set({ announcement }),
})
