import type { Trace, TraceEvent } from '#kernel/trace.ts'

/** Characters that end a statement or a message in Mermaid's own grammar. */
const safe = (label: string): string =>
  label.replace(/[;#:]/g, (char) => `#${char.charCodeAt(0)};`).replace(/\s+/g, ' ')
const id = (actor: string): string => actor.replace(/\W/g, '_')

/** The run as a Mermaid sequence diagram: messages, calls and returns, and the milestones as notes. */
export function mermaidOf(trace: Trace): string {
  const sends = new Map<string, Extract<TraceEvent, { kind: 'send' }>>()
  const actors: string[] = []
  const seen = (actor: string): string => {
    if (!actors.includes(actor)) actors.push(actor)
    return id(actor)
  }
  const lines: string[] = []
  for (const event of trace.events) {
    if (event.kind === 'send') {
      sends.set(event.msg, event)
      seen(event.from)
      seen(event.to)
    } else if (event.kind === 'deliver' || event.kind === 'drop') {
      const sent = sends.get(event.msg)
      if (sent === undefined) continue
      const arrow = event.kind === 'deliver' ? '->>' : '-x'
      const label = `${sent.name} (${sent.t} to ${event.t})`
      lines.push(`${id(sent.from)}${arrow}${id(sent.to)}: ${safe(event.kind === 'deliver' ? label : `${label}, lost`)}`)
    } else if (event.kind === 'call')
      lines.push(`Note over ${seen(event.actor)}: ${safe(`${event.t} ${event.op} is called`)}`)
    else if (event.kind === 'return')
      lines.push(`Note over ${seen(event.actor)}: ${safe(`${event.t} ${event.op} returns ${event.code}`)}`)
    else if (event.kind === 'milestone' && actors[0] !== undefined)
      lines.push(`Note over ${id(actors[0])}: ${safe(`${event.t} ${event.name} (operation ${event.operation})`)}`)
  }
  const participants = actors.map((actor) => `participant ${id(actor)} as ${safe(actor.replace('#', ' '))}`)
  return `${['sequenceDiagram', ...participants, ...lines].map((line, i) => (i === 0 ? line : `  ${line}`)).join('\n')}\n`
}
