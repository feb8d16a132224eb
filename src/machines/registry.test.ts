import { expect, it } from 'vitest'
import { specifications } from './index.ts'
import { entries, loadedSpecifications, loadSpecification } from './registry.ts'

it('says of each specification what its document says, in the same order', () => {
  expect(entries.map(({ id, title, family }) => ({ id, title, family }))).toEqual(
    specifications.map(({ document: { id, title, family } }) => ({ id, title, family })),
  )
  expect(loadedSpecifications()).toEqual(specifications)
})

it('loads the specification that it names', async () => {
  const loaded = await Promise.all(entries.map(({ load }) => load()))

  expect(loaded).toEqual(specifications)
  expect(await loadSpecification('no such specification')).toBe(undefined)
})
