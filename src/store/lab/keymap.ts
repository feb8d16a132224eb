import { endOf, specificationFor, traceOf, visibleSpan } from './derived.ts'
import { glideCancel } from '../explore/glide.ts'
import { exportForms } from '../files/exportForms.ts'
import { milestonesFor } from '../explore/inspect.ts'
import type { LabState, LabStore, Theme } from './lab.ts'
import { nudges } from './nudges.ts'
import { canRedo, canUndo } from './slices/history.ts'
import type { Page } from '../files/files.ts'
import { entries, loadedSpecifications } from '#machines/registry.ts'
import { isPlaying } from './player.ts'
import { scenarioOptions } from './scenarioOptions.ts'

export const groups = ['Play', 'Cancel', 'Scenario', 'Look', 'Go to'] as const
export type Group = (typeof groups)[number]

/** Something that can be done, by a key, from the palette, or both. */
export interface Action {
  readonly id: string
  readonly group: Group
  /** A heading of its own within the group. */
  readonly section?: string
  readonly title: string
  /** A second line for the palette. */
  readonly says?: string
  /** `Space`, `ArrowLeft`, `[`, `Mod+z` (Mod is Ctrl, or Cmd on a Mac). The first is the one that is shown. */
  readonly keys?: readonly string[]
  /** While the key is held down, everything that it does is one step of undo. */
  readonly isHeld?: boolean
  readonly isPossible?: (state: LabState) => boolean
  run(lab: LabStore, page: Page): void
}

/** Zooms by a factor around the playhead, or around the middle where the playhead is not in view. */
function zoom(factor: number): (lab: LabStore) => void {
  return (lab) => {
    const state = lab.getState()
    const { from, to } = visibleSpan(state)
    const whole = visibleSpan({ ...state, span: null })
    const width = Math.max(10, (to - from) * factor)
    if (width >= whole.to - whole.from) return lab.actions.setSpan(null)
    const center = state.playhead >= from && state.playhead <= to ? state.playhead : (from + to) / 2
    const begin = Math.max(whole.from, Math.min(whole.to - width, center - (center - from) * (width / (to - from))))
    lab.actions.setSpan({ from: begin, to: begin + width })
  }
}

/** Steps through the clauses. What it takes came with the screen; where the screen could not be loaded, it says so itself. */
function step(by: 1 | -1): Action['run'] {
  return (lab) => {
    import('../review/reviewPlace.ts').then(
      ({ stepClause }) => stepClause(lab, by),
      () => undefined,
    )
  }
}

/** What does not fit on the wall is read first. */
function turn(by: 1 | -1): Action['run'] {
  return (lab, page) => {
    if (!page.scroll(by)) step(by)(lab, page)
  }
}

export const isReview = ({ screen }: LabState): boolean => screen === 'review'

const nextTheme: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }

/** The map of the keyboard, and of the palette: handlers, the list of keys and the palette are all made from it. */
export const keymap: readonly Action[] = [
  {
    id: 'play',
    group: 'Play',
    title: 'Play or pause',
    keys: ['Space'],
    run: (lab) => lab.actions.setPlaying(!isPlaying(lab.player.getSnapshot())),
  },
  {
    id: 'told',
    group: 'Play',
    title: 'Tell the run, step by step',
    keys: ['s'],
    run: (lab) => lab.actions.openSheet({ kind: 'told' }),
  },
  {
    id: 'glossary',
    group: 'Look',
    title: 'Glossary: what the words of the picture mean',
    run: (lab) => lab.actions.openSheet({ kind: 'glossary', term: null }),
  },
  {
    id: 'ask',
    group: 'Look',
    title: 'Ask this run: make a question for a lesson',
    run: (lab) => lab.actions.openSheet({ kind: 'ask' }),
  },
  { id: 'next', group: 'Play', title: 'Next event', keys: ['ArrowRight'], run: (lab) => lab.actions.stepEvent(1) },
  {
    id: 'previous',
    group: 'Play',
    title: 'Previous event',
    keys: ['ArrowLeft'],
    run: (lab) => lab.actions.stepEvent(-1),
  },
  { id: 'first', group: 'Play', title: 'To the start', keys: ['Home'], run: (lab) => lab.actions.seek(0) },
  {
    id: 'last',
    group: 'Play',
    title: 'To the end',
    keys: ['End'],
    run: (lab) => lab.actions.seek(endOf(traceOf(lab.getState().scenario))),
  },
  {
    id: 'loop',
    group: 'Play',
    title: 'Loop',
    keys: ['l'],
    run: (lab) => lab.actions.setLoop(!lab.getState().loop),
  },

  {
    id: 'cancel-here',
    group: 'Cancel',
    title: 'Cancel at the playhead',
    keys: ['c'],
    run: (lab, page) => glideCancel(lab, lab.getState().playhead, page.frames),
  },
  ...nudges,

  {
    id: 'undo',
    group: 'Scenario',
    title: 'Undo',
    keys: ['Mod+z'],
    isPossible: canUndo,
    run: (lab) => lab.actions.undo(),
  },
  {
    id: 'redo',
    group: 'Scenario',
    title: 'Redo',
    keys: ['Shift+Mod+z', 'Mod+y'],
    isPossible: canRedo,
    run: (lab) => lab.actions.redo(),
  },
  { id: 'reset', group: 'Scenario', title: 'Back to the scenario as it was opened', run: (lab) => lab.actions.reset() },
  {
    id: 'reset-knobs',
    group: 'Scenario',
    title: 'All settings to their defaults',
    run: (lab) => lab.actions.resetKnobs(),
  },
  {
    id: 'pin',
    group: 'Scenario',
    title: 'Pin or unpin this run',
    keys: ['p'],
    run: (lab) => {
      const isPinned = lab.getState().pinned !== null
      if (isPinned) lab.actions.unpin()
      else lab.actions.pin()
      const text = isPinned
        ? 'The pinned run is let go.'
        : 'This run is pinned: Compare shows it beside what is open. P lets go of it.'
      lab.actions.notify({ kind: 'done', text })
    },
  },
  {
    id: 'keep',
    group: 'Scenario',
    title: 'Keep this run',
    keys: ['f'],
    run: (lab) => {
      lab.actions.keepFork(null)
      lab.actions.notify({ kind: 'done', text: 'This run is kept; G shows all.' })
    },
  },
  {
    id: 'forks',
    group: 'Scenario',
    title: 'Kept runs, as a tree',
    keys: ['g'],
    run: (lab) => lab.actions.openSheet({ kind: 'forks' }),
  },
  ...exportForms.map(({ id, title }): Action => ({
    id: id === 'scenario' ? 'export' : `export-${id}`,
    group: 'Scenario',
    title: `Save: ${title}`,
    run: (_, page) => page.save(id),
  })),
  { id: 'import', group: 'Scenario', title: 'Open a scenario file', run: (_, page) => page.chooseFile() },
  { id: 'copy-link', group: 'Scenario', title: 'Copy the link to this run', run: (_, page) => page.copyLink() },

  { id: 'zoom-in', group: 'Look', title: 'Zoom in', keys: ['+', '='], run: zoom(0.5) },
  { id: 'zoom-out', group: 'Look', title: 'Zoom out', keys: ['-'], run: zoom(2) },
  { id: 'zoom-all', group: 'Look', title: 'The whole run', keys: ['0'], run: (lab) => lab.actions.setSpan(null) },
  {
    id: 'events',
    group: 'Look',
    title: 'The run as a list of events, or as statecharts',
    keys: ['e'],
    run: (lab) => lab.actions.setListed(!lab.getState().isListed),
  },
  {
    id: 'theme',
    group: 'Look',
    title: 'Theme: system, light, dark',
    keys: ['t'],
    run: (lab) => lab.actions.setTheme(nextTheme[lab.getState().theme]),
  },
  { id: 'keys', group: 'Look', title: 'All keys', keys: ['?'], run: (lab) => lab.actions.openSheet({ kind: 'keys' }) },
  {
    id: 'lookup',
    group: 'Look',
    title: 'What is this number?',
    keys: ['#'],
    run: (lab) => lab.actions.openSheet({ kind: 'lookup', text: '' }),
  },
  {
    id: 'palette',
    group: 'Look',
    title: 'All commands',
    keys: ['Mod+k'],
    run: (lab) => lab.actions.openSheet({ kind: 'palette' }),
  },

  {
    id: 'clause-next',
    group: 'Go to',
    title: 'Review: the next clause',
    keys: ['j'],
    isPossible: isReview,
    run: step(1),
  },
  {
    id: 'clause-previous',
    group: 'Go to',
    title: 'Review: the clause before',
    keys: ['k'],
    isPossible: isReview,
    run: step(-1),
  },
  {
    id: 'clause-down',
    group: 'Go to',
    title: 'Review: on in the clause, at its end to the next one',
    keys: ['PageDown'],
    isPossible: isReview,
    run: turn(1),
  },
  {
    id: 'clause-up',
    group: 'Go to',
    title: 'Review: back in the clause, at its beginning to the one before',
    keys: ['PageUp'],
    isPossible: isReview,
    run: turn(-1),
  },

  ...entries.map(({ id, title, family }, i): Action => ({
    id: `spec-${id}`,
    group: 'Go to',
    title,
    says: family,
    keys: [String(i + 1)],
    run: (lab) => lab.actions.openSpec(id),
  })),
]

/** Everything that the palette offers at the moment: the keymap, and what depends on the run. */
export function paletteActions(state: LabState): Action[] {
  const jumps = milestonesFor(state.scenario).flatMap(({ name, tick }): Action[] =>
    tick === null
      ? []
      : [
          {
            id: `milestone-${name}`,
            group: 'Go to',
            title: `To the milestone ${name}`,
            says: `tick ${tick}`,
            run: (lab) => lab.actions.seek(tick),
          },
        ],
  )
  const own = specificationFor(state.scenario)
  const scenarios = [own, ...loadedSpecifications().filter((specification) => specification !== own)].flatMap(
    ({ document, scenarios: all }) =>
      scenarioOptions({ scenarios: all }).map(({ id, title, says, group }): Action => ({
        id: `scenario-${document.id}-${id}`,
        group: 'Scenario',
        section: `${document.title}: ${group}`,
        title,
        says,
        run: (lab) => lab.actions.openSpec(document.id, id),
      })),
  )
  return [
    ...keymap.filter(({ id, isPossible }) => id !== 'palette' && isPossible?.(state) !== false),
    ...jumps,
    ...scenarios,
  ]
}
