import { describe, expect, it } from 'vitest'
import { noMinutes, type Comment, type Minutes } from '#formats/minutes.ts'
import { specificationOf } from '#machines/index.ts'
import { ensure } from '#base/assert.ts'
import { scenarioFromBuiltIn } from '../lab/derived.ts'
import { issueTexts, issuesText, minutesMarkdown } from './minutesMarkdown.ts'
import { checksOf, minutesSheet, type MinutesSheet } from './minutesSheet.ts'

const even6 = ensure(specificationOf('even6'), 'even6 is there')
const scenario = scenarioFromBuiltIn(even6, ensure(even6.scenarios[0], 'it has a scenario'))

const sheetOf = (minutes: Minutes, check: string | null = null): MinutesSheet =>
  minutesSheet(even6, scenario, {
    minutes,
    meeting: { title: 'Third review', date: '2026-11-28', people: ['Ada', 'Bob'] },
    report: null,
    recordings: [],
    check,
    model: null,
  })

const says = (change: Partial<Comment> = {}): Comment => ({
  id: 'a',
  spec: 'even6',
  clause: 'EV-11',
  words: { from: 17, quote: 'too busy' },
  author: 'Test',
  text: 'Nothing says how.\nAnd not when.\n\n- a list',
  made: 10,
  changed: 10,
  removed: false,
  ...change,
})
const minutes: Minutes = {
  comments: [says()],
  decisions: [
    {
      spec: 'even6',
      about: 'EV-11',
      choice: 'change',
      changed: 6,
      by: 'Ada',
      why: 'First line.\nSecond line.',
      owner: 'Bob',
      due: '2026-12-12',
      link: 'https://example.org/7',
      votes: { keep: 1, change: 5 },
      before: [{ choice: 'keep', changed: 5, by: 'Cleo', why: 'It is clear enough.' }],
    },
    { spec: 'even6', about: 'EH-03', choice: 'ask', changed: 5 },
  ],
}

it('of a sheet the file tells what its check came to, and nothing where none was run', () => {
  const checked = { ...sheetOf(minutes, 'every order was tried'), model: '0a1b' }
  const [first, ...rest] = checked.clauses
  const verdict = { id: 'no-end', mark: 'holds' } as unknown as MinutesSheet['clauses'][number]['verdicts'][number]
  const clauses = first === undefined ? [] : [{ ...first, verdicts: [verdict] }, ...rest]
  expect(checksOf([{ ...checked, clauses }, sheetOf(minutes)])).toEqual([
    { spec: 'even6', model: '0a1b', says: 'every order was tried', verdicts: { 'no-end': 'holds' } },
  ])
})

describe('minutes in Markdown', () => {
  const text = minutesMarkdown(sheetOf(minutes, 'every order was tried'), new Map([['EV-11', 'https://here/#x']]))

  it('say when it was, who was there, which documents, what was checked, what it came to', () => {
    expect(text).toContain('# Minutes: Third review, EvtRpcCancel')
    expect(text).toContain('- Date: 2026-11-28')
    expect(text).toContain('- People: Ada, Bob')
    expect(text).toContain('- Documents: \\[MS-EVEN6\\] v25.0; ')
    expect(text).toContain('- Check: every order was tried')
    expect(text).toContain(
      '- 1 comment; decided: keep or leave open 0, ask the authors 1, fix the text 1, reading chosen 0',
    )
  })

  it('say of each clause what was decided, why, by whom, who sees to it and until when, and what it was before', () => {
    expect(text).toContain('## [EV-11](https://here/#x) (SHOULD)')
    expect(text).toMatch(/- Decision: \*\*Fix the text\*\*, written down by Ada, \d{4}-/)
    for (const line of [
      'Owner: Bob',
      'Due: 2026-12-12',
      'Link: https://example.org/7',
      'Votes: Keep 1, Fix the text 5',
    ])
      expect(text).toContain(`  - ${line}`)
    expect(text).toMatch(/ {2}- Before, [\d-]+ [\d:]+: Keep, Cleo: It is clear enough/)
    expect(text).toMatch(/### EH-03/)
    expect(text).not.toContain('EV-01')
  })

  it('keep line breaks, and cannot be broken by what somebody typed', () => {
    expect(text).toContain('First line.  \n    Second line.')
    expect(text).toContain('Nothing says how.  \n   And not when.\n\n   \\- a list')
    const typed = minutesMarkdown(
      sheetOf({ comments: [says({ text: '# no <b>heading</b> *here* [x](y)' })], decisions: [] }),
    )
    expect(typed).toContain('\\# no \\<b\\>heading\\</b\\> \\*here\\* \\[x\\](y)')
  })

  it('say what stayed undecided, and that nothing was said', () => {
    const open = text.slice(text.indexOf('## What stayed undecided'))
    expect(open).not.toContain('EH-03')
    for (const id of Object.keys(even6.document.questions).filter((other) => other !== 'EH-03'))
      expect(open).toContain(id)
    expect(minutesMarkdown(sheetOf(noMinutes))).toContain('Nothing was said or decided yet.')
  })

  it('say how much is kept aside', () => {
    const aside = { comments: [says({ clause: 'EV-99' })], decisions: [] }
    expect(minutesMarkdown(sheetOf(aside))).toContain(
      '- Kept aside: 1 entry on clauses that this version does not know',
    )
  })
})

it('there is an issue for each decision to fix the text, and for no other', () => {
  const issues = issueTexts(sheetOf(minutes))
  expect(issues.map(({ about }) => about)).toEqual(['EV-11'])
  expect(issues[0]?.title).toMatch(/^EvtRpcCancel: EV-11, /)
  expect(issuesText(issues)).toContain('Owner: Bob')
  expect(issues[0]?.body).toContain('And not when.')
})
