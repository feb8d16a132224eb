import { ensure } from '#base/assert.ts'
import { describe, expect, it } from 'vitest'
import { protocols } from '#machines/index.ts'
import { createLab } from './lab.ts'
import { piecesOf, questionsOf, readingsOf, shortly, verifiedFor, wordsAround, wordsTyped } from './review.ts'
import { clauseAt, readClause, reviewPlace, stepClause } from './reviewPlace.ts'

describe('the place', () => {
  it.each([[undefined], [null], [7], [['a']], [{ mi: 3 }], ['text']])('that makes no sense is nowhere: %j', (value) => {
    expect(reviewPlace(value)).toEqual({})
  })

  it('is the first clause until another one is read', () => {
    const lab = createLab()
    const { document } = ensure(protocols[0], 'there is a specification')
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
    const pieces = piecesOf(says, [{ words: { from: 17, quote: 'too busy' } }, { words: { from: 21, quote: 'busy answers' } }, { words: null }, { words: { from: 0, quote: 'gone' } }])
    expect(pieces.map(({ text }) => text).join('')).toBe(says)
    expect(pieces.filter(({ isMarked }) => isMarked).map(({ text }) => text)).toEqual(['too ', 'busy', ' answers'])
    expect(pieces.flatMap(({ text, pins }) => pins.map((n) => `${text}${n}`))).toEqual(['busy1', ' answers2'])
    expect(pieces.find(({ isSymbol }) => isSymbol)?.text).toBe('ERROR_CANCELLED')
  })

  it('are found where they moved to', () => {
    expect(piecesOf(says, [{ words: { from: 0, quote: 'too busy' } }]).find(({ isMarked }) => isMarked)?.text).toBe('too busy')
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

describe.each(protocols.map((protocol) => [protocol.document.id, protocol] as const))('%s', (_, protocol) => {
  it('asks its open questions with the clauses that they are about', () => {
    const { clauses, holes } = protocol.document
    const asked = new Set(Object.keys(clauses).flatMap((id) => questionsOf(protocol, id).map((question) => question.id)))
    const named = Object.entries(holes).filter(([, hole]) => (hole.clauses ?? []).length > 0)
    expect(named.map(([id]) => id).filter((id) => !asked.has(id))).toEqual([])
  })

  it('knows for each choice where it makes a difference', async () => {
    const knobs = new Set(Object.values(protocol.document.holes).flatMap(({ knob }) => knob ?? []))
    for (const name of knobs) {
      const readings = await readingsOf(protocol, name)
      expect(readings[0]).toMatchObject({ isDefault: true, differences: [] })
      expect(readings.length).toBeGreaterThan(1)
      for (const { what } of readings.flatMap(({ differences }) => differences)) expect(what).not.toEqual([])
      expect(await readingsOf(protocol, name)).toBe(readings)
    }
  })

  it('says of nothing that it was checked before it was', () => {
    for (const id of Object.keys(protocol.document.clauses)) expect(verifiedFor(null, id)).toEqual([])
  })
})
