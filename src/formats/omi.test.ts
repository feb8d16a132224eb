import { describe, expect, it } from 'vitest'
import { mi } from '#specs/mi.ts'
import { ensure } from '#base/assert.ts'
import { miResult } from './miResults.ts'
import { finish, type Opened } from './opened.ts'
import { openRecording } from './recognise.ts'

type Line = Readonly<Record<string, unknown>>
const head = { trace: 'made', omi: '1.0.8', providerCount: 3 }
const start = { t_ms: 0, ev: 'start', op: 'EnumerateInstances', mode: 'async', who: 'client' }
const callback = (t: number, n: number, instance: unknown, moreResults: number, resultCode = 0): Line => ({
  t_ms: t,
  ev: 'callback',
  n,
  instance,
  moreResults,
  resultCode,
  who: 'client',
})
const text = (...lines: readonly Line[]): string => [head, ...lines].map((line) => JSON.stringify(line)).join('\n')
function opened(...lines: readonly Line[]): Opened {
  const read = finish(openRecording(text(...lines)))
  return ensure(read.ok ? read.value : null, `it opens: ${read.ok ? '' : read.error}`)
}
const brief = ({ observation }: Opened): string[] =>
  observation.lines.map(({ kind, call, operation, code, n }) =>
    [kind, call, operation, code, n].filter((part) => part !== undefined).join(' '),
  )
const started = ['call start#1 1', 'return start#1 1']

describe('a call log of OMI', () => {
  it.each([
    [
      'Cancel',
      'immediately after start',
      1.1,
      ['call cancel#1 1', 'return cancel#1 1 MI_RESULT_OK', 'settle 1 MI_RESULT_FAILED'],
    ],
    [
      'Cancel',
      'immediately after start',
      2.5,
      ['settle 1 MI_RESULT_FAILED', 'call cancel#1 1', 'return cancel#1 1 MI_RESULT_OK'],
    ],
    [
      'Cancel',
      'inside final callback',
      1.1,
      ['settle 1 MI_RESULT_FAILED', 'call cancel#1 1', 'return cancel#1 1 MI_RESULT_OK'],
    ],
    ['Close', 'main thread', 1.1, ['call close#1 1', 'return close#1 1 MI_RESULT_OK', 'settle 1 MI_RESULT_FAILED']],
  ])('has a %s %s in the order of the threads', (ev, where, t, lines) => {
    const read = opened(start, callback(1, 1, null, 0, 1), { t_ms: t, ev, where, ret: 0 })

    expect(brief(read)).toEqual([...started, ...lines])
    expect(read.notes.length).toBe(lines[0]?.startsWith('call') === true ? 1 : 0)
  })

  it('has a second end as it was seen', () => {
    expect(brief(opened(start, callback(1, 1, 0, 0), callback(2, 2, null, 0, 1)))).toEqual([
      ...started,
      'result 1 1',
      'settle 1 MI_RESULT_OK',
      'settle 1 MI_RESULT_FAILED',
    ])
  })

  it('has calls that take time, and some that never return', () => {
    const read = opened(
      start,
      { t_ms: 5, ev: 'Close-call', who: 'client' },
      callback(6, 1, null, 0, 1),
      { t_ms: 7, ev: 'Close-return', ret: 0, who: 'client' },
      { t_ms: 8, ev: 'SessionClose-call', who: 'client' },
      { t_ms: 10_008, ev: 'watchdog', hungIn: 'MI_Session_Close', afterSeconds: 10, who: 'client' },
    )

    expect(brief(read)).toEqual([
      ...started,
      'call close#1 1',
      'settle 1 MI_RESULT_FAILED',
      'return close#1 1 MI_RESULT_OK',
      'call closeSession#1',
    ])
    expect(read.notes).toEqual(['MI_Session_Close had not returned after 10 seconds, when the recording ends.'])
  })

  it('that was cut off in a line has all lines before it', () => {
    const read = finish(openRecording(`${text(start, callback(1, 1, 0, 1))}\n{"t_ms":2,"ev":"Can`))

    expect(read.ok && [brief(read.value), read.value.notes]).toEqual([
      [...started, 'result 1 1'],
      ['The last line of the log is cut off and left out.'],
    ])
  })

  it('may have members that are null', () => {
    expect(brief(opened({ ...start, mode: null }, { t_ms: 1, ev: 'Cancel', where: null, ret: 0 }))).toEqual([
      ...started,
      'call cancel#1 1',
      'return cancel#1 1 MI_RESULT_OK',
    ])
  })

  it('has results only of callbacks that bring some', () => {
    expect(brief(opened(start, { ...callback(1, 1, 'p', 1), kind: 'streamedParameter' }))).toEqual(started)
  })

  it('has the one result of a kind that has one, with or without an instance', () => {
    expect(brief(opened({ ...start, op: 'DeleteInstance' }, callback(1, 1, null, 0)))).toEqual([
      ...started,
      'result 1 1',
      'settle 1 MI_RESULT_OK',
    ])
  })

  it('has the last callback of an operation that cannot be started inside its start', () => {
    expect(brief(opened(start, callback(1, 1, null, 0, 4)))).toEqual([
      'call start#1 1',
      'settle 1 MI_RESULT_INVALID_PARAMETER',
      'return start#1 1',
    ])
  })

  it('closes one handle after the other, the newest first', () => {
    const close = { t_ms: 2, ev: 'Close', ret: 0, who: 'client' }
    const read = opened(start, start, callback(1, 1, null, 0), callback(1, 1, null, 0), close, close, {
      ...close,
      ret: 4,
    })

    expect(brief(read).slice(-6)).toEqual([
      'call close#1 2',
      'return close#1 2 MI_RESULT_OK',
      'call close#2 1',
      'return close#2 1 MI_RESULT_OK',
      'call close#3 2',
      'return close#3 2 MI_RESULT_INVALID_PARAMETER',
    ])
  })

  it.each(['SessionClose', 'SessionClose-return', 'SessionClose-completed'])(
    'has the end of a session, %s, with the close that it waited for',
    (ev) => {
      const read = opened(
        start,
        { t_ms: 5, ev: 'SessionClose-call', who: 'client' },
        callback(6, 1, null, 0, 1),
        { t_ms: 7, ev: 'Close', ret: 0, who: 'client' },
        { t_ms: 9, ev: 'Cancel', ret: 4, where: 'after Close', who: 'client' },
        { t_ms: 60, ev, ret: 0, who: 'client' },
      )

      expect(brief(read).slice(-4)).toEqual([
        'return close#1 1 MI_RESULT_OK',
        'return closeSession#1 MI_RESULT_OK',
        'call cancel#1 1',
        'return cancel#1 1 MI_RESULT_INVALID_PARAMETER',
      ])
      expect(read.observation.lines.findLast(({ op }) => op === 'closeSession')?.t).toBe(7)
      expect(read.notes.length).toBe(1)
    },
  )

  it('takes sessions that come one after the other for one', () => {
    const session = [
      { t_ms: 1, ev: 'NewSession', ret: 0 },
      { ...start, t_ms: 1 },
      callback(2, 1, null, 0),
      { t_ms: 3, ev: 'Close', ret: 0 },
      { t_ms: 4, ev: 'SessionClose-call' },
      { t_ms: 4, ev: 'SessionClose', ret: 0 },
    ]
    const read = opened(...session, ...session)

    expect(brief(read).filter((line) => line.includes('closeSession'))).toEqual([
      'call closeSession#2',
      'return closeSession#2 MI_RESULT_OK',
    ])
    expect(read.notes.length).toBe(1)
  })

  it('gives results to the operation that can have had them', () => {
    const read = opened(
      start,
      callback(1, 1, 0, 1),
      { ...start, t_ms: 2 },
      callback(3, 1, 0, 1),
      callback(4, 2, 1, 1),
      callback(5, 2, 1, 0),
      callback(6, 3, 2, 0),
    )

    expect(brief(read).filter((line) => !/call|return/.test(line))).toEqual([
      'result 1 1',
      'result 2 1',
      'result 2 2',
      'result 1 2',
      'settle 1 MI_RESULT_OK',
      'result 2 3',
      'settle 2 MI_RESULT_OK',
    ])
  })

  it('tells what can be told of arguments', () => {
    const cancel = (where: string): Line => ({ t_ms: 1, ev: 'Cancel', where, ret: 0, who: 'client' })
    const wheres = [
      'after setresuid(65534)',
      'after seteuid(65534)',
      'back to the starting user',
      'reason 2',
      'reason 99',
      'NULL pointer',
    ]
    const { observation } = opened(start, ...wheres.map(cancel))

    expect(
      observation.lines.flatMap(({ kind, op, args }) => (kind === 'call' && op === 'cancel' ? [args] : [])),
    ).toEqual([
      { handle: 'operation', identity: 'other' },
      { handle: 'operation' },
      { handle: 'operation', identity: 'same' },
      { handle: 'operation', identity: 'same', reason: 'shutdown' },
      { handle: 'operation', identity: 'same' },
      { handle: 'null', identity: 'same' },
    ])
  })

  it.each([
    [text(), 'expected calls of an MI client, found none'],
    [text({ t_ms: 'x', ev: 'start' }), 'line 2: t_ms: expected number, found "x"'],
    [text({ t_ms: 0 }), 'line 2: ev: missing'],
    [`${text(start)}\n{\n{}`, 'line 3: expected an object as JSON, found "{"'],
  ])('that is none is refused: %#', (source, error) => {
    expect(finish(openRecording(source))).toEqual({ ok: false, error })
  })

  it('has the codes that the specification has', () => {
    for (const [code, { value }] of Object.entries(mi.codes)) expect(miResult(Number(value))).toEqual({ code, value })
    expect([miResult(5).code, miResult(18).code, miResult(1004)]).toEqual([
      'MI_RESULT_INVALID_CLASS',
      'other',
      { code: 'other', value: '1004' },
    ])
  })
})
