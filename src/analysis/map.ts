import { ensure } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import type { Domain, Knob, Model, Scenario, Value } from '#kernel/model.ts'
import { System } from '#kernel/system.ts'
import { RunTooLong } from '#kernel/timed.ts'
import type { Coded } from '#kernel/trace.ts'
import { isSuccess } from './facts.ts'
import { sweep, sweepEnd, type SweepPoint } from './sweep.ts'
import { SweepPacker, type SweepChunk } from './sweepTable.ts'

/** What comes of a scenario for every tick of one step and every value of one knob. */

export interface MapGrid {
  readonly knob: string
  /** Values of the knob, a row each: numbers ascending, words in the order in which the model has them. */
  readonly values: readonly Value[]
  /** First and last tick of the step, and how many ticks lie between two columns. */
  readonly from: number
  readonly to: number
  readonly every: number
}

export interface MapRow {
  readonly index: number
  /** Null where a run of the row would not end. */
  readonly chunk: SweepChunk | null
}

type Whole = Extract<Domain, { type: 'int' }>

const steps = [1, 2, 4, 5, 8, 10, 20, 25, 40, 50, 100, 200, 250, 400, 500, 1000, 2000, 5000]

/** At most so many columns; where a run is longer, the columns lie further apart. */
const columnsMax = 1200

/** The values of a whole-number knob that are worth a row: around the present one, at round distances from it, at most `count`. */
export function valuesAround({ min, max, default: byDefault }: Whole, present: number, count: number): number[] {
  const high = Math.min(max, Math.max(2 * byDefault, 2 * present, min + 20))
  const step = steps.find((each) => (high - min) / each < count) ?? Math.ceil((high - min) / (count - 1))
  const values: number[] = []
  for (
    let value = present - Math.floor((present - min) / step) * step;
    value <= high && values.length < count;
    value += step
  )
    values.push(value)
  return values.includes(present) ? values : [...values, present].sort((a, b) => a - b)
}

/** Names of knobs that say how soon somebody looks, the most telling first: where they stand decides how a cancel ends. */
const telling = [/notice/i, /react/i, /poll/i, /retry/i, /cancel/i, /work/i]

const isWhole = ({ domain }: Knob): boolean => domain.type === 'int'

/** The knob that the map has unless somebody chooses another one: a whole number. */
export function mapKnob(model: Model): string {
  const names = Object.keys(model.knobs).filter((name) => isWhole(model.knobs[name] as Knob))
  for (const pattern of telling) {
    const name = names.find((each) => pattern.test(each))
    if (name !== undefined) return name
  }
  return names[0] ?? ''
}

const wordsOf = (domain: Exclude<Domain, Whole>): readonly Value[] =>
  domain.type === 'enum' ? domain.values : [false, true]

const withKnob = (scenario: Scenario, knob: string, value: Value): Scenario => ({
  ...scenario,
  knobs: { ...scenario.knobs, [knob]: value },
})

/** What `work` comes to, or null where a run would not end. */
function bounded<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof RunTooLong) return null
    throw error
  }
}

export function gridOf(model: Model, scenario: Scenario, step: number, knob: string, rows: number): MapGrid {
  const { domain } = ensure(model.knobs[knob], `${knob} is a knob`)
  const values = domain.type === 'int' ? valuesAround(domain, Number(scenario.knobs[knob]), rows) : wordsOf(domain)
  const ends = values.map((value) => bounded(() => sweepEnd(model, withKnob(scenario, knob, value), step)) ?? 0)
  const to = Math.max(20, ...ends)
  return { knob, values, from: 0, to, every: Math.ceil((to + 1) / columnsMax) }
}

/** The rows of a map, one after the other. */
export function* mapRows(model: Model, scenario: Scenario, step: number, grid: MapGrid): Generator<MapRow> {
  const { knob, values, from, to, every } = grid
  for (const [index, value] of values.entries()) {
    const chunk = bounded(() => {
      const packer = new SweepPacker()
      for (const point of sweep(model, withKnob(scenario, knob, value), { step, from, to, every })) packer.add(point)
      return packer.take()
    })
    yield { index, chunk }
  }
}

/** Whether a knob matters to a scenario, wherever the step stands, and how that is known. */
export interface KnobTrial {
  readonly knob: string
  /** The values that were tried; none where nobody looks at the knob. */
  readonly values: readonly Value[]
  /**
   * `matters`: for some tick two of the values differ. `never`: nobody looks at it in any of the runs, or every value that it can
   * have was tried. `notSeen`: the values that were tried make no difference, but there are others.
   */
  readonly finding: 'matters' | 'never' | 'notSeen'
}

/** How many values of a whole-number knob are tried to find out whether it matters. */
const triedMax = 7

function valuesToTry(domain: Domain, present: Value): readonly Value[] {
  if (domain.type !== 'int') return wordsOf(domain)
  const near = valuesAround(domain, Number(present), triedMax)
  return [...new Set([domain.min, ...near, domain.max])].sort((a, b) => a - b)
}

const isWholeDomain = (domain: Domain, values: readonly Value[]): boolean =>
  domain.type !== 'int' || values.length > domain.max - domain.min

const contentOf = ({ outcome, settles, holds }: SweepPoint): string => stableJson([outcome, settles, holds])

/** Which knobs make no difference to this scenario, wherever the step stands: for each knob, every tick for each value. */
export function* knobTrials(
  model: Model,
  scenario: Scenario,
  step: number,
  { from, to, every }: Pick<MapGrid, 'from' | 'to' | 'every'>,
): Generator<KnobTrial> {
  const range = { step, from, to, every }
  // Machines of its own, so that what they have looked at is what these runs have looked at.
  const system = new System(model, scenario.knobs)
  const usual = bounded(() => [...sweep(model, scenario, range, system)].map(contentOf))
  // How long a message takes is asked by the kernel and not by the machines.
  const looked = new Set([...system.knobsRead, 'linkTicks'])
  for (const [knob, { domain }] of Object.entries(model.knobs)) {
    if (usual !== null && !looked.has(knob)) {
      yield { knob, values: [], finding: 'never' }
      continue
    }
    const values = valuesToTry(domain, scenario.knobs[knob] as Value)
    const isSame = (value: Value): boolean =>
      usual !== null &&
      bounded(() => {
        let i = 0
        for (const point of sweep(model, withKnob(scenario, knob, value), range))
          if (contentOf(point) !== usual[i++]) return false
        return true
      }) === true
    const matters = !values.every((value) => value === scenario.knobs[knob] || isSame(value))
    yield { knob, values, finding: matters ? 'matters' : isWholeDomain(domain, values) ? 'never' : 'notSeen' }
  }
}

/** Which way a category leans, for its place in the legend and its look. */
export type Leaning = 'good' | 'bad' | 'none'

/** One answer to a question. Equal keys are one category. */
export interface Category {
  readonly key: string
  readonly text: string
  readonly leaning: Leaning
}

/** What a map can be asked. */
export interface MapQuestion {
  readonly id: string
  readonly title: string
  readonly answer: (point: SweepPoint) => Category
}

const coded = (code: Coded | null, none: string): Category =>
  code === null
    ? { key: none, text: none, leaning: 'none' }
    : { key: code.code, text: code.code, leaning: isSuccess(code) ? 'good' : 'bad' }

/** What cancel returns; a code that is not zero can say that it was taken, too. */
function answerOf({ outcome: { cancel }, isTaken }: SweepPoint): Category {
  const category = coded(cancel, 'no answer')
  return cancel === null ? category : { ...category, leaning: isTaken ? 'good' : 'bad' }
}

function releaseOf({ outcome, target, settles, holds, tick }: SweepPoint, name: string): Category {
  const hold = holds.find((each) => each.name === name)
  if (hold === undefined || hold.ticks === 0)
    return { key: 'none', text: 'not held when cancel comes', leaning: 'none' }
  if (hold.ticks === null) return { key: 'kept', text: 'never let go', leaning: 'bad' }
  const settled = outcome.milestones.settled
  if (settled === undefined || (settles[target - 1] ?? null) === null)
    return { key: 'unsettled', text: 'let go, and the client never learns the outcome', leaning: 'bad' }
  return tick + hold.ticks <= settled
    ? { key: 'before', text: 'free when the client knows', leaning: 'good' }
    : { key: 'after', text: 'still held when the client knows', leaning: 'bad' }
}

const lateMost = 4

function lateOf({ outcome: { lateResults } }: SweepPoint): Category {
  if (lateResults === 0) return { key: '0', text: 'none', leaning: 'good' }
  const many = Math.min(lateResults, lateMost)
  return { key: String(many), text: many === lateMost ? `${lateMost} or more` : String(many), leaning: 'bad' }
}

const lowered = (title: string): string => title.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

/** What can be asked of a map of this scenario, the most telling question first. */
export function questionsOf(model: Model, scenario: Scenario): MapQuestion[] {
  const operations = scenario.steps.filter((step) => model.commands[step.do]?.operation === true).length
  const ends = Array.from({ length: operations }, (_, i): MapQuestion => ({
    id: `settle ${i + 1}`,
    title: operations === 1 ? 'Result of the operation' : `Result of the ${ordinals[i] ?? `${i + 1}th`} operation`,
    answer: (point) => coded(point.settles[i] ?? null, 'never learned'),
  })).reverse()
  return [
    ...ends,
    { id: 'cancel', title: 'What cancel returns', answer: answerOf },
    ...Object.entries(model.resources).map(([name, { title }]): MapQuestion => ({
      id: `held ${name}`,
      title: `When the ${lowered(title)} is free`,
      answer: (point) => releaseOf(point, name),
    })),
    { id: 'late', title: 'Late results', answer: lateOf },
  ]
}
