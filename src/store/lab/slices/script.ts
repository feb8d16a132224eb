import { cancelCommand } from '#kernel/call.ts'
import type { Scenario, Step } from '#kernel/model.ts'
import {
  askAbout,
  askedCancel,
  askedStep,
  askLike,
  insertStep,
  isMoveOf,
  moveStep,
  removeStep,
  swapSteps,
} from '#kernel/steps.ts'
import { knobDefaults } from '#machines/domains.ts'
import { newStep, specificationFor } from '../derived.ts'
import type { Lab, LabActions } from '../state.ts'

type ScriptActions = Pick<
  LabActions,
  | 'moveStep'
  | 'ask'
  | 'addStep'
  | 'removeStep'
  | 'shiftStep'
  | 'setArg'
  | 'setKnob'
  | 'resetKnobs'
  | 'cancelAt'
  | 'askedAt'
>

const replaceStep = (scenario: Scenario, index: number, change: (step: Step) => Step): Scenario => ({
  ...scenario,
  steps: scenario.steps.map((step, i) => (i === index ? change(step) : step)),
})

const isCancel = (step: Step | undefined): boolean => step?.do === cancelCommand

/** What is commanded, and under which knobs. */
export function scriptSlice({ get, set }: Lab, edit: LabActions['edit']): ScriptActions {
  /** Asks about a step, where there are several cancels or it is none; else there is nothing to tell apart. */
  const about = (index: number): void => {
    const { scenario, gesture } = get()
    if (index === askedStep(scenario) && scenario.steps.filter(isCancel).length < 2) return
    set({ scenario: askAbout(scenario, index), gesture: gesture === null ? null : askAbout(gesture, index) })
  }

  const actions: ScriptActions = {
    moveStep(index, at) {
      const { scenario: before } = get()
      // A cancel may pass the first one, which is still the one that is meant.
      if (before.asked === undefined && isCancel(before.steps[index])) about(askedStep(before))
      edit((scenario) => {
        const { gesture } = get()
        // From where the drag began, so that what gives way on the way comes back.
        const from = gesture !== null && isMoveOf(scenario, gesture, index) ? askLike(gesture, scenario) : scenario
        return moveStep(specificationFor(scenario).model, from, index, at)
      })
    },
    ask(index) {
      if (askedStep(get().scenario) !== index) about(index)
    },
    addStep: (step) => edit((scenario) => insertStep(specificationFor(scenario).model, scenario, step)),
    removeStep: (index) => edit((scenario) => removeStep(specificationFor(scenario).model, scenario, index)),
    shiftStep(index, direction) {
      const { steps } = get().scenario
      const step = steps[index]
      if (step === undefined) return
      const beyond = (other: number): boolean => (direction === 1 ? other > index : other < index)
      const others = steps.flatMap((other, i) => (other.at === step.at && beyond(i) ? [i] : []))
      const other = direction === 1 ? others[0] : others.at(-1)
      if (other !== undefined) edit((scenario) => swapSteps(specificationFor(scenario).model, scenario, index, other))
    },
    setArg: (index, name, value) =>
      edit((scenario) => replaceStep(scenario, index, (step) => ({ ...step, args: { ...step.args, [name]: value } }))),
    setKnob: (name, value) => edit((scenario) => ({ ...scenario, knobs: { ...scenario.knobs, [name]: value } })),
    resetKnobs: () => edit((scenario) => ({ ...scenario, knobs: knobDefaults(specificationFor(scenario).model) })),
    cancelAt(tick) {
      const { scenario } = get()
      const index = askedCancel(scenario)
      if (index >= 0) return actions.moveStep(index, tick)
      actions.addStep(newStep(specificationFor(scenario).model, cancelCommand, Math.max(0, Math.round(tick))))
    },
    askedAt(tick) {
      const { scenario } = get()
      const index = askedStep(scenario)
      if (index < 0 || index === askedCancel(scenario)) actions.cancelAt(tick)
      else actions.moveStep(index, tick)
    },
  }
  return actions
}
