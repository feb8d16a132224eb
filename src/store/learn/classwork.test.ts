import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { setOf } from '#analysis/sheet.ts'
import { parseResult, resultText, type ResultFile } from '#formats/result.ts'
import { isAnswerRight } from './answers.ts'
import { classTable, givenText, questionMark, resultOf, scoreOf, tableCsv, type Task } from './classwork.ts'
import { learnPlace, orderOf } from './place.ts'
import { keepResults, readResults, type ResultsStore } from './results.ts'
import { rightText } from './learn.ts'

const set = { seed: 'monday', count: 4, level: 2, spec: 'lro', kinds: null }
const tasks: readonly Task[] = setOf(set).map(({ question }, i) => ({ number: i + 1, question }))

/** The answer of somebody who always is right, or always wrong. */
function answerOf({ question }: Task, isRight: boolean): number {
  const { momentAt, cancelAt } = question
  if (question.kind === 'tick') return isRight ? momentAt : momentAt === cancelAt ? cancelAt + 200 : cancelAt
  return question.options.findIndex((_, i) => isAnswerRight(question, i) === isRight)
}

/** Right in those questions, wrong in the rest of the first ones. */
function handedIn(name: string, right: readonly number[], upTo = tasks.length): ResultFile {
  const answers = tasks
    .filter(({ number }) => number <= upTo)
    .map((task) => {
      const answer = answerOf(task, right.includes(task.number))
      return [questionMark(task.question), givenText(task.question, answer)] as const
    })
  return resultOf(name, { set }, tasks, new Map(answers))
}

/** A storage of the browser's, that may be full. */
function storageOf(kept: Map<string, string>, isFull = false): Storage {
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem(name: string, text: string) {
      if (isFull) throw new Error('full')
      kept.set(name, text)
    },
  } as unknown as Storage
}

describe('what a class answered', () => {
  it('is judged by the questions that are made here', () => {
    const files = [handedIn('Ada', [1, 2, 3, 4]), handedIn('Bo', [1]), handedIn('Cy', [1, 2], 2)]
    const table = classTable(tasks, files)
    expect(table.people.map(({ right, verdicts }) => [right, verdicts])).toEqual([
      [4, ['right', 'right', 'right', 'right']],
      [1, ['right', 'wrong', 'wrong', 'wrong']],
      [2, ['right', 'right', 'none', 'none']],
    ])
    expect(table.tasks.map(({ right, answered }) => [right, answered])).toEqual([
      [3, 3],
      [2, 3],
      [1, 2],
      [1, 2],
    ])
    expect(table.hardest.map(({ number }) => number)).toEqual([3, 4, 2, 1])
    const third = ensure(tasks[2], 'there are four')
    expect(table.tasks[2]?.wrong).toEqual([
      { text: String(givenText(third.question, answerOf(third, false))), count: 1 },
    ])
    expect(tableCsv(table)).toBe(
      'name,right,question 1,question 2,question 3,question 4\nAda,4,1,1,1,1\nBo,1,1,0,0,0\nCy,2,1,1,,\n',
    )
  })

  it('does not count an answer to another question', () => {
    const file = handedIn('Ada', [1, 2, 3, 4])
    const answers = file.answers.map((each, i) => (i === 0 ? { ...each, question: 'ffffffff' } : each))
    const { people } = classTable(tasks, [{ ...file, answers }])
    expect(people[0]?.verdicts).toEqual(['other', 'right', 'right', 'right'])
  })

  it('does not give the right answers away in the file', () => {
    const file = handedIn('Ada', [])
    for (const { question, number } of tasks)
      expect(Object.values(file.answers[number - 1] ?? {}).map(String)).not.toContain(rightText(question))
    expect(resultText(file)).not.toMatch(/right|score/)
  })

  it('is no formula in a spreadsheet', () => {
    const table = classTable(tasks, [handedIn('=HYPERLINK("x"),y', [1])])
    expect(tableCsv(table).split('\n')[1]).toBe(`"'=HYPERLINK(""x""),y",1,1,0,0,0`)
  })
})

describe('the results that the browser keeps', () => {
  const filled = (store: ResultsStore): void => {
    for (const task of tasks)
      store.answer('work', questionMark(task.question), givenText(task.question, answerOf(task, task.number < 3)))
    store.setName('Ada')
    expect(store.take(resultText(handedIn('Bo', [1]))).ok).toBe(true)
  }

  it('are the same in the next visit', () => {
    const kept = new Map<string, string>()
    const store = keepResults(() => storageOf(kept))
    filled(store)
    const next = keepResults(() => storageOf(kept))
    expect(next.get()).toEqual(store.get())
    expect(scoreOf(tasks, next.get().answers.get('work') ?? new Map())).toEqual({ right: 2, answered: 4, of: 4 })
  })

  it('keep the first answer, and forget it only when one begins again', () => {
    const store = keepResults(() => storageOf(new Map()))
    store.answer('work', 'q', 'first')
    store.answer('work', 'q', 'second')
    expect(store.get().answers.get('work')?.get('q')).toBe('first')
    store.startAgain('work')
    store.answer('work', 'q', 'second')
    expect(store.get().answers.get('work')?.get('q')).toBe('second')
  })

  it('take a file once, two people of one name both, and nothing that is refused', () => {
    const store = keepResults(() => storageOf(new Map()))
    const [one, two] = [resultText(handedIn('Ada', [1])), resultText(handedIn('Ada', [2]))]
    expect(store.take(one)).toEqual({ ok: true, value: 'the result of Ada came in' })
    expect(store.take(one)).toEqual({ ok: true, value: 'the result of Ada is here already' })
    expect(store.take(two)).toEqual({ ok: true, value: 'the result of Ada came in' })
    expect(store.take('{}').ok).toBe(false)
    expect(store.get().taken).toHaveLength(2)
  })

  it('work without a storage, and say so', () => {
    const store = keepResults(() => storageOf(new Map(), true))
    filled(store)
    expect(store.isKept()).toBe(false)
    expect(store.get().taken).toHaveLength(1)
  })

  it.each(['', '[]', '{"answers":{"x":{"y":[]}},"taken":[{}],"name":5}', 'null'])('read %s as none', (text) => {
    const { name, taken, answers } = readResults(text)
    expect([name, taken, [...answers.values()].flatMap((each) => [...each])]).toEqual(['', [], []])
  })
})

describe('the set in a link', () => {
  it('is taken as it is, or as usual', () => {
    const { seed, ...order } = set
    expect(orderOf(learnPlace({ seed, order }))).toEqual(set)
    expect(learnPlace({ order: { ...order, count: 4000 } }).order).toEqual(learnPlace(null).order)
    expect(learnPlace({ at: 99 }).at).toBe('start')
    expect(learnPlace({ sheet: { of: 'own', left: [1, 1, -3, 'x'], isKey: true } }).sheet).toEqual({
      of: 'set',
      left: [1],
      isKey: true,
    })
    expect(parseResult(resultText(handedIn('', []))).ok).toBe(true)
  })
})
