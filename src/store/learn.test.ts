import { describe, expect, it } from 'vitest'
import { protocolFor } from './derived.ts'
import { coveredTimeline, learnPlace, lessonQuestion, lessons, lessonScenario, lessonText, practiceFor, sheetFor, type Question } from './learn.ts'
import { keepProgress, noProgress, progressText, readProgress } from './progress.ts'

function expectSound(question: Question): void {
  const { options, scenario } = question
  expect(options).toHaveLength(4)
  expect(options.filter(({ isRight }) => isRight)).toHaveLength(1)
  expect(new Set(options.map(({ text }) => text)).size).toBe(4)
  for (const { text, why } of options) expect([text.trim(), why.trim()].every((words) => words !== '' && !/undefined|NaN/.test(words)), `${text}: ${why}`).toBe(true)
  const known = protocolFor(scenario).document.clauses
  for (const id of options.flatMap(({ clauses }) => clauses)) expect(Object.hasOwn(known, id), id).toBe(true)
  expect(question.momentAt).toBeGreaterThanOrEqual(question.cancelAt)
}

describe('the course', () => {
  it('is long enough, and every specification has its share', () => {
    expect(lessons.length).toBeGreaterThanOrEqual(12)
    expect(new Set(lessons.map(({ id }) => id)).size).toBe(lessons.length)
    const shares = new Map<string, number>()
    for (const lesson of lessons) {
      const spec = lessonScenario(lesson)?.spec ?? 'all'
      shares.set(spec, (shares.get(spec) ?? 0) + 1)
    }
    expect(shares.size).toBe(6)
    for (const [spec, share] of shares) expect(share, spec).toBeGreaterThanOrEqual(2)
  })

  it.each(lessons.map((lesson) => [lesson.id, lesson] as const))('%s', (_, lesson) => {
    expectSound(lessonQuestion(lesson))
    expect(lessonText(lesson).map(({ text }) => text).join('')).not.toMatch(/[{}]|undefined/)
    const sentences = lesson.says.split(/[.?](?:\s|$)/).filter((part) => part.trim() !== '')
    expect(sentences.length).toBeGreaterThanOrEqual(2)
    expect(sentences.length).toBeLessThanOrEqual(4)
    // Numbers come from the run.
    expect(lesson.says).not.toMatch(/\d/)
  })

  it('shows nothing of what comes after the cancel', () => {
    for (const lesson of lessons) {
      const { scenario, cancelAt } = lessonQuestion(lesson)
      const { end, flags, marks, answer } = coveredTimeline(scenario)
      expect(end).toBeLessThanOrEqual(cancelAt)
      expect(answer).toBeNull()
      for (const { tick } of [...flags, ...marks]) expect(tick).toBeLessThanOrEqual(cancelAt)
    }
  })
})

describe('the practice', () => {
  it('gives sound questions at every level', () => {
    for (let level = 1; level <= 5; level++) for (let number = 1; number <= 6; number++) expectSound(practiceFor('test', number, level).question)
  }, 30_000)

  it('gives the same sheet for the same seed, and another one for another', () => {
    const told = (seed: string): string => JSON.stringify(sheetFor(seed))
    const first = told('a')
    expect(told('b')).not.toBe(first)
    expect(told('a')).toBe(first)
    expect(sheetFor('a')).toHaveLength(10)
  }, 30_000)
})

describe('the place', () => {
  it('is as usual where a link makes no sense', () => {
    const usual = learnPlace(undefined)
    expect(learnPlace({ tab: 'x', lesson: '__proto__', chosen: 9, revealed: true, seed: '', number: -1, level: 99 })).toEqual(usual)
    expect(learnPlace({ ...usual, tab: 'practice', seed: 'x', chosen: 2, revealed: true, number: 3, level: 2 })).toMatchObject({ tab: 'practice', seed: 'x', chosen: 2, revealed: true, number: 3, level: 2 })
  })
})

describe('the progress', () => {
  it('survives its text, and whatever else is found in its place', () => {
    const id = lessons[0]?.id ?? ''
    const progress = { lessons: { [id]: true }, asked: 3, right: 2, row: 1 }
    expect(readProgress(progressText(progress))).toEqual(progress)
    for (const text of [null, '', '{', '[]', '7', '{"lessons":{"__proto__":true,"x":1},"asked":-1,"right":"9"}']) expect(readProgress(text)).toEqual(noProgress)
  })

  it('works where the browser forbids to keep anything, and knows it', () => {
    const keeper = keepProgress(() => {
      throw new Error('SecurityError')
    })
    keeper.answerPractice(true)
    expect(keeper.get()).toMatchObject({ asked: 1, right: 1, row: 1 })
    expect(keeper.isKept()).toBe(false)
    keeper.erase()
    expect(keeper.get()).toEqual(noProgress)
  })
})
