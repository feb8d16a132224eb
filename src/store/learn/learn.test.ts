import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  answerTo,
  isAnswerRight,
  isMarkRight,
  markRange,
  markStart,
  offText,
  toleranceText,
  verdictOf,
} from './answers.ts'
import { specificationFor, traceOf } from '../lab/derived.ts'
import {
  coveredTimeline,
  isRight,
  lessonQuestion,
  lessons,
  lessonScenario,
  lessonText,
  practiceFor,
  settingsOf,
  type Choosing,
  type Marking,
  type Question,
} from './learn.ts'
import { setOf, type Practice } from '#analysis/sheet.ts'
import { firstOrder, learnPlace } from './place.ts'
import { keepProgress, noProgress, progressText, readProgress } from './progress.ts'

const usualSet = (seed: string): Practice[] => setOf({ ...firstOrder, seed })

function expectSound(question: Question): void {
  expect(question.momentAt).toBeGreaterThanOrEqual(question.cancelAt)
  if (question.kind === 'tick') expectMarkable(question)
  else expectChoosable(question)
}

const isSaid = (words: string): boolean => words.trim() !== '' && !/undefined|NaN/.test(words)

function expectMarkable(question: Marking): void {
  const { momentAt, tolerance, moments, why, scenario } = question
  const { from, to } = markRange(question)
  expect(momentAt).toBeGreaterThanOrEqual(from)
  expect(momentAt).toBeLessThanOrEqual(to)
  expect(isSaid(why), why).toBe(true)
  // Nothing else happens so near that the mark could mean it.
  for (const { t, kind } of traceOf(scenario).events)
    if (t !== momentAt && kind !== 'clause' && kind !== 'end')
      expect(Math.abs(t - momentAt)).toBeGreaterThan(2 * tolerance)
  expect(isMarkRight(question, momentAt)).toBe(true)
  expect(isMarkRight(question, momentAt + tolerance + 1)).toBe(false)
  for (const { tick, why: reason } of moments) {
    expect(tick).not.toBe(momentAt)
    expect(isSaid(reason), reason).toBe(true)
  }
}

function expectChoosable(question: Choosing): void {
  const { options, scenario } = question
  expect(options).toHaveLength(4)
  expect(options.filter(isRight)).toHaveLength(1)
  expect(new Set(options.map(({ text }) => text)).size).toBe(4)
  for (const { text, why } of options) expect([text, why].every(isSaid), `${text}: ${why}`).toBe(true)
  const known = specificationFor(scenario).document.clauses
  for (const id of options.flatMap(({ clauses }) => clauses)) expect(Object.hasOwn(known, id), id).toBe(true)
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
    expect(
      lessonText(lesson)
        .map(({ text }) => text)
        .join(''),
    ).not.toMatch(/[{}]|undefined/)
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

describe('wrong answers', () => {
  it('come from the neighbouring ticks where those have another answer', () => {
    const near = lessons.map(lessonQuestion).filter((question) => {
      const others = question.kind === 'tick' ? question.moments : question.options
      return others.some(({ source, why }) => source === 'band' && /a cancel (at|between) \d/.test(why))
    })
    expect(near.length).toBeGreaterThanOrEqual(6)
  })

  it('that are marks are told as other moments, some of them of other runs', () => {
    const marking = lessons.map(lessonQuestion).filter((question): question is Marking => question.kind === 'tick')
    expect(marking.length).toBeGreaterThanOrEqual(4)
    for (const { moments } of marking) {
      expect(moments.length).toBeGreaterThanOrEqual(2)
    }
    expect(marking.some(({ moments }) => moments.some(({ source }) => source === 'band'))).toBe(true)
  })
})

describe('where a marker waits', () => {
  const startsOnTheAnswer = (question: Question): boolean =>
    question.kind === 'tick' && isAnswerRight(question, markStart(question))

  it('is the answer of no lesson', () => {
    expect(lessons.filter((lesson) => startsOnTheAnswer(lessonQuestion(lesson)))).toEqual([])
  })

  it('is the answer of no practice question, whatever the seed', () => {
    const place = fc.record({
      seed: fc.string({ minLength: 1, maxLength: 24 }),
      number: fc.integer({ min: 1, max: 4 }),
      level: fc.integer({ min: 2, max: 5 }),
    })
    fc.assert(
      fc.property(place, ({ seed, number, level }) => {
        expect(startsOnTheAnswer(practiceFor(seed, number, level).question)).toBe(false)
      }),
      { seed: 3, numRuns: 20 },
    )
  })
})

describe('a mark', () => {
  const question = lessons
    .map(lessonQuestion)
    .find((each): each is Marking => each.kind === 'tick' && each.tolerance > 2) as Marking

  it('is told by how much it is off, and what counts is told before', () => {
    const { momentAt, tolerance } = question
    expect(offText(question, momentAt)).toBe('exactly there')
    expect(offText(question, momentAt - 1)).toBe('1 tick too early')
    expect(offText(question, momentAt + tolerance)).toBe(`${tolerance} ticks too late`)
    expect(toleranceText(question)).toBe(`Within ${tolerance} ticks counts as right.`)
    expect(verdictOf(question, momentAt - 1)).toMatch(/^Right, 1 tick too early/)
    expect(verdictOf(question, momentAt - tolerance - 1)).toMatch(/^Not at/)
  })

  it('counts only where one can put it', () => {
    const { from, to } = markRange(question)
    expect(answerTo(question, from - 1)).toBeNull()
    expect(answerTo(question, to + 1)).toBeNull()
    expect(answerTo(question, to)).toBe(to)
  })

  it('can be worked out: the settings say how long everything takes', () => {
    expect(settingsOf(question)).toMatch(/: \d+/)
  })
})

describe('the practice', () => {
  it('gives sound questions at every level', () => {
    for (let level = 1; level <= 5; level++)
      for (let number = 1; number <= 6; number++) expectSound(practiceFor('test', number, level).question)
  })

  it('gives the same set for the same seed, and another one for another', () => {
    const told = (seed: string): string => JSON.stringify(usualSet(seed))
    const first = told('a')
    expect(told('b')).not.toBe(first)
    expect(told('a')).toBe(first)
    expect(usualSet('a')).toHaveLength(10)
  })

  it('asks for different things in one set, among them a tick to be marked', () => {
    for (const seed of ['class-1', 'monday', 'x']) {
      const asked = new Set(usualSet(seed).map(({ question }) => question.kind))
      expect(asked.size, seed).toBeGreaterThanOrEqual(4)
      expect(asked, seed).toContain('tick')
    }
  })
})

describe('the place', () => {
  it('is as usual where a link makes no sense', () => {
    const usual = learnPlace(undefined)
    expect(
      learnPlace({ tab: 'x', lesson: '__proto__', chosen: -1, revealed: true, seed: '', number: -1, level: 99 }),
    ).toEqual(usual)
    expect(
      learnPlace({ ...usual, tab: 'practice', seed: 'x', chosen: 2, revealed: true, number: 3, level: 2 }),
    ).toMatchObject({ tab: 'practice', seed: 'x', chosen: 2, revealed: true, number: 3, level: 2 })
  })
})

describe('the progress', () => {
  it('survives its text, and whatever else is found in its place', () => {
    const id = lessons[0]?.id ?? ''
    const progress = { lessons: { [id]: true }, asked: 3, right: 2, row: 1 }
    expect(readProgress(progressText(progress))).toEqual(progress)
    for (const text of [null, '', '{', '[]', '7', '{"lessons":{"__proto__":true,"x":1},"asked":-1,"right":"9"}'])
      expect(readProgress(text)).toEqual(noProgress)
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
