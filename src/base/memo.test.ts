import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { byObject, byValue } from './memo.ts'

describe('what is remembered', () => {
  it('is computed once for each object, also where it is undefined', () => {
    const make = vi.fn<(key: { n: number }) => number | undefined>(({ n }) => (n > 1 ? n : undefined))
    const of = byObject(make)
    const [one, two, equal] = [{ n: 1 }, { n: 2 }, { n: 1 }]
    expect([one, two, one, two, equal].map(of)).toEqual([undefined, 2, undefined, 2, undefined])
    expect(make.mock.calls).toEqual([[one], [two], [equal]])
  })

  it('is computed again after an error', () => {
    let isBroken = true
    const of = byValue((n: number) => {
      if (isBroken) throw new Error('not now')
      return n
    })
    expect(() => of(1)).toThrow('not now')
    isBroken = false
    expect(of(1)).toBe(1)
  })

  it('says for any sequence of keys what the function says', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }))), (keys) => {
        const objects = [{ a: 0 }, { a: 1 }, { a: 2 }, { a: 3 }]
        const make = vi.fn<(a: number, b: number) => number>((a, b) => 10 * a + b)
        const of = byObject(({ a }: { a: number }) => byValue((b: number) => make(a, b)))
        expect(keys.map(([a, b]) => of(objects[a] ?? { a })(b))).toEqual(keys.map(([a, b]) => 10 * a + b))
        expect(make).toHaveBeenCalledTimes(new Set(keys.map(String)).size)
      }),
    )
  })
})
