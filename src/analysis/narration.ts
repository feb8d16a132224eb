import { cancelCommand } from '#kernel/call.ts'
import type { Milestone } from '#kernel/effect.ts'
import type { Trace, TraceEvent } from '#kernel/trace.ts'
import type { Specification } from '#machines/specification.ts'
import { explain } from './explain.ts'
import { eventsOf, isSuccess, operationsOf, type OperationFacts } from './facts.ts'
import { actorTitle, messageOf, wordsOf } from './words.ts'

/** One sentence of a run that is told as it happens: who does what, and why that matters. */
export interface Telling {
  /** The line of the trace that it is about. */
  readonly line: number
  readonly tick: number
  readonly says: string
  /** After a colon; empty where there is nothing to add. */
  readonly why: string
  /** The actor at work: its bar is lit. */
  readonly actor: string
  readonly clauses: readonly string[]
  /** A milestone of the operation that the cancel aims at: play waits there. */
  readonly milestone: Milestone | null
}

const small = (words: string): string => words.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())
const ticks = (n: number): string => `${n} ${n === 1 ? 'tick' : 'ticks'}`

interface Told {
  readonly specification: Specification
  readonly trace: Trace
  readonly operations: readonly OperationFacts[]
  readonly issued: number | undefined
}

const named = ({ operations }: Told, number: number | undefined): string =>
  operations.length > 1 && number !== undefined ? ` of operation ${number}` : ''

/** What decided an answer: the sentence of the check, where it has one. */
function reasonOf({ specification, trace }: Told, event: TraceEvent): string {
  const check = explain(specification, trace, event.i).find(({ verdict }) => verdict === 'decisive')
  return check === undefined || check.guard === null ? '' : small(check.says)
}

/** Why the client's knowing matters: how the work stands then. */
function workBehind({ operations, specification }: Told, number: number, tick: number): string {
  const stopped = operations.find((operation) => operation.number === number)?.milestones.stopped
  if (stopped === undefined) return `${specification.worker} never stops in this run`
  if (stopped > tick) return `the work goes on for another ${ticks(stopped - tick)}`
  return stopped === tick ? 'the work has just stopped' : ''
}

function milestoneSays(told: Told, name: Milestone, number: number, tick: number): readonly [string, string] | null {
  const { specification, issued } = told
  const worker = specification.worker.charAt(0).toUpperCase() + specification.worker.slice(1)
  const settled = told.operations.find((operation) => operation.number === number)?.milestones.settled
  const since = issued === undefined || tick < issued ? '' : `${ticks(tick - issued)} after the cancel`
  if (name === 'noticed') return [`${worker} notices`, since]
  if (name === 'stopped') {
    const late = settled !== undefined && settled < tick
    return [
      `The work${named(told, number)} has stopped`,
      late ? `the client was told ${ticks(tick - settled)} ago` : '',
    ]
  }
  if (name === 'released') return ['Everything is released', 'nothing of the operation is held any more']
  return null
}

function sayingOf(told: Told, event: TraceEvent): Omit<Telling, 'line' | 'tick' | 'milestone'> | null {
  const { specification, trace, operations } = told
  const { model } = specification
  const who = (actor: string): string => actorTitle(model, actor, operations.length)
  const saying = (actor: string, says: string, why = '', clauses: readonly string[] = []) => ({
    actor,
    says,
    why,
    clauses,
  })
  switch (event.kind) {
    case 'command': {
      const command = model.commands[event.do]
      if (event.why !== undefined) return saying(event.actor, wordsOf(model, trace, event))
      if (command?.kind !== 'call') return saying(event.actor, command?.title ?? event.do)
      if (event.do !== cancelCommand) return saying(event.actor, `${who(event.actor)}: ${small(command.title)}`)
      const runs = operations.find(({ number }) => number === trace.target)
      const isOver = runs?.milestones.stopped !== undefined && runs.milestones.stopped <= event.t
      const why =
        runs === undefined ? '' : isOver ? 'the work is over already' : `the work runs since ${runs.startedAt}`
      return saying(event.actor, `${who(event.actor)} cancels${named(told, trace.target)}`, why)
    }
    case 'return': {
      const isAnswer = event.op === cancelCommand
      if (!isAnswer && isSuccess(event)) return null
      return saying(event.actor, `${event.op} returns ${event.code}`, reasonOf(told, event), event.clauses)
    }
    case 'result': {
      if (!event.late) return event.n === 1 ? saying('client', `The first result arrives`) : null
      return saying('client', `Result ${event.n} still arrives`, 'it was on its way when the cancel came')
    }
    case 'settle':
      return saying(
        'client',
        `The client has its final result${named(told, event.operation)}, ${event.code}`,
        workBehind(told, event.operation, event.t),
      )
    case 'milestone': {
      const words = milestoneSays(told, event.name, event.operation, event.t)
      return words === null ? null : saying(trace.handled[trace.origins[event.i]?.by ?? -1]?.actor ?? '', ...words)
    }
    case 'drop':
      return saying(messageOf(trace, event)?.to ?? '', wordsOf(model, trace, event))
    case 'unsupported':
      return saying(
        trace.handled[trace.origins[event.i]?.by ?? -1]?.actor ?? '',
        `This is not defined: ${event.what}`,
        '',
        event.clauses,
      )
    default:
      return null
  }
}

/** Late results and losses come in crowds: so many of a kind are told, and then no more. */
const mostOfAKind = 3

/** A run as sentences, in order; the lines that nobody has to hear are left out. */
export function narrationOf(specification: Specification, trace: Trace): readonly Telling[] {
  const operations = operationsOf(specification.model, trace)
  const told: Told = { specification, trace, operations, issued: trace.outcome.milestones.issued }
  const counts = new Map<string, number>()
  const reached = new Map(
    eventsOf(trace, 'milestone').flatMap((event) =>
      event.operation === trace.target ? [[`${event.t} ${event.name}`, event.name] as const] : [],
    ),
  )
  return trace.events.flatMap((event): Telling[] => {
    const saying = sayingOf(told, event)
    if (saying === null) return []
    const kind = event.kind === 'result' || event.kind === 'drop' ? event.kind : ''
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    if (kind !== '' && count > mostOfAKind) return []
    const own: Milestone | null =
      event.kind === 'milestone' && event.operation === trace.target
        ? event.name
        : event.kind === 'settle' && event.operation === trace.target
          ? 'settled'
          : event.kind === 'return' && event.op === cancelCommand && reached.has(`${event.t} accepted`)
            ? 'accepted'
            : event.kind === 'command' && event.do === cancelCommand && reached.has(`${event.t} issued`)
              ? 'issued'
              : null
    return [{ line: event.i, tick: event.t, milestone: own, ...saying }]
  })
}
