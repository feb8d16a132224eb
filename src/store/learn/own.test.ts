import { describe, expect, it } from 'vitest'
import type { Json } from '#base/json.ts'
import { lessonFormat, checkLesson, parseLesson } from '#formats/lesson.ts'
import { scenarioFile } from '#formats/scenario.ts'
import { specifications } from '#machines/index.ts'
import { scenarioFromBuiltIn, specificationFor } from '../lab/derived.ts'
import { createLab } from '../lab/lab.ts'
import {
  addQuestion,
  answerIn,
  editedLesson,
  leakOf,
  offersFor,
  tasksFor,
  withQuestion,
  type Words,
} from './composing.ts'
import { course, lessons, lessonText, questionIn, staleText, type Lesson } from './learn.ts'
import { learnPlace } from './place.ts'
import { lessonFileText, ownLesson } from './own.ts'
import { takeLesson } from './takeLesson.ts'

const words: Words = {
  title: 'Mine',
  says: 'Look closely.',
  prompt: '',
  reasons: {},
  why: 'Because.',
  code: 'close(h)',
  task: null,
}
const firstRuns = specifications.flatMap((specification) =>
  specification.scenarios.slice(0, 2).map((builtIn) => scenarioFromBuiltIn(specification, builtIn)),
)
const offersOf = (scenario: (typeof firstRuns)[number]) =>
  offersFor(scenario).flatMap((offer) => (offer.question === null ? [] : [{ ...offer, question: offer.question }]))

describe('the course', () => {
  it('is made of lessons as their files would hold them', () => {
    for (const { title, intro, questions } of course) {
      const written = questions.map(({ scenario, ...one }) =>
        scenario === undefined ? one : { ...one, scenario: scenarioFile(specificationFor(scenario).model, scenario) },
      )
      const file = JSON.stringify({ format: lessonFormat, title, intro, questions: written })
      expect(checkLesson(JSON.parse(file))).toEqual({ ok: true, value: { title, intro, questions } })
    }
    expect(lessons).toHaveLength(new Set(lessons.map(({ id }) => id)).size)
  })

  it('says after each answer why in three sentences, and in at most five lines of code what it means', () => {
    for (const lesson of lessons) {
      const why = lessonText(lesson, lesson.why ?? '')
      const told = why.map(({ text }) => text).join('')
      expect(told.match(/[.?!](?= |$)/g), `${lesson.id}: ${told}`).toHaveLength(3)
      // Every tick and setting that it names is one of the run.
      expect(told, lesson.id).not.toMatch(/[{}]|undefined/)
      const lines = (lesson.code ?? '').split('\n')
      expect(lines.length, lesson.id).toBeGreaterThanOrEqual(3)
      expect(lines.length, lesson.id).toBeLessThanOrEqual(5)
      for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(100)
    }
  })
})

describe('a question from a run of one’s own', () => {
  it('has the same options and the same answer after it has been a file', () => {
    for (const scenario of firstRuns) {
      const offers = offersOf(scenario)
      expect(offers.length, scenario.title).toBeGreaterThanOrEqual(3)
      for (const offer of offers) {
        const own = withQuestion(null, scenario, offer, { ...words, prompt: offer.question.prompt })
        const read = parseLesson(lessonFileText(own))
        const lesson = read.ok ? read.value.questions[0] : undefined
        expect(lesson, read.ok ? '' : read.error).toBeDefined()
        const again = questionIn(lesson as Lesson)
        expect(again === null ? null : answerIn(again)).toBe(answerIn(offer.question))
        expect(JSON.stringify(again)).toBe(JSON.stringify(offer.question))
        expect(staleText(lesson as Lesson)).toBeNull()
        // The file names no answer, and a link that is made of it does not either.
        expect(Object.keys(lesson ?? {})).not.toContain('options')
      }
    }
  })

  it('keeps the words that its author has written', () => {
    const [scenario] = firstRuns
    const offer = scenario === undefined ? undefined : offersOf(scenario).find(({ id }) => id === 'code')
    if (scenario === undefined || offer === undefined) throw new Error('there is a question about the code')
    const right = answerIn(offer.question)
    const own = withQuestion(null, scenario, offer, { ...words, prompt: 'And now?', reasons: { [right]: 'As I say.' } })
    const question = questionIn(ownLesson(own)?.questions[0] as Lesson)
    expect(question?.prompt).toBe('And now?')
    expect(question?.kind === 'tick' ? '' : question?.options.find(({ text }) => text === right)?.why).toBe('As I say.')
    const twice = withQuestion(own, scenario, offer, words)
    expect(ownLesson(twice)?.questions.map(({ id }) => id)).toEqual(['mine', 'mine-2'])
  })

  it('says where its words give the answer away', () => {
    const [scenario] = firstRuns
    const offer = scenario === undefined ? undefined : offersOf(scenario).find(({ id }) => id === 'code')
    if (offer === undefined) throw new Error('there is a question about the code')
    const { question } = offer
    expect(leakOf(question, { title: 'x', says: 'y', prompt: question.prompt })).toBeNull()
    expect(leakOf(question, { title: `It is ${answerIn(question)}`, says: '', prompt: '' })).toMatch(/^The title/)
  })

  it('is told to be stale when the model answers otherwise, and the answer is computed anew', () => {
    const [scenario] = firstRuns
    const offer = scenario === undefined ? undefined : offersOf(scenario)[0]
    if (scenario === undefined || offer === undefined) throw new Error('there is a question')
    const own = withQuestion(null, scenario, offer, words) as { questions: Record<string, Json>[] }
    const changed = { ...own, questions: own.questions.map((one) => ({ ...one, answer: '00000000' })) }
    const lesson = ownLesson(changed)?.questions[0] as Lesson
    expect(staleText(lesson)).toMatch(/the answer is another one now/)
    expect(questionIn(lesson)).not.toBeNull()
  })
})

describe('a lesson', () => {
  it('comes in as a file and goes on in the place, from which links are made', () => {
    const lab = createLab()
    const [scenario] = firstRuns
    const offer = scenario === undefined ? undefined : offersOf(scenario)[0]
    if (scenario === undefined || offer === undefined) throw new Error('there is a question')
    addQuestion(lab, scenario, offer, words)
    const { own } = learnPlace(lab.getState().places.learn)
    const other = createLab()
    expect(takeLesson(other, lessonFileText(own))).toEqual({ ok: true, value: '“My lesson” is open, 1 question' })
    expect(learnPlace(other.getState().places.learn)).toMatchObject({ tab: 'own', own, lesson: 'mine' })
  })

  it.each([
    ['', /^not JSON/],
    ['{}', /not an Aftercancel lesson file/],
    [{ questions: [] }, /at least one question/],
    [{ title: 7 }, /title/],
    [{ more: 1 }, /unknown member "more"/],
    [{ questions: [{ id: 'a', title: '', says: '', ask: { kind: 'code' } }] }, /expected a run or a scenario/],
    [
      { questions: [{ id: 'a', title: '', says: '', ask: { kind: 'odd' }, run: { spec: 'mi', scenario: 'x' } }] },
      /ask/,
    ],
    [{ questions: [{ id: 'A b', title: '', says: '', ask: { kind: 'code' } }] }, /lower case letters/],
    [{ questions: [{ id: 'a', title: '', says: '', ask: { kind: 'code' }, scenario: { spec: 'mi' } }] }, /scenario/],
  ])('that is bad is refused in one sentence: %j', (change, sentence) => {
    const one = { id: 'a', title: '', says: '', ask: { kind: 'code' }, run: { spec: 'mi', scenario: 'x' } }
    const base = { format: lessonFormat, title: 'T', questions: [one] }
    const text = typeof change === 'string' ? change : JSON.stringify({ ...base, ...change })
    const lab = createLab()
    const before = lab.getState()
    const read = takeLesson(lab, text)
    expect(read.ok ? '' : read.error).toMatch(sentence)
    expect(lab.getState()).toBe(before)
  })
})

describe('a lesson that is edited', () => {
  const [scenario] = firstRuns.slice(1)
  const offers = scenario === undefined ? [] : offersOf(scenario).slice(0, 3)
  const three = offers.reduce<Json>(
    (own, offer, i) =>
      scenario === undefined ? own : withQuestion(own, scenario, offer, { ...words, title: `Q${i}` }),
    null,
  )
  const ids = (own: Json): string[] => ownLesson(own)?.questions.map(({ id }) => id) ?? []

  it('has its questions in the order in which they were put', () => {
    expect(ids(three)).toEqual(['q0', 'q1', 'q2'])
    expect(ids(editedLesson(three, { move: 'q2', by: -1 }))).toEqual(['q0', 'q2', 'q1'])
    expect(ids(editedLesson(three, { move: 'q0', by: -1 }))).toEqual(['q0', 'q1', 'q2'])
    expect(ids(editedLesson(three, { remove: 'q1' }))).toEqual(['q0', 'q2'])
  })

  it('has the texts that were written, and none that were emptied', () => {
    const told = editedLesson(editedLesson(three, { title: 'An hour' }), { intro: 'Begin here.' })
    expect(ownLesson(told)).toMatchObject({ title: 'An hour', intro: 'Begin here.' })
    const edited = editedLesson(told, { question: 'q1', texts: { title: 'Mine', why: '', prompt: 'What now?' } })
    expect(ownLesson(edited)?.questions[1]).toMatchObject({ id: 'q1', title: 'Mine', prompt: 'What now?' })
    expect(ownLesson(edited)?.questions[1]).not.toHaveProperty('why')
    expect(ownLesson(edited)?.questions[0]).toEqual(ownLesson(three)?.questions[0])
  })

  it('never becomes one that no file may hold', () => {
    const one = editedLesson(editedLesson(three, { remove: 'q1' }), { remove: 'q2' })
    expect(editedLesson(one, { remove: 'q0' })).toBe(one)
    expect(editedLesson(three, { title: 'x'.repeat(201) })).toBe(three)
  })

  it('can have a task, which its own run does not fulfil', () => {
    const met = firstRuns.flatMap((run) => {
      const [task] = tasksFor(run)
      const [offer] = offersOf(run)
      if (task === undefined || offer === undefined) return []
      const own = withQuestion(null, run, offer, { ...words, task: task.goal })
      return [ownLesson(own)?.questions[0]?.task?.goal]
    })
    expect(met.length).toBeGreaterThan(5)
    expect(met).not.toContain(undefined)
  })
})
