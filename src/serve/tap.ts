import type { Message } from '#kernel/effect.ts'
import type { TraceRecorder } from '#kernel/recorder.ts'
import type { Actor, Observation, ResolvedOutput, System } from '#kernel/system.ts'
import type { Item, Recorder } from '#kernel/timed.ts'

/** What the driver wants to hear of while the world is stepped. */
export interface Listener {
  returned(note: Extract<Observation, { type: 'return' }>): void
  changed(actor: Actor): void
  reacting(event: number): void
}

/** Lines of a trace after which no more are written: a server may run for days. */
const linesMax = 100_000

/** Stands beside the recorder of a run: hears what it hears, and keeps it from growing without end. */
export class Tap implements Recorder {
  private readonly recorder: TraceRecorder
  private readonly listener: Listener
  isFull = false

  constructor(recorder: TraceRecorder, listener: Listener) {
    this.recorder = recorder
    this.listener = listener
  }

  private get open(): TraceRecorder | undefined {
    return this.isFull ? undefined : this.recorder
  }

  command(...what: Parameters<Recorder['command']>): void {
    this.open?.command(...what)
  }

  due(item: Item, system: System, t: number): void {
    this.isFull ||= this.recorder.length() > linesMax
    this.open?.due(item, system, t)
  }

  changed(actor: Actor, before: number, after: number, t: number): void {
    this.open?.changed(actor, before, after, t)
    this.listener.changed(actor)
  }

  sent(from: Actor, order: Extract<ResolvedOutput, { type: 'send' }>, due: number, t: number): number {
    return this.open?.sent(from, order, due, t) ?? 0
  }

  armed(): number {
    return this.open?.armed() ?? 0
  }

  note(actor: Actor, note: Observation, isNews: boolean, t: number): void {
    this.open?.note(actor, note, isNews, t)
    if (note.type === 'return') this.listener.returned(note)
  }

  reacting(actor: Actor, state: number, event: number): void {
    this.open?.reacting(actor, state, event)
    this.listener.reacting(event)
  }

  ignored(actor: Actor, _event: Message): void {
    this.open?.ignored(actor)
  }

  reacted(): void {
    this.open?.reacted()
  }

  length(): number {
    return this.recorder.length()
  }
}
