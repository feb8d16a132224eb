import { describe, expect, it } from 'vitest'
import { membersOf, payloadText } from './payload.ts'

describe('a payload', () => {
  const operation = { name: 'operations/1', done: true, error: { code: 1, details: [] }, metadata: {} }

  it('is told member by member', () => {
    expect(membersOf(operation, 'Body')).toEqual([
      { path: 'name', value: 'operations/1' },
      { path: 'done', value: 'true' },
      { path: 'error.code', value: '1' },
      { path: 'error.details', value: '[]' },
      { path: 'metadata', value: '{}' },
    ])
    expect(membersOf({}, 'Body')).toEqual([{ path: 'Body', value: '{}' }])
  })

  it('is told on a line, which is cut where it is long', () => {
    expect(payloadText(operation)).toBe(
      'name: operations/1, done: true, error.code: 1, error.details: [], metadata: {}',
    )
    expect(payloadText(operation, 20)).toBe('name: operations/1,…')
    expect(payloadText({})).toBe('{}')
  })
})
