import { stableJson } from '#base/json.ts'
import { statechartOf, type Machine, type State, type Transition } from '#kernel/statechart.ts'
import { isPhase, type Phase } from '#machines/dialect.ts'

/** A state as it is drawn. Its id is its path, as the traces write it; the machine itself is the state ''. */
export interface ChartState extends Pick<
  State,
  'key' | 'parent' | 'type' | 'initial' | 'leaves' | 'labels' | 'clauses'
> {
  readonly id: string
  /** Its own, or that of the nearest state around it that has one. */
  readonly phase: Phase | null
}

export interface ChartTransition extends Pick<Transition, 'id' | 'source' | 'event' | 'kind' | 'clauses'> {
  /** null: the state stays as it is. */
  readonly target: string | null
  readonly guard: string | null
}

/** A machine as data: what there is to draw, and to tell. */
export interface ChartGraph {
  readonly id: string
  /** Parents before their children, in the order of the machine. */
  readonly states: readonly ChartState[]
  readonly transitions: readonly ChartTransition[]
}

const graphs = new WeakMap<Machine, ChartGraph>()

export function graphOf(machine: Machine): ChartGraph {
  const known = graphs.get(machine)
  if (known !== undefined) return known
  const chart = statechartOf(machine)
  const phases = new Map<string, Phase | null>()
  const states = [...chart.states.values()].map(({ path, tags, ...state }): ChartState => {
    const outer = state.parent === null ? null : (phases.get(state.parent) ?? null)
    const phase = tags.find(isPhase) ?? outer
    phases.set(path, phase)
    return { ...state, id: path, phase }
  })
  const transitions = [...chart.states.values()].flatMap((state) =>
    state.transitions.map((transition): ChartTransition => ({
      ...transition,
      target: transition.targets[0] ?? null,
      guard: transition.guard?.name ?? null,
    })),
  )
  const graph = { id: chart.id, states, transitions }
  graphs.set(machine, graph)
  return graph
}

/** A short number for everything that has a say in the picture (cyrb53): it tells whether a stored layout is still true. */
export function fingerprint(value: unknown): string {
  const text = stableJson(value)
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}
