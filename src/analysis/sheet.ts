import { ensure } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import { byValue } from '#base/memo.ts'
import { askedStep } from '#kernel/steps.ts'
import { scenarioOf } from '#machines/scenario.ts'
import { milestones } from '#kernel/effect.ts'
import type { Scenario, Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { RunTooLong } from '#kernel/timed.ts'
import { specifications } from '#machines/index.ts'
import type { BuiltInScenario, Specification } from '#machines/specification.ts'
import { questionOf, type Ask, type Question } from './quiz.ts'
import { diceOf, type Dice } from './seed.ts'
import { bandsOf, storyOf, sweep, sweepEnd, type Band } from './sweep.ts'

/** Practice: questions without end over all scenarios and knobs, the same for the same seed. */

export const levelMax = 5

/** What each level asks for; a level keeps what the ones before it ask. */
const kinds: readonly (readonly Ask['kind'][])[] = [
  ['code'],
  ['code', 'late', 'tick'],
  ['code', 'held', 'tick'],
  ['tick', 'held', 'code', 'late', 'next'],
  ['clause', 'tick', 'held', 'code', 'next'],
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

/** What a set of questions is made from. Equal orders give equal sets, for everybody and whatever anybody answers. */
export interface SetOrder {
  readonly seed: string
  /** How many questions. Where the limits below do not leave so many, there are fewer. */
  readonly count: number
  /** From 1 to 5; null: it rises from the first question to the last. */
  readonly level: number | null
  /** The only specification that is asked about; null: all. */
  readonly spec: string | null
  /** The only kinds that are asked; null: those of the level. */
  readonly kinds: readonly Ask['kind'][] | null
}

export const setMax = 30

/** What is tried: the scenarios, the seed of the dice, and the kind whose turn it is. */
interface Try {
  readonly seed: string
  readonly level: number
  readonly kind: Ask['kind'] | undefined
  readonly among: readonly (readonly [Specification, readonly BuiltInScenario[]])[]
}

/** Tries for a question of the kind whose turn it is, and then for one of any kind of the level. */
const triesForKind = 40
const triesMax = 80

function attempt({ seed, level, kind, among }: Try): (Practice & { readonly key: string }) | null {
  const dice = diceOf(seed)
  const [specification, scenarios] = dice.pick(among) ?? []
  const builtIn = dice.pick(scenarios ?? [])
  if (specification === undefined || builtIn === undefined || kind === undefined) return null
  try {
    const begun = turned(specification, scenarioOf(specification, builtIn), level, dice)
    // Where nothing streams nothing can come late, wherever the cancel is.
    if (kind === 'late' && run(specification.model, begun).events.every(({ kind: line }) => line !== 'result'))
      return null
    const scenario = moved(specification, begun, level, dice)
    run(specification.model, scenario)
    const ask = askOf(kind, specification, dice)
    const question = questionOf(specification, scenario, ask, seed)
    const key = `${specification.document.id} ${builtIn.id} ${stableJson(ask)}`
    return question === null ? null : { question, ask, level, key }
  } catch (error) {
    // A setting can make a run that would not end; another one is taken.
    if (error instanceof RunTooLong) return null
    throw error
  }
}

/** The next question of a set; it is none of those that are in it. Null where the limits leave none. */
function nextOf(
  { seed, level, kinds: only, among }: Omit<Try, 'kind'> & { readonly kinds: SetOrder['kinds'] },
  number: number,
  asked: Set<string>,
): Practice | null {
  const own = only ?? kinds[level - 1] ?? []
  // They take turns, so that a set asks for different things.
  const turn = own[(diceOf(seed).below(own.length) + number) % own.length]
  for (let tries = 0; tries < triesMax; tries++) {
    const mine = `${seed}/${number}/${level}/${tries}`
    const kind = tries < triesForKind ? turn : diceOf(mine).pick(own)
    const found = attempt({ seed: mine, level, kind, among })
    if (found === null || asked.has(found.key)) continue
    const { key, ...practice } = found
    asked.add(key)
    return practice
  }
  return null
}

const everything = specifications.map((each) => [each, each.scenarios] as const)

/**
 * Gives the question of a set with a number from 1; null where the limits do not leave so many. It makes those before it and remembers
 * them: making one can take a few hundred milliseconds, so whoever wants to show one does not wait for all.
 */
export function questionSet(order: SetOrder): (number: number) => Practice | null {
  const { seed, level, spec, kinds: only } = order
  const count = Math.min(order.count, setMax)
  const among = everything.filter(([{ document }]) => spec === null || document.id === spec)
  const asked = new Set<string>()
  const questions: (Practice | null)[] = []
  return (number) => {
    while (questions.length < Math.min(number, count)) {
      const i = questions.length
      const own = level ?? 1 + Math.floor((i * levelMax) / count)
      questions.push(nextOf({ seed, level: own, kinds: only, among }, i + 1, asked))
    }
    return questions[number - 1] ?? null
  }
}

/** A set of questions, none of them twice. */
export function setOf(order: SetOrder): Practice[] {
  const question = questionSet(order)
  return Array.from({ length: Math.min(order.count, setMax) }, (_, i) => question(i + 1) ?? []).flat()
}

/** Practice has no end: it comes in blocks, and neighbouring blocks share no scenario, so that nothing comes again soon. */
const blockLength = 20

interface Block {
  readonly asked: Set<string>
  readonly questions: Practice[]
}
const blocks = byValue((_: string): Block => ({ asked: new Set(), questions: [] }))

/** The question with a number (from 1), for a seed and a level from 1 to 5; nothing else decides it. */
export function practiceOf(seed: string, number: number, level: number): Practice {
  const block = Math.floor((number - 1) / blockLength)
  const { asked, questions } = blocks(`${seed}/${level}/${block}`)
  const among = everything.map(([each, scenarios]) => [each, scenarios.filter((_, i) => i % 2 === block % 2)] as const)
  while (questions.length <= (number - 1) % blockLength) {
    const at = block * blockLength + questions.length + 1
    let found: Practice | null = null
    // Every level has questions about every specification; should the tries not meet one, others do.
    for (let more = seed; found === null; more += '+')
      found = nextOf({ seed: more, level, kinds: null, among }, at, asked)
    questions.push(found)
  }
  return ensure(questions[(number - 1) % blockLength], 'it was just made')
}
