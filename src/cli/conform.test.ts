import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { conform as held, type Report } from '#analysis/conform/conform.ts'
import { isBeyond } from '#analysis/conform/varied.ts'
import { tie } from '#analysis/conform/tie.ts'
import { ensure } from '#base/assert.ts'
import { finish } from '#formats/opened.ts'
import { observedKinds } from '#formats/observation.ts'
import { openRecording } from '#formats/recognise.ts'
import { scenarioFile, parseScenario } from '#formats/scenario.ts'
import { visiblePart } from '#formats/traceObservation.ts'
import { run } from '#kernel/run.ts'
import { specificationOf } from '#machines/index.ts'
import { scenarioOf } from '#machines/scenario.ts'
import { burstLog } from './bench/recordings.ts'
import { conform } from './conform.ts'

const folderOf = (spec: string): string => join(import.meta.dirname, '..', 'machines', spec, 'recordings')

function reportOn(spec: string, file: string, worldsMax?: number): Report {
  const read = finish(openRecording(new Uint8Array(readFileSync(join(folderOf(spec), file))), { name: file }))
  const recording = ensure(read.ok ? read.value : null, `${file} can be opened`)
  const specification = ensure(specificationOf(spec), `${spec} is registered`)
  return ensure(held(specification, recording, worldsMax === undefined ? {} : { worldsMax }), 'nobody stops it')
}

/** What each built-in recording says: the lines that are explained, and the choices that it requires, or rules out a value of. */
const table: Readonly<Record<string, readonly [spec: string, verdict: string, explained: string, says: string]>> = {
  'bad-cancel-removes-the-record.har': ['lro', 'notAllowed', '7 of 8', ''],
  'bad-done-goes-back.har': ['lro', 'notAllowed', '10 of 13', ''],
  'gax-cancel-honoured.har': [
    'lro',
    'allowed',
    '15 of 15',
    'honoursCancel=yes supportsCancel=true exposeRequestedCancellation=false bornDone=false',
  ],
  'gax-cancel-not-honoured.har': [
    'lro',
    'allowed',
    '21 of 21',
    'supportsCancel=true exposeRequestedCancellation=false result=given bornDone=false',
  ],
  'gax-cancel-repeated-after-503.har': [
    'lro',
    'allowed',
    '23 of 23',
    'honoursCancel=yes supportsCancel=true exposeRequestedCancellation=false bornDone=false',
  ],
  'gax-cancel-unimplemented.har': ['lro', 'allowed', '21 of 21', 'supportsCancel=false result=given bornDone=false'],
  'raw-cancel-unknown-name.har': ['lro', 'allowed', '9 of 9', 'supportsCancel=true result=given bornDone=false'],
  'raw-delete-is-not-cancel.har': ['lro', 'allowed', '10 of 10', 'otherMethods=all|noWait bornDone=false'],
  'raw-outage-while-polling.har': [
    'lro',
    'allowed',
    '17 of 17',
    'honoursCancel=yes supportsCancel=true bornDone=false',
  ],
}

const saysOf = ({ choices }: Report): string =>
  choices
    .filter(({ says }) => says !== 'nothing')
    .map(({ knob, fits }) => `${knob}=${fits.map(String).join('|')}`)
    .join(' ')

describe('a built-in recording', () => {
  it.each(Object.entries(table))('%s', (file, [spec, verdict, explained, says]) => {
    const report = reportOn(spec, file)

    expect([report.verdict, `${report.explained} of ${report.seen}`, saysOf(report)]).toEqual([
      verdict,
      explained,
      says,
    ])
    const { model } = ensure(specificationOf(spec), `${spec} is registered`)
    const shown = ensure(report.run, 'a run shows what is explained')
    const opened = parseScenario(JSON.stringify(scenarioFile(model, shown)))
    expect(opened.ok && opened.value.knobs).toEqual(shown.knobs)
    const { events } = run(model, shown)
    const tied = report.lines.filter(({ tie }) => tie !== null)
    expect(tied.map(({ tie }) => events[tie ?? -1]?.t)).toEqual(tied.map(({ tick }) => tick))
    expect(tied.length).toBe(report.explained)
  })

  it('has two returns at the same time, which the model has the other way round', () => {
    const report = reportOn('mi', 'session-close.jsonl')

    expect([report.verdict, report.explained, report.seen]).toEqual(['allowed', 11, 11])
    expect(report.scale?.offBy).toBeLessThan(1)
  })

  it('with seventy operations at once is explained, though each waits for the others', () => {
    const report = reportOn('mi', 'wsman-quota-70.jsonl')

    expect([report.verdict, report.explained, report.seen]).toEqual(['allowed', 622, 622])
    // As many worlds as there are lines, and what is looked at for other readings.
    expect(report.worlds).toBeLessThan(5_000)
    expect(new Set(report.readings.map(({ quotaCode }) => quotaCode))).toEqual(new Set(['MI_RESULT_FAILED']))
    // All results of an operation come before the first of the next one, and the first of all after a refusal of the 71st start. Where
    // each takes as long, two starts are at least two results apart, but 71 within two: only if they are handed over together is it so.
    expect(report.run?.knobs).toMatchObject({ handover: 'together', results: 4, quota: 64 })
    // 64 operations are started in 719 ms; when each of them was, the log does not say.
    expect(report.scale?.offBy).toBeLessThan(719 / 2)
  })

  it('with a cancel between results that come together has a run in which they do', () => {
    const { verdict, run: shown, scale } = reportOn('mi', 'wsman-cancel-in-callback.jsonl')

    expect(verdict).toBe('allowed')
    expect(shown?.knobs['handover']).toBe('together')
    // One by one, the nearest run was 697 ms off.
    expect(scale?.offBy).toBeLessThan(100)
  })

  it('is as much before as behind its run where the two cannot be together', () => {
    const { scale, lines } = reportOn('lro', 'gax-cancel-honoured.har')
    const offBy = lines.flatMap((line) => line.offBy ?? [])

    // The library waits before its first poll; that of the model polls at once.
    expect(scale?.offBy).toBeLessThan(30)
    expect(Math.max(...offBy)).toBeCloseTo(-Math.min(...offBy), 2)
  })

  it('that ends in a call which never returns says which clause wants it to', () => {
    const { verdict, overdue } = reportOn('mi', 'cancel-sync.jsonl')

    expect(verdict).toBe('allowed')
    expect(overdue).toEqual([
      {
        index: 26,
        place: 19,
        says: 'The close of the session never returned, although every handle was closed.',
        clauses: ['MI-25'],
      },
    ])
    expect(reportOn('mi', 'session-close.jsonl').overdue).toEqual([])
  })

  it('of lro is in the table', () => {
    expect(Object.keys(table).filter((file) => table[file]?.[0] === 'lro')).toEqual(readdirSync(folderOf('lro')).sort())
  })

  it('that goes against a clause is refused with it', () => {
    const back = reportOn('lro', 'bad-done-goes-back.har')
    expect(back.first).toMatchObject({ found: { kind: 'return', op: 'get', out: { done: false } }, place: 5 })
    expect([back.first?.clauses[0], back.waysOut.map(({ question }) => question)]).toEqual(['LR-14', ['LH-19']])
    const gone = reportOn('lro', 'bad-cancel-removes-the-record.har')
    expect(gone.first).toMatchObject({ found: { kind: 'return', op: 'get', code: 'NOT_FOUND' }, place: 4 })
    expect([gone.first?.clauses[0], gone.waysOut.map(({ question }) => question)]).toEqual(['LR-05', ['LH-03']])
  })
})

describe('two returns at the same time', () => {
  const specification = ensure(specificationOf('mi'), 'mi is registered')
  const builtIn = ensure(
    specification.scenarios.find(({ id }) => id === 'the-last-handle-out'),
    'a session is closed before the handle',
  )
  const trace = run(specification.model, scenarioOf(specification, builtIn))
  const { lines: asRun, ...header } = visiblePart(trace)
  const last = asRun.length - 1
  const [one, other] = asRun.slice(-2).map(({ actor: _, ...line }) => line)
  const lines = [...asRun.slice(0, last - 1), ensure(other, 'the last'), ensure(one, 'the one before it')]
  const tied = (unit: string): readonly (number | null)[] =>
    tie(specification.model, { ...header, unit, lines }, trace, { relaxed: new Set(), isWhole: true }).ties

  it('may stand the other way round, and are tied to what explains them', () => {
    expect([one?.kind, other?.kind, one?.t === other?.t]).toEqual(['return', 'return', true])
    const [first, second] = tied('ms').slice(-2)
    expect(trace.events[first ?? -1]).toMatchObject({ kind: 'return', call: other?.call })
    expect(trace.events[second ?? -1]).toMatchObject({ kind: 'return', call: one?.call })
    expect(tied('ticks').slice(-1)).toEqual([null])
  })
})

describe('more results than a scenario can be given', () => {
  const mi = ensure(specificationOf('mi'), 'mi is registered')
  const heldBurst = (burst: Parameters<typeof burstLog>[0]): Report => {
    const read = finish(openRecording(burstLog(burst), { name: 'burst.jsonl' }))
    const { environment, ...recording } = ensure(read.ok ? read.value : null, 'the log can be opened')
    return ensure(held(mi, { ...recording, environment }), 'nobody stops it')
  }

  it('are allowed where they go on after a cancel that did nothing, in about two worlds each; no scenario shows them', () => {
    const { verdict, explained, seen, worlds, run: shown } = heldBurst({ results: 1200, before: 20, goesOn: true })

    expect([verdict, explained, shown]).toEqual(['allowed', seen, null])
    expect(worlds).toBeLessThan(5 * seen)
  })

  it.each([0, 1, 2, 30])('of which %i were seen before the cancel, they have a run as any others', (before) => {
    const { verdict, run: shown } = heldBurst({ results: 4000, before, goesOn: false })

    expect(verdict).toBe('allowed')
    expect(shown).not.toBeNull()
  })

  it('are not decided where there are more than any search is made for', () => {
    const results = Array.from({ length: 20_001 }, (_, i) => ({ kind: 'result', operation: 'a', n: i + 1 }) as const)
    const of = { op: 'start', call: 's', operation: 'a' } as const
    const lines = [{ kind: 'call', ...of } as const, { kind: 'return', ...of } as const, ...results]
    const observation = { spec: 'mi', unit: 'ms', title: '', sees: observedKinds, lines }

    expect(isBeyond(mi.model, observation)).toBe(true)
    expect(isBeyond(mi.model, { ...observation, lines: lines.slice(0, 20_002) })).toBe(false)
  })
})

describe('the verb', () => {
  it('says in a line of JSON what is so, and by its exit whether all is allowed', () => {
    const { lines, violated } = conform([join(folderOf('lro'), 'raw-delete-is-not-cancel.har'), '--json'])

    expect(violated).toBe(false)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      format: 'aftercancel/conformance@1',
      spec: 'lro',
      from: 'har',
      verdict: 'allowed',
      seen: 10,
      readings: [
        { otherMethods: 'all', bornDone: false },
        { otherMethods: 'noWait', bornDone: false },
      ],
      first: null,
    })
  })
})
