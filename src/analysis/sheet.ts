import { askedStep } from '#kernel/steps.ts'
import { scenarioOf } from '#machines/scenario.ts'
import { milestones } from '#kernel/effect.ts'
import type { Scenario, Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { RunTooLong } from '#kernel/timed.ts'
import { specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
import { questionOf, type Ask, type Question } from './quiz.ts'
import { diceOf, type Dice } from './seed.ts'
import { bandsOf, storyOf, sweep, sweepEnd, type Band } from './sweep.ts'

/** Practice: questions without end over all scenarios and knobs, the same for the same seed. */

export const levelMax = 5
export const sheetLength = 10

/** What each level asks for; a level keeps what the ones before it ask. */
const kinds: readonly (readonly Ask['kind'][])[] = [
  ['code'],
  ['code', 'late', 'tick'],
  ['code', 'held', 'tick'],
  ['tick', 'held', 'code', 'late'],
  ['clause', 'tick', 'held', 'code'],
]

const bandsKnown = new WeakMap<Scenario, readonly Band[]>()

/** The bands of a whole run: hundreds of runs, so they are remembered for scenarios that come again. */
function bandsFor({ model }: Specification, scenario: Scenario, step: number): readonly Band[] {
  const known =
    bandsKnown.get(scenario) ??
    bandsOf(sweep(model, scenario, { step, from: 0, to: sweepEnd(model, scenario, step) }), storyOf)
  bandsKnown.set(scenario, known)
  return known
}

/** From the third level on the cancel comes at another tick than in the scenario; from the fourth, at the edge of a band. */
function moved(specification: Specification, scenario: Scenario, level: number, dice: Dice): Scenario {
  const step = askedStep(scenario)
  if (level < 3 || step < 0) return scenario
  const bands = bandsFor(specification, scenario, step)
  const band = dice.pick(bands.filter(({ from }) => from > 0))
  if (band === undefined) return scenario
  const at = level >= 4 ? (dice.below(2) === 0 ? band.from : band.to) : band.from + dice.below(band.to - band.from + 1)
  return { ...scenario, steps: scenario.steps.map((each, index) => (index === step ? { ...each, at } : each)) }
}

/** On the fifth level one setting is another one too. */
function turned({ model }: Specification, scenario: Scenario, level: number, dice: Dice): Scenario {
  if (level < levelMax) return scenario
  const name = dice.pick(Object.keys(model.knobs))
  const knob = name === undefined ? undefined : model.knobs[name]
  if (name === undefined || knob === undefined) return scenario
  const { domain } = knob
  const before = scenario.knobs[name]
  const others: readonly Value[] =
    domain.type === 'bool'
      ? [before !== true]
      : domain.type === 'enum'
        ? domain.values.filter((value) => value !== before)
        : [Math.min(domain.max, Number(before) * 2), Math.max(domain.min, Math.floor(Number(before) / 2))]
  const value = dice.pick(others)
  return value === undefined ? scenario : { ...scenario, knobs: { ...scenario.knobs, [name]: value } }
}

function askOf(kind: Ask['kind'], specification: Specification, dice: Dice): Ask {
  if (kind === 'held') return { kind, when: dice.pick(['answered', 'settled', 'stopped'] as const) ?? 'settled' }
  if (kind === 'tick') {
    const resource = dice.pick(Object.keys(specification.model.resources))
    const of =
      dice.pick(milestones.filter((name) => name === 'noticed' || name === 'stopped' || name === 'settled')) ??
      'settled'
    return { kind, of: resource !== undefined && dice.below(3) === 0 ? { free: resource } : of }
  }
  return kind === 'which' ? { kind: 'code' } : { kind }
}

export interface Practice {
  readonly question: Question
  readonly ask: Ask
  readonly level: number
}

/** Tries for a question of the kind whose turn it is, and then for one of any kind of the level. */
const triesForKind = 40
const triesMax = 80

/** The kind whose turn it is: they take turns, so that a sheet asks for different things. */
function kindOf(seed: string, number: number, level: number): Ask['kind'] | undefined {
  const own = kinds[level - 1] ?? []
  return own[(diceOf(seed).below(own.length) + number) % own.length]
}

function attempt(dice: Dice, seed: string, level: number, kind: Ask['kind'] | undefined): Practice | null {
  const specification = dice.pick(specifications)
  const builtIn = specification === undefined ? undefined : dice.pick(specification.scenarios)
  if (specification === undefined || builtIn === undefined || kind === undefined) return null
  try {
    const begun = turned(specification, scenarioOf(specification, builtIn), level, dice)
    // Where nothing streams nothing can come late, wherever the cancel is.
    if (run(specification.model, begun).events.every(({ kind: line }) => line !== 'result') && kind === 'late')
      return null
    const scenario = moved(specification, begun, level, dice)
    run(specification.model, scenario)
    const ask = askOf(kind, specification, dice)
    const question = questionOf(specification, scenario, ask, seed)
    return question === null ? null : { question, ask, level }
  } catch (error) {
    // A setting can make a run that would not end; another one is taken.
    if (error instanceof RunTooLong) return null
    throw error
  }
}

/** The question with a number (from 1), for a seed and a level from 1 to 5. */
export function practiceOf(seed: string, number: number, level: number): Practice {
  for (let tries = 0; tries < triesMax; tries++) {
    const own = `${seed}/${number}/${level}/${tries}`
    const dice = diceOf(own)
    const kind = tries < triesForKind ? kindOf(seed, number, level) : dice.pick(kinds[level - 1] ?? [])
    const found = attempt(dice, own, level, kind)
    if (found !== null) return found
  }
  return practiceOf(`${seed}+`, number, 1)
}

/** Ten questions that get harder. */
export const sheetOf = (seed: string): Practice[] =>
  Array.from({ length: sheetLength }, (_, i) => practiceOf(seed, i + 1, 1 + Math.floor((i * levelMax) / sheetLength)))
