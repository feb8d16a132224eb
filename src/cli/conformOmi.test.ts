import { describe, expect, it } from 'vitest'
import { conform, type Report } from '#analysis/conform/conform.ts'
import { ensure } from '#base/assert.ts'
import { finish } from '#formats/opened.ts'
import { openRecording } from '#formats/recognise.ts'
import { mi } from '#machines/mi/index.ts'

/** What clients of MI do, and what comes back: each kind of call log as a small one, written as the client of OMI writes its own. */

interface Line {
  readonly ev: string
  readonly [member: string]: unknown
}

const start = (op = 'EnumerateInstances', mode = 'async'): Line => ({ ev: 'start', op, class: 'Some', mode })
/** The n-th result of an operation, or the last one. */
const result = (n: number, moreResults: 0 | 1 = 1): Line => ({
  ev: 'callback',
  kind: 'instance',
  n,
  instance: n,
  moreResults,
  resultCode: 0,
})
/** An end without a result, in the n-th callback. */
const end = (n: number, resultCode: number): Line => ({
  ev: 'callback',
  kind: 'instance',
  n,
  instance: null,
  moreResults: 0,
  resultCode,
})
const call = (ev: string, ret = 0, where = 'main thread'): Line => ({ ev, where, ret })
const cancel = (ret = 0, where?: string): Line => call('Cancel', ret, where)
const close = (ret = 0, where?: string): Line => call('Close', ret, where)
const getNext = (brings: object): Line => ({ ev: 'GetInstance', ret: 0, ...brings })
const got = (n: number, moreResults: 0 | 1 = 1): Line => getNext({ instance: n, moreResults, result: 0 })
const gotEnd = (code: number): Line => getNext({ instance: null, moreResults: 0, result: code })
const sessionCall: Line = { ev: 'SessionClose-call' }
const sessionClosed: Line = { ev: 'SessionClose', ret: 0 }
const session = [sessionCall, sessionClosed]
const newSession: Line = { ev: 'NewSession', ret: 0 }
const hung: Line = { ev: 'watchdog', hungIn: 'SessionClose', afterSeconds: 10 }
const failed = 1

function held(lines: readonly Line[], providerCount = 10): Report {
  const header = { omi: 'made', trace: 'made', providerCount }
  const all = [{ t_ms: 0, ev: 'NewSession', ret: 0 }, ...lines.map((line, i) => ({ t_ms: (i + 1) * 50, ...line }))]
  const text = [header, ...all.map((line) => ({ ...line, who: 'client' }))]
    .map((line) => JSON.stringify(line))
    .join('\n')
  const read = finish(openRecording(text, { name: 'made.jsonl' }))
  return ensure(conform(mi, ensure(read.ok ? read.value : null, 'it can be opened')), 'nobody stops it')
}

type Kind = readonly [says: string, lines: readonly Line[], providerCount?: number]

const three = [result(1), result(2), result(3, 0)]
const kinds: readonly Kind[] = [
  [
    'two classes, of which the second has fewer instances',
    [start(), ...three, close(), start(), result(1), result(2, 0), close()],
    3,
  ],
  [
    'two classes, of which the first has none',
    [start(), end(1, 0), close(), start(), ...three, close(), ...session],
    3,
  ],
  [
    'one is cancelled after as many results as another one has in all',
    [start(), result(1), result(2), cancel(), end(3, failed), close(), start(), result(1), result(2, 0), close()],
    10,
  ],
  ['all results, and a close', [start(), result(1), result(2), result(3, 0), close(), ...session], 3],
  ['no results at all', [start(), end(1, 0), close(), ...session], 0],
  ['a cancel before any result', [start(), cancel(), end(1, failed), close(), ...session]],
  ['a cancel after the first result', [start(), result(1), cancel(), end(2, failed), close(), ...session]],
  ['late results', [start(), result(1), cancel(), result(2), result(3), end(4, failed), close(), ...session]],
  [
    'the end in the callback of a late result',
    [start(), result(1), cancel(), result(2), { ...result(3, 0), resultCode: 1 }, close()],
  ],
  ['a cancel twice', [start(), cancel(), cancel(), end(1, failed), close(), ...session]],
  ['a cancel after the end', [start(), result(1), result(2, 0), cancel(), close(), ...session], 2],
  ['a cancel after the close', [start(), result(1, 0), close(), cancel(4), close(4), ...session], 1],
  ['a close instead of a cancel', [start(), result(1), close(), end(2, failed), ...session]],
  ['a handle that is null', [start(), cancel(4, 'NULL pointer'), result(1, 0), close(), ...session], 1],
  [
    'a cancel by somebody else',
    [start(), cancel(2, 'after seteuid and setuid(1000)'), result(1, 0), close(), ...session],
    1,
  ],
  ['a method', [start('Invoke'), result(1, 0), close(), ...session], 1],
  ['a method that is cancelled', [start('Invoke'), cancel(), end(1, failed), close(), ...session], 1],
  [
    'a subscription that is cancelled',
    [start('Subscribe'), result(1), result(2), cancel(), end(3, failed), close(), ...session],
  ],
  ['a class that nobody knows', [start(), end(1, 5), close(), ...session]],
  ['a getter', [start(undefined, 'sync'), got(1), got(2, 0), close(), ...session], 2],
  ['a getter after the cancel', [start(undefined, 'sync'), got(1), cancel(), gotEnd(failed), close()]],
  [
    'two operations, of which the second is cancelled',
    [start(), result(1), start(), cancel(), end(1, failed), close(), result(2), result(3, 0)],
    3,
  ],
  [
    'two operations at once',
    [start(), start(), result(1), result(2), result(1), result(2), result(3, 0), result(3, 0)],
    3,
  ],
  [
    'one after the other',
    [start(), cancel(), end(1, failed), close(), start(), result(1), result(2, 0), close(), ...session],
    2,
  ],
  [
    'a session that is closed in between',
    [start(), result(1), sessionCall, end(2, failed), close(), { ...sessionClosed, t_ms: 250 }],
  ],
  [
    'a session that waits for the handle',
    [start(), result(1), result(2, 0), sessionCall, close(), { ...sessionClosed, t_ms: 250 }],
    2,
  ],
  [
    'a session that ends all its operations',
    [
      start(),
      start(),
      result(1),
      result(1),
      sessionCall,
      end(2, failed),
      end(2, failed),
      close(),
      close(),
      sessionClosed,
    ],
  ],
  [
    'a start on a session that is being closed',
    [
      start(),
      result(1),
      sessionCall,
      end(2, failed),
      start(),
      end(1, 4),
      cancel(1),
      close(),
      cancel(),
      close(),
      sessionClosed,
    ],
  ],
  [
    'two sessions',
    [
      start(),
      cancel(),
      end(1, failed),
      close(),
      ...session,
      newSession,
      start(),
      cancel(),
      end(1, failed),
      close(),
      ...session,
    ],
  ],
  ['something that is deleted', [start('DeleteInstance'), end(1, 0), close(), ...session]],
  ['a log that ends in the middle', [start(), result(1), cancel()]],
]

describe('what the model allows', () => {
  it.each(kinds.map(([says, lines, providerCount = 10]) => [says, lines, providerCount] as const))(
    '%s',
    (_, lines, providerCount) => {
      const { verdict, explained, seen } = held(lines, providerCount)

      expect([verdict, explained]).toEqual(['allowed', seen])
    },
  )

  it('whose session never closes is told which clause wants it to', () => {
    const { verdict, overdue } = held([start(), result(1), result(2, 0), close(), sessionCall, hung], 2)

    expect([verdict, overdue.map(({ clauses }) => clauses)]).toEqual(['allowed', [['MI-25']]])
  })
})

type BadKind = readonly [says: string, clause: string, place: number, lines: readonly Line[], providerCount: number]

describe('what goes against a clause is refused at the line, with the clause', () => {
  it.each<BadKind>([
    [
      'a cancel of a closed handle that is taken',
      'MI-15',
      6,
      [start(), result(1, 0), close(), cancel(0, 'after Close'), ...session],
      1,
    ],
    ['a second close that is taken', 'MI-15', 6, [start(), result(1, 0), close(), close(0, 'second')], 1],
  ])('%s', (_, clause, place, lines, providerCount) => {
    const { verdict, first } = held(lines, providerCount)

    expect([verdict, first?.place, first?.clauses[0]]).toEqual(['notAllowed', place, clause])
  })
})

describe('a code that the model never has there is refused at its line, whatever else could have happened', () => {
  const deniedCode = 2
  const notFound = 6
  const notSupported = 7
  const late = [start(), result(1), cancel(), result(2)]

  it.each<readonly [says: string, places: readonly number[], lines: readonly Line[]]>([
    ['an end that only a cancel can return', [7], [...late, end(3, notFound), close(), ...session]],
    ['an end that somebody else’s cancel is refused with', [7], [...late, end(3, deniedCode), close(), ...session]],
    ['an end without a cancel', [5], [start(), result(1), end(2, notSupported), close(), ...session]],
    ['a cancel that returns what only a provider gets', [5], [start(), result(1), cancel(notSupported), result(2)]],
    [
      'a cancel and an end, each of them',
      [5, 6],
      [start(), result(1), cancel(notSupported), end(2, notFound), close(), ...session],
    ],
  ])('%s', (_, places, lines) => {
    const { verdict, deviations, isRestExplained, worlds } = held(lines)

    expect([verdict, deviations.map(({ place }) => place), isRestExplained]).toEqual(['notAllowed', places, true])
    expect(worlds).toBeLessThan(2_000)
  })
})

describe('an operation that never started had no results, and one that started can be cancelled', () => {
  it.each<readonly [says: string, place: number, lines: readonly Line[]]>([
    ['a cancel that fails after an error', 5, [start(), end(1, 5), cancel(failed), close(), ...session]],
    ['a cancel that fails among results', 5, [start(), result(1), cancel(failed), result(2), end(3, 0)]],
    ['an end as of a start that failed, after a cancel', 5, [start(), cancel(), end(1, 4), close(), ...session]],
    [
      'a start that failed, and its cancel is taken',
      5,
      [start('GetInstance', 'sync'), cancel(0, 'operation that failed to start'), gotEnd(4), close()],
    ],
    ['the same on a getter', 5, [start(undefined, 'sync'), cancel(), gotEnd(4), close(), ...session]],
  ])('%s', (_, place, lines) => {
    const { verdict, first, worlds } = held(lines)

    expect([verdict, first?.place]).toEqual(['notAllowed', place])
    expect(worlds).toBeLessThan(2_000)
  })
})
