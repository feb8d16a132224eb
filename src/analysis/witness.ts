import { stableJson } from '#base/json.ts'
import type { Knobs, Model, Scenario, Step } from '#kernel/model.ts'
import type { Action } from '#kernel/property.ts'
import { System } from '#kernel/system.ts'
import { ticksIn } from './schedule.ts'

/** How a timed run is found that shows what the exhaustive check, which knows no time, has found. */

const tries = [1, 2, 5, 10, 20, 40, 80, 160, 320, 640, 1000]

/** Values worth trying for a knob that is a duration: its default first. */
export function durations(model: Model, name: string): number[] {
  const domain = model.knobs[name]?.domain
  if (domain?.type !== 'int') return []
  const values = [domain.default, domain.min, ...tries].filter((value) => value >= domain.min && value <= domain.max)
  return [...new Set(values)]
}

const gaps = [0, 1, 5, 11, 21, 26, 35, 61, 101, 161, 305, 401]
const searchMax = 2500
const stride = 7919

/** The path's commands in their order, at all ticks of a coarse net. */
function* spaced(commands: readonly Omit<Step, 'at'>[]): Generator<Step[]> {
  const all = gaps.length ** Math.max(0, commands.length - 1)
  const count = Math.min(searchMax, all)
  for (let n = 0; n < count; n++) {
    // In strides that share no factor with the number of gaps, so that a part of a large net is spread over all of it.
    let rest = (n * stride) % all
    let at = 0
    yield commands.map((command, i) => {
      if (i > 0) at += gaps[rest % gaps.length] as number
      if (i > 0) rest = Math.floor(rest / gaps.length)
      return { at, ...command }
    })
  }
}

/** A path of the exhaustive check, with the knobs that mattered on it. */
export interface Candidate {
  readonly path: readonly Action[]
  readonly knobs: Knobs
}

/** A path of the exhaustive check, with the knobs that mattered on it. */
export interface Candidate {
  readonly path: readonly Action[]
  readonly knobs: Knobs
}

/** The knob on which the ticks of a path depend without any machine having read it. */
const linkTicks = 'linkTicks'

type Change = { readonly name: string; readonly value: number }

/** What came of one setting: a scenario, or the knobs without a change of which it fails again; null where it may be any. */
interface Attempt {
  readonly scenario: Scenario | null
  readonly reads: ReadonlySet<string> | null
}

/**
 * Looks for scenarios that show what is promised, for one model. Most settings fail as no run goes along the path, which depends on few
 * knobs: a change of another fails likewise, and is not tried.
 */
export class Witnesses {
  private readonly model: Model
  /** All settings share its names, so that nothing is named anew for each. */
  private readonly system: System

  constructor(model: Model, knobs: Knobs) {
    this.model = model
    this.system = new System(model, knobs)
  }

  /**
   * A scenario that takes the choices of one of the paths in their order, the first for which there is one, with durations as near to
   * the defaults as can be found. More leads behind these change nothing where one is found.
   */
  direct(leads: readonly Candidate[], title: string, expectation: (scenario: Scenario) => boolean): Scenario | null {
    for (const { path, knobs } of leads) {
      const attempt = (setting: Knobs): Attempt => this.attempt(path, setting, title, expectation)
      const plain = attempt(knobs)
      if (plain.scenario !== null) return plain.scenario
      for (const { name, value } of this.changes(knobs, plain)) {
        const { scenario } = attempt({ ...knobs, [name]: value })
        if (scenario !== null) return scenario
      }
    }
    return null
  }

  /**
   * A scenario whose timed run shows what is promised: one that goes along one of the paths; else one with the same commands at other
   * ticks. Null where neither was found: the exhaustive check knows no time, so a path may ask for what constant durations do not
   * allow. `tried`: how many of the leads were looked at before, as `direct` does, in vain.
   */
  any(
    leads: readonly Candidate[],
    title: string,
    expectation: (scenario: Scenario) => boolean,
    tried = 0,
  ): Scenario | null {
    const { model } = this
    const direct = this.direct(leads.slice(tried), title, expectation)
    if (direct !== null) return direct
    const spread = new Set<string>()
    for (const { path, knobs } of leads) {
      const commands = path.flatMap((action) => {
        if (action.kind !== 'command') return []
        const { do: name, args, actor } = action
        return [{ do: name, args, ...(actor === undefined ? {} : { actor }) }]
      })
      const key = stableJson([commands, knobs])
      if (spread.has(key) || spread.size >= 4) continue
      spread.add(key)
      for (const steps of spaced(commands)) {
        const scenario = { spec: model.spec, title, knobs, steps }
        if (expectation(scenario)) return scenario
      }
    }
    const [first] = leads
    return first === undefined ? null : this.changedTwice(first, title, expectation)
  }

  private attempt(
    path: readonly Action[],
    knobs: Knobs,
    title: string,
    expectation: (scenario: Scenario) => boolean,
  ): Attempt {
    const system = this.system.under(knobs)
    const steps = ticksIn(system, path)
    if (steps === null) return { scenario: null, reads: system.knobsRead }
    const scenario = { spec: this.model.spec, title, knobs, steps }
    return { scenario: expectation(scenario) ? scenario : null, reads: null }
  }

  /** Changes of one duration each that may make a difference after an attempt that failed. */
  private changes(knobs: Knobs, { reads }: Attempt): readonly Change[] {
    const { model } = this
    const names = Object.keys(model.knobs).filter((name) => model.knobs[name]?.unit === 'ticks')
    return names
      .filter((name) => reads === null || name === linkTicks || reads.has(name))
      .flatMap((name) =>
        durations(model, name)
          .filter((value) => value !== knobs[name])
          .map((value) => ({ name, value })),
      )
  }

  /** Along a path for which no single change helps: two changes, where each makes a difference after the other. */
  private changedTwice(
    { path, knobs }: Candidate,
    title: string,
    expectation: (scenario: Scenario) => boolean,
  ): Scenario | null {
    const all = this.changes(knobs, { scenario: null, reads: null })
    const single = all.map(({ name, value }) => this.attempt(path, { ...knobs, [name]: value }, title, () => false))
    const matters = (after: number, name: string): boolean => {
      const reads = single[after]?.reads ?? null
      return reads === null || name === linkTicks || reads.has(name)
    }
    for (const [i, a] of all.entries())
      for (const [j, b] of all.entries()) {
        if (a.name >= b.name || !matters(i, b.name) || !matters(j, a.name)) continue
        const setting = { ...knobs, [a.name]: a.value, [b.name]: b.value }
        const { scenario } = this.attempt(path, setting, title, expectation)
        if (scenario !== null) return scenario
      }
    return null
  }
}
