import { createStore, type StoreApi } from 'zustand/vanilla'
import { stableJson } from '#base/json.ts'
import { demoFormat, demoText, type DemoStep } from '#formats/demo.ts'
import { scenarioFile } from '#formats/scenario.ts'
import type { Scenario } from '#kernel/model.ts'
import { askedCancel } from '#kernel/steps.ts'
import { isChanged, specificationFor } from '../lab/derived.ts'
import type { LabState, LabStore } from '../lab/lab.ts'
import { isPlaying } from '../lab/player.ts'

interface Recording {
  readonly title: string
  readonly steps: readonly DemoStep[]
}

/** Writes down what is done in the page, as the steps of a demo. */
export interface DemoRecorder {
  readonly store: StoreApi<Recording>
  readonly setTitle: (title: string) => void
  /** Puts a caption after what was done last. */
  readonly say: (text: string) => void
  readonly dropLast: () => void
  /** The file of what was recorded. */
  readonly text: () => string
  /** Listens from now on, until the returned function is called. */
  readonly start: () => () => void
}

/** What stands for opening a run: a built-in scenario, or the scenario as it is. */
function opened(state: Pick<LabState, 'scenario' | 'builtIn'>): DemoStep {
  const { scenario, builtIn } = state
  const { spec } = scenario
  if (builtIn !== null && !isChanged(state)) return { do: 'open', spec, scenario: builtIn }
  return { do: 'load', scenario: { ...scenarioFile(specificationFor(scenario).model, scenario), spec } }
}

/** What was done to a run, where that is one thing; else null. */
function edited(before: Scenario, after: Scenario): DemoStep | null {
  if (before.spec !== after.spec) return null
  const index = askedCancel(after)
  const at = after.steps[index]?.at
  const rest = ({ steps }: Scenario): unknown => steps.map((step, i) => (i === index ? { ...step, at: 0 } : step))
  const knobs = Object.entries(after.knobs).filter(([name, value]) => before.knobs[name] !== value)
  const [knob] = knobs
  const isMoved = stableJson(before.steps) !== stableJson(after.steps)
  if (knobs.length === 1 && knob !== undefined && !isMoved) return { do: 'knob', name: knob[0], value: knob[1] }
  if (knobs.length > 0 || at === undefined || index !== askedCancel(before)) return null
  return isMoved && stableJson(rest(before)) === stableJson(rest(after)) ? { do: 'cancel', at } : null
}

/** Of the same thing done again only the last is kept: of a flag that is moved tick by tick, where it came to. */
const isSame = (a: DemoStep | undefined, b: DemoStep): boolean =>
  a?.do === b.do &&
  (b.do === 'cancel' ||
    b.do === 'seek' ||
    b.do === 'screen' ||
    (b.do === 'knob' && a.do === 'knob' && a.name === b.name))

const textOf = ({ title, steps }: Recording): string =>
  demoText({ format: demoFormat, title: title.trim() || 'A demo', steps: [...steps] })

/** Records what is done, beginning with the run that is open. */
export function recordDemo(lab: LabStore): DemoRecorder {
  const first = lab.getState()
  const store = createStore<Recording>()(() => ({ title: first.scenario.title || 'A demo', steps: [opened(first)] }))
  const add = (step: DemoStep): void =>
    store.setState(({ steps }) => ({
      steps: isSame(steps.at(-1), step) ? [...steps.slice(0, -1), step] : [...steps, step],
    }))
  let run = first.scenario
  let { playhead } = first
  const changed = (state: LabState, before: LabState): void => {
    if (state.gesture !== null) return
    if (state.screen !== before.screen) add({ do: 'screen', screen: state.screen })
    if (state.scenario !== run) {
      const isOpened = state.builtIn !== null && !isChanged(state)
      add((isOpened ? null : edited(run, state.scenario)) ?? opened(state))
      run = state.scenario
      playhead = state.playhead
    } else if (state.playhead !== playhead && !isPlaying(lab.player.getSnapshot())) {
      playhead = state.playhead
      // Where it is put when a run is opened, it is put when the demo opens it.
      if (state.playhead !== state.rests) add({ do: 'seek', tick: playhead })
    }
  }
  let wasPlaying = false
  const played = (snapshot: ReturnType<LabStore['player']['getSnapshot']>): void => {
    if (isPlaying(snapshot) && !wasPlaying) add({ do: 'play' })
    if (wasPlaying && !isPlaying(snapshot)) ({ playhead } = lab.getState())
    wasPlaying = isPlaying(snapshot)
  }
  return {
    store,
    setTitle: (title) => store.setState({ title }),
    say: (text) => add({ do: 'say', text }),
    dropLast: () => store.setState(({ steps }) => ({ steps: steps.length > 1 ? steps.slice(0, -1) : steps })),
    text: () => textOf(store.getState()),
    start() {
      const stop = lab.subscribe(changed)
      const player = lab.player.subscribe(played)
      return () => {
        stop()
        player.unsubscribe()
      }
    },
  }
}

/** A step in a few words. */
export function stepWords(step: DemoStep): string {
  switch (step.do) {
    case 'open':
      return `open ${step.spec}: ${step.scenario ?? 'the first scenario'}`
    case 'load':
      return `open a scenario of ${step.scenario.spec}`
    case 'say':
      return `“${step.text}”`
    case 'sayRun':
      return 'say what the run comes to'
    case 'point':
      return `point at the ${step.at}`
    case 'zoom':
      return step.at === undefined ? 'show the whole page' : `zoom on the ${step.at}`
    case 'cancel':
      return `drag the cancel to ${step.at}`
    case 'knob':
      return `set ${step.name} to ${String(step.value)}`
    case 'seek':
      return `playhead to ${step.tick}`
    case 'play':
      return 'play'
    case 'screen':
      return `to ${step.screen}`
    case 'key':
      return `press ${step.key}`
    case 'pause':
      return `wait ${step.seconds} s`
    case 'still':
      return `keep a picture, ${step.name}`
  }
}
