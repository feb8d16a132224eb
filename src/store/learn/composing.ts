import type { Json } from '#base/json.ts'
import { milestoneWords } from '#analysis/quiz/milestones.ts'
import { questionOf, type Ask, type Question } from '#analysis/quiz.ts'
import { goalWords, openGoals, type Goal } from '#analysis/quiz/goal.ts'
import { lessonFormat, questionsMax } from '#formats/lesson.ts'
import { scenarioFile } from '#formats/scenario.ts'
import type { Scenario } from '#kernel/model.ts'
import { specificationFor } from '../lab/derived.ts'
import type { LabStore } from '../lab/lab.ts'
import { markOf } from './learn.ts'
import { learnPlace } from './place.ts'
import { ownLesson } from './own.ts'

/** What decides the options while a question is made; it goes into the file, so that they stay the same. */
const ownSeed = 'own'

/** A question that could be asked about a run. */
export interface Offer {
  readonly id: string
  readonly title: string
  readonly ask: Ask
  /** null: this run does not answer it. */
  readonly question: Question | null
}

const whens = ['answered', 'settled', 'stopped'] as const
const ofs = ['noticed', 'stopped', 'settled', 'released'] as const

/** Every kind of question, with what this run answers. */
export function offersFor(scenario: Scenario): readonly Offer[] {
  const specification = specificationFor(scenario)
  const { resources } = specification.model
  const kinds: readonly (readonly [string, string, Ask])[] = [
    ['code', 'What the cancel returns', { kind: 'code' }],
    ['clause', 'Which clause requires that', { kind: 'clause' }],
    ['late', 'How many results still arrive', { kind: 'late' }],
    ['next', 'How the next operation ends', { kind: 'next' }],
    ...whens.map(
      (when) => [`held-${when}`, `What is still held when ${milestoneWords[when]}`, { kind: 'held', when }] as const,
    ),
    ...ofs.map((of) => [`tick-${of}`, `When ${milestoneWords[of]}`, { kind: 'tick', of }] as const),
    ...Object.entries(resources).map(
      ([free, { title }]) => [`free-${free}`, `When it is free: ${title}`, { kind: 'tick', of: { free } }] as const,
    ),
  ]
  return kinds.map(([id, title, ask]) => ({
    id,
    title,
    ask,
    question: questionOf(specification, scenario, ask, ownSeed),
  }))
}

/** The answer as its author sees it: an option's text, or a tick. */
export const answerIn = (question: Question): string =>
  question.kind === 'tick'
    ? String(question.momentAt)
    : (question.options.find(({ source }) => source === 'here')?.text ?? '')

/** What the author wrote. */
export interface Words {
  readonly title: string
  readonly says: string
  readonly prompt: string
  /** Reasons by the text of the option that they belong to; those that were left as they are are not in it. */
  readonly reasons: Readonly<Record<string, string>>
  readonly why: string
  readonly code: string
  /** What is to be brought about after the answer; null: nothing. */
  readonly task: Goal | null
}

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40)

/** Says in a sentence that a text gives the answer away; null where none does. Symbols and ticks are looked for as whole words. */
export function leakOf(question: Question, words: Pick<Words, 'title' | 'says' | 'prompt'>): string | null {
  const answer = answerIn(question)
  const isIn = (text: string): boolean =>
    text.split(/[^\w']+/).includes(answer) || (/\D/.test(answer) && text.toLowerCase().includes(answer.toLowerCase()))
  if (isIn(words.title)) return 'The title gives the answer away.'
  if (isIn(words.says)) return 'The text gives the answer away.'
  if (words.prompt !== question.prompt && isIn(words.prompt)) return 'The question gives the answer away.'
  return null
}

/** The lesson with one more question about a run. A lesson that is full stays as it is. */
export function withQuestion(own: Json, scenario: Scenario, offer: Offer, words: Words): Json {
  const { model } = specificationFor(scenario)
  const before = ownLesson(own) === null ? null : (own as { readonly questions: readonly Json[] })
  const known = new Set(ownLesson(own)?.questions.map(({ id }) => id))
  if (offer.question === null || known.size >= questionsMax) return own
  const wanted = slug(words.title) || offer.id
  let id = wanted
  for (let n = 2; known.has(id); n++) id = `${wanted}-${n}`
  const question = {
    id,
    title: words.title || offer.title,
    says: words.says,
    ask: offer.ask,
    seed: ownSeed,
    scenario: scenarioFile(model, scenario) as Json,
    ...(scenario.asked === undefined ? {} : { asked: scenario.asked }),
    ...(words.prompt === '' || words.prompt === offer.question.prompt ? {} : { prompt: words.prompt }),
    ...(Object.keys(words.reasons).length === 0 ? {} : { reasons: words.reasons }),
    ...(words.why === '' ? {} : { why: words.why }),
    ...(words.code === '' ? {} : { code: words.code }),
    ...(words.task === null ? {} : { task: { goal: words.task } }),
    answer: markOf(offer.question),
  }
  return before === null
    ? { format: lessonFormat, title: 'My lesson', questions: [question] }
    : { ...before, questions: [...before.questions, question] }
}

/** What an author changes in a lesson that is made already. */
export type LessonChange =
  | { readonly title: string }
  | { readonly intro: string }
  /** Texts of a question; an empty one is left out of the file. */
  | { readonly question: string; readonly texts: Readonly<Partial<Record<QuestionText, string>>> }
  /** Up (-1) or down (1) in the order. */
  | { readonly move: string; readonly by: 1 | -1 }
  | { readonly remove: string }

export const questionTexts = ['title', 'says', 'prompt', 'why', 'code'] as const
export type QuestionText = (typeof questionTexts)[number]

type Members = { readonly [key: string]: Json }

/** A question with other texts. Its title and what it says have to be there; the rest is there only if it says something. */
function retold(question: Members, texts: Readonly<Partial<Record<QuestionText, string>>>): Members {
  const all: Members = { ...question, ...texts }
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => name === 'title' || name === 'says' || value !== ''),
  )
}

function moved(questions: readonly Members[], id: string, by: 1 | -1): readonly Members[] {
  const from = questions.findIndex((each) => each['id'] === id)
  const to = from + by
  const [one, other] = [questions[from], questions[to]]
  if (one === undefined || other === undefined) return questions
  return questions.map((each, i) => (i === from ? other : i === to ? one : each))
}

/** The lesson after a change; one that no file may hold (without questions, too long a text) is not made. */
export function editedLesson(own: Json, change: LessonChange): Json {
  if (ownLesson(own) === null) return own
  const { questions, ...head } = own as { readonly questions: readonly Members[] }
  let next: Json
  if ('title' in change) next = { ...head, title: change.title, questions }
  else if ('intro' in change) next = { ...head, intro: change.intro, questions }
  else if ('move' in change) next = { ...head, questions: moved(questions, change.move, change.by) }
  else if ('remove' in change) next = { ...head, questions: questions.filter(({ id }) => id !== change.remove) }
  else
    next = {
      ...head,
      questions: questions.map((each) => (each['id'] === change.question ? retold(each, change.texts) : each)),
    }
  return ownLesson(next) === null ? own : next
}

/** Goals of a run for a task, and what each asks for. */
export const tasksFor = (
  scenario: Scenario,
): readonly { readonly goal: Goal; readonly words: string; readonly ticks: number }[] =>
  openGoals(specificationFor(scenario), scenario).map(({ goal, ticks }) => ({
    goal,
    words: goalWords(goal),
    ticks: ticks.length,
  }))

/** The lesson that is being made: the one that is open in Learn. */
export function addQuestion(lab: LabStore, scenario: Scenario, offer: Offer, words: Words): void {
  const place = learnPlace(lab.getState().places.learn)
  lab.actions.setPlace('learn', { ...place, own: withQuestion(place.own, scenario, offer, words) })
}

export function openOwnLesson(lab: LabStore): void {
  const place = learnPlace(lab.getState().places.learn)
  const first = ownLesson(place.own)?.questions[0]?.id ?? place.lesson
  lab.actions.setPlace('learn', {
    ...place,
    tab: 'own',
    lesson: first,
    chosen: null,
    revealed: false,
  })
  lab.actions.goTo('learn')
}
