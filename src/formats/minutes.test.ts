import { describe, expect, it } from 'vitest'
import { compareMinutes, settle } from './minutesMerge.ts'
import {
  commentsOn,
  decisionOn,
  merge,
  minutesText,
  parseMinutes,
  replacing,
  type Comment,
  type Decision,
  type Minutes,
} from './minutes.ts'

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
    expect(parseMinutes(minutesText(minutes))).toEqual({ ok: true, value: minutes })
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
      file({ decisions: [{ spec: 'even6', about: 'EV-01', choice: 'drop', changed: 1 }] }),
      /^decisions\[0\]\.choice: expected .*"keep".*, found "drop"/,
    ],
    [' '.repeat(5 * 1024 * 1024 + 1), 'the file is larger than 5 MiB'],
  ])('that is bad is refused in one sentence (%#)', (text, error) => {
    const read = parseMinutes(text)
    expect(read.ok).toBe(false)
    expect(read.ok ? '' : read.error).toMatch(error)
  })
})

describe('what a page keeps beside what a file knows', () => {
  it('keeps clauses that this version does not know', () => {
    const text = file({ comments: [says({ spec: 'evn6' }), says({ id: 'b', clause: 'EV-99' })] })
    expect(parseMinutes(text)).toMatchObject({ ok: true, value: { comments: [{ spec: 'evn6' }, { clause: 'EV-99' }] } })
  })

  it('is read with all that is decided', () => {
    const whole: Minutes = {
      ...minutes,
      decisions: [
        {
          spec: 'even6',
          about: 'EH-03',
          choice: 'reading',
          changed: 9,
          reading: { knob: 'busyCode', value: 'other' },
          why: 'Two lines.\nBoth stay.',
          by: 'Test',
          owner: 'Gateway team',
          due: '2026-12-12',
          link: 'https://example.org/1',
          votes: { 'reading other': 5, ask: 2 },
          before: [{ choice: 'ask', changed: 5 }],
          replaces: [5],
        },
      ],
      meeting: { title: 'Third review', date: '2026-11-28', people: ['A', 'B'] },
    }
    expect(parseMinutes(minutesText(whole))).toEqual({ ok: true, value: whole })
    expect(parseMinutes(minutesText(whole).replace('2026-12-12', 'soon'))).toEqual({
      ok: false,
      error: 'decisions[0].due: expected a day as 2026-12-31, found "soon"',
    })
  })
})

describe('pages of one person', () => {
  it('have what was changed last', () => {
    const other: Minutes = {
      comments: [says({ text: 'Newer.', changed: 11 }), says({ id: 'b', made: 3, changed: 3 })],
      decisions: [{ spec: 'even6', about: 'EH-03', choice: 'keep', changed: 4 }],
    }
    const merged = merge(minutes, other)
    expect(merged.comments.map(({ text }) => text)).toEqual(['Newer.', 'Nothing says how.'])
    expect(decisionOn(merged, 'even6', 'EH-03')?.choice).toBe('ask')
    expect(merge(merged, other)).toEqual(merged)
  })

  it('do not bring back what was removed', () => {
    const removed = merge(minutes, { comments: [says({ removed: true, changed: 20 })], decisions: [] })
    expect(commentsOn(merge(removed, minutes), 'even6', 'EV-11')).toEqual([])
  })
})

describe('minutes of somebody else', () => {
  const decided = (change: Partial<Decision>): Decision => ({
    spec: 'even6',
    about: 'EH-03',
    choice: 'ask',
    changed: 5,
    ...change,
  })
  const only = (...decisions: readonly Decision[]): Minutes => ({ comments: [], decisions })

  it('are told apart: new, newer, older, the same, in conflict', () => {
    const mine = says({ changed: 20, replaces: [10] })
    const own: Minutes = {
      comments: [mine, says({ id: 'b' }), says({ id: 'c', text: 'Mine.', changed: 12 })],
      decisions: [],
    }
    const other: Minutes = {
      comments: [
        says({ text: 'As it was.' }),
        says({ id: 'b', text: 'Better.', changed: 30, replaces: [10] }),
        says({ id: 'c', text: 'Theirs.', changed: 11 }),
        says({ id: 'd' }),
      ],
      decisions: [],
    }
    const { added, updates, conflicts, older, same } = compareMinutes(own, other)
    expect(added.comments.map(({ id }) => id)).toEqual(['d'])
    expect(updates.comments.map(({ id }) => id)).toEqual(['b'])
    expect(conflicts.map(({ key }) => key)).toEqual(['c'])
    expect([older, same]).toEqual([1, 0])
    expect(compareMinutes(own, own)).toMatchObject({ older: 0, same: 3, conflicts: [] })
  })

  it('that decided otherwise are a conflict, and with either side it is over for good, in both browsers', () => {
    const [mine, theirs] = [only(decided({})), only(decided({ choice: 'keep', changed: 7, why: 'So be it.' }))]
    const [conflict] = compareMinutes(mine, theirs).conflicts
    if (conflict === undefined) throw new Error('there is a conflict')
    for (const side of ['mine', 'theirs'] as const) {
      const settled = settle(conflict, side, 40, 'x')
      expect(settled.decisions[0]).toMatchObject({ choice: side === 'mine' ? 'ask' : 'keep', changed: 40 })
      // What was not chosen is found in the history.
      expect(settled.decisions[0]?.before?.map(({ choice }) => choice)).toEqual([side === 'mine' ? 'keep' : 'ask'])
      for (const one of [mine, theirs]) {
        expect(compareMinutes(settled, one)).toMatchObject({ conflicts: [] })
        expect(compareMinutes(one, settled).conflicts).toEqual([])
        expect(compareMinutes(one, settled).updates.decisions.length).toBeLessThanOrEqual(1)
      }
    }
  })

  it('that wrote a comment anew can stay beside it', () => {
    const [conflict] = compareMinutes(
      { comments: [says({ text: 'Mine.', changed: 12 })], decisions: [] },
      { comments: [says({ text: 'Theirs.', changed: 11 })], decisions: [] },
    ).conflicts
    if (conflict === undefined) throw new Error('there is a conflict')
    const { comments } = settle(conflict, 'both', 40, 'new')
    expect(comments.map(({ id, text }) => [id, text])).toEqual([
      ['a', 'Mine.'],
      ['new', 'Theirs.'],
    ])
    expect(comments[0]).toMatchObject({ replaces: [12, 11] })
    expect(replacing({ changed: 3, replaces: [1] })).toEqual([1, 3])
  })
})
