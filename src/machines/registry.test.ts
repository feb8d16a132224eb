import { expect, it } from 'vitest'
import { protocols } from './index.ts'
import { heads, loadedProtocols, loadProtocol } from './registry.ts'

it('says of each specification what its document says, in the same order', () => {
  expect(heads.map(({ id, title, family }) => ({ id, title, family }))).toEqual(
    protocols.map(({ document: { id, title, family } }) => ({ id, title, family })),
  )
  expect(loadedProtocols()).toEqual(protocols)
})

it('loads the specification that it names', async () => {
  const loaded = await Promise.all(heads.map(({ load }) => load()))

  expect(loaded).toEqual(protocols)
  expect(await loadProtocol('no such specification')).toBe(undefined)
})
