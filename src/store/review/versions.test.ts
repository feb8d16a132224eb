import { expect, it } from 'vitest'
import { describedWithStatements, specsFormat } from '#formats/specsStatements.ts'
import { loadAllSpecs } from '../lab/derived.ts'
import { byPart, createVersions } from './versions.ts'

it('compares a saved version with this one, part by part; what cannot be read changes nothing', async () => {
  await loadAllSpecs()
  const versions = createVersions()
  const saved = { format: specsFormat, specs: await describedWithStatements() }
  expect(await versions.take(JSON.stringify(saved))).toEqual({ ok: true, value: 'nothing has changed since' })
  const [[spec, now] = ['', {}]] = Object.entries(saved.specs)
  const clauses = { ...(now['clauses'] as object), 'X-1': { force: 'MAY', section: '', says: 'No more.' } }
  const statements = { ...(now['statements'] as object), x: { kind: 'never', says: 'x', clauses: [] } }
  const earlier = { specs: { ...saved.specs, [spec]: { ...now, clauses, statements } } }
  expect(await versions.take(JSON.stringify(earlier))).toEqual({ ok: true, value: '2 changes since' })
  const { found } = versions.store.getState()
  expect(
    found === null ? [] : byPart(found, spec).map(({ part, changes }) => [part, changes.map(({ id }) => id)]),
  ).toEqual([
    ['clause', ['X-1']],
    ['statement', ['x']],
  ])
  expect(await versions.take('{}')).toMatchObject({ ok: false })
  expect(versions.store.getState().found).toBe(found)
  versions.close()
  expect(versions.store.getState().found).toBeNull()
})
