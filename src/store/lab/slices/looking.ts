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
  | 'setSingleKeys'
  | 'pin'
  | 'pinThis'
  | 'unpin'
  | 'notify'
  | 'announce'
>

export const lookingState = {
  screen: 'explore',
  selection: null,
  span: null,
  sheet: null,
  isListed: false,
  places: {},
  theme: 'system',
  singleKeys: true,
  widths: {},
  pinned: null,
  notice: null,
  announcement: '',
} satisfies Partial<LabState>

/** How the run and the screens are looked at, and what the page says. */
export const lookingSlice = ({ set }: Pick<Lab, 'set'>): LookingActions => ({
  goTo: (screen) => set({ screen, sheet: null, playing: false }),
  select: (selection) => set({ selection }),
  setSpan: (span) => set({ span }),
  openSheet: (sheet) => set({ sheet }),
  setListed: (isListed) => set({ isListed }),
  setWidths: (widths) => set({ widths }),
  setPlace: (screen, place) => set((state) => ({ places: { ...state.places, [screen]: place } })),
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
