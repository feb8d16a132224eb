import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import { ensure } from '#base/assert.ts'
import { mi } from '#specs/mi.ts'
import type { Value } from '#kernel/model.ts'
import { scenarioOf, type ShortStep } from '../testing.ts'
import type { Kind } from './messages.ts'
import { model } from './model.ts'

/**
 * Recorded runs of OMI 1.0.8-6. Each is turned into a scenario with the same calls in the same order, and the model has to
 * return the same codes, end the operations with the same codes and hand over as many results. Times are not compared: in the
 * scenarios a result is posted each 100 ticks, and a call that was made after the n-th result is made 50 ticks after it; one
 * that was made inside a callback, 5 ticks after it has begun, and such callbacks take 20. OMI's local transport holds each
 * result back until the next one has come.
 */

/** A line of a recording, as far as it is used; `who` is the client or the provider. */
interface Line {
  readonly who?: string
  readonly ev?: string
  readonly op?: string
  readonly mode?: 'sync' | 'async'
  readonly where?: string
  readonly ret?: number
  readonly instance?: unknown
  readonly moreResults?: number
  readonly resultCode?: number
  readonly result?: number
  readonly providerCount?: number
}

interface Seen {
  /** Every call with what it returned; null: it never did. */
  readonly calls: readonly (readonly [op: string, code: string | null])[]
  /** How each operation ended. */
  readonly finals: readonly string[]
  readonly results: number
}

const folder = join(import.meta.dirname, 'recordings')
const files = readdirSync(folder).map((file) => file.replace(/\.jsonl$/, ''))
const linesOf = (name: string): Line[] =>
  readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

const symbols = new Map(Object.entries(mi.codes).map(([symbol, { value }]) => [Number(value), symbol]))
const symbol = (code: number | undefined): string =>
  ensure(symbols.get(code ?? -1), `code ${code} is one of the model's`)

const kinds: Readonly<Record<string, Kind>> = {
  EnumerateInstances: 'enumerate',
  Invoke: 'invoke',
  Subscribe: 'subscribe',
}

/** Where a call was made that says so: inside a callback, under another identity. */
function callArgs(where: string): Record<string, Value> {
  const isInside = where.includes('inside')
  const isOther = where.includes('setresuid')
  return { ...(isInside ? { within: 'callback' } : {}), ...(isOther ? { identity: 'other' } : {}) }
}

function cancelArgs(where: string): Record<string, Value> {
  if (where.startsWith('NULL pointer')) return { handle: 'null' }
  if (where === 'MI_OPERATION_NULL') return { handle: 'zeroed' }
  return callArgs(where)
}

/** The steps of a recording and what it saw. Everything else in it (checks, summaries) is no call of the model. */
function replay(
  lines: readonly Line[],
  first: readonly ShortStep[] = [],
  heldBack = false,
): { readonly steps: readonly ShortStep[]; readonly seen: Seen } {
  const steps: ShortStep[] = [...first]
  const calls: [string, string | null][] = []
  const finals: string[] = []
  let results = 0
  let isStarted = false
  /** The last callback, where the library made it: after the callback that ran when it was cancelled. */
  let isOwnEnd = false
  const step = (name: string, args: Record<string, Value>): number => {
    const last = (heldBack && results > 0 ? results + 1 : results) * 100
    const later = args['within'] === 'callback' ? 5 + (isOwnEnd ? 20 : 0) : 50
    return steps.push([isStarted ? last + later : 0, name, args])
  }
  const takes = ({ instance, moreResults }: Line, code: number | undefined): void => {
    if (instance !== null) results++
    if (moreResults === 0 && finals.length === 0) finals.push(symbol(code))
    isOwnEnd ||= moreResults === 0 && instance === null
  }
  for (const line of lines) {
    if (line.ev === 'start') {
      steps.push([0, 'start', { kind: kinds[line.op ?? ''] ?? 'get' }])
      isStarted = true
    } else if (line.ev === 'callback') takes(line, line.resultCode)
    else if (line.ev === 'SessionClose' || line.ev === 'SessionClose-return') {
      calls.splice(
        calls.findIndex(([op]) => op === 'closeSession'),
        1,
        ['closeSession', symbol(line.ret)],
      )
    } else if (line.ev === 'SessionClose-call') {
      step('closeSession', {})
      calls.push(['closeSession', null])
    } else if (line.ev === 'Cancel' || line.ev === 'ft->Cancel') {
      step('cancel', cancelArgs(line.where ?? ''))
      calls.push(['cancel', symbol(line.ret)])
    } else if (line.ev === 'Close') {
      step('close', callArgs(line.where ?? ''))
      calls.push(['close', symbol(line.ret)])
    } else if (line.ev === 'ack') {
      step('acknowledge', {})
      calls.push(['acknowledge', symbol(line.ret)])
    } else if (line.ev === 'GetInstance') {
      step('getNext', {})
      calls.push(['getNext', symbol(line.ret)])
      if (line.ret === 0) takes(line, line.result)
    }
  }
  return { steps, seen: { calls, finals, results } }
}

/** What the model says to the same calls; a start returns nothing in reality, and callbacks are counted as results and ends. */
function modelled(knobs: Readonly<Record<string, Value>>, steps: readonly ShortStep[]): Seen {
  const { events } = run(model, scenarioOf(model, knobs, steps))
  const codes = new Map(events.flatMap((event) => (event.kind === 'return' ? [[event.call, event.code] as const] : [])))
  return {
    calls: events.flatMap((event) =>
      event.kind === 'call' && Object.hasOwn(model.commands, event.op) && event.op !== 'start'
        ? [[event.op, codes.get(event.call) ?? null] as const]
        : [],
    ),
    finals: events
      .flatMap((event) => (event.kind === 'settle' ? [event] : []))
      .sort((a, b) => a.operation - b.operation)
      .map(({ code }) => code),
    results: events.filter(({ kind }) => kind === 'result').length,
  }
}

const pace = { linkTicks: 0, resultTicks: 100, invokeTicks: 100 }

/** What else a recording shows, as settings of the model. */
const settings: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  // MI_Session_Close never returned: the acknowledgement that was due at the cancel was lost.
  'cancel-sync': { losesAcknowledgement: true },
  'manual-ack-clean': { acknowledgement: 'manual' },
  'cancel-in-callback': { callbackTicks: 20 },
  'wsman-cancel-in-callback': { callbackTicks: 20 },
}

/** Recordings that need a scenario of their own, below. */
const special = ['failed-op', 'wsman-quota-70']

describe('recorded runs', () => {
  it('are all here', () => {
    expect(files.toSorted()).toEqual([
      'bad-handles',
      'baseline-async',
      'cancel-async',
      'cancel-async-early',
      'cancel-in-callback',
      'cancel-invoke',
      'cancel-subscribe',
      'cancel-sync',
      'cancel-sync-other-thread',
      'close-async-no-cancel',
      'failed-op',
      'invoke-baseline',
      'manual-ack-clean',
      'session-close',
      'wrong-user-real',
      'wsman-cancel-in-callback',
      'wsman-quota-70',
    ])
  })

  it.each(files.filter((name) => !special.includes(name)))('%s', (name) => {
    const [header = {}, ...all] = linesOf(name)
    const lines = all.filter((line) => line.who === 'client')
    const isLocal = !name.startsWith('wsman-')
    const { steps, seen } = replay(lines, [], isLocal)
    const knobs = {
      ...pace,
      profile: isLocal ? 'omiLocal' : 'omiWsman',
      heldBack: isLocal,
      ...settings[name],
      mode: lines.find(({ ev }) => ev === 'start')?.mode ?? 'async',
      results: header.providerCount ?? 0,
    }

    expect(seen.calls.length).toBeGreaterThan(0)
    expect(modelled(knobs, steps)).toEqual(seen)
  })

  // Its first operation fails to start for want of an instance to get. In the model only a closed session makes a start fail, so
  // the session is closed first. Its second operation is not reproduced: it ends with INVALID_CLASS (5), and the model has no
  // classes that could be unknown.
  it('failed-op, its first operation', () => {
    const lines = linesOf('failed-op').filter(({ who }) => who === 'client')
    const second = lines.findIndex(({ op }) => op === 'EnumerateInstances of an unknown class')
    const { steps, seen } = replay(lines.slice(0, second), [[0, 'closeSession']])

    expect(second).toBe(6)
    expect(modelled({ ...pace, profile: 'omiLocal', mode: 'sync' }, steps)).toEqual({
      ...seen,
      calls: [['closeSession', 'MI_RESULT_OK'], ...seen.calls],
    })
    expect(
      lines
        .slice(second)
        .filter(({ ev }) => ev === 'callback')
        .map(({ resultCode }) => resultCode),
    ).toEqual([5])
  })

  // 70 operations at once, of which the server runs 64; one more while they run; one more when they are over. The recording has
  // no line for each start, and no close.
  it('wsman-quota-70', () => {
    const lines = linesOf('wsman-quota-70').filter(({ who }) => who === 'client')
    const count = (from: readonly Line[], code: number): number =>
      from.filter(({ ev, moreResults, resultCode }) => ev === 'callback' && moreResults === 0 && resultCode === code)
        .length
    const starts = lines.flatMap(({ ev }, index) => (ev === 'start' ? [index] : []))
    const start = (at: number): ShortStep => [at, 'start', { kind: 'enumerate' }]
    const steps: ShortStep[] = [...Array.from({ length: 70 }, () => start(0)), start(250), start(1000)]
    const knobs = {
      ...pace,
      profile: 'omiWsman',
      handover: 'together',
      results: 4,
      quota: 64,
      quotaCode: 'MI_RESULT_FAILED',
    }

    expect(starts.length).toBe(2)
    expect([count(lines, 0), count(lines, 1), count(lines.slice(starts[1]), 0)]).toEqual([65, 7, 1])
    expect(modelled(knobs, steps)).toEqual({
      calls: [],
      finals: [
        ...Array.from({ length: 64 }, () => 'MI_RESULT_OK'),
        ...Array.from({ length: 7 }, () => 'MI_RESULT_FAILED'),
        'MI_RESULT_OK',
      ],
      results: lines.filter(({ ev, instance }) => ev === 'callback' && instance !== null).length,
    })
  })
})
