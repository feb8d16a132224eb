import { describe, expect, it } from 'vitest'
import { answerTo, isMarkRight, markRange, offText, rulerOf, toleranceText, verdictOf } from './answers.ts'
import { specificationFor, specifications, traceOf } from '../lab/derived.ts'
import {
  coveredTimeline,
  isRight,
  learnPlace,
  lessonQuestion,
  lessons,
  lessonScenario,
  lessonText,
  practiceFor,
  settingsOf,
  sheetFor,
  type Choosing,
  type Marking,
  type Question,
} from './learn.ts'
import { keepProgress, noProgress, progressText, readProgress } from './progress.ts'

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
  const choosing = lessons.map(lessonQuestion).filter((question): question is Choosing => question.kind !== 'tick')
  const ofRuns = choosing.filter(({ kind }) => kind !== 'which')

  it('come from the other specifications, with the reason why they are wrong here', () => {
    for (const { options, prompt, scenario } of ofRuns) {
      const foreign = options.filter(({ source }) => source === 'spec')
      expect(foreign.length, `${scenario.title}: ${prompt}`).toBeGreaterThanOrEqual(1)
      // The reason names the specification in which it would be true.
      for (const { why } of foreign)
        expect(
          specifications.some(({ id, title }) => id !== scenario.spec && why.includes(title)),
          why,
        ).toBe(true)
    }
  })

  it('come from the neighbouring ticks where those have another answer', () => {
    const near = ofRuns.filter(({ options }) =>
      options.some(({ source, why }) => source === 'band' && /\b(at|from) \d/.test(why)),
    )
    expect(near.length).toBeGreaterThanOrEqual(6)
  })

  it('that are marks are told as other moments, some of them of other runs', () => {
    const marking = lessons.map(lessonQuestion).filter((question): question is Marking => question.kind === 'tick')
    expect(marking.length).toBeGreaterThanOrEqual(4)
    for (const { moments } of marking) {
      expect(moments.length).toBeGreaterThanOrEqual(2)
      expect(moments.some(({ source }) => source !== 'run')).toBe(true)
    }
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
    expect(toleranceText(question)).toContain(`at most ${tolerance} ticks off`)
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

  it('can be made on paper: the ruler goes over all of the run, with the cancel on it', () => {
    const { to, cancel, ticks } = rulerOf(question)
    expect(to).toBeGreaterThanOrEqual(question.momentAt)
    expect(cancel.tick).toBe(question.cancelAt)
    expect(ticks[0]).toMatchObject({ tick: 0, x: 0, isLabelled: true })
    expect(ticks.filter(({ isLabelled }) => isLabelled).length).toBeGreaterThan(5)
    expect(ticks.every(({ x }, i) => i === 0 || x > (ticks[i - 1]?.x ?? 0))).toBe(true)
    expect(ticks.at(-1)?.x).toBeLessThanOrEqual(1)
  })
})

describe('the practice', () => {
  it('gives sound questions at every level', () => {
    for (let level = 1; level <= 5; level++)
      for (let number = 1; number <= 6; number++) expectSound(practiceFor('test', number, level).question)
  }, 30_000)

  it('gives the same sheet for the same seed, and another one for another', () => {
    const told = (seed: string): string => JSON.stringify(sheetFor(seed))
    const first = told('a')
    expect(told('b')).not.toBe(first)
    expect(told('a')).toBe(first)
    expect(sheetFor('a')).toHaveLength(10)
  }, 30_000)

  it('asks for different things on one sheet, among them a tick to be marked', () => {
    for (const seed of ['class-1', 'monday', 'x']) {
      const asked = new Set(sheetFor(seed).map(({ question }) => question.kind))
      expect(asked.size, seed).toBeGreaterThanOrEqual(4)
      expect(asked, seed).toContain('tick')
    }
  }, 30_000)
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
