import { askedAtOf } from './derived.ts'
import type { Action } from './keymap.ts'
import type { LabState, LabStore } from './lab.ts'

function nudge(by: number): (lab: LabStore) => void {
  return (lab) => {
    const { nudge: own, scenario } = lab.getState()
    if (own !== null) return own(by)
    const at = askedAtOf(scenario)
    if (at !== null) lab.actions.askedAt(at + by)
  }
}

const hasCancel = ({ scenario, screen }: LabState): boolean => screen === 'compare' || askedAtOf(scenario) !== null

/** Moves the step that is asked about by a little; while the key is held down it is one step of undo. */
export const nudges: readonly Action[] = [
  {
    id: 'cancel-earlier',
    group: 'Cancel',
    title: 'Cancel one tick earlier',
    keys: ['['],
    isHeld: true,
    isPossible: hasCancel,
    run: nudge(-1),
  },
  {
    id: 'cancel-later',
    group: 'Cancel',
    title: 'Cancel one tick later',
    keys: [']'],
    isHeld: true,
    isPossible: hasCancel,
    run: nudge(1),
  },
  {
    id: 'cancel-much-earlier',
    group: 'Cancel',
    title: 'Cancel ten ticks earlier',
    keys: ['{'],
    isHeld: true,
    isPossible: hasCancel,
    run: nudge(-10),
  },
  {
    id: 'cancel-much-later',
    group: 'Cancel',
    title: 'Cancel ten ticks later',
    keys: ['}'],
    isHeld: true,
    isPossible: hasCancel,
    run: nudge(10),
  },
]
