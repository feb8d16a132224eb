import * as v from 'valibot'
import { err, ok, type Result } from '#base/result.ts'
import { milestones } from '#kernel/effect.ts'
import type { Scenario } from '#kernel/model.ts'
import { bytesMax, checkScenario, issueText, suspicious } from './scenario.ts'

/**
 * A lesson: questions about runs, in order, with titles and texts. It holds no answers: whoever opens it computes them anew.
 */
export const lessonFormat = 'aftercancel/lesson@1'
export const questionsMax = 60

/** Longest texts, in characters. */
export const shortTextMax = 200
export const longTextMax = 2000

const short = v.pipe(v.string(), v.maxLength(shortTextMax, `at most ${shortTextMax} characters`))
const text = v.pipe(v.string(), v.maxLength(longTextMax, `at most ${longTextMax} characters`))
const value = v.union([v.string(), v.boolean(), v.pipe(v.number(), v.integer())])
const milestone = v.picklist(milestones)

/** What is asked; the same as the quiz asks. */
const ask = v.variant('kind', [
  v.strictObject({ kind: v.literal('code') }),
  v.strictObject({ kind: v.literal('late') }),
  v.strictObject({ kind: v.literal('next') }),
  v.strictObject({ kind: v.literal('clause') }),
  v.strictObject({ kind: v.literal('held'), when: v.union([milestone, v.literal('answered')]) }),
  v.strictObject({ kind: v.literal('tick'), of: v.union([milestone, v.strictObject({ free: short })]) }),
  v.strictObject({
    kind: v.literal('which'),
    story: v.picklist([
      'early',
      'half-way',
      'last-moment',
      'too-late',
      'twice',
      'unnoticed',
      'lost',
      'leaves',
      'another',
    ]),
    measure: v.picklist(['toldFirst', 'refuses', 'neverTold']),
  }),
])

/** What is to be brought about by moving the cancel, after the answer; the model says whether it is reached. */
const task = v.strictObject({
  goal: v.variant('kind', [
    v.strictObject({ kind: v.literal('code'), is: short }),
    v.strictObject({ kind: v.literal('late'), is: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
    v.strictObject({
      kind: v.literal('end'),
      operation: v.pipe(v.number(), v.integer(), v.minValue(1)),
      is: short,
    }),
  ]),
  /** Other words for it. */
  says: v.optional(text),
})

/** A built-in scenario, with the cancel moved by a tick or with other settings. */
const run = v.strictObject({
  spec: short,
  scenario: short,
  cancel: v.optional(v.picklist(['before', 'after'])),
  knobs: v.optional(v.record(short, value)),
})

const question = v.strictObject({
  /** Stable name in links and in the progress. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'lower case letters, digits and hyphens')),
  title: short,
  /**
   * Sentences before the question. `{cancel}` is the tick of the cancel, the name of a milestone is its tick, `{knob:NAME}` a setting.
   */
  says: text,
  ask,
  /** The run: a built-in one, or a scenario of its own; neither for a question across all specifications. */
  run: v.optional(run),
  scenario: v.optional(v.unknown()),
  /** A recording that the run explains, as a link to the screen Evidence names it. */
  recording: v.optional(v.pipe(v.string(), v.regex(/^[\w./-]{1,120}$/, 'the name of a recording'))),
  /** Index of the step that is asked about, in the scenario; the first cancel where it is not given. */
  asked: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** What decides the order of the options, and which wrong ones there are; the id where it is not given. */
  seed: v.optional(short),
  /** Other words for the question, and reasons of the options by the text of the option. */
  prompt: v.optional(text),
  reasons: v.optional(v.record(text, text)),
  /** After the answer: why, and what it means in code. */
  why: v.optional(text),
  code: v.optional(text),
  task: v.optional(task),
  /** What the answer was when the question was made, as a fingerprint that does not give it away. */
  answer: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/, 'eight hexadecimal digits'))),
})

export const lessonEnvelope = v.strictObject({
  $schema: v.optional(v.string()),
  format: v.literal(lessonFormat),
  title: short,
  /** What it is about, in a minute. */
  intro: v.optional(text, ''),
  questions: v.pipe(
    v.array(question),
    v.minLength(1, 'at least one question'),
    v.maxLength(questionsMax, `at most ${questionsMax} questions`),
  ),
})

type Shape = v.InferOutput<typeof lessonEnvelope>
export type LessonQuestion = Omit<Shape['questions'][number], 'scenario'> & {
  /** The scenario of its own, checked. */
  readonly scenario?: Scenario
}
export interface LessonFile {
  readonly title: string
  readonly intro: string
  readonly questions: readonly LessonQuestion[]
}

const members = [
  '$schema',
  'format',
  'title',
  'intro',
  'questions',
  'id',
  'says',
  'ask',
  'run',
  'scenario',
  'recording',
  'asked',
  'prompt',
  'seed',
  'reasons',
  'why',
  'code',
  'task',
  'goal',
  'answer',
]

/** Checks a value that should be a lesson. The specifications that its scenarios name have to be loaded. Never throws. */
export function checkLesson(input: unknown): Result<LessonFile> {
  const strange = suspicious(input)
  if (strange !== null) return err(strange)
  const isOurs = typeof input === 'object' && input !== null && 'format' in input && input.format === lessonFormat
  if (!isOurs) return err('this is not an Aftercancel lesson file')
  const shape = v.safeParse(lessonEnvelope, input, { abortEarly: true })
  if (!shape.success) return err(issueText(shape.issues[0], members))
  const { title, intro, questions } = shape.output
  const checked: LessonQuestion[] = []
  for (const [i, { scenario, ...one }] of questions.entries()) {
    const place = `questions[${i}]`
    if (checked.some(({ id }) => id === one.id)) return err(`${place}.id: "${one.id}" is there twice`)
    const isAcross = one.ask.kind === 'which'
    if (isAcross !== (one.run === undefined && scenario === undefined))
      return err(
        `${place}: expected ${isAcross ? 'no run, since it asks about all specifications' : 'a run or a scenario'}`,
      )
    if (one.run !== undefined && scenario !== undefined)
      return err(`${place}: expected a run or a scenario, found both`)
    if (scenario === undefined) {
      checked.push(one)
      continue
    }
    const own = checkScenario(scenario)
    if (!own.ok) return err(`${place}.scenario: ${own.error}`)
    if (one.asked !== undefined && own.value.steps[one.asked] === undefined)
      return err(`${place}.asked: expected the index of a step, found ${one.asked}`)
    checked.push({ ...one, scenario: one.asked === undefined ? own.value : { ...own.value, asked: one.asked } })
  }
  return ok({ title, intro, questions: checked })
}

/** Reads a lesson file. Never throws. */
export function parseLesson(content: string): Result<LessonFile> {
  if (content.length > bytesMax) return err('the file is larger than 5 MiB')
  try {
    return checkLesson(JSON.parse(content))
  } catch (error) {
    return err(`not JSON: ${error instanceof Error ? error.message.slice(0, 160) : 'it cannot be read'}`)
  }
}

/** Eight hexadecimal digits that are the same for the same answer: they tell that it has changed, and not what it is. */
export function answerMark(answer: string): string {
  let hash = 0x811c9dc5
  for (const char of answer) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
