import { stableJson } from '#base/json.ts'
import type { Payload } from '#kernel/effect.ts'
import { callKey } from '#kernel/call.ts'
import { commandEvent, type Model } from '#kernel/model.ts'
import { Interned } from '#kernel/packed.ts'
import type { Action } from '#kernel/property.ts'
import type { Actor, System } from '#kernel/system.ts'
import type { Links } from '../explore/links.ts'
import type { TimerSets } from '../explore/timerSets.ts'
import { firstSlot, type Worlds } from '../explore/worlds.ts'
import { freeKey, type Naming } from './naming.ts'
import { candidatesFor, expectedCandidates, hiddenCandidates, type CallsAhead, type Candidate } from './offers.ts'
import { startsSlot } from './obligations.ts'
import type { Recorded } from './recorded.ts'
import { instanceOf, type Sight } from './sight.ts'
import type { Noted, Present } from './stepping.ts'
import type { Observed, ObservedLine } from '#kernel/observed.ts'

/** A way on from a world: a command, the message at the head of a link, or a timer. */
export interface Move {
  /** The number of the action. */
  readonly taken: number
  /** Who is given which event. */
  readonly actor: number
  readonly event: number
  /** What it is taken from, and what is left there: of a link, or of the timers of the actor. -1: a command, which is taken from nowhere. */
  readonly slot: number
  readonly rest: number
  readonly isTimer: boolean
  /** Id of a timer within its machine; '' for others. */
  readonly timer: string
  /** What is seen of a command before anything comes of it. */
  readonly own: Sight | null
  /** A command of which the call is made by the one whom it reaches, at once or later. */
  readonly asks: { readonly op: string; readonly args: Payload } | null
  /** How many operations are started by it. */
  readonly starts: 0 | 1
  /** Slots that it has to do with besides those of the actors and links that take part. */
  readonly foot: readonly number[]
  /** The operations that those who take part are there for. */
  readonly operations: readonly number[]
}

/** The ordinal of the call where an argument is named after it (`state of register@2`), else 1. */
function ordinalIn(line: ObservedLine | undefined, name: string): number {
  for (const value of Object.values(line?.args ?? {})) {
    const text = typeof value === 'string' ? value : ''
    const ordinal = Number(/@(\d{1,6})$/.exec(text)?.[1] ?? 0)
    if (ordinal > 0 && text.endsWith(` ${callKey(name, ordinal)}`)) return ordinal
  }
  return 1
}

/** What is seen of a step: of the call that it is, and of what comes of it. */
export function seenOf(
  { own, asks }: Move,
  notes: readonly Noted[],
): { readonly first: Sight | null; readonly others: readonly Noted[] } {
  if (own === null) return { first: null, others: asks === null ? notes : notes.map((noted) => asked(asks, noted)) }
  const isOwn = ({ note }: Noted): boolean => note.type === 'call' && note.call === own.key
  const said = notes.find(isOwn)?.note
  if (said?.type !== 'call') return { first: { ...own, isPartial: true }, others: notes }
  return {
    first: said.args === undefined ? { ...own, isPartial: true } : { ...own, args: { ...own.args, ...said.args } },
    others: notes.filter((noted) => !isOwn(noted)),
  }
}

/** A call that is made in the step of the command that asks for it has what the command was told, as in a trace. */
const asked = ({ op, args }: NonNullable<Move['asks']>, noted: Noted): Noted =>
  noted.note.type === 'call' && noted.note.op === op
    ? { ...noted, note: { ...noted.note, args: { ...args, ...noted.note.args } } }
    : noted

/** The ways on from the worlds of a search, each made once. */
export class Moves {
  private readonly model: Model
  private readonly observed: Observed
  private readonly system: System
  private readonly worlds: Worlds
  private readonly links: Links
  private readonly timerSets: TimerSets
  private readonly recorded: Recorded
  private readonly actions = new Interned<Action>()
  private readonly bySlot: (readonly Move[])[][] = []
  private readonly known = new Map<string, readonly Move[]>()
  private readonly ahead: { readonly at: number; readonly ahead: CallsAhead }[] = []

  constructor(
    model: Model,
    observed: Observed,
    recorded: Recorded,
    system: System,
    { worlds, links, timerSets }: Pick<Present, 'worlds' | 'links' | 'timerSets'>,
  ) {
    this.model = model
    this.observed = observed
    this.system = system
    this.worlds = worlds
    this.links = links
    this.timerSets = timerSets
    this.recorded = recorded
  }

  action(taken: number): Action {
    return this.actions.value(taken)
  }

  private number(action: Action): number {
    return this.actions.number(stableJson(action), () => action)
  }

  private nameOf(actor: number): string {
    return (this.system.actors[actor] as Actor).name
  }

  /** What a slot of a world leaves open. */
  at(slot: number, value: number): readonly Move[] {
    if (value === 0) return []
    const byValue = this.bySlot[slot - firstSlot] ?? (this.bySlot[slot - firstSlot] = [])
    return byValue[value] ?? (byValue[value] = this.made(slot, value))
  }

  private made(slot: number, value: number): Move[] {
    const kind = this.worlds.slot(slot)
    if ('actor' in kind) {
      const { actor } = kind
      const set = this.worlds.timersAt(actor, value)
      const operations = this.instances(actor)
      return this.timerSets.timers(set).map(({ timer, name, event }) => {
        const taken = this.number({ kind: 'timer', actor: this.nameOf(actor), name })
        const rest = this.timerSets.without(set, timer)
        return {
          taken,
          actor,
          event,
          slot,
          rest,
          isTimer: true,
          timer,
          own: null,
          asks: null,
          starts: 0,
          foot: [],
          operations,
        }
      })
    }
    const { from, to } = kind
    const head = this.links.head(value)
    if (head === undefined) return []
    const name = this.system.events[head.event]?.type ?? ''
    const taken = this.number({ kind: 'message', from: this.nameOf(from), to: this.nameOf(to), name })
    const operations = [...this.instances(from), ...this.instances(to)]
    return [
      {
        taken,
        actor: to,
        event: head.event,
        slot,
        rest: this.links.withoutHead(value),
        isTimer: false,
        timer: '',
        own: null,
        asks: null,
        starts: 0,
        foot: [],
        operations,
      },
    ]
  }

  private instances(actor: number): number[] {
    const instance = instanceOf(this.nameOf(actor))
    return instance === null ? [] : [instance]
  }

  /** Commands that the next line can be: as usual, or with arguments that the line does not say and that are not as usual. */
  shown(position: number, naming: Naming, namingNumber: number, isUnusual: boolean): readonly Move[] {
    const line = this.observed.lines[position]
    if (line?.kind !== 'call') return []
    return this.once(`${position} ${namingNumber} ${isUnusual}`, () =>
      candidatesFor(this.model, line, naming, this.recorded).flatMap((candidate) =>
        candidate.isUnusual === isUnusual ? [this.command(candidate, naming, line)] : [],
      ),
    )
  }

  /** Commands that nobody need have seen. */
  hidden(position: number, naming: Naming, namingNumber: number): readonly Move[] {
    const { at, ahead } = this.callsAfter(position)
    return this.once(`${namingNumber} before ${at}`, () =>
      hiddenCandidates(this.model, naming, this.observed.sees.includes('call'), ahead, this.recorded).map((candidate) =>
        this.command(candidate, naming),
      ),
    )
  }

  /** Commands by which operations come to the ends that are shown of them. */
  expected(naming: Naming, namingNumber: number): readonly Move[] {
    return this.once(`${namingNumber} expected`, () =>
      expectedCandidates(this.model, naming, this.recorded).map((candidate) => this.command(candidate, naming)),
    )
  }

  /** The calls from a line on, and where the next is. */
  private callsAfter(position: number): { readonly at: number; readonly ahead: CallsAhead } {
    const known = this.ahead[position]
    if (known !== undefined) return known
    const { lines } = this.observed
    let after: { readonly at: number; readonly ahead: CallsAhead } = {
      at: lines.length,
      ahead: { next: undefined, ops: new Set() },
    }
    for (let at = lines.length; at >= 0; at--) {
      const line = lines[at]
      if (line?.kind === 'call' && line.op !== undefined && Object.hasOwn(this.model.commands, line.op)) {
        const { ops } = after.ahead
        after = { at, ahead: { next: line, ops: ops.has(line.op) ? ops : new Set([...ops, line.op]) } }
      }
      this.ahead[at] = after
    }
    return after
  }

  private once(key: string, make: () => readonly Move[]): readonly Move[] {
    const known = this.known.get(key)
    if (known !== undefined) return known
    const moves = make()
    this.known.set(key, moves)
    return moves
  }

  private command({ do: name, command, args, by, pinned }: Candidate, naming: Naming, line?: ObservedLine): Move {
    const { key, ordinal } = freeKey(naming, name, ordinalIn(line, name))
    const isStart = command.operation === true
    const operations = naming.operations + (isStart ? 1 : 0)
    const operation = isStart ? operations : undefined
    const actor = this.system.actor(command.to(args, operations, by))
    const counts = Object.entries(command.args).find(
      ([, domain]) => domain.type === 'int' && domain.counts === 'operations',
    )
    const isCall = command.isCall?.(args) ?? command.kind === 'call'
    const own: Sight = {
      kind: 'call',
      actor: this.nameOf(actor),
      isClients: by === undefined,
      key,
      op: name,
      operation: operation ?? (counts === undefined ? instanceOf(this.nameOf(actor)) : Number(args[counts[0]])),
      isStart,
      args,
      pinned,
      code: null,
      value: null,
      n: null,
      clauses: [],
    }
    return {
      taken: this.number({ kind: 'command', do: name, args, call: key, ...(by === undefined ? {} : { actor: by }) }),
      actor,
      event: this.system.event(commandEvent({ do: name, args }, ordinal, operation, by)),
      slot: -1,
      rest: 0,
      isTimer: false,
      timer: '',
      own: isCall ? own : null,
      asks: isCall ? null : { op: name, args },
      starts: isStart ? 1 : 0,
      // Whom it reaches depends on how many operations there are.
      foot: isStart || command.to(args, operations + 1, by) !== command.to(args, operations, by) ? [startsSlot] : [],
      operations: counts === undefined || command.kind === 'call' ? [] : [Number(args[counts[0]])],
    }
  }
}
