import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { run } from '#kernel/run.ts'
import { protocols, protocolOf } from '#machines/index.ts'
import { builtIn, runSteps } from '#machines/testing.ts'
import { diff, firstDifference, identified } from './diff.ts'

const { model } = ensure(protocolOf('lro'), 'lro is registered')

describe('two runs side by side', () => {
  it.each(protocols.map((protocol) => [protocol.document.id, protocol] as const))('are the same where the scenario is: %s', (_, protocol) => {
    for (const scenario of protocol.scenarios) {
      const trace = run(protocol.model, builtIn(protocol, scenario))
      expect(diff(trace, trace).every((match) => match.kind === 'same')).toBe(true)
    }
  })

  it('name every event once, and every event of both is in exactly one match', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => {
        const [left, right] = [a, b].map((at) => runSteps(model, {}, [[0, 'count'], [at, 'cancel']]))
        if (left === undefined || right === undefined) return false
        const keys = identified(left).map(({ key }) => key)
        const matches = diff(left, right)
        const lefts = matches.flatMap((match) => (match.kind === 'onlyRight' ? [] : [match.left.i]))
        const rights = matches.flatMap((match) => (match.kind === 'onlyLeft' ? [] : [match.right.i]))
        return (
          new Set(keys).size === keys.length &&
          JSON.stringify(lefts) === JSON.stringify(identified(left).map(({ event }) => event.i)) &&
          JSON.stringify(rights.toSorted((x, y) => x - y)) === JSON.stringify(identified(right).map(({ event }) => event.i))
        )
      }),
    )
  })

  it('differ first where the worker decides otherwise', () => {
    const left = runSteps(model, {}, [[0, 'count'], [160, 'cancel']])
    const right = runSteps(model, { honoursCancel: 'late' }, [[0, 'count'], [160, 'cancel']])
    const first = firstDifference(diff(left, right))
    expect(first).toMatchObject({
      kind: 'changed',
      left: { t: 230, kind: 'state', actor: 'worker#1', from: 'executing.told', to: 'ended' },
      right: { t: 310, kind: 'state', actor: 'worker#1', from: 'executing.finishing', to: 'ended' },
    })
  })

  it('are merely moved where nothing else changes', () => {
    const left = runSteps(model, {}, [[0, 'count'], [160, 'cancel']])
    const right = runSteps(model, {}, [[7, 'count'], [167, 'cancel']])
    expect(new Set(diff(left, right).map((match) => (match.kind === 'moved' ? match.by : match.kind)))).toEqual(new Set([7]))
  })
})
