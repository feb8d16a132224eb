import { describe, expect, it } from 'vitest'
import { mergeProgress, noProgress, parseProgress, progressText, type Progress } from './progress.ts'

const progress: Progress = { lessons: { a: true, b: false }, asked: 5, right: 3, row: 1 }
const file = (changes: object = {}): string =>
  JSON.stringify({ format: 'aftercancel/progress@1', ...progress, ...changes })

describe('a file of progress', () => {
  it('is read as it was written', () => {
    expect(parseProgress(progressText(progress), ['a', 'b', 'c'])).toEqual({ ok: true, value: progress })
  })

  it('means nothing where it names what every object has', () => {
    const read = parseProgress(file().replace('"a":true', '"__proto__":true'), ['a', 'b'])
    expect(read).toEqual({ ok: true, value: { ...progress, lessons: { b: false } } })
  })

  it.each([
    ['', 'the file is empty; expected progress as JSON'],
    ['{', /^not JSON: /],
    ['[]', 'this is not an Aftercancel progress file'],
    ['7', 'this is not an Aftercancel progress file'],
    [file({ format: 'aftercancel/minutes@1' }), 'this is not an Aftercancel progress file'],
    [file({ lessons: { z: true } }), 'lessons: there is no lesson "z"'],
    [file({ lessons: { a: 1 } }), 'lessons.a: expected boolean, found 1'],
    [file({ asked: -1 }), 'asked: expected a whole number from 0, found -1'],
    [file({ asked: 2.5 }), 'asked: expected a whole number from 0, found 2.5'],
    [file({ right: 9 }), 'right: expected at most 5, as many as were asked, found 9'],
    [file({ row: 4 }), 'row: expected at most 3, as many as were right, found 4'],
    [file({ more: 1 }), 'more: unknown member'],
  ])('that is bad is refused in one sentence (%#)', (text, error) => {
    const read = parseProgress(text, ['a', 'b'])
    expect(read.ok).toBe(false)
    expect(read.ok ? '' : read.error).toMatch(error)
  })
})

describe('progress from two browsers', () => {
  it('keeps first answers, and the longer practice; twice the same changes nothing', () => {
    const other: Progress = { lessons: { b: true, c: true }, asked: 9, right: 8, row: 0 }
    const merged = mergeProgress(progress, other)
    expect(merged).toEqual({ lessons: { a: true, b: false, c: true }, asked: 9, right: 8, row: 0 })
    expect(mergeProgress(merged, other)).toEqual(merged)
    expect(mergeProgress(noProgress, progress)).toEqual(progress)
  })
})
