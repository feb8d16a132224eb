import { stableJson } from '#base/json.ts'
import { roleOf, type Knobs, type Model } from '#kernel/model.ts'
import { cancelLines } from '#kernel/steps.ts'
import { tableOf, type PlainEffect, type TransitionTable } from '#kernel/role.ts'
import type { HandledEvent, Trace, TraceEvent } from '#kernel/trace.ts'
import type { Specification } from '#machines/specification.ts'
import { laddersOf, type Ladder, type Rung } from './ladder.ts'
import { stateLabel } from './words.ts'

/** One question that a machine asked itself on the way to a return code. */
export interface Check {
  /** The actor that asked. */
  readonly actor: string
  /** Name of the guard; null for the way that is left when every guard before it was false. */
  readonly guard: string | null
  /** What the guard says where it is true; for the way that is left, the state of the machine. */
  readonly says: string
  /** The guard as a question, worded so that the usual case is a yes; for the way that is left, the state of the machine. */
  readonly asks: string
  /** The answer to the question; null where there was nothing to ask or it was not asked. */
  readonly answer: 'yes' | 'no' | null
  /** `decisive`: this led to the code; `passed`: it was asked before; `notAsked`: what came before had decided. */
  readonly verdict: 'passed' | 'decisive' | 'notAsked'
  /** What came out; null where there was nothing to ask or it was not asked. */
  readonly holds: boolean | null
  readonly clauses: readonly string[]
  /** Index of the trace line that began the reaction. */
  readonly line: number
}

type Answer = Extract<TraceEvent, { kind: 'return' | 'settle' }>

/** An event that was handled on the way to an answer, and what of its effects led on: to the next one, or to the answer itself. */
interface Link {
  readonly handled: HandledEvent
  readonly led: (effect: PlainEffect) => boolean
}

const ledTo =
  (next: HandledEvent) =>
  (effect: PlainEffect): boolean =>
    effect.type === 'cut'
      ? next.event.type === 'link.kept'
      : (effect.type === 'send' || effect.type === 'tell') &&
        (effect.to === next.actor || effect.to === `${next.actor.split('#')[0]}#*`) &&
        stableJson(effect.event) === stableJson(next.event)

const ledToAnswer =
  (answer: Answer) =>
  (effect: PlainEffect): boolean =>
    effect.type === answer.kind &&
    effect.code === answer.code &&
    (effect.type === 'return' || answer.kind === 'return' || effect.operation === answer.operation)

/** Everything that led to an answer, from the first cause on: the step of the scenario, or the call where it began. */
function chainTo(model: Model, trace: Trace, answer: Answer): Link[] {
  const call =
    answer.kind === 'return'
      ? trace.events.find((other) => other.kind === 'call' && other.call === answer.call)
      : undefined
  const from = call === undefined ? -1 : (trace.origins[call.i]?.cause ?? -1)
  const chain: Link[] = []
  let handled = trace.handled[trace.origins[answer.i]?.by ?? -1]
  let led = ledToAnswer(answer)
  while (handled !== undefined) {
    chain.unshift({ handled, led })
    led = ledTo(handled)
    const { line, parent } = handled
    const before = trace.handled[parent]
    const head = trace.events[line]
    // A poll is asked because of the poll before it, and so on to the first of them; none of those has a say.
    const isPoll = head?.kind === 'timer' && model.background.includes(head.name)
    if (before?.line !== line && (isPoll || line === from)) break
    handled = before
  }
  return chain
}

/** Whether one event that was handled led to another, or is the same. */
function isUnder(trace: Trace, index: number, root: number): boolean {
  for (let at = index; at >= 0; at = trace.handled[at]?.parent ?? -1) if (at === root) return true
  return false
}

/**
 * Where the cancel that is asked about never returns since nobody is there to make it, or to hear what came of it: who was asked, and
 * why nobody listens. Empty where it returns, or is lost in another way.
 */
export function unheard({ model }: Specification, trace: Trace): Check[] {
  const lines = cancelLines(trace)
  if (lines === null || lines.back !== null) return []
  const root = trace.handled.findIndex(({ line }) => line === lines.command.i)
  return trace.handled.flatMap((handled, index): Check[] => {
    const { actor, before, line } = handled
    if (root < 0 || !isUnder(trace, index, root)) return []
    const table = tableOf(roleOf(model, actor).machine)
    const ladders = laddersOf(table, trace.scenario.knobs, table.numberNamed(before), handled.event)
    return ladders.flatMap(({ rungs, taken, unheard: why }): Check[] => {
      if (why === null) return []
      const says = `Nobody listens: ${why}`
      const about = { actor, guard: null, says, asks: says, answer: null, holds: null, line } as const
      return [{ ...about, verdict: 'decisive', clauses: rungs[taken]?.clauses ?? [] }]
    })
  })
}

const holdsValue = (value: unknown, wanted: string): boolean =>
  value === wanted ||
  (typeof value === 'object' && value !== null && Object.values(value).some((member) => holdsValue(member, wanted)))

/** Of the ladders of a parallel machine's regions, the one that gave what led on. */
function ladderOf(table: TransitionTable, knobs: Knobs, { handled, led }: Link): Ladder | undefined {
  const ladders = laddersOf(table, knobs, table.numberNamed(handled.before), handled.event)
  return ladders.find(({ gives }) => gives.some(led)) ?? ladders.find(({ taken }) => taken > 0) ?? ladders[0]
}

const words = (guard: string): string => {
  const spaced = guard.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** `hasNoName` without a sentence of its own reads "Has no name". */
export const guardSays = (sentences: Readonly<Record<string, string>>, guard: string): string =>
  Object.hasOwn(sentences, guard) ? (sentences[guard] as string) : words(guard)

type Worded = Pick<Specification, 'guards' | 'questions'>

const asksOf = ({ guards, questions }: Worded, guard: string): string =>
  (Object.hasOwn(questions, guard) ? questions[guard]?.ask : undefined) ?? `${guardSays(guards, guard)}?`
const whereTrue = (questions: Worded['questions'], guard: string): 'yes' | 'no' =>
  (Object.hasOwn(questions, guard) ? questions[guard]?.whereTrue : undefined) ?? 'yes'
const otherThan = (answer: 'yes' | 'no'): 'yes' | 'no' => (answer === 'yes' ? 'no' : 'yes')

/**
 * The checks that led to a return or a settlement, in the order in which they were made: who asked, what came out, and which one
 * decided. They are read from the machines: the transitions of a state under an event are the specification's list of checks.
 * The one that decides is the last that was not told the code by somebody else.
 */
export function explain({ model, guards, questions }: Specification, trace: Trace, index: number): Check[] {
  const answer = trace.events[index]
  if (answer?.kind !== 'return' && answer?.kind !== 'settle') return []
  const chain = chainTo(model, trace, answer)
  const decider = Math.max(
    0,
    chain.findLastIndex(({ handled }) => !holdsValue(handled.event, answer.code)),
  )
  return chain.slice(0, decider + 1).flatMap((link, i): Check[] => {
    const { actor, before, line } = link.handled
    const ladder = ladderOf(tableOf(roleOf(model, actor).machine), trace.scenario.knobs, link)
    if (ladder === undefined) return []
    const state = `It is in the state “${stateLabel(model, actor, before.paths)}”`
    const check = ({ guard, clauses }: Rung, verdict: Check['verdict'], holds: boolean | null): Check => ({
      actor,
      guard,
      says: guard === null ? state : guardSays(guards, guard),
      asks: guard === null ? state : asksOf({ guards, questions }, guard),
      answer:
        guard === null || holds === null
          ? null
          : holds
            ? whereTrue(questions, guard)
            : otherThan(whereTrue(questions, guard)),
      verdict,
      holds: guard === null ? null : holds,
      clauses,
      line,
    })
    const { rungs, taken } = ladder
    if (i < decider)
      return rungs
        .slice(0, taken + 1)
        .flatMap((rung, at) => (rung.guard === null ? [] : [check(rung, 'passed', at === taken)]))
    const told = answer.kind === 'return' ? answer.clauses : []
    return rungs.flatMap((rung, at): Check[] => {
      if (at < taken) return [check(rung, 'passed', false)]
      if (at > taken) return rung.guard === null ? [] : [check(rung, 'notAsked', null)]
      return [check({ ...rung, clauses: [...new Set([...rung.clauses, ...told])] }, 'decisive', true)]
    })
  })
}
