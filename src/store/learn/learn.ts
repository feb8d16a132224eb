import { byObject } from '#base/memo.ts'
import { cancelCommand } from '#kernel/call.ts'
import { isRight, questionOf, type Question } from '#analysis/quiz.ts'
import { levelMax, practiceOf, sheetLength, sheetOf, type Practice } from '#analysis/sheet.ts'
import { assert, ensure } from '#base/assert.ts'
import type { Json } from '#base/json.ts'
import type { Scenario } from '#kernel/model.ts'
import { timelineOf } from '#layout/timeline/timeline.ts'
import type { Timeline } from '#layout/timeline/types.ts'
import { milestones } from '#kernel/effect.ts'
import { firstLines } from '#kernel/trace.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import { scenarioFromBuiltIn, traceOf } from '../lab/derived.ts'
import { lessons, type Lesson } from './lessons/index.ts'

export { isRight, lessons, levelMax, sheetLength }
export type { Lesson, Practice, Question }
export type { Choosing, Marking, Option } from '#analysis/quiz.ts'

/** How the Learn screen is looked at; it travels in links. */
export interface LearnPlace {
  readonly tab: 'course' | 'practice' | 'sheet'
  readonly lesson: string
  /** The answer, or null: the option that is chosen, or the tick at which the marker was put. */
  readonly chosen: number | null
  readonly revealed: boolean
  /** What the questions of the practice are made from, which of them is shown, and how hard it is. */
  readonly seed: string
  readonly number: number
  readonly level: number
}

export const seedMax = 24
export const firstSeed = 'class-1'
const numberMax = 9999

const tickMax = 1e9

const isBetween = (value: unknown, from: number, to: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to

/** A place that came from a link or from nowhere; what makes no sense in it is as usual. */
export function learnPlace(value: Json | undefined): LearnPlace {
  const { tab, lesson, chosen, revealed, seed, number, level } = (
    typeof value === 'object' && value !== null ? value : {}
  ) as Record<string, Json | undefined>
  const picked = isBetween(chosen, 0, tickMax) ? chosen : null
  return {
    tab: tab === 'practice' || tab === 'sheet' ? tab : 'course',
    lesson: lessons.find(({ id }) => id === lesson)?.id ?? ensure(lessons[0], 'there is a lesson').id,
    chosen: picked,
    revealed: revealed === true && picked !== null,
    seed: typeof seed === 'string' && seed.trim() !== '' ? seed.trim().slice(0, seedMax) : firstSeed,
    number: isBetween(number, 1, numberMax) ? number : 1,
    level: isBetween(level, 1, levelMax) ? level : 1,
  }
}

/** The run of a lesson; null for one that is about all specifications. */
export function lessonScenario({ run }: Lesson): Scenario | null {
  if (run === undefined) return null
  const specification = ensure(specificationOf(run.spec), `there is a specification ${run.spec}`)
  const builtIn = ensure(
    specification.scenarios.find(({ id }) => id === run.scenario),
    `there is a scenario ${run.scenario}`,
  )
  const scenario = scenarioFromBuiltIn(specification, builtIn)
  const by = run.cancel === 'before' ? -1 : run.cancel === 'after' ? 1 : 0
  if (by === 0 && run.knobs === undefined) return scenario
  return {
    ...scenario,
    knobs: { ...scenario.knobs, ...run.knobs },
    steps: scenario.steps.map((step) => (step.do === cancelCommand ? { ...step, at: step.at + by } : step)),
  }
}

const questions = new Map<string, Question>()

/** The question of a lesson; always the same object. */
export function lessonQuestion(lesson: Lesson): Question {
  const known = questions.get(lesson.id)
  if (known !== undefined) return known
  const scenario = lessonScenario(lesson)
  const specification = scenario === null ? specifications[0] : specificationOf(scenario.spec)
  const some =
    scenario ??
    scenarioFromBuiltIn(
      ensure(specifications[0], 'there is a specification'),
      ensure(specifications[0]?.scenarios[0], 'it has a scenario'),
    )
  const question = questionOf(ensure(specification, 'a specification'), some, lesson.ask, lesson.id)
  assert(question !== null, `the run of the lesson ${lesson.id} gives a question`)
  questions.set(lesson.id, question)
  return question
}

export type Piece = { readonly kind: 'text' | 'tick' | 'cancel'; readonly text: string }

/** The sentences of a lesson, with the ticks and settings of its run put in. */
export function lessonText(lesson: Lesson): readonly Piece[] {
  const question = lessonQuestion(lesson)
  const { outcome } = traceOf(question.scenario)
  return lesson.says.split(/(\{[a-zA-Z:]+\})/).map((text): Piece => {
    if (!text.startsWith('{')) return { kind: 'text', text }
    const name = text.slice(1, -1)
    if (name === 'cancel') return { kind: 'cancel', text: String(question.cancelAt) }
    const milestone = milestones.find((each) => each === name)
    const value =
      milestone === undefined ? question.scenario.knobs[name.replace('knob:', '')] : outcome.milestones[milestone]
    return { kind: 'tick', text: String(ensure(value, `the lesson ${lesson.id} knows ${name}`)) }
  })
}

const practices = new Map<string, Practice>()
const practicesKept = 60

export function practiceFor(seed: string, number: number, level: number): Practice {
  const key = `${seed}/${number}/${level}`
  const known = practices.get(key) ?? practiceOf(seed, number, level)
  practices.set(key, known)
  if (practices.size > practicesKept) practices.delete(practices.keys().next().value ?? '')
  return known
}

let sheet: { readonly seed: string; readonly questions: readonly Practice[] } | null = null

export function sheetFor(seed: string): readonly Practice[] {
  if (sheet?.seed !== seed) sheet = { seed, questions: sheetOf(seed) }
  return sheet.questions
}

export const titleOf = (scenario: Scenario): string =>
  ensure(specificationOf(scenario.spec), 'a scenario of a question has a specification').document.title

/**
 * Settings of a question's run, in words: those that are not as they are by default, and where a tick is asked for, all that say
 * how long something takes, since it can be worked out from them.
 */
export function settingsOf({ kind, scenario }: Pick<Question, 'kind' | 'scenario'>): string {
  const { model } = ensure(specificationOf(scenario.spec), 'a scenario of a question has a specification')
  const told = Object.entries(model.knobs).flatMap(([name, knob]) => {
    const value = scenario.knobs[name]
    const isTold = value !== knob.domain.default || (kind === 'tick' && knob.unit === 'ticks')
    if (!isTold || value === undefined) return []
    return [`${knob.title}: ${value === true ? 'yes' : value === false ? 'no' : String(value)}`]
  })
  return told.join(', ')
}

/** What is commanded, in order: also what is still to come, since it is settled before anybody answers. */
export const commandsOf = ({ steps }: Scenario): string =>
  steps
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, do: name }) => `${name} ${at}`)
    .join(', ')

/** The run up to its first cancel, which is the last thing that happens in it: what comes then is not in the picture at all. */
export const coveredTimeline = byObject((scenario: Scenario): Timeline => {
  const trace = traceOf(scenario)
  const at = trace.events.findIndex((event) => event.kind === 'command' && event.do === cancelCommand)
  const to = trace.events[at]?.t ?? 0
  const events = trace.events.filter((event, i) => (at < 0 ? event.t <= to : i <= at))
  const past = new Set(
    events.flatMap((event) => (event.kind === 'milestone' && event.operation === trace.target ? [event.name] : [])),
  )
  const reached = Object.fromEntries(
    Object.entries(trace.outcome.milestones).filter(([name]) => past.has(name as (typeof milestones)[number])),
  )
  const outcome = { ...trace.outcome, cancel: null, settle: null, lateResults: 0, leaks: [], milestones: reached }
  const { model } = ensure(specificationOf(scenario.spec), 'a scenario of a question has a specification')
  return timelineOf(model, { ...firstLines(trace, events.length), outcome })
})
