import { describe, expect, it } from 'vitest'
import { err, ok } from '#base/result.ts'
import { createLab } from '../lab/lab.ts'
import { takeFiles } from './several.ts'

const file = (name: string, text = '{}'): File => new File([text], name)

describe('several files', () => {
  it('are told of in one sentence', async () => {
    const lab = createLab()
    const took: string[] = []
    const files = Array.from({ length: 25 }, (_, i) => file(`${i}.json`, String(i)))
    await takeFiles(lab, files, (text) => {
      took.push(text)
      return ok(`the result of ${text} came in`)
    })
    expect(took).toEqual(files.map((_, i) => String(i)))
    expect(lab.getState().notice).toEqual({ kind: 'done', text: '25 files came in.' })
  })

  it('name those that did not come in, and why', async () => {
    const lab = createLab()
    const files = ['a.json', 'b.json', 'c.json', 'd.json', 'e.json'].map((name) => file(name, name))
    await takeFiles(lab, files, (text) => (text === 'a.json' ? ok('it came in') : err('no result')))
    expect(lab.getState().notice).toEqual({
      kind: 'error',
      text: '1 of 5 files came in. Not: b.json: no result; c.json: no result; d.json: no result; …',
    })
  })

  it('are told of as one where there is one, and not at all where there is none', async () => {
    const lab = createLab()
    await takeFiles(lab, [], () => ok('nothing'))
    expect(lab.getState().notice).toBe(null)
    await takeFiles(lab, [file('a.json')], () => ok('it came in'))
    expect(lab.getState().notice).toEqual({ kind: 'done', text: 'a.json: it came in.' })
  })
})
