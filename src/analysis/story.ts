import { cancelCommand } from '#kernel/call.ts'
import { stepOf } from '#machines/scenario.ts'
import type { Knobs, Scenario, Step, Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { knobDefaults } from '#machines/domains.ts'
import type { Specification } from '#machines/specification.ts'
import type { StoryStep } from '#machines/story.ts'
import { operationsOf } from './facts.ts'

/** Stories that can be told of every specification, in neutral words. */
export const stories = [
  { id: 'early', title: 'Early', says: 'Cancelled when the work has hardly begun.', moment: 0.1 },
  { id: 'half-way', title: 'Half-way', says: 'Cancelled in the middle of the work.', moment: 0.5 },
  { id: 'last-moment', title: 'Last moment', says: 'Cancelled just before the work would be over.', moment: 0.92 },
  { id: 'too-late', title: 'Too late', says: 'Cancelled when the work is over.', moment: 1.15 },
  { id: 'twice', title: 'Twice', says: 'Cancelled, and cancelled again a little later.', moment: 0.5 },
  { id: 'unnoticed', title: 'Never noticed', says: 'Cancelled, and nobody who works ever learns of it.', moment: 0.5 },
  { id: 'lost', title: 'Connection lost', says: 'Cancelled, and the connection is lost at once.', moment: 0.5 },
  {
    id: 'leaves',
    title: 'The client leaves',
    says: 'Cancelled, and the client is gone before an answer can come.',
    moment: 0.5,
  },
  {
    id: 'another',
    title: 'Then start another',
    says: 'Cancelled, and the next operation is started soon after.',
    moment: 0.5,
  },
] as const
export type StoryId = (typeof stories)[number]['id']

/** Stories that differ in nothing but the moment of the cancel, each with the first moment that is no longer its own. */
const byMoment: readonly (readonly [StoryId, number])[] = [
  ['early', 0.3],
  ['half-way', 0.8],
  ['last-moment', 1],
  ['too-late', Infinity],
]

/** The story that is told when the cancel of another one is moved: one that is about the moment becomes its neighbour. */
export const storyAt = (story: StoryId, moment: number): StoryId =>
  byMoment.some(([id]) => id === story) ? (byMoment.find(([, until]) => moment < until)?.[0] ?? story) : story

/** How long after a cancel the second one comes, in ticks. */
const againAfter = 25

/** What a step is in the story, whatever the specification calls it. `before` and `later`: what it takes besides; `again`: the second
 *  cancel; `lost`: the connection goes; `leaves`: the client does; `another`: the next operation. */
export type StepRole = 'before' | 'start' | 'later' | 'cancel' | 'again' | 'lost' | 'leaves' | 'another'

/** A step of a story, in the story's word and in the specification's. */
export interface ToldStep {
  readonly role: StepRole
  readonly step: Step
}

const step = ({ model }: Specification, at: number, name: string, args?: Readonly<Record<string, Value>>): Step =>
  stepOf(model, Math.max(0, Math.round(at)), name, args)

const steps = (specification: Specification, from: number, list: readonly StoryStep[]): Step[] =>
  list.map(({ after, do: name, args }) => step(specification, from + after, name, args))

/** When the operation starts and when its work would be over without any cancel. Ticks. */
export interface Extent {
  readonly from: number
  readonly to: number
}

const extents = new WeakMap<Specification, Map<string, Extent>>()

/** The operation of a story without any cancel; remembered, since every moment of the story asks for it. */
export function extent(specification: Specification, story: StoryId): Extent {
  let known = extents.get(specification)
  if (known === undefined) extents.set(specification, (known = new Map()))
  const before = known.get(story)
  if (before !== undefined) return before
  const { knobs, start } = beginning(specification, story)
  const trace = run(specification.model, {
    spec: specification.model.spec,
    title: '',
    knobs,
    steps: steps(specification, 0, start),
  })
  const [operation] = operationsOf(specification.model, trace)
  const from = operation?.startedAt ?? 0
  const found = { from, to: operation?.milestones.stopped ?? operation?.milestones.settled ?? from + 1 }
  known.set(story, found)
  return found
}

function beginning(
  specification: Specification,
  story: StoryId,
): { readonly knobs: Knobs; readonly start: readonly StoryStep[] } {
  const { story: words, model } = specification
  const unnoticed = story === 'unnoticed' ? words.unnoticed : null
  return {
    knobs: { ...knobDefaults(model), ...words.knobs, ...unnoticed?.knobs },
    start: unnoticed?.start ?? words.start,
  }
}

/** The steps of a story, each with what it is in the story. `moment` as in `storyScenario`. */
function storySteps(specification: Specification, story: StoryId, moment: number): ToldStep[] {
  const { story: words, model } = specification
  const { from, to } = extent(specification, story)
  const at = Math.max(0, Math.round(from + moment * (to - from)))
  const args = {
    ...words.cancel,
    ...(story === 'lost' ? words.lost.cancel : {}),
    ...(story === 'unnoticed' ? words.unnoticed.cancel : {}),
  }
  const start = steps(specification, 0, beginning(specification, story).start)
  const first = start.findIndex(({ do: name }) => model.commands[name]?.operation === true)
  const told = (role: StepRole, list: readonly Step[]): ToldStep[] => list.map((one) => ({ role, step: one }))
  return [
    ...start.map((one, i): ToldStep => ({ role: i < first ? 'before' : i === first ? 'start' : 'later', step: one })),
    ...told('cancel', [step(specification, at, cancelCommand, args)]),
    ...told('again', story === 'twice' ? [step(specification, at + againAfter, cancelCommand, args)] : []),
    ...told('lost', story === 'lost' ? steps(specification, at, words.lost.steps) : []),
    ...told('leaves', story === 'leaves' ? steps(specification, at, words.leaves) : []),
    ...told('another', story === 'another' ? steps(specification, at, words.another) : []),
  ]
}

/**
 * A story as a scenario of one specification. `moment` is when the cancel comes: 0 when the operation starts, 1 when its work would
 * be over.
 */
export function storyScenario(specification: Specification, story: StoryId, moment: number): Scenario {
  return scenarioOf(specification, story, storySteps(specification, story, moment))
}

function scenarioOf(specification: Specification, story: StoryId, told: readonly ToldStep[]): Scenario {
  const title = stories.find(({ id }) => id === story)?.title ?? story
  return {
    spec: specification.model.spec,
    title,
    knobs: beginning(specification, story).knobs,
    steps: told.map(({ step: one }) => one),
  }
}

/** A story as it happens with one specification. */
export interface ToldStory {
  readonly specification: Specification
  readonly story: StoryId
  readonly steps: readonly ToldStep[]
  readonly scenario: Scenario
  readonly trace: Trace
  /** Tick of the first cancel. */
  readonly cancelAt: number
}

/** `traceOf`: for whoever remembers traces. */
export function tell(
  specification: Specification,
  story: StoryId,
  moment: number,
  traceOf = (scenario: Scenario): Trace => run(specification.model, scenario),
): ToldStory {
  const told = storySteps(specification, story, moment)
  const scenario = scenarioOf(specification, story, told)
  const cancelAt = told.find(({ role }) => role === 'cancel')?.step.at ?? 0
  return { specification, story, steps: told, scenario, trace: traceOf(scenario), cancelAt }
}
