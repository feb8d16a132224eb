import { byObject, byValue } from '#base/memo.ts'
import type { Message } from '#kernel/effect.ts'
import type { Knobs, Role, Scenario } from '#kernel/model.ts'
import { tableOf } from '#kernel/role.ts'
import type { HandledEvent, Trace } from '#kernel/trace.ts'
import { eventOf, statechartOf } from '#kernel/statechart.ts'
import { graphOf, type ChartGraph } from '#layout/chart/graph.ts'
import { shownBy } from '#layout/chart/small.ts'
import { traceOf } from '../lab/derived.ts'

/** Where in its machine each actor of the run is. Nothing here is state: it follows from the trace. */

/** One meeting of an actor with an event. */
interface Meeting extends HandledEvent {
  readonly t: number
}

/** What each actor met, in order, by its name. */
const meetingsOf = byObject((trace: Trace): ReadonlyMap<string, readonly Meeting[]> => {
  const meetings = new Map<string, Meeting[]>()
  for (const handled of trace.handled) {
    const list = meetings.get(handled.actor) ?? []
    list.push({ ...handled, t: trace.events[handled.line]?.t ?? 0 })
    meetings.set(handled.actor, list)
  }
  return meetings
})

const actorName = ({ name, instances }: Role, instance: number): string => (instances ? `${name}#${instance}` : name)

/** The instances of a role that took part, by number; one that is 0 for a role with a single actor. */
export function instancesOf(scenario: Scenario, role: Role): readonly number[] {
  if (!role.instances) return [0]
  const numbers = [...meetingsOf(traceOf(scenario)).keys()].flatMap((name) => {
    const [own, number] = name.split('#')
    return own === role.name ? [Number(number)] : []
  })
  return numbers.length === 0 ? [1] : numbers.sort((a, b) => a - b)
}

/** The instance that is shown where nobody chose one: that of the operation that the cancel aims at. */
export function aimedInstance(scenario: Scenario, role: Role): number {
  const all = instancesOf(scenario, role)
  const { target } = traceOf(scenario)
  return all.includes(target) ? target : (all.findLast((number) => number < target) ?? all[0] ?? 0)
}

/** A transition as the run took it. */
export interface Step {
  readonly t: number
  /** The line that began it. */
  readonly line: number
  /** What the machine met: "CancelSignal", "after noticeTicks". */
  readonly cause: string
  /** State values as the trace writes them. */
  readonly from: string
  readonly to: string
  /** Ids of the transitions in the chart. */
  readonly transitions: readonly string[]
}

/** Where in its machine an actor is at a tick. */
export interface Moment {
  /** Active states, the outer ones included. */
  readonly active: ReadonlySet<string>
  /** The wordings of the innermost active state that has some, longest first. */
  readonly labels: readonly string[]
  /** The last change of state; null where it is as it began. */
  readonly change: Step | null
  /** The last transition, also one that changed no state. */
  readonly taken: Step | null
}

/** Active states of a state value, the outer ones included; always the same set for the same value. */
const outerOf = byObject((graph: ChartGraph) => byValue((value: string) => withOuterIn(graph, value)))
const withOuter = (graph: ChartGraph, value: string): ReadonlySet<string> => outerOf(graph)(value)

function withOuterIn(graph: ChartGraph, value: string): ReadonlySet<string> {
  const active = new Set<string>()
  for (const path of value.split(',')) {
    const keys = path.split('.')
    keys.forEach((_, i) => active.add(keys.slice(0, i + 1).join('.')))
  }
  // A name with a dot in it would be taken for two states; there is none.
  return new Set([...active].filter((id) => graph.states.some((state) => state.id === id)))
}

/** What the machine met, as it is called in the chart. */
const causeOf = ({ type }: Message): string => {
  const { event: name, kind } = eventOf(type)
  return kind === 'after' ? `after ${name}` : name
}

function stepOf({ machine }: Role, knobs: Knobs, { line, t, before, after, event }: Meeting): Step {
  const table = tableOf(machine)
  const transitions = table.taken(table.numberNamed(before), event, knobs).map(({ id }) => id)
  return { line, t, cause: causeOf(event), from: before.paths, to: after.paths, transitions }
}

/** The wordings of the innermost active states; of several regions, of the one that is not idle. */
const labelsOf = byObject((graph: ChartGraph) =>
  byValue((value: string): readonly string[] => {
    const shown = value.split(',').flatMap((leaf) => shownBy(graph, leaf) ?? [])
    const speaks = shown.find(({ phase }) => phase !== 'idle') ?? shown[0]
    return speaks?.labels ?? [value]
  }),
)

/** The last of an ascending list that is not after a tick; -1 where there is none. */
function lastUntil(meetings: readonly Meeting[], tick: number): number {
  let low = -1
  let high = meetings.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((meetings[middle] as Meeting).t <= tick) low = middle
    else high = middle - 1
  }
  return low
}

export function momentOf(scenario: Scenario, role: Role, instance: number, tick: number): Moment {
  const graph = graphOf(role.machine)
  const meetings = meetingsOf(traceOf(scenario)).get(actorName(role, instance)) ?? []
  const at = lastUntil(meetings, tick)
  const now = meetings[at]?.after.paths ?? statechartOf(role.machine).initial
  let taken: Step | null = null
  let change: Step | null = null
  for (let i = at; i >= 0 && (taken === null || change === null); i--) {
    const meeting = meetings[i] as Meeting
    const isChange = meeting.before.paths !== meeting.after.paths
    if (taken !== null && !isChange) continue
    const one = stepOf(role, scenario.knobs, meeting)
    if (isChange) change ??= one
    if (one.transitions.length > 0) taken ??= one
  }
  return { active: withOuter(graph, now), labels: labelsOf(graph)(now), change, taken }
}

/** Every tick at which a transition was taken by an actor, with the line that began it. */
export function takenAt(scenario: Scenario, role: Role, instance: number): ReadonlyMap<string, readonly Step[]> {
  const steps = new Map<string, Step[]>()
  for (const meeting of meetingsOf(traceOf(scenario)).get(actorName(role, instance)) ?? []) {
    const step = stepOf(role, scenario.knobs, meeting)
    for (const id of step.transitions) steps.set(id, [...(steps.get(id) ?? []), step])
  }
  return steps
}

/** Every change of state that led into a state. */
export function enteredAt(
  scenario: Scenario,
  role: Role,
  instance: number,
  id: string,
): readonly { readonly t: number; readonly line: number }[] {
  const trace = traceOf(scenario)
  const name = actorName(role, instance)
  const graph = graphOf(role.machine)
  return trace.events.flatMap((event) => {
    if (event.kind !== 'state' || event.actor !== name) return []
    return withOuter(graph, event.to).has(id) && !withOuter(graph, event.from).has(id)
      ? [{ t: event.t, line: event.i }]
      : []
  })
}
