import { ensure } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import type { Result } from '#base/result.ts'
import { checkScenario, parseScenario } from '#formats/scenario.ts'
import { cancelCommand } from '#kernel/call.ts'
import type { Scenario } from '#kernel/model.ts'
import { askLike } from '#kernel/steps.ts'
import { loadSpecification, specificationOf } from '#machines/registry.ts'
import type { Specification } from '#machines/specification.ts'
import { endOf, scenarioFromBuiltIn, specificationFor, traceOf, tryRun } from '../derived.ts'
import { validSelection } from '../selection.ts'
import type { Lab, LabActions, LabState } from '../state.ts'
import type { History } from './history.ts'

type OpeningActions = Pick<LabActions, 'openSpec' | 'loadText' | 'load' | 'reset' | 'restore'>

/** The built-in scenario with this id, else the first. */
export function opening(specification: Specification, id?: string): Pick<LabState, 'scenario' | 'builtIn'> {
  const builtIn = ensure(
    specification.scenarios.find((candidate) => candidate.id === id) ?? specification.scenarios[0],
    'a specification has a scenario',
  )
  return { scenario: scenarioFromBuiltIn(specification, builtIn), builtIn: builtIn.id }
}

/** Where the playhead is put when a scenario is opened: a little after the cancel, where the aftermath is to be seen. */
export function restingTick(scenario: Scenario): number {
  const trace = traceOf(scenario)
  const cancel = scenario.steps.filter((step) => step.do === cancelCommand).map((step) => step.at)
  if (cancel.length === 0) return endOf(trace)
  const last = Math.max(...Object.values(trace.outcome.milestones), ...cancel)
  const first = Math.min(...cancel)
  return Math.min(endOf(trace), Math.round(first + (last - first) / 2))
}

/** The playhead of a run that was just opened. */
export const resting = (scenario: Scenario): Pick<LabState, 'playhead' | 'rests'> => {
  const tick = restingTick(scenario)
  return { playhead: tick, rests: tick }
}

const unloaded = 'This specification could not be loaded; is there a connection?'

/** Scenarios that come from elsewhere: built in, from a file, a script or a link. */
export function openingSlice({ get, set, player }: Lab, take: History['take']): OpeningActions {
  const taken = (result: Result<Scenario>, from: string): Result<Scenario> => {
    if (!result.ok) {
      set({ notice: { kind: 'error', text: `${from}: ${result.error}` } })
      return result
    }
    const shown = { branch: null, builtIn: null, span: null, selection: null, notice: null }
    const runs = tryRun(result.value)
    if (!take(result.value, { ...shown, ...(runs.ok ? resting(result.value) : {}) }))
      return { ok: false, error: get().notice?.text ?? 'the run does not end' }
    player.send({ type: 'pause' })
    set(resting(result.value))
    return result
  }

  const actions: OpeningActions = {
    openSpec(spec, builtIn) {
      const specification = specificationOf(spec)
      if (specification === undefined) {
        void loadSpecification(spec).then(
          (loaded) => (loaded === undefined ? undefined : actions.openSpec(spec, builtIn)),
          () => set({ notice: { kind: 'error', text: unloaded } }),
        )
        return
      }
      const opened = opening(specification, builtIn)
      const shown = { branch: null, builtIn: opened.builtIn, span: null, selection: null, notice: null }
      if (!take(opened.scenario, { ...shown, ...resting(opened.scenario) })) return
      player.send({ type: 'pause' })
      set(resting(opened.scenario))
    },
    loadText: (text, from) => taken(parseScenario(text), from),
    load: (value) => taken(checkScenario(value), 'script'),
    reset: () => actions.openSpec(get().scenario.spec, get().builtIn ?? undefined),
    restore({ scenario: value, screen, playhead, selection, span, builtIn, places, asked, pinned: keptValue }) {
      const result = checkScenario(value)
      if (!result.ok) return result
      const question = asked === null ? {} : { asked }
      const same = stableJson(result.value) === stableJson(askLike(get().scenario, {}))
      const scenario = askLike(same ? get().scenario : result.value, question)
      const trace = tryRun(scenario)
      if (!trace.ok) return trace
      if (same) set({ scenario })
      else take(scenario, { branch: null })
      const tick = playhead === null ? restingTick(scenario) : Math.min(playhead, endOf(trace.value))
      const known = specificationFor(scenario).scenarios.some(({ id }) => id === builtIn)
      const kept = keptValue === null ? null : checkScenario(keptValue)
      const pinned = kept?.ok === true && tryRun(kept.value).ok ? kept.value : null
      const view = {
        screen,
        selection: validSelection(scenario, selection),
        span,
        builtIn: known ? builtIn : null,
        playhead: tick,
        rests: null,
      }
      player.send({ type: 'pause' })
      set((state) => ({ ...view, pinned, places: { ...state.places, ...places }, sheet: null }))
      return { ok: true, value: scenario }
    },
  }
  return actions
}
