import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import { specifications } from '#machines/index.ts'
import { scenarioOf } from '#machines/scenario.ts'
import { operationsOf } from './facts.ts'
import { questionOf, type Ask } from './quiz.ts'
import { practiceOf, setOf } from './sheet.ts'

const runs = specifications.flatMap((specification) =>
  specification.scenarios.map((builtIn) => {
    const scenario = scenarioOf(specification, builtIn)
    const trace = run(specification.model, scenario)
    return { specification, scenario, trace, operations: operationsOf(specification.model, trace) }
  }),
)
const several = runs.filter(({ operations }) => operations.length > 1)

describe('a question about an operation is answered for that operation', () => {
  it('when it lets go of something, whatever the others hold', () => {
    let met = 0
    for (const { specification, scenario, trace, operations } of runs) {
      const aimed = operations.find(({ number }) => number === trace.target)
      for (const { name, until } of aimed?.held ?? []) {
        const question = questionOf(specification, scenario, { kind: 'tick', of: { free: name } }, 'law')
        if (question === null) continue
        met++
        expect({ title: scenario.title, name, tick: question.momentAt }).toEqual({
          title: scenario.title,
          name,
          tick: until,
        })
      }
    }
    expect(met).toBeGreaterThan(30)
  })

  it('what is held: nothing that another one holds', () => {
    let met = 0
    for (const { specification, scenario, trace, operations } of several)
      for (const when of ['answered', 'settled', 'stopped'] as const) {
        const question = questionOf(specification, scenario, { kind: 'held', when }, 'law')
        if (question === null || question.kind === 'tick') continue
        const right = question.options.find(({ source }) => source === 'here')
        const own = new Set(operations.find(({ number }) => number === trace.target)?.held.map(({ name }) => name))
        const owned = new Set(operations.flatMap(({ held }) => held.map(({ name }) => name)))
        for (const name of [...owned].filter((each) => !own.has(each))) {
          const title = specification.model.resources[name]?.title ?? name
          expect(right?.text.toLowerCase().split(' and ')).not.toContain(title.toLowerCase())
        }
        met++
      }
    expect(met).toBeGreaterThan(10)
  })

  it('says whose cancel it is about', () => {
    for (const { specification, scenario, trace, operations } of several) {
      const start = operations.find(({ number }) => number === trace.target)?.startedAt ?? Infinity
      for (const ask of [{ kind: 'code' }, { kind: 'tick', of: 'settled' }] as const satisfies readonly Ask[]) {
        const question = questionOf(specification, scenario, ask, 'law')
        if (question === null || start > question.cancelAt) continue
        expect(question.prompt).toContain(`The cancel of operation ${trace.target} comes at`)
      }
    }
  })
})

describe('the wrong answers', () => {
  it('are codes of the same specification', () => {
    for (const { specification, scenario } of runs) {
      const question = questionOf(specification, scenario, { kind: 'code' }, 'law')
      if (question === null || question.kind === 'tick') continue
      for (const { text, source } of question.options) {
        expect(Object.keys(specification.document.codes)).toContain(text)
        expect(source).not.toBe('spec')
      }
    }
  })
})

const seeds = fc.string({ minLength: 1, maxLength: 24 })

describe('sets', () => {
  it('equal orders give equal sets, none of whose questions comes twice', () => {
    const order = fc.record({
      seed: seeds,
      count: fc.integer({ min: 1, max: 6 }),
      level: fc.option(fc.integer({ min: 1, max: 5 })),
      spec: fc.option(fc.constantFrom(...specifications.map(({ document }) => document.id))),
      kinds: fc.constantFrom(null, ['code'] as const, ['tick', 'held'] as const),
    })
    fc.assert(
      fc.property(order, (one) => {
        const set = setOf(one)
        expect(JSON.stringify(setOf(one))).toBe(JSON.stringify(set))
        const keys = set.map(({ question: { scenario, prompt } }) => `${scenario.spec} ${scenario.title} ${prompt}`)
        expect(new Set(keys).size).toBe(set.length)
        for (const { question, ask, level } of set) {
          expect(question.scenario.spec).toBe(one.spec ?? question.scenario.spec)
          expect(one.kinds ?? [ask.kind]).toContain(ask.kind)
          expect(level).toBe(one.level ?? level)
        }
      }),
      { seed: 11, numRuns: 6 },
    )
  })

  it('in the practice nothing comes again within twenty questions, across blocks too', () => {
    const told = Array.from({ length: 26 }, (_, i) => practiceOf('again', i + 1, 2).question)
    const keys = told.map(({ scenario, prompt }) => `${scenario.spec} ${scenario.title} ${prompt}`)
    for (const [i, key] of keys.entries()) expect(keys.slice(Math.max(0, i - 20), i)).not.toContain(key)
  })
})
