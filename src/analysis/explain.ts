import { ensure } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import type { Message } from '#kernel/effect.ts'
import type { PlainEffect } from '#kernel/role.ts'
import { systemOf } from '#kernel/run.ts'
import type { Actor, System } from '#kernel/system.ts'
import type { Trace, TraceEvent } from '#kernel/trace.ts'
import type { StateMeta } from '#machines/dialect.ts'
import { laddersOf, type Ladder, type Rung } from './ladder.ts'

/** One question that a machine asked itself on the way to a return code. */
export interface Check {
  /** The actor that asked. */
  readonly actor: string
  /** Name of the guard; null for the way that is left when every guard before it was false. */
  readonly guard: string | null
  /** What the guard says where it is true; for the way that is left, the state of the machine, or that nothing before was true. */
  readonly says: string
  /** `decisive`: this led to the code; `passed`: it was asked before; `notAsked`: what came before had decided. */
  readonly verdict: 'passed' | 'decisive' | 'notAsked'
  /** What came out; null where there was nothing to ask or it was not asked. */
  readonly holds: boolean | null
  readonly clauses: readonly string[]
  /** Index of the trace line that began the reaction. */
  readonly line: number
}

/** An actor that met an event, and what it gave out itself. */
interface Node {
  readonly actor: Actor
  readonly state: number
  readonly message: Message
  readonly line: number
  readonly parent: Node | null
  /** What the parent (or the sender) did that led here. */
  readonly by: PlainEffect | null
}
type Output = { readonly node: Node; readonly effect: PlainEffect } | { readonly node: Node; readonly arms: string }

/** Everything that one line set off inside the process, as a tree, and what came out of it, in order. */
function outputsOf(trace: Trace, system: System, line: number): readonly Output[] {
  const { reactions } = ensure(trace.origins[line], 'a line has an origin')
  const outputs: Output[] = []
  let next = 0
  const visit = (parent: Node | null, by: PlainEffect | null): void => {
    const reaction = ensure(reactions[next++], 'a tell is followed by a reaction')
    const actor = ensure(system.actors[reaction.actor], 'a reaction has an actor')
    const message = ensure(system.events[reaction.event], 'a reaction has an event')
    const node: Node = { actor, state: reaction.state, message, line, parent, by }
    for (const want of actor.table.answer(node.state, message, stableJson(message), system.knobs).outputs) {
      if (want.type === 'arm') outputs.push({ node, arms: want.name })
      if (want.type !== 'effect') continue
      const { effect } = want
      outputs.push({ node, effect })
      if (effect.type === 'cut') visit(node, effect)
      else if (effect.type === 'tell' && effect.to.endsWith('#*')) {
        const told = system.event(effect.event)
        while (
          reactions[next]?.event === told &&
          system.actors[reactions[next]?.actor ?? -1]?.role === effect.to.slice(0, -2)
        )
          visit(node, effect)
      } else if (effect.type === 'tell') visit(node, effect)
    }
  }
  if (reactions.length > 0) visit(null, null)
  return outputs
}

type Written = Extract<TraceEvent, { kind: 'send' | 'return' | 'settle' }>

/** Which of the outputs wrote a line: sends and returns are written one by one, of settlements only the first. */
function writerOf(trace: Trace, outputs: readonly Output[], event: Written): Output | undefined {
  const cause = trace.origins[event.i]?.cause
  if (event.kind === 'settle')
    return outputs.find(
      (output) =>
        'effect' in output &&
        output.effect.type === 'settle' &&
        output.effect.code === event.code &&
        output.effect.operation === event.operation,
    )
  const before = trace.events.filter(
    (other) => other.i < event.i && other.kind === event.kind && trace.origins[other.i]?.cause === cause,
  ).length
  return outputs.filter((output) => 'effect' in output && output.effect.type === event.kind)[before]
}

const pathTo = (node: Node): Node[] => (node.parent === null ? [node] : [...pathTo(node.parent), node])

/** More causes than any honest answer has. */
const causesMax = 24

interface Link {
  readonly node: Node
  /** What it did that led on: to the next link, or to the line itself. */
  readonly gave: PlainEffect | null
}

/** The reactions that led to a line, from the first cause on: the step of the scenario, or the call where it began. */
function chainTo(trace: Trace, system: System, event: Written): Link[] {
  const called =
    event.kind === 'return'
      ? trace.events.find((other) => other.kind === 'call' && other.call === event.call)?.i
      : undefined
  const from = called === undefined ? -1 : (trace.origins[called]?.cause ?? -1)
  const chain: Link[] = []
  let line = ensure(trace.origins[event.i], 'a line has an origin').cause
  let writer = line < 0 ? undefined : writerOf(trace, outputsOf(trace, system, line), event)
  for (let causes = 0; writer !== undefined && causes < causesMax; causes++) {
    const path = pathTo(writer.node)
    const links = path.map((node, i): Link => ({
      node,
      gave: path[i + 1]?.by ?? (writer !== undefined && 'effect' in writer ? writer.effect : null),
    }))
    chain.unshift(...links)
    const head = ensure(trace.events[line], 'a cause is a line')
    const before = ensure(trace.origins[line], 'a line has an origin').cause
    // A poll is asked because of the poll before it, and so on to the first of them; none of those has a say.
    const isPoll = head.kind === 'timer' && system.model.background.includes(head.name)
    if (head.kind === 'command' || isPoll || line === from || before < 0) break
    const sent = trace.events[before]
    if (sent?.kind === 'send') {
      line = ensure(trace.origins[before], 'a line has an origin').cause
      writer = line < 0 ? undefined : writerOf(trace, outputsOf(trace, system, line), sent)
    } else {
      line = before
      const actor = head.kind === 'timer' ? head.actor : ''
      const armed = head.kind === 'timer' ? head.name : ''
      writer = outputsOf(trace, system, line).findLast(
        (output) => 'arms' in output && output.arms === armed && output.node.actor.name === actor,
      )
    }
  }
  return chain
}

const holdsValue = (value: unknown, wanted: string): boolean =>
  value === wanted ||
  (typeof value === 'object' && value !== null && Object.values(value).some((member) => holdsValue(member, wanted)))

/** Of the ladders of a parallel machine's regions, the one that gave what led on. */
function ladderOf(system: System, { node, gave }: Link): Ladder | undefined {
  const ladders = laddersOf(node.actor.table, system.knobs, node.state, node.message)
  const wanted = gave === null ? '' : stableJson(gave)
  return (
    ladders.find((ladder) => ladder.gives.some((effect) => stableJson(effect) === wanted)) ??
    ladders.find(({ taken }) => taken > 0) ??
    ladders[0]
  )
}

/** How the timeline calls the state that a machine was in, else the state's path. */
function stateLabel({ actor: { table }, state }: Node): string {
  const labels = Object.values(
    table.snapshot(state).getMeta() as Record<string, Partial<StateMeta> | undefined>,
  ).flatMap((meta) => meta?.label?.[0] ?? [])
  return labels.at(-1) ?? table.valueText(state)
}

const words = (guard: string): string => {
  const spaced = guard.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** `hasNoName` without a sentence of its own reads "Has no name". */
export const guardSays = (sentences: Readonly<Record<string, string>>, guard: string): string =>
  Object.hasOwn(sentences, guard) ? (sentences[guard] as string) : words(guard)

/**
 * The checks that led to a return or a settlement, in the order in which they were made: who asked, what came out, and which one
 * decided. They are read from the machines: the transitions of a state under an event are the specification's list of checks.
 * The one that decides is the last that was not told the code by somebody else.
 */
export function explain(trace: Trace, index: number, sentences: Readonly<Record<string, string>>): Check[] {
  const event = trace.events[index]
  if (event?.kind !== 'return' && event?.kind !== 'settle') return []
  const system = systemOf(trace)
  const chain = chainTo(trace, system, event)
  const decider = Math.max(
    0,
    chain.findLastIndex(({ node }) => !holdsValue(node.message, event.code)),
  )
  return chain.slice(0, decider + 1).flatMap((link, i): Check[] => {
    const ladder = ladderOf(system, link)
    if (ladder === undefined) return []
    const check = ({ guard, clauses }: Rung, verdict: Check['verdict'], holds: boolean | null): Check => ({
      actor: link.node.actor.name,
      guard,
      says:
        guard !== null
          ? guardSays(sentences, guard)
          : ladder.taken > 0
            ? 'None of these'
            : `It is in the state “${stateLabel(link.node)}”`,
      verdict,
      holds: guard === null ? null : holds,
      clauses,
      line: link.node.line,
    })
    const { rungs, taken } = ladder
    if (i < decider)
      return rungs
        .slice(0, taken + 1)
        .flatMap((rung, at) => (rung.guard === null ? [] : [check(rung, 'passed', at === taken)]))
    const told = event.kind === 'return' ? event.clauses : []
    return rungs.flatMap((rung, at): Check[] => {
      if (at < taken) return [check(rung, 'passed', false)]
      if (at > taken) return rung.guard === null ? [] : [check(rung, 'notAsked', null)]
      return [check({ ...rung, clauses: [...new Set([...rung.clauses, ...told])] }, 'decisive', true)]
    })
  })
}
