import type { Model } from '#kernel/model.ts'
import { callbackTitles } from '#machines/callbacks.ts'
import type { Payload } from '#kernel/effect.ts'
import type { HandledEvent, Trace, TraceEvent } from '#kernel/trace.ts'

/** Characters that end a statement or a message in Mermaid's own grammar. */
const safe = (label: string): string =>
  label.replace(/[;#:]/g, (char) => `#${char.charCodeAt(0)};`).replace(/\s+/g, ' ')
const id = (actor: string): string => actor.replace(/\W/g, '_')

/** Every role in the model's order, with those of its actors that took part. */
function actorsOf(model: Model, trace: Trace): string[] {
  const involved = new Set(trace.handled.map(({ actor }) => actor))
  return model.roles.flatMap(({ name }) => {
    const own = [...involved].filter((actor) => actor.split('#')[0] === name)
    return own.length === 0 ? [name] : own
  })
}

/** "Provider 1": as the page calls it. */
function titleOf({ roles }: Model, actor: string): string {
  const [role = actor, instance] = actor.split('#')
  const title = roles.find(({ name }) => name === role)?.title ?? role
  return instance === undefined ? title : `${title} ${instance}`
}

const note = (actor: string, what: string): string => `Note over ${id(actor)}: ${safe(what)}`

/** What is passed or comes back, as JSON; nothing where that is nothing. */
const payload = (word: string, what: Payload | undefined): string =>
  what === undefined || (word === 'with' && Object.keys(what).length === 0) ? '' : ` ${word} ${JSON.stringify(what)}`

function noteOf(event: TraceEvent): string | null {
  if (event.actor === undefined) return null
  if (event.kind === 'call')
    return note(
      event.actor,
      `${event.t} ${callbackTitles[event.op] ?? event.op} is called${payload('with', event.args)}`,
    )
  if (event.kind === 'return' && callbackTitles[event.op] !== undefined)
    return note(event.actor, `${event.t} ${callbackTitles[event.op]} finished`)
  if (event.kind === 'return')
    return note(event.actor, `${event.t} ${event.op} returns ${event.code}${payload('and', event.out)}`)
  if (event.kind === 'milestone') return note(event.actor, `${event.t} ${event.name} (operation ${event.operation})`)
  return null
}

/**
 * The run as a Mermaid sequence diagram: messages, what actors of one process tell each other, calls and returns, and the
 * milestones as notes at the actor that reached them.
 */
export function mermaidOf(model: Model, trace: Trace): string {
  const sends = new Map<string, Extract<TraceEvent, { kind: 'send' }>>()
  const lines: string[] = []
  let told = 0
  /** Puts down what was told inside a process before the event with this index was handled, it included. */
  const tell = (until: number): void => {
    for (; told <= until; told++) {
      const { actor, parent, line, event } = trace.handled[told] as HandledEvent
      const teller = trace.handled[parent]
      if (teller?.line !== line || teller.actor === actor) continue
      lines.push(`${id(teller.actor)}->>${id(actor)}: ${safe(`${event.type} (${trace.events[line]?.t ?? 0})`)}`)
    }
  }
  for (const event of trace.events) {
    tell(trace.origins[event.i]?.by ?? -1)
    if (event.kind === 'send') sends.set(event.msg, event)
    else if (event.kind === 'deliver' || event.kind === 'drop') {
      const sent = sends.get(event.msg)
      if (sent === undefined) continue
      const arrow = event.kind === 'deliver' ? '->>' : '-x'
      const label = `${sent.name} (${sent.t} to ${event.t})`
      lines.push(`${id(sent.from)}${arrow}${id(sent.to)}: ${safe(event.kind === 'deliver' ? label : `${label}, lost`)}`)
    } else {
      const said = noteOf(event)
      if (said !== null) lines.push(said)
    }
  }
  tell(trace.handled.length - 1)
  const participants = actorsOf(model, trace).map(
    (actor) => `participant ${id(actor)} as ${safe(titleOf(model, actor))}`,
  )
  return `${['sequenceDiagram', ...participants, ...lines].map((line, i) => (i === 0 ? line : `  ${line}`)).join('\n')}\n`
}
