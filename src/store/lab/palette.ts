import { newStep, specificationFor } from './derived.ts'
import { paletteActions, type Action } from './keymap.ts'
import type { LabState } from './lab.ts'

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
      run: (lab) => lab.actions.openSheet({ kind: 'clause', id }),
    })),
  ]
}

/** Everything that can be done at the moment. */
export const allActions = (state: LabState): Action[] => [...paletteActions(state), ...runActions(state)]
