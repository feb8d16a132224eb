import type { Band } from '#analysis/sweep.ts'
import { scenarioFile } from '#formats/scenario.ts'
import { describedSpecs } from '#formats/specs.ts'
import { traceLines } from '#formats/trace.ts'
import type { Outcome } from '#kernel/trace.ts'
import { loadSpecifications } from '#machines/registry.ts'
import { specificationFor, traceOf } from '../lab/derived.ts'
import { createSweeps } from '../explore/sweeps.ts'
import type { Services } from './services.ts'

/** What `load` says: whether the scenario was taken, else one sentence on what is wrong with it. */
export type Loaded = { readonly ok: true; readonly error: null } | { readonly ok: false; readonly error: string }

/** `window.aftercancel`, for scripts (demos, tests, the console). It calls what the controls call. */
export interface AftercancelApi {
  /** Version of this interface; it grows, and nothing in it is renamed. */
  readonly version: 1
  /** Settles when the page has opened its address and every specification is loaded. Wait for it before anything else. */
  readonly ready: Promise<void>
  /** The specifications with their commands, knobs, codes and clauses, by id: what `specs --json` prints. */
  specs(): Record<string, Record<string, unknown>>
  /** Opens a scenario (docs/formats.md, section 1), given as an object or as JSON text. A bad one changes nothing. */
  load(scenario: unknown): Loaded
  /** The scenario as its file would hold it. */
  scenario(): Record<string, unknown>
  /** The lines of the trace (docs/formats.md, section 2), the header first. */
  trace(): Record<string, unknown>[]
  outcome(): Outcome
  /** Asks about a step, by its index in the scenario: `outcome` and `sweep` then speak of it. Nothing happens for one that is not there. */
  ask(step: number): void
  /** What would come out if the step that is asked about, else the first cancel, came at another tick: bands from tick 0 to the end of the run. Empty without a cancel. */
  sweep(): readonly Band[]
  /** Puts the playhead at a tick. */
  seek(tick: number): void
  play(): void
  pause(): void
}

declare global {
  interface Window {
    aftercancel: AftercancelApi
  }
}

export function apiOf(services: Services, opened: Promise<void>): AftercancelApi {
  const { lab } = services
  let ready: Promise<void> | null = null
  return {
    version: 1,
    /** A visitor needs one model at a time; a script may ask for any, so whoever waits for this gets all of them. */
    get ready() {
      return (ready ??= Promise.all([opened, loadSpecifications()]).then(() => undefined))
    },
    specs: describedSpecs,
    load(scenario) {
      const result =
        typeof scenario === 'string' ? lab.actions.loadText(scenario, 'script') : lab.actions.load(scenario)
      return result.ok ? { ok: true, error: null } : { ok: false, error: result.error }
    },
    scenario() {
      const { scenario } = lab.getState()
      return scenarioFile(specificationFor(scenario).model, scenario)
    },
    trace: () =>
      traceLines(traceOf(lab.getState().scenario)).map((line) => JSON.parse(line) as Record<string, unknown>),
    outcome: () => traceOf(lab.getState().scenario).outcome,
    ask: (step) => lab.actions.ask(step),
    sweep: () => services.of(createSweeps).bands(),
    seek: (tick) => lab.actions.seek(tick),
    play: () => lab.actions.setPlaying(true),
    pause: () => lab.actions.setPlaying(false),
  }
}
