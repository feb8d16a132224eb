import { describe, expect, it } from 'vitest'
import { even6 } from '#specs/even6.ts'
import { mi } from '#specs/mi.ts'
import {
  commentsOn,
  decisionOn,
  merge,
  minutesMarkdown,
  minutesText,
  noMinutes,
  parseMinutes,
  type Comment,
  type Minutes,
} from './minutes.ts'

const documents = [mi, even6]
const says = (change: Partial<Comment> = {}): Comment => ({
  id: 'a',
  spec: 'even6',
  clause: 'EV-11',
  words: { from: 17, quote: 'too busy' },
  author: 'Test',
  text: 'Nothing says how.',
  made: 10,
  changed: 10,
  removed: false,
  ...change,
})
const minutes: Minutes = {
  comments: [says()],
  decisions: [{ spec: 'even6', about: 'EH-03', choice: 'ask', changed: 5 }],
}
const file = (change: object): string =>
  JSON.stringify({ format: 'aftercancel/minutes@1', comments: [], decisions: [], ...change })

describe('a file of minutes', () => {
  it('is read as it was written', () => {
    expect(parseMinutes(minutesText(minutes), documents)).toEqual({ ok: true, value: minutes })
  })

  it.each([
    ['', 'the file is empty; expected minutes as JSON'],
    ['{', /^not JSON: /],
    ['[]', 'format: missing'],
    ['7', /^the file: expected Object, found 7/],
    ['{"format":"aftercancel/scenario@1"}', 'format: expected "aftercancel/minutes@1", found "aftercancel/scenario@1"'],
    ['{"format":"aftercancel/minutes@1","comments":[]}', 'decisions: missing'],
    [file({ comments: [{ ...says(), text: 7 }] }), 'comments[0].text: expected string, found 7'],
    [file({ comments: [{ ...says(), text: '' }] }), 'comments[0].text: expected some text, found ""'],
    [file({ comments: [{ ...says(), made: 1.5 }] }), 'comments[0].made: expected milliseconds since 1970, found 1.5'],
    [file({ comments: [says(), { ...says(), more: 1 }] }), 'comments[1].more: unknown member'],
    [
      file({ comments: [says({ spec: 'evn6' })] }),
      'comments[0].spec: unknown specification "evn6"; expected one of mi, even6',
    ],
    [file({ comments: [says({ clause: '__proto__' })] }), 'comments[0].clause: EvtRpcCancel has no clause "__proto__"'],
    [file({ comments: [says({ clause: 'EH-01' })] }), 'comments[0].clause: EvtRpcCancel has no clause "EH-01"'],
    [
      file({ decisions: [{ spec: 'even6', about: 'EV-99', choice: 'keep', changed: 1 }] }),
      'decisions[0].about: EvtRpcCancel has no clause or question "EV-99"',
    ],
    [
      file({ decisions: [{ spec: 'even6', about: 'EV-01', choice: 'drop', changed: 1 }] }),
      /^decisions\[0\]\.choice: expected .*"keep".*, found "drop"/,
    ],
    [' '.repeat(5 * 1024 * 1024 + 1), 'the file is larger than 5 MiB'],
  ])('that is bad is refused in one sentence (%#)', (text, error) => {
    const read = parseMinutes(text, documents)
    expect(read.ok).toBe(false)
    expect(read.ok ? '' : read.error).toMatch(error)
  })
})

describe('a merge', () => {
  it('adds what is new and takes the newer of the same', () => {
    const other: Minutes = {
      comments: [says({ text: 'Newer.', changed: 11 }), says({ id: 'b', made: 3, changed: 3 })],
      decisions: [{ spec: 'even6', about: 'EH-03', choice: 'keep', changed: 4 }],
    }
    const merged = merge(minutes, other)
    expect(merged).toMatchObject({ added: 1, changed: 1, decided: 0 })
    expect(merged.minutes.comments.map(({ text }) => text)).toEqual(['Newer.', 'Nothing says how.'])
    expect(decisionOn(merged.minutes, 'even6', 'EH-03')).toBe('ask')
    expect(merge(merged.minutes, other)).toMatchObject({ added: 0, changed: 0, decided: 0 })
  })

  it('does not bring back what was removed', () => {
    const removed = merge(minutes, { comments: [says({ removed: true, changed: 20 })], decisions: [] }).minutes
    expect(commentsOn(merge(removed, minutes).minutes, 'even6', 'EV-11')).toEqual([])
  })
})

describe('minutes in Markdown', () => {
  it('say who said what, and what was decided', () => {
    const text = minutesMarkdown(even6, {
      ...minutes,
      decisions: [...minutes.decisions, { spec: 'even6', about: 'EV-11', choice: 'change', changed: 6 }],
    })
    expect(text).toContain('# Minutes: EvtRpcCancel')
    expect(text).toContain('1 comment; decided: keep 0, ask 1, change 1.')
    expect(text).toContain('## EV-11 (SHOULD)')
    expect(text).toContain('Decision: **change**')
    expect(text).toContain('1. **Test** on “too busy”: Nothing says how.')
    expect(text).toMatch(/- EH-03: .* \*\*ask\*\*/)
    expect(text).not.toContain('## EV-01')
  })

  it('cannot be broken by what somebody typed', () => {
    const text = minutesMarkdown(even6, {
      comments: [says({ text: '# no\n\n<b>heading</b> *here* [x](y)' })],
      decisions: [],
    })
    expect(text).toContain('\\# no \\<b\\>heading\\</b\\> \\*here\\* \\[x\\](y)')
  })

  it('say when there is nothing to say', () => {
    expect(minutesMarkdown(mi, noMinutes)).toContain('Nothing was said or decided yet.')
  })
})
