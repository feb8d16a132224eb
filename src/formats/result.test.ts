import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkResult, parseResult, resultFormat, resultText, type ResultFile, type ResultOf } from './result.ts'

const set = { seed: 'monday', count: 3, level: null, spec: null, kinds: null }
const whole = {
  format: resultFormat,
  name: 'Ada',
  set,
  answers: [
    { question: '0123abcd', answer: 'MI_RESULT_OK' },
    { question: '0123abce', answer: 230 },
    { question: '0123abcf', answer: null },
  ],
}

describe('a result file', () => {
  it('says the same after it was written and read', () => {
    const answer = fc.record({
      question: fc.constantFrom('0123abcd', 'ffffffff'),
      answer: fc.oneof(fc.constant(null), fc.nat(5000), fc.string({ maxLength: 40 })),
    })
    const file = fc.record({
      name: fc.string({ maxLength: 40 }).map((name) => name.trim()),
      of: fc.oneof(
        fc.constant<ResultOf>({ set: { ...set, count: 30, kinds: ['tick'] } }),
        fc.string({ maxLength: 20 }).map((title): ResultOf => ({ lesson: { title, mark: '0000000a' } })),
      ),
      answers: fc.array(answer, { minLength: 1, maxLength: 30 }),
    })
    fc.assert(
      fc.property(file, (one: ResultFile) => {
        expect(parseResult(resultText(one))).toEqual({ ok: true, value: one })
      }),
    )
  })

  it.each([
    ['[]', 'this is not an Aftercancel result file'],
    ['{', /^not JSON: /],
    [JSON.stringify({ ...whole, set: undefined }), 'the file: expected a set or a lesson, one of them'],
    [
      JSON.stringify({ ...whole, lesson: { title: 'x', mark: '0123abcd' } }),
      'the file: expected a set or a lesson, one of them',
    ],
    [JSON.stringify({ ...whole, score: 3 }), 'score: unknown member "score"'],
    [JSON.stringify({ ...whole, set: { ...set, count: 31 } }), 'set.count: expected at most 30, found 31'],
    [
      JSON.stringify({ ...whole, set: { ...set, count: 2 } }),
      'answers: expected at most 2, as many as the set has, found 3',
    ],
    [JSON.stringify({ ...whole, set: { ...set, kinds: [] } }), /^set\.kinds: expected at least one kind/],
    [JSON.stringify({ ...whole, answers: [{ question: 'x', answer: 1 }] }), /^answers\[0\]\.question: expected eight/],
    [`{"format":"${resultFormat}","__proto__":{}}`, '__proto__: the name "__proto__" is not allowed'],
  ])('refuses %s', (text, error) => {
    const read = parseResult(text)
    expect(read.ok ? '' : read.error).toMatch(error)
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void checkResult(value)))
    fc.assert(fc.property(fc.jsonValue(), (value) => void checkResult({ ...whole, set: value })))
  })
})
