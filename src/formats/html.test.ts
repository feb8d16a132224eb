import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filledPlayer, frameCode } from './html.ts'

const player = '<title>__TITLE__</title><script id="run" type="application/json">__RUN__</script>'

describe('the page of one run', () => {
  it('holds the run as data, whatever is in it, and nothing of it is markup', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (title, text) => {
        const page = filledPlayer(player, title, { view: { text }, home: 'https://here/' })
        const [, shown = '', data = ''] =
          /^<title>(.*)<\/title><script id="run" type="application\/json">(.*)<\/script>$/s.exec(page) ?? []
        expect(shown).not.toMatch(/[<>]/)
        expect(JSON.parse(data)).toEqual({ view: { text }, home: 'https://here/' })
        expect(data).not.toContain('<')
      }),
      { examples: [['__RUN__ $& $1', '</script><script>alert(1)</script> __TITLE__']] },
    )
  })
})

describe('a frame', () => {
  it('has no script, no style, and a title that ends nothing', () => {
    expect(frameCode('https://here/#embed/x?a=1&b', '"><script>', 600)).toBe(
      '<iframe src="https://here/#embed/x?a=1&amp;b" title="&quot;&gt;&lt;script&gt;" width="100%" height="600" frameborder="0" loading="lazy"></iframe>',
    )
  })
})
