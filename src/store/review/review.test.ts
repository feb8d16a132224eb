import { report } from '#analysis/check.ts'
import { ensure } from '#base/assert.ts'
import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { createLab } from '../lab/lab.ts'
import { piecesOf, wordsAround, wordsTyped } from './clauseText.ts'
import { readingsOf } from './readings.ts'
import { clauseFor, markFor, questionsOf, scenarioOf, shortly, verifiedFor } from './review.ts'
import { actsIn, witnessesOf } from './witnesses.ts'
import { clauseAt, readClause, reviewPlace, stepClause } from './reviewPlace.ts'

describe('the place', () => {
  it.each([[undefined], [null], [7], [['a']], [{ mi: 3 }], ['text']])('that makes no sense is nowhere: %j', (value) => {
    expect(reviewPlace(value)).toEqual({})
  })

  it('is the first clause until another one is read', () => {
    const lab = createLab()
    const { document } = ensure(specifications[0], 'there is a specification')
    const ids = Object.keys(document.clauses)
    const read = (): string => clauseAt(document, reviewPlace(lab.getState().places.review))
    expect(read()).toBe(ids[0])
    stepClause(lab, -1)
    expect(read()).toBe(ids[0])
    stepClause(lab, 1)
    expect(read()).toBe(ids[1])
    expect(lab.getState().announcement).toContain(ids[1] ?? '')
    readClause(lab, 'nonsense')
    expect(read()).toBe(ids[1])
    expect(clauseAt(document, { [document.id]: 'constructor' })).toBe(ids[0])
  })
})

describe('the words of a clause', () => {
  const says = 'A server that is too busy answers ERROR_CANCELLED.'

  it('are cut so that all of them are there once', () => {
    const pieces = piecesOf(says, [
      { words: { from: 17, quote: 'too busy' } },
      { words: { from: 21, quote: 'busy answers' } },
      { words: null },
      { words: { from: 0, quote: 'gone' } },
    ])
    expect(pieces.map(({ text }) => text).join('')).toBe(says)
    expect(pieces.filter(({ isMarked }) => isMarked).map(({ text }) => text)).toEqual(['too ', 'busy', ' answers'])
    expect(pieces.flatMap(({ text, pins }) => pins.map((n) => `${text}${n}`))).toEqual(['busy1', ' answers2'])
    expect(pieces.find(({ isSymbol }) => isSymbol)?.text).toBe('ERROR_CANCELLED')
  })

  it('are found where they moved to', () => {
    expect(piecesOf(says, [{ words: { from: 0, quote: 'too busy' } }]).find(({ isMarked }) => isMarked)?.text).toBe(
      'too busy',
    )
  })

  it.each([
    [18, 22, 'too busy'],
    [16, 26, 'too busy'],
    [22, 18, 'too busy'],
    [16, 17, null],
    [40, 60, 'ERROR_CANCELLED'],
  ])('from %i to %i are whole: %s', (from, to, quote) => {
    expect(wordsAround(says, from, to)?.quote ?? null).toBe(quote)
  })

  it('can be typed', () => {
    expect(wordsTyped(says, ' a SERVER ')).toEqual({ from: 0, quote: 'A server' })
    expect(wordsTyped(says, 'client')).toBeNull()
    expect(wordsTyped(says, '')).toBeNull()
  })

  it('are shortened between words', () => {
    expect(shortly(says, 30)).toBe('A server that is too busy…')
    expect(shortly(says, 300)).toBe(says)
  })
})

describe.each(specifications.map((specification) => [specification.document.id, specification] as const))(
  '%s',
  (_, specification) => {
    it('asks its open questions with the clauses that they are about', () => {
      const { clauses, questions } = specification.document
      const asked = new Set(
        Object.keys(clauses).flatMap((id) => questionsOf(specification, id).map((question) => question.id)),
      )
      expect(Object.keys(questions).filter((id) => !asked.has(id))).toEqual([])
    })

    it('says of each open question what the model does, or under which readings', () => {
      const { clauses } = specification.document
      const silent = Object.keys(clauses).flatMap((id) =>
        questionsOf(specification, id).filter(({ answer, knob }) => answer === null && knob === null),
      )
      expect(silent).toEqual([])
    })

    it('knows for each choice where it makes a difference', async () => {
      const knobs = new Set(Object.values(specification.document.questions).flatMap(({ knob }) => knob ?? []))
      for (const name of knobs) {
        const readings = await readingsOf(specification, name)
        expect(readings[0]).toMatchObject({ isDefault: true, differences: [] })
        expect(readings.length).toBeGreaterThan(1)
        for (const { what } of readings.flatMap(({ differences }) => differences)) expect(what).not.toEqual([])
        expect(await readingsOf(specification, name)).toBe(readings)
      }
    })

    it('shows each clause where it acts, and not the same run for all of them', () => {
      const own = { ...createLab().getState().scenario, spec: specification.document.id }
      const ids = Object.keys(specification.document.clauses)
      const shown = ids.flatMap((id) => witnessesOf(own, null, id)[0] ?? [])
      for (const id of ids)
        for (const { scenario } of witnessesOf(own, null, id)) expect(actsIn(scenario, id)).not.toEqual([])
      const times = new Map<string | null, number>()
      for (const { builtIn } of shown) times.set(builtIn, (times.get(builtIn) ?? 0) + 1)
      expect(Math.max(...times.values())).toBeLessThanOrEqual(Math.ceil(shown.length / 4))
    })

    it('says of nothing that it was checked before it was', () => {
      for (const id of Object.keys(specification.document.clauses)) expect(verifiedFor(null, id)).toEqual([])
    })

    it('tells what is known first, and of that the gravest, beliefs last; what the check found stands behind the scenarios', async () => {
      const specification = ensure(
        specifications.find(({ check }) => check !== undefined),
        'a specification can be checked',
      )
      const plan = ensure(await specification.check?.(), 'it has statements')
      const { scenario } = createLab().getState()
      const own = { ...scenario, spec: specification.document.id }
      const builtIn = ensure(specification.scenarios[0], 'it has a scenario')
      const all = report(specification, plan, [])
      const clause = ensure(
        Object.keys(specification.document.clauses).find(
          (id) => (clauseFor(own, id)?.scenarios.length ?? 0) > 0 && verifiedFor(all, id).length >= 3,
        ),
        'a clause has three statements',
      )
      const verdicts = ['unknown', 'holds', 'finding'] as const
      let n = 0
      const properties = all.properties.map((property) => {
        if (!property.clauses.includes(clause) && property.permitted !== clause) return property
        const verdict = verdicts[n++ % verdicts.length] ?? 'unknown'
        const sighting = verdict === 'finding' ? { path: [], scenario: scenarioOf(own, builtIn) } : null
        return { ...property, belief: null, verdict, sighting }
      })
      const marks = verifiedFor({ ...all, properties }, clause).map(({ mark }) => mark)
      expect(marks).toEqual(
        [...marks].sort(
          (a, b) => ['exception', 'holds', 'pending'].indexOf(a) - ['exception', 'holds', 'pending'].indexOf(b),
        ),
      )
      // A permitted exception is no falsehood of the clause.
      expect(markFor({ ...all, properties }, clause)).toBe('exception')
      const witnesses = witnessesOf(own, { ...all, properties }, clause)
      const found = witnesses.filter(({ builtIn: id }) => id === null)
      expect(found.length).toBeGreaterThan(0)
      expect(witnesses.slice(-found.length)).toEqual(found)
      expect(found.map(({ shows }) => shows)).toContain('Counterexample found by the check: after 0 steps.')
    })
  },
)

describe('what a reading changes', () => {
  it('is told of every operation', async () => {
    const wanted = ensure(
      specifications.find(({ document }) => document.id === 'mi'),
      'mi is there',
    )
    const all = await Promise.all(
      Object.values(wanted.document.questions).flatMap(({ knob }) =>
        knob === undefined ? [] : [readingsOf(wanted, knob)],
      ),
    )
    const told = all.flat().flatMap(({ differences }) => differences.flatMap(({ what }) => what))
    expect(told.filter((text) => /^operation 2: ends with \S+ instead of \S+$/.test(text)).length).toBeGreaterThan(0)
    expect(told.filter((text) => /\b1 late results\b/.test(text))).toEqual([])
    expect(told.join()).not.toContain('same outcome by another way')
  })
})
