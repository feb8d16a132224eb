import { setEvidence } from '../evidence/evidencePlace.ts'
import { builtInRecordings } from '../evidence/recordings.ts'
import { newStep, specificationFor } from './derived.ts'
import { groups, paletteActions, type Action } from './keymap.ts'
import type { LabState } from './lab.ts'
import { readClause } from '../review/reviewPlace.ts'

const speeds = [
  [0.25, 'a quarter of the speed'],
  [1, 'the usual speed'],
  [4, 'four times the speed'],
] as const

/** What else the controls of the open run do, for whoever looks for it by name. */
function runActions({ scenario }: LabState): Action[] {
  const { model, document } = specificationFor(scenario)
  return [
    ...speeds.map(([speed, title]): Action => ({
      id: `speed-${speed}`,
      group: 'Play',
      title: `Play at ${title}`,
      run: (lab) => lab.actions.setSpeed(speed),
    })),
    ...Object.entries(model.commands).map(([name, { title, says }]): Action => ({
      id: `add-${name}`,
      group: 'Scenario',
      title: `Add at the playhead: ${title}`,
      says,
      run: (lab) => lab.actions.addStep(newStep(model, name, lab.getState().playhead)),
    })),
    ...scenario.steps.map(({ at, do: name }, index): Action => ({
      id: `remove-${index}`,
      group: 'Scenario',
      title: `Remove: ${model.commands[name]?.title ?? name}`,
      says: `tick ${at}`,
      run: (lab) => lab.actions.removeStep(index),
    })),
    ...model.roles.map(({ name, title }): Action => ({
      id: `chart-${name}`,
      group: 'Look',
      title: `Statechart: ${title}`,
      run: (lab) => lab.actions.openSheet({ kind: 'chart', role: name }),
    })),
    ...Object.entries(document.clauses).map(([id, { says }]): Action => ({
      id: `clause-${id}`,
      group: 'Go to',
      title: `Clause ${id}`,
      says,
      run: (lab) =>
        lab.getState().screen === 'review' ? readClause(lab, id) : lab.actions.openSheet({ kind: 'clause', id }),
    })),
  ]
}

/** Runs that are kept. */
const keptActions = ({ forks }: LabState): Action[] =>
  forks.map(({ id, name, scenario }): Action => ({
    id: `kept-${id}`,
    group: 'Scenario',
    title: `Kept run: ${name}`,
    says: scenario.spec,
    run: (lab) => lab.actions.openFork(id),
  }))

/** Where real clients can talk to the specification. */
const serveActions = ({ scenario }: LabState): Action[] =>
  specificationFor(scenario).isServed === true
    ? [
        {
          id: 'serve',
          group: 'Scenario',
          title: 'Serve this run',
          says: 'to real clients, and to a test of your own',
          run: (lab) => lab.actions.openSheet({ kind: 'serve' }),
        },
      ]
    : []

/** Recordings of real systems, each held against the model when it is opened. */
const recordingActions = (): Action[] =>
  builtInRecordings.map(({ id, spec, name }): Action => ({
    id: `recording-${id}`,
    group: 'Go to',
    title: `Recording: ${name}`,
    says: spec,
    run: (lab) => {
      setEvidence(lab, { recording: id, line: null, pinned: {} })
      lab.actions.goTo('evidence')
    },
  }))

/** All that can be done at the moment. */
export const allActions = (state: LabState): Action[] => [
  ...paletteActions(state),
  ...runActions(state),
  {
    id: 'record-demo',
    group: 'Look',
    title: 'Record a demo of what you do',
    says: 'a file for npm run demo',
    run: (lab) => lab.actions.setRecorded(true),
  },
  ...keptActions(state),
  ...serveActions(state),
  ...recordingActions(),
]

/** Actions under their headings, in order: of a group first what has no heading of its own. */
export const sectionsOf = (actions: readonly Action[]): readonly (readonly [string, readonly Action[]])[] =>
  groups.flatMap((group) => {
    const own = actions.filter((action) => action.group === group)
    const headings = new Set([group, ...own.map(({ section = group }) => section)])
    return [...headings]
      .map((heading) => [heading, own.filter(({ section = group }) => section === heading)] as const)
      .filter(([, all]) => all.length > 0)
  })
