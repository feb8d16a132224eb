import { expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { citationsOf } from './citations.ts'

it('a place says what happens there, and leaks no name of a state', () => {
  for (const specification of specifications) {
    const places = [...citationsOf(specification).values()].flat()
    expect(places.length).toBeGreaterThan(10)
    expect(places.filter(({ state }) => /^\w+\.\w/.test(state) || /[a-z][A-Z]/.test(state))).toEqual([])
    const idle = places.filter(({ event, effects }) => event !== null && effects.length === 0)
    // Some only take note that nothing happens.
    expect(idle.length).toBeLessThan(places.length / 3)
    expect(places.flatMap(({ effects }) => effects).filter((text) => text === 'cite' || text === '')).toEqual([])
  }
})
