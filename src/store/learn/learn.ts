import { byObject } from '#base/memo.ts'
import { answerMark, type LessonFile } from '#formats/lesson.ts'
import { cancelCommand } from '#kernel/call.ts'
import { isRight, questionOf, type Question } from '#analysis/quiz.ts'
import { levelMax, practiceOf, type Practice } from '#analysis/sheet.ts'
import { knobsThatMatter } from '#analysis/matters.ts'
import { assert, ensure } from '#base/assert.ts'
import { spaced } from '#base/spaced.ts'
import type { Scenario, Value } from '#kernel/model.ts'
import { timelineOf } from '#layout/timeline/timeline.ts'
import type { Timeline } from '#layout/timeline/types.ts'
import { milestones } from '#kernel/effect.ts'
import { firstLines } from '#kernel/trace.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import { scenarioFromBuiltIn, traceOf } from '../lab/derived.ts'
import { course, lessons, type Lesson } from './lessons/index.ts'

export { course, isRight, lessons, levelMax }
export type { Lesson, LessonFile, Practice, Question }
export type { Choosing, Marking, Option } from '#analysis/quiz.ts'

/** The run of a lesson; null for one that is about all specifications. */
export function lessonScenario({ run, scenario: own }: Lesson): Scenario | null {
  if (own !== undefined) return own
  if (run === undefined) return null
  const specification = specificationOf(run.spec)
  const builtIn = specification?.scenarios.find(({ id }) => id === run.scenario)
  if (specification === undefined || builtIn === undefined) return null
  const scenario = scenarioFromBuiltIn(specification, builtIn)
  const by = run.cancel === 'before' ? -1 : run.cancel === 'after' ? 1 : 0
  if (by === 0 && run.knobs === undefined) return scenario
  return {
    ...scenario,
    knobs: { ...scenario.knobs, ...run.knobs },
    steps: scenario.steps.map((step) => (step.do === cancelCommand ? { ...step, at: step.at + by } : step)),
  }
}

/** The right answer as text: an option's, or a tick. */
export const rightText = (question: Question): string =>
  question.kind === 'tick' ? String(question.momentAt) : (question.options.find(isRight)?.text ?? '')

/** With the words that a teacher has given it instead of ours. */
function reworded(question: Question, { prompt = question.prompt, reasons = {} }: Lesson): Question {
  if (question.kind === 'tick') return { ...question, prompt, why: reasons[rightText(question)] ?? question.why }
  return {
    ...question,
    prompt,
    options: question.options.map((one) => ({ ...one, why: reasons[one.text] ?? one.why })),
  }
}

/** The question of a lesson, its answer computed from its run; null where the run does not answer it. Always the same object. */
export const questionIn = byObject((lesson: Lesson): Question | null => {
  const isAcross = lesson.ask.kind === 'which'
  const first = ensure(specifications[0], 'there is a specification')
  const own = lessonScenario(lesson)
  const scenario = isAcross ? scenarioFromBuiltIn(first, ensure(first.scenarios[0], 'it has a scenario')) : own
  const specification = scenario === null ? undefined : specificationOf(scenario.spec)
  if (scenario === null || specification === undefined) return null
  const question = questionOf(specification, scenario, lesson.ask, lesson.seed ?? lesson.id)
  return question === null ? null : reworded(question, lesson)
})

/** The question of a lesson of the course. */
export function lessonQuestion(lesson: Lesson): Question {
  const question = questionIn(lesson)
  assert(question !== null, `the run of the lesson ${lesson.id} gives a question`)
  return question
}

/** One sentence where the answer is no longer what it was when the question was made; null where it is, or nobody knows. */
export function staleText(lesson: Lesson): string | null {
  const question = questionIn(lesson)
  if (question === null)
    return 'The model has changed since this question was made: the run does not answer it any more.'
  if (lesson.answer === undefined || answerMark(rightText(question)) === lesson.answer) return null
  return 'The model has changed since this question was made: the answer is another one now, and was computed anew.'
}

/** A fingerprint of the answer, for a question that is being made. */
export const markOf = (question: Question): string => answerMark(rightText(question))

export type Piece = { readonly kind: 'text' | 'tick' | 'cancel'; readonly text: string }

/** The sentences of a lesson, those before the question or others of it, with the ticks and settings of its run put in. */
export function lessonText(lesson: Lesson, words = lesson.says): readonly Piece[] {
  const question = questionIn(lesson)
  if (question === null) return [{ kind: 'text', text: words }]
  const { outcome } = traceOf(question.scenario)
  return words.split(/(\{[a-zA-Z:]+\})/).map((text): Piece => {
    if (!text.startsWith('{')) return { kind: 'text', text }
    const name = text.slice(1, -1)
    if (name === 'cancel') return { kind: 'cancel', text: String(question.cancelAt) }
    const milestone = milestones.find((each) => each === name)
    const value =
      milestone === undefined ? question.scenario.knobs[name.replace('knob:', '')] : outcome.milestones[milestone]
    // What somebody else has written may name what the run does not reach.
    return { kind: value === undefined ? 'text' : 'tick', text: String(value ?? text) }
  })
}

/** The sentences of a lesson as one text. */
export const lessonWords = (lesson: Lesson): string =>
  lessonText(lesson)
    .map(({ text }) => text)
    .join('')

/** The questions of a lesson that its runs answer, each with its number in the lesson. */
export const lessonTasks = ({
  questions,
}: LessonFile): readonly { readonly number: number; readonly question: Question; readonly lesson: Lesson }[] =>
  questions.flatMap((lesson, i) => {
    const question = questionIn(lesson)
    return question === null ? [] : [{ number: i + 1, question, lesson }]
  })

const practices = new Map<string, Practice>()
const practicesKept = 60

export function practiceFor(seed: string, number: number, level: number): Practice {
  const key = `${seed}/${number}/${level}`
  const known = practices.get(key) ?? practiceOf(seed, number, level)
  practices.set(key, known)
  if (practices.size > practicesKept) practices.delete(practices.keys().next().value ?? '')
  return known
}

export const titleOf = (scenario: Scenario): string =>
  ensure(specificationOf(scenario.spec), 'a scenario of a question has a specification').document.title

/** A value as a sentence has it. */
function valueWords(value: Value, unit?: 'ticks'): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return unit === undefined ? String(value) : `${value} ${value === 1 ? 'tick' : unit}`
  return /[A-Z]{2}/.test(value) ? value : spaced(value).toLowerCase()
}

/** Settings of a question's run, in words: all that its outcome depends on, and no others. */
export function settingsOf({ scenario }: Pick<Question, 'scenario'>): string {
  const { model } = ensure(specificationOf(scenario.spec), 'a scenario of a question has a specification')
  return knobsThatMatter(scenario)
    .flatMap((name) => {
      const [knob, value] = [model.knobs[name], scenario.knobs[name]]
      if (knob === undefined || value === undefined) return []
      return [`${knob.title}: ${valueWords(value, knob.unit)}`]
    })
    .join(', ')
}

/** What is commanded, in order: also what is still to come, since it is settled before anybody answers. */
export function commandsOf({ spec, steps }: Scenario): string {
  const { model } = ensure(specificationOf(spec), 'a scenario of a question has a specification')
  return steps
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, do: name, args }) => {
      const { title, args: domains = {} } = model.commands[name] ?? { title: name }
      const told = Object.entries(args).flatMap(([arg, value]) =>
        value === domains[arg]?.default ? [] : [`${spaced(arg).toLowerCase()} ${valueWords(value)}`],
      )
      return `${at} ${title}${told.length === 0 ? '' : ` (${told.join(', ')})`}`
    })
    .join(' · ')
}

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

/** All specifications, to choose from. */
export const specTitles: readonly { readonly id: string; readonly title: string }[] = specifications.map(
  ({ document }) => ({ id: document.id, title: document.title }),
)
