import { createStore, type StoreApi } from 'zustand/vanilla'
import { worldsMaxDefault, type ConformProgress, type Verdict } from '#analysis/conform/conform.ts'
import { evidenceOf } from '#analysis/conform/summary.ts'
import { stableJson } from '#base/json.ts'
import { err, ok, type Result } from '#base/result.ts'
import { recordingText, parseRecordingFile, type NamedRecording } from '#formats/recordingFile.ts'
import { finish } from '#formats/opened.ts'
import { openRecording } from '#formats/recognise.ts'
import type { Value } from '#kernel/model.ts'
import { jobClient, type JobClient } from '../workers/jobs.ts'
import { judgeWork, type Judgement, type JudgeTask } from '../workers/judgeServer.ts'
import { readWork, type ReadTask } from '../workers/readServer.ts'
import { startEvidenceMode, type EvidenceMode } from './evidenceMode.ts'
import { builtInRecording } from './recordings.ts'
import { browserShelf, type KeptRecording, type RecordingShelf } from './shelf.ts'

export type { Judgement, NamedRecording }

/** A file that is being read. */
export interface Pending {
  readonly name: string
  /** The part that is done, from 0 to 1. */
  readonly part: number
}

/** What is known of a recording once it was held against the model, for the list. */
export interface Judged {
  readonly verdict: Verdict
  readonly lines: number
}

interface Known {
  /** Name of the recording in links; null where none is open. */
  readonly id: string | null
  readonly read: NamedRecording | null
  readonly judgement: Judgement | null
  readonly progress: ConformProgress
  /** Worlds that are found at most, in the search that was begun last. */
  readonly worldsMax: number
  /** Why there is nothing to see. */
  readonly error: string | null
  readonly pending: Pending | null
  /** Those that were opened from a file since the page was opened and are kept nowhere. */
  readonly fresh: readonly KeptRecording[]
  readonly kept: readonly KeptRecording[]
  /** Why nothing can be kept; null where it can. */
  readonly problem: string | null
  /** By the recording's name in links, where no choice was decided by hand. */
  readonly judged: Readonly<Record<string, Judged>>
}

/** Everything that the screen shows. */
export type EvidenceState = Known & { readonly mode: EvidenceMode }

const none: Known = {
  id: null,
  read: null,
  judgement: null,
  progress: { worlds: 0, explained: 0 },
  worldsMax: worldsMaxDefault,
  error: null,
  pending: null,
  fresh: [],
  kept: [],
  problem: null,
  judged: {},
}

type Pinned = Readonly<Record<string, Value>>
type Reader = JobClient<ReadTask, number, Result<NamedRecording>>
type Judge = JobClient<JudgeTask, ConformProgress, Judgement>

/** Answers that are remembered; a whole recording with its run may be large. */
const rememberedMax = 30
/** By how much the bound grows when more is asked for. */
const moreFactor = 4
/** A search lets messages in every few milliseconds: one that has not stopped by then is ended. */
const patience = 300

const reader = (): Reader =>
  jobClient(readWork, () => new Worker(new URL('../workers/read.worker.ts', import.meta.url), { type: 'module' }), {
    patience,
  })
const judge = (): Judge =>
  jobClient(judgeWork, () => new Worker(new URL('../workers/judge.worker.ts', import.meta.url), { type: 'module' }), {
    patience,
  })

const told = (error: unknown): string =>
  error instanceof Error && error.name === 'QuotaExceededError'
    ? 'The browser has no room left for recordings; save it as a file.'
    : 'The browser does not let this page keep recordings; save it as a file.'

interface Surroundings {
  readonly reader: Reader
  readonly judge: Judge
  readonly shelf: RecordingShelf
  readonly now: () => number
  readonly newId: () => string
}

/** Recordings of real systems: read, held against the model, and kept where one asks for it. Nothing of them leaves the machine. */
export class Recordings {
  readonly store: StoreApi<Known> = createStore<Known>()(() => none)
  readonly mode = startEvidenceMode()
  private readonly around: Surroundings
  private readonly texts = new Map<string, NamedRecording>()
  private readonly answers = new Map<string, Judgement>()
  private turn = 0
  /** What is open, with the choices that are decided by hand. */
  private wanted: string | null = null
  private isListed = false

  constructor(around: Partial<Surroundings> = {}) {
    this.around = {
      reader: around.reader ?? reader(),
      judge: around.judge ?? judge(),
      shelf: around.shelf ?? browserShelf(),
      now: around.now ?? Date.now,
      newId: around.newId ?? (() => crypto.randomUUID()),
    }
  }

  state(): EvidenceState {
    return { ...this.store.getState(), mode: this.mode.getSnapshot().value }
  }

  /** Reads the list of what is kept, once. */
  async list(): Promise<void> {
    if (this.isListed) return
    this.isListed = true
    try {
      this.show({ kept: await this.around.shelf.list() })
    } catch (error) {
      this.show({ problem: told(error) })
    }
  }

  /** Opens a recording by its name in links, under choices that are decided by hand, and looks for a run. */
  async open(id: string | null, pinned: Pinned): Promise<void> {
    const wanted = id === null ? null : `${id} ${stableJson(pinned)}`
    // Whoever comes back to the screen finds it as it was left.
    if (wanted !== null && wanted === this.wanted && this.mode.getSnapshot().value !== 'missing') return
    this.wanted = wanted
    const turn = ++this.turn
    void this.around.judge.cancel()
    if (id === null) {
      this.mode.send({ type: 'leave' })
      return this.show({ id: null, read: null, judgement: null, error: null })
    }
    // Another reading of the same recording leaves its lines in place.
    if (id !== this.store.getState().id) this.show({ id, read: null, judgement: null, error: null })
    this.mode.send({ type: 'choose' })
    const read = await this.find(id)
    if (turn !== this.turn) return
    if (!read.ok) {
      this.mode.send({ type: 'fail' })
      return this.show({ read: null, judgement: null, error: read.error })
    }
    this.explain(id, read.value, pinned, worldsMaxDefault)
  }

  /** Looks further after a bound was hit or the search was stopped; a stopped one begins again. */
  more(pinned: Pinned): void {
    const { id, read, worldsMax, mode } = this.state()
    if (id === null || read === null) return
    void this.around.judge.cancel()
    this.explain(id, read, pinned, mode === 'stopped' ? worldsMax : worldsMax * moreFactor)
  }

  /** Ends the search; what was explained until then stays to be seen. */
  async stop(): Promise<void> {
    this.mode.send({ type: 'stop' })
    await this.around.judge.cancel()
  }

  /** Reads a file. `read` is called with its name in links once it is read; one that cannot be read changes nothing. */
  readFile(
    file: File,
    { read, refused }: { readonly read: (id: string) => void; readonly refused: (why: string) => void },
  ): void {
    const over = (): void => this.show({ pending: null })
    this.around.reader.start(
      { name: file.name.slice(0, 200), source: file },
      {
        begin: () => this.show({ pending: { name: file.name, part: 0 } }),
        progress: (part) => this.show({ pending: { name: file.name, part } }),
        failed: (error) => {
          over()
          refused(error)
        },
        result: (result) => {
          over()
          if (!result.ok) return refused(result.error)
          const id = `own/${this.around.newId()}`
          this.texts.set(id, result.value)
          const { name, opened } = result.value
          const entry = { id, spec: opened.observation.spec, name, kept: this.around.now(), evidence: null }
          this.show({ fresh: [entry, ...this.store.getState().fresh] })
          read(id)
        },
      },
    )
  }

  async stopReading(): Promise<void> {
    this.show({ pending: null })
    await this.around.reader.cancel()
  }

  /** Keeps the open recording in the browser, under a name. */
  async keep(name: string): Promise<Result<null>> {
    const { id, read, judgement, fresh, kept } = this.store.getState()
    if (id === null || read === null) return err('no recording is open')
    const evidence = judgement === null ? null : evidenceOf(name, read.opened, judgement.report, judgement.clauses)
    const entry = { id, spec: read.opened.observation.spec, name, kept: this.around.now(), evidence }
    try {
      await this.around.shelf.put(entry, this.fileOf({ ...read, name }))
    } catch (error) {
      return err(told(error))
    }
    this.texts.set(id, { ...read, name })
    this.show({
      read: { ...read, name },
      fresh: fresh.filter((other) => other.id !== id),
      kept: [entry, ...kept.filter((other) => other.id !== id)],
    })
    return ok(null)
  }

  /** Forgets a recording of one's own. */
  async remove(id: string): Promise<Result<null>> {
    const { fresh, kept } = this.store.getState()
    try {
      if (kept.some((other) => other.id === id)) await this.around.shelf.remove(id)
    } catch (error) {
      return err(told(error))
    }
    this.texts.delete(id)
    const others = (all: readonly KeptRecording[]): readonly KeptRecording[] => all.filter((other) => other.id !== id)
    this.show({ fresh: others(fresh), kept: others(kept) })
    return ok(null)
  }

  /** The open recording with what was found, as one file. */
  fileOf(read: NamedRecording): string {
    const { judgement } = this.store.getState()
    if (judgement === null) return recordingText(read, null)
    const { verdict, explained, readings, deviations, waysOut } = judgement.report
    return recordingText(read, { verdict, explained, readings, deviations, waysOut })
  }

  private async find(id: string): Promise<Result<NamedRecording>> {
    const known = this.texts.get(id)
    if (known !== undefined) return ok(known)
    const read = await this.fetch(id)
    if (read.ok) this.texts.set(id, read.value)
    return read
  }

  private async fetch(id: string): Promise<Result<NamedRecording>> {
    const builtIn = builtInRecording(id)
    if (builtIn !== undefined) {
      const text = await builtIn.load().catch(() => null)
      if (text === null) return err('The recording could not be loaded; is there a connection?')
      const read = finish(openRecording(text, { name: builtIn.file }))
      return read.ok ? ok({ name: builtIn.name, opened: read.value }) : read
    }
    if (!id.startsWith('own/')) return err('There is no such recording.')
    const text = await this.around.shelf.text(id).catch(() => undefined)
    if (text === undefined) return err('This recording is kept in another browser; ask for its file.')
    const read = parseRecordingFile(text)
    return read.ok ? read : err(`What the browser has kept of it cannot be read: ${read.error}.`)
  }

  private explain(id: string, read: NamedRecording, pinned: Pinned, worldsMax: number): void {
    const turn = this.turn
    const key = `${id} ${stableJson(pinned)} ${worldsMax}`
    this.show({ id, read, error: null, worldsMax, progress: { worlds: 0, explained: 0 } })
    this.mode.send({ type: 'open' })
    const known = this.answers.get(key)
    if (known !== undefined) return this.finish(id, known, pinned)
    this.show({ judgement: null })
    this.around.judge.start(
      { opened: read.opened, pinned, worldsMax },
      {
        begin: () => this.show({ progress: { worlds: 0, explained: 0 } }),
        progress: (progress) => this.show({ progress }),
        result: (judgement) => {
          if (turn !== this.turn) return
          this.answers.set(key, judgement)
          for (const old of [...this.answers.keys()].slice(0, -rememberedMax)) this.answers.delete(old)
          this.finish(id, judgement, pinned)
        },
        failed: (error) => {
          this.mode.send({ type: 'fail' })
          this.show({ error: `The search has failed: ${error}.` })
        },
      },
    )
  }

  private finish(id: string, judgement: Judgement, pinned: Pinned): void {
    const { judged, read } = this.store.getState()
    const lines = read?.opened.observation.lines.length ?? 0
    const { verdict } = judgement.report
    this.show({
      judgement,
      ...(Object.keys(pinned).length === 0 ? { judged: { ...judged, [id]: { verdict, lines } } } : {}),
    })
    this.mode.send({ type: 'finish' })
  }

  private show(change: Partial<Known>): void {
    this.store.setState(change)
  }
}

/** The recordings of the page. */
export const createRecordings = (): Recordings => new Recordings()
