import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkMax, packLink, unpackLink } from './share.ts'

describe('a link', () => {
  it('gives back what was put into it, in the alphabet of URLs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const link = await packLink(value)
        expect(link).toMatch(/^[A-Za-z0-9_-]+$/)
        expect(await unpackLink(link)).toEqual({ ok: true, value: JSON.parse(JSON.stringify(value)) as unknown })
      }),
      { numRuns: 30 },
    )
  })

  it.each([
    ['a foreign character', 'abc$', 'the link is damaged: it was cut short or changed on its way'],
    ['nothing', '', 'the link is damaged: it was cut short or changed on its way'],
    ['noise', 'AAAA', 'the link is damaged: it was cut short or changed on its way'],
    ['too much', 'A'.repeat(linkMax + 1), 'the link is longer than 200,000 characters'],
  ])('that is damaged is told in a sentence: %s', async (_, link, error) => {
    expect(await unpackLink(link)).toEqual({ ok: false, error })
  })

  it('that was cut short is damaged', async () => {
    const link = await packLink({ steps: Array.from({ length: 50 }, (_, at) => ({ at, do: 'cancel' })) })
    expect(await unpackLink(link.slice(0, -8))).toEqual({
      ok: false,
      error: 'the link is damaged: it was cut short or changed on its way',
    })
  })

  it('does not unpack without an end', async () => {
    const bomb = await packLink('0'.repeat(5 * 1024 * 1024 + 10))
    expect(await unpackLink(bomb)).toEqual({ ok: false, error: 'the link is damaged: it unpacks to more than 5 MiB' })
  })
})
