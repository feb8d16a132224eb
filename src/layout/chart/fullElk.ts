import type { ElkEdge, ElkLabel, ElkNode } from './elk.ts'
import type { ChartGraph, ChartState, ChartTransition } from './graph.ts'
import { ranks } from './small.ts'
import { guessWidth } from './text.ts'

/** Sizes of the large chart, in units of a sixteenth of the root font size. */
export const full = {
  title: 12.5,
  text: 11,
  line: 15,
  pad: 8,
  titleLine: 18,
  chip: 15,
  chipGap: 3,
  dot: 8,
} as const

/** What a transition says: its event and, where it is not always taken, its guard. */
export const transitionText = ({ kind, event, guard }: Pick<ChartTransition, 'kind' | 'event' | 'guard'>): string =>
  [kind === 'after' ? `after ${event}` : kind === 'always' ? 'at once' : event, guard === null ? '' : `[${guard}]`]
    .filter((part) => part !== '')
    .join(' ')

export const chipWidth = (clause: string): number => Math.ceil(guessWidth(clause, full.text, 'mono', 400) + 8)

/** A line of text with chips behind it: a transition on an arrow, or one inside its state. */
export interface ChartLine {
  readonly transition: string
  readonly text: string
  readonly clauses: readonly string[]
  readonly width: number
}

/** Room for the words of a line, which are bold where it is the last one taken; its chips come after them. */
export const lineTextWidth = (text: string): number => Math.ceil(guessWidth(text, full.text, 'sans', 600))

function lineOf(transition: ChartTransition, suffix = ''): ChartLine {
  const text = transitionText(transition) + suffix
  const chips = transition.clauses.reduce((sum, clause) => sum + chipWidth(clause) + full.chipGap, 0)
  return {
    transition: transition.id,
    text,
    clauses: transition.clauses,
    width: lineTextWidth(text) + (chips > 0 ? 3 + chips : 0),
  }
}

/** Transitions with the same ends share one arrow. */
export interface ChartArrow {
  readonly id: string
  readonly source: string
  readonly target: string
  readonly lines: readonly ChartLine[]
}

/** A state as a box: its name, its wording, and what happens inside it without an arrow. */
export interface ChartBox {
  readonly id: string
  readonly title: string
  /** The document's own word, where the title is another. */
  readonly term: string | null
  readonly clauses: readonly string[]
  readonly notes: readonly ChartLine[]
}

const isInside = (id: string, outer: string): boolean => id !== outer && (outer === '' || id.startsWith(`${outer}.`))

/** An arrow from a state into itself, or into a part of itself, is a line inside it instead. */
const isNote = ({ source, target }: ChartTransition): boolean =>
  target === null || target === source || isInside(target, source)

export function arrowsOf(graph: ChartGraph): ChartArrow[] {
  const arrows = new Map<string, { source: string; target: string; lines: ChartLine[] }>()
  for (const transition of graph.transitions) {
    const { source, target } = transition
    if (isNote(transition) || target === null) continue
    const id = `${source}>${target}`
    const arrow = arrows.get(id) ?? { source, target, lines: [] }
    arrow.lines.push(lineOf(transition))
    arrows.set(id, arrow)
  }
  return [...arrows].map(([id, arrow]) => ({ id, ...arrow }))
}

export function boxOf(graph: ChartGraph, state: ChartState): ChartBox {
  const [label] = state.labels
  const byId = new Map(graph.states.map((each) => [each.id, each]))
  const notes = graph.transitions
    .filter((transition) => transition.source === state.id && isNote(transition))
    .map((transition) =>
      lineOf(
        transition,
        transition.target === null || transition.target === state.id
          ? ''
          : ` → ${byId.get(transition.target)?.key ?? ''}`,
      ),
    )
  return {
    id: state.id,
    title: state.id === '' ? '' : (label ?? state.key),
    term: label === undefined ? null : state.key,
    clauses: state.clauses,
    notes,
  }
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Room for the name of a state that has states inside it. */
function headSize(box: ChartBox): Size {
  const { width } = boxSize({ ...box, notes: [] })
  return { width, height: full.titleLine + 6 }
}

/** The box of a state that has none inside it. */
export function boxSize(box: ChartBox): Size {
  const chips = box.clauses.reduce((sum, clause) => sum + chipWidth(clause) + full.chipGap, 0)
  const title = guessWidth(box.title, full.title, 'sans', 600) + (chips > 0 ? 6 + chips : 0)
  const term = box.term === null ? 0 : guessWidth(box.term, full.text, 'mono', 400)
  const width = Math.max(title, term, ...box.notes.map((note) => note.width + 4)) + 2 * full.pad
  const lines =
    (box.title === '' ? 0 : full.titleLine) + (box.term === null ? 0 : full.line) + box.notes.length * full.line
  return { width: Math.ceil(Math.max(48, width)), height: Math.ceil(lines + (lines === 0 ? 0 : 10)) }
}

const labelOf = ({ id, lines }: ChartArrow): ElkLabel => ({
  id: `l${id}`,
  text: id,
  width: Math.max(...lines.map((line) => line.width)) + 6,
  height: lines.length * full.line + 2,
})

/** How early in a life a state stands: rows follow it as far as the arrows allow. */
function rankOf(graph: ChartGraph, state: ChartState): number {
  const inner = state.initial ?? graph.states.find(({ parent }) => parent === state.id)?.id
  const first = graph.states.find(({ id }) => id === inner)
  return state.phase === null && first !== undefined ? rankOf(graph, first) : ranks[state.phase ?? 'idle']
}

/** What ELK is asked for the large chart. Ids say what stands for what: `s` a state, `n` the lines in it, `i` where it begins. */
export function fullToElk(graph: ChartGraph): ElkNode {
  const content = (state: ChartState): Pick<ElkNode, 'children' | 'edges'> => {
    const { notes } = boxOf(graph, state)
    const extra: ElkNode[] = []
    if (notes.length > 0)
      extra.push({
        id: `n${state.id}`,
        width: Math.max(...notes.map(({ width }) => width)) + 4,
        height: notes.length * full.line + 2,
      })
    if (state.initial !== null) extra.push({ id: `i${state.id}`, width: full.dot, height: full.dot })
    const edges =
      state.initial === null ? [] : [{ id: `i:${state.id}`, sources: [`i${state.id}`], targets: [`s${state.initial}`] }]
    return { children: [...extra, ...graph.states.filter(({ parent }) => parent === state.id).map(node)], edges }
  }
  const node = (state: ChartState): ElkNode => {
    const options = { 'elk.partitioning.partition': String(rankOf(graph, state) + 1) }
    if (state.type === 'atomic') return { id: `s${state.id}`, ...boxSize(boxOf(graph, state)), layoutOptions: options }
    const head = headSize(boxOf(graph, state))
    return {
      id: `s${state.id}`,
      layoutOptions: {
        ...layered,
        ...options,
        'elk.padding': `[top=${head.height + 4},left=12,bottom=12,right=12]`,
        'elk.nodeSize.constraints': 'MINIMUM_SIZE',
        'elk.nodeSize.minimum': `(${head.width},${head.height})`,
      },
      ...content(state),
    }
  }
  const arrows = arrowsOf(graph).map((arrow): ElkEdge => ({
    id: arrow.id,
    sources: [`s${arrow.source}`],
    targets: [`s${arrow.target}`],
    labels: [labelOf(arrow)],
  }))
  const inside = graph.states.slice(0, 1).map(content)
  return {
    id: 'root',
    layoutOptions: {
      ...layered,
      'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
      'elk.json.shapeCoords': 'ROOT',
      'elk.json.edgeCoords': 'ROOT',
      'elk.padding': '[top=2,left=2,bottom=2,right=2]',
    },
    children: inside.flatMap(({ children }) => children ?? []),
    edges: [...inside.flatMap(({ edges }) => edges ?? []), ...arrows],
  }
}

const layered = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.partitioning.activate': 'true',
  'elk.edgeLabels.inline': 'false',
  'elk.edgeLabels.placement': 'CENTER',
  'elk.spacing.nodeNode': '22',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '10',
  'elk.spacing.edgeLabel': '3',
  'elk.spacing.componentComponent': '18',
  'elk.layered.spacing.nodeNodeBetweenLayers': '22',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '9',
} as const
