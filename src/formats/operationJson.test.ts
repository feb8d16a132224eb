import { describe, expect, it } from 'vitest'
import { lro } from '#specs/lro.ts'
import { httpStatus } from '#machines/lro/messages.ts'
import { finish } from './opened.ts'
import { openRecording } from './recognise.ts'
import { rpcCode, rpcNamed, rpcOfStatus, rpcValue } from './rpcCodes.ts'

const kinds = (value: unknown): unknown => {
  const read = finish(openRecording(JSON.stringify(value)))
  return read.ok
    ? [
        read.value.from,
        ...read.value.observation.lines.map(({ kind, op, operation, code, out }) => ({
          kind,
          op,
          operation,
          code,
          out,
        })),
      ]
    : read.error
}

describe('a pasted Operation', () => {
  it('is a look that returned it; nothing is said about who else called', () => {
    const read = finish(openRecording('{"name":"operations/1","done":true,"error":{"code":1,"message":"x"}}'))
    const of = { operation: 'operations/1' }

    expect(read).toMatchObject({
      ok: true,
      value: {
        from: 'operation',
        places: [null, null, 1, 1, 1],
        observation: {
          sees: [],
          lines: [
            { kind: 'call', op: 'count', call: 'count#1', ...of },
            { kind: 'return', op: 'count', call: 'count#1', ...of, code: 'OK', value: '0' },
            { kind: 'call', op: 'get', call: 'get#1', ...of },
            { kind: 'return', op: 'get', call: 'get#1', ...of, code: 'OK', out: { done: true, error: { code: 1 } } },
            { kind: 'settle', ...of, code: 'CANCELLED', value: '1' },
          ],
        },
      },
    })
  })

  it.each([
    [{ done: true }, 'OK'],
    [{ done: true, response: {} }, 'OK'],
    [{ done: true, error: { code: 13 } }, 'INTERNAL'],
    [{ done: true, error: { code: 0 } }, 'other'],
    [{ done: true, error: { code: 99 } }, 'other'],
    [{ done: true, error: {} }, 'other'],
  ])('ended: %j', (members, code) => {
    expect(kinds({ name: 'operations/1', ...members })).toContainEqual(
      expect.objectContaining({ kind: 'settle', code }),
    )
  })

  it('in a list is one of several, and again the same where the name is the same', () => {
    const list = {
      operations: [
        { name: 'operations/1' },
        { name: 'operations/2', done: true },
        { name: 'operations/1', done: true },
      ],
    }

    expect(kinds(list)).toEqual(kinds(list.operations))
    expect(
      (kinds(list) as { kind: string; operation?: string }[]).flatMap(({ kind, operation }) =>
        kind === 'settle' ? [operation] : [],
      ),
    ).toEqual(['operations/2', 'operations/1'])
  })

  it('is not any JSON', () => {
    expect(kinds({ name: 'a' })).toBe(
      'expected an observation, a HAR, a transcript of HTTP, an Operation as JSON, a call log of OMI or a trace; this is JSON that begins with "{\\"name\\":\\"a\\"}"',
    )
  })
})

describe('codes', () => {
  it('are those that the specification and the model have', () => {
    for (const [code, { value }] of Object.entries(lro.codes))
      expect([code, rpcNamed(code), rpcCode(Number(value))]).toEqual([code, code, code])
    // 400, 409 and 500 stand for several codes, of which one is what a status alone is read as.
    const { FAILED_PRECONDITION: shared, ALREADY_EXISTS, UNKNOWN, ...others } = httpStatus
    expect(Object.entries(others).map(([code, status]) => [code, rpcNamed(code), rpcOfStatus(status)])).toEqual(
      Object.keys(others).map((code) => [code, code, code]),
    )
    expect([shared, ALREADY_EXISTS, UNKNOWN].map(rpcOfStatus)).toEqual(['INVALID_ARGUMENT', 'ABORTED', 'INTERNAL'])
    expect(rpcValue('UNAUTHENTICATED')).toBe('16')
  })
})
