import type { Message } from '#kernel/effect.ts'
import type { Actor, Observation, System } from '#kernel/system.ts'
import type { Trace, TraceEvent } from '#kernel/trace.ts'

/** One actor told another inside one reaction: a call within a process, which takes no time and leaves no line. */
export interface Hop {
  /** Line that began the reaction. */
  readonly head: number
  readonly from: string
  readonly to: string
  readonly name: string
}

/** What the lines alone do not say. */
export interface Reactions {
  readonly hops: readonly Hop[]
  /** For each line whose doing it is, where the line has no actor of its own. */
  readonly actors: ReadonlyMap<number, string>
  /** For the line that says that an operation is released: what it let go of last. */
  readonly letGo: ReadonlyMap<number, string>
  /** Sends in the background: polls and their answers. */
  readonly background: ReadonlySet<number>
  /** Every actor that took part. */
  readonly involved: ReadonlySet<string>
}

/** Whether this line is what the note left in the trace. */
function isOf(note: Observation, line: TraceEvent): boolean {
  switch (note.type) {
    case 'result':
      return line.kind === 'result' && line.operation === note.operation && line.n === note.n
    case 'settle':
      return line.kind === 'settle' && line.operation === note.operation
    case 'resource':
      return line.kind === 'resource' && line.name === note.name
    case 'milestone':
      return line.kind === 'milestone' && line.operation === note.operation && line.name === note.name
    case 'unsupported':
      return line.kind === 'unsupported'
    default:
      return false
  }
}

/** Walks once more through every reaction, as the kernel carried it out: each was computed then and is only looked up here. */
export function reactionsOf(system: System, trace: Trace): Reactions {
  const hops: Hop[] = []
  const actors = new Map<number, string>()
  const letGo = new Map<number, string>()
  const background = new Set<number>()
  const involved = new Set<string>()

  const walkFrom = (head: number): void => {
    const reactions = trace.origins[head]?.reactions ?? []
    let at = 0
    let line = head + 1
    const actorAt = (index: number): Actor | undefined => system.actors[reactions[index]?.actor ?? -1]

    /** Finds the line of a note from where the last one was found; a note that was no news has none. */
    const claim = (actor: Actor, matches: (event: TraceEvent) => boolean): number | null => {
      for (let i = line; trace.origins[i]?.cause === head; i++) {
        if (!matches(trace.events[i] as TraceEvent)) continue
        actors.set(i, actor.name)
        line = i + 1
        // A settlement brings its milestone along.
        const next = trace.events[line]
        if (next?.kind === 'milestone' && next.name === 'settled') actors.set(line, actor.name)
        return i
      }
      return null
    }

    /** What was let go of may have been the last: then the operation is released. */
    const letGoOf = (actor: Actor, name: string, operation: number): void => {
      for (let i = line; trace.origins[i]?.cause === head; i++) {
        const event = trace.events[i]
        if (event?.kind !== 'milestone' || event.name !== 'released' || event.operation !== operation) continue
        actors.set(i, actor.name)
        letGo.set(i, name)
        return
      }
    }

    const tell = (from: Actor, event: number): void => {
      const to = actorAt(at)
      if (to !== undefined)
        hops.push({ head, from: from.name, to: to.name, name: (system.events[event] as Message).type })
      walk()
    }

    const walk = (): void => {
      const own = reactions[at++]
      const actor = own === undefined ? undefined : system.actors[own.actor]
      if (own === undefined || actor === undefined) return
      involved.add(actor.name)
      for (const order of system.reaction(actor, own.state, own.event).outputs) {
        const next = reactions[at]
        switch (order.type) {
          case 'tell':
            if (next?.actor === order.to && next.event === order.event) tell(actor, order.event)
            break
          case 'tellAll':
            while (actorAt(at)?.role === order.role && reactions[at]?.event === order.event) tell(actor, order.event)
            break
          case 'cut':
            if (next?.actor === own.actor) walk()
            break
          case 'send': {
            const sent = claim(actor, (event) => event.kind === 'send' && event.from === actor.name)
            if (sent !== null && order.background) background.add(sent)
            break
          }
          case 'note': {
            const { effect } = order
            claim(actor, (event) => isOf(effect, event))
            if (effect.type === 'resource' || effect.type === 'hold') letGoOf(actor, effect.name, effect.operation)
            break
          }
          case 'arm':
          case 'disarm':
            break
        }
      }
    }
    walk()
  }

  for (let head = 0; head < trace.events.length; head++)
    if ((trace.origins[head]?.reactions.length ?? 0) > 0) walkFrom(head)
  return { hops, actors, letGo, background, involved }
}
