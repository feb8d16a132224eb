import { describe, expect, it, vi } from 'vitest'
import { JobClient, openHere } from '../workers/jobs.ts'
import { judgeWork } from '../workers/judgeServer.ts'
import { readWork } from '../workers/readServer.ts'
import { Recordings } from './evidence.ts'
import { createLab } from '../lab/lab.ts'
import { evidencePlace, setEvidence } from './evidencePlace.ts'
import { fitText } from './facts.ts'
import { headlineOf } from './headline.ts'
import { lineRows } from './lines.ts'
import { builtInRecordings } from './recordings.ts'
import type { KeptRecording, RecordingShelf } from './shelf.ts'

/** A shelf that lives as long as a test. */
function shelf(): RecordingShelf & { readonly list: () => Promise<KeptRecording[]> } {
  const all = new Map<string, { recording: KeptRecording; text: string }>()
  return {
    list: () => Promise.resolve([...all.values()].map(({ recording }) => recording)),
    text: (id) => Promise.resolve(all.get(id)?.text),
    put: (recording, text) => Promise.resolve(void all.set(recording.id, { recording, text })),
    remove: (id) => Promise.resolve(void all.delete(id)),
  }
}

let count = 0
const recordingsOn = (kept = shelf()): Recordings =>
  new Recordings({
    reader: new JobClient({ here: openHere(readWork) }),
    judge: new JobClient({ here: openHere(judgeWork) }),
    shelf: kept,
    now: () => 1,
    newId: () => `id-${++count}`,
  })

const observation = (...lines: object[]): string =>
  [{ format: 'aftercancel/observation@1', spec: 'lro', unit: 'ms', title: 'by hand' }, ...lines]
    .map((line) => JSON.stringify(line))
    .join('\n')
const asked = observation(
  { t: 0, kind: 'call', op: 'count', call: 'c', operation: 'o' },
  { t: 20, kind: 'return', op: 'count', call: 'c', operation: 'o', code: 'OK' },
)
/** An answer to a call that nobody has made. */
const broken = observation({ t: 5, kind: 'return', op: 'get', call: 'g', code: 'OK' })

const file = (text: string, name = 'mine.jsonl'): File => new File([text], name)
/** Reads a file; the name in links, or why it was refused. */
const reading = (recordings: Recordings, from: File): Promise<{ id?: string; why?: string }> =>
  new Promise((resolve) =>
    recordings.readFile(from, { read: (id) => resolve({ id }), refused: (why) => resolve({ why }) }),
  )
const judged = (recordings: Recordings) =>
  vi.waitFor(() => expect(recordings.state().mode).toBe('judged'), { timeout: 60_000, interval: 5 })

describe('recordings that come with the page', () => {
  it('have names of their own and are of registered specifications', () => {
    expect(builtInRecordings).toHaveLength(26)
    expect(new Set(builtInRecordings.map(({ id }) => id)).size).toBe(26)
  })

  it('are told by name, and one that is not there is said to be missing', async () => {
    const recordings = recordingsOn()
    await recordings.open('lro/nothing', {})
    expect(recordings.state()).toMatchObject({ mode: 'missing', error: 'There is no such recording.' })
    await recordings.open('own/elsewhere', {})
    expect(recordings.state()).toMatchObject({
      mode: 'missing',
      error: 'This recording is kept in another browser; ask for its file.',
    })
    await recordings.open(null, {})
    expect(recordings.state()).toMatchObject({ mode: 'empty', id: null, error: null })
  })
})

describe('a file', () => {
  it('is read, judged, kept under a name, found again by another page and removed', async () => {
    const kept = shelf()
    const recordings = recordingsOn(kept)
    const { id = '' } = await reading(recordings, file(asked))
    expect(recordings.state().fresh).toMatchObject([{ id, spec: 'lro', name: 'mine.jsonl' }])
    await recordings.open(id, {})
    await judged(recordings)
    const state = recordings.state()
    expect(headlineOf(state)).toBe('Allowed: a run explains all 2 lines.')
    expect(state.judged[id]).toEqual({ verdict: 'allowed', lines: 2 })
    expect(lineRows(state.read ?? fail(), state.judgement, 0).map(({ state: is }) => is)).toEqual([
      'explained',
      'explained',
    ])

    expect(await recordings.keep('Nightly')).toEqual({ ok: true, value: null })
    expect(recordings.state().fresh).toEqual([])
    const other = recordingsOn(kept)
    await other.list()
    expect(other.state().kept).toMatchObject([
      { id, spec: 'lro', name: 'Nightly', kept: 1, evidence: { verdict: 'allowed', lines: 2, explained: 2 } },
    ])
    await other.open(id, {})
    expect(other.state().read?.opened).toEqual(state.read?.opened)

    expect(await other.remove(id)).toEqual({ ok: true, value: null })
    expect(await kept.list()).toEqual([])
  })

  it('is told how far the run is from its times', async () => {
    const textOf = async (from: string): Promise<string | null> => {
      const recordings = recordingsOn()
      const { id = '' } = await reading(recordings, file(from))
      await recordings.open(id, {})
      await judged(recordings)
      const { read, judgement } = recordings.state()
      return fitText(read ?? fail(), judgement ?? fail())
    }
    const call = { kind: 'call', op: 'count', call: 'c', operation: 'o' }
    const back = { kind: 'return', op: 'count', call: 'c', operation: 'o', code: 'OK' }
    expect(await textOf(observation({ ...call, t: 0 }, { ...back, t: 20 }))).toBe('every line stands at its tick')
    expect(await textOf(observation({ ...call, t: 0 }, { ...back, t: 20.5 }))).toBe(
      'the line that is farthest from its tick is off by 0.3 ms',
    )
    expect(await textOf(observation(call, back))).toBe('only the order was recorded, and no times')
  })

  it('that no run shows is refused with its line', async () => {
    const recordings = recordingsOn()
    const { id = '' } = await reading(recordings, file(broken))
    await recordings.open(id, {})
    await judged(recordings)
    const state = recordings.state()
    expect(headlineOf(state)).toBe('Not allowed: no run has line 2.')
    expect(state.judgement?.report.verdict).toBe('notAllowed')
  })

  it('that cannot be read is refused in a sentence, and what was open stays', async () => {
    const recordings = recordingsOn()
    const { id = '' } = await reading(recordings, file(asked))
    await recordings.open(id, {})
    await judged(recordings)
    const before = recordings.state()
    const { why } = await reading(recordings, file('<html>', 'page.html'))
    expect(why).toMatch(/^expected an observation, a HAR, .* this begins with "<html>"$/)
    expect(recordings.state()).toEqual({ ...before, pending: null })
  })

  it('saved with its verdict opens again', async () => {
    const recordings = recordingsOn()
    const { id = '' } = await reading(recordings, file(asked))
    await recordings.open(id, {})
    await judged(recordings)
    const { read } = recordings.state()
    const text = recordings.fileOf(read ?? fail())
    expect(JSON.parse(text)).toMatchObject({ format: 'aftercancel/evidence@1', verdict: { verdict: 'allowed' } })
    const again = await reading(recordings, file(text, 'saved.json'))
    await recordings.open(again.id ?? '', {})
    expect(recordings.state().read).toEqual(read)
  })
})

describe('a search', () => {
  it('that is stopped says so, tells nothing more, and can begin again', async () => {
    const recordings = recordingsOn()
    const { id = '' } = await reading(recordings, file(asked))
    await recordings.open(id, {})
    await recordings.stop()
    expect(recordings.state()).toMatchObject({ mode: 'stopped', judgement: null })
    const heard = vi.fn<() => void>()
    recordings.store.subscribe(heard)
    await new Promise((resolve) => setTimeout(resolve))
    expect(heard).not.toHaveBeenCalled()
    recordings.more({})
    await judged(recordings)
    expect(recordings.state().judgement?.report.verdict).toBe('allowed')
  })
})

describe('the place of the screen', () => {
  it('shows all lines of another recording', () => {
    const lab = createLab()
    const place = () => evidencePlace(lab.getState().places.evidence)
    setEvidence(lab, { recording: 'lro/one', operation: 2 })
    setEvidence(lab, { line: 3 })
    expect(place()).toMatchObject({ recording: 'lro/one', line: 3, operation: 2 })
    setEvidence(lab, { recording: 'lro/two', line: null })
    expect(place()).toMatchObject({ recording: 'lro/two', line: null, operation: null })
  })
})

describe('the place of the screen in a link', () => {
  it('is as usual where it makes no sense', () => {
    const usual = { recording: null, line: null, operation: null, pinned: {} }
    for (const value of [undefined, null, 3, 'x', [], { recording: 7, line: -1, operation: 0, pinned: [] }])
      expect(evidencePlace(value)).toEqual(usual)
    expect(evidencePlace({ recording: '<b>', line: 1.5, pinned: { 'a b': 1, knob: { deep: 1 } } })).toEqual(usual)
  })

  it('keeps a recording, a line and choices that are decided', () => {
    const place = {
      recording: 'lro/gax-cancel-honoured',
      line: 4,
      operation: 2,
      pinned: { honoursCancel: 'yes', supportsCancel: true },
    }
    expect(evidencePlace(place)).toEqual(place)
  })
})

function fail(): never {
  throw new Error('a recording is open')
}
