import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { finish } from '#formats/opened.ts'
import { openRecording } from '#formats/recognise.ts'
import { operationsIn } from './operations.ts'

const opened = (...lines: object[]) => {
  const text = [{ format: 'aftercancel/observation@1', spec: 'lro' }, ...lines].map((line) => JSON.stringify(line))
  const read = finish(openRecording(text.join('\n'), { name: 'x.jsonl' }))
  return { name: 'x', opened: ensure(read.ok ? read.value : null, 'it can be read') }
}

describe('the operations of a recording', () => {
  it('have numbers in the order of their starts, and each line is about one or none', () => {
    const read = opened(
      { kind: 'call', op: 'count', call: 'a', operation: 'second/7' },
      { kind: 'call', op: 'count', call: 'b', operation: 'first/3' },
      { kind: 'return', op: 'count', call: 'b', code: 'OK' },
      { kind: 'return', op: 'count', call: 'a', operation: 'second/7', code: 'OK' },
      { kind: 'call', op: 'cancel', call: 'c', operation: 'first/3' },
      { kind: 'call', op: 'list', call: 'd' },
      { kind: 'call', op: 'get', call: 'e', operation: 'nobody/1' },
      { kind: 'return', op: 'list', call: 'd', code: 'OK' },
      { kind: 'return', op: 'get', call: 'e', code: 'NOT_FOUND' },
      { kind: 'settle', operation: 'first/3', code: 'CANCELLED' },
    )
    expect(operationsIn(read)).toEqual({
      names: ['second/7', 'first/3'],
      ofLines: [1, 2, 2, 1, 2, null, null, null, null, 2],
    })
  })

  it('whose call has the name of one before is about its own', () => {
    const read = opened(
      { kind: 'call', op: 'count', call: 'a', operation: 'one' },
      { kind: 'return', call: 'a', code: 'OK' },
      { kind: 'call', op: 'count', call: 'a', operation: 'two' },
      { kind: 'return', call: 'a', code: 'OK' },
    )
    expect(operationsIn(read).ofLines).toEqual([1, 1, 2, 2])
  })
})
