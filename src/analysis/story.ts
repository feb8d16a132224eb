import type { Knobs, Scenario, Step, Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { defaults, knobDefaults } from '#machines/domains.ts'
import type { Protocol } from '#machines/protocol.ts'
import type { StoryStep } from '#machines/story.ts'
import { operationsOf } from './facts.ts'

/** Stories that can be told of every specification, in neutral words. */
export const stories = [
  { id: 'early', title: 'Early', says: 'Cancelled when the work has hardly begun.', moment: 0.1 },
  { id: 'half-way', title: 'Half-way', says: 'Cancelled in the middle of the work.', moment: 0.5 },
  { id: 'too-late', title: 'Too late', says: 'Cancelled when the work is over.', moment: 1.15 },
  { id: 'twice', title: 'Twice', says: 'Cancelled, and cancelled again a little later.', moment: 0.5 },
  { id: 'unnoticed', title: 'Never noticed', says: 'Cancelled, and nobody who works acts on it.', moment: 0.5 },
  { id: 'lost', title: 'Connection lost', says: 'Cancelled, and the connection is lost at once.', moment: 0.5 },
  { id: 'another', title: 'Then start another', says: 'Cancelled, and the next operation is started soon after.', moment: 0.5 },
] as const
export type StoryId = (typeof stories)[number]['id']

/** How long after a cancel the second one comes, in ticks. */
const againAfter = 25

function step(protocol: Protocol, at: number, name: string, args: Readonly<Record<string, Value>> = {}): Step {
  return { at: Math.max(0, Math.round(at)), do: name, args: { ...defaults(protocol.model.commands[name]?.args ?? {}), ...args } }
}

const steps = (protocol: Protocol, from: number, list: readonly StoryStep[]): Step[] => list.map(({ after, do: name, args }) => step(protocol, from + after, name, args))

/** The operation without any cancel: when it starts and when its work is over, in ticks. */
export function extent(protocol: Protocol, story: StoryId): { readonly from: number; readonly to: number } {
  const { knobs, start } = beginning(protocol, story)
  const trace = run(protocol.model, { spec: protocol.model.spec, title: '', knobs, steps: steps(protocol, 0, start) })
  const [operation] = operationsOf(protocol.model, trace)
  const from = operation?.startedAt ?? 0
  return { from, to: operation?.milestones.stopped ?? operation?.milestones.settled ?? from + 1 }
}

function beginning(protocol: Protocol, story: StoryId): { readonly knobs: Knobs; readonly start: readonly StoryStep[] } {
  const { story: words, model } = protocol
  const unnoticed = story === 'unnoticed' ? words.unnoticed : null
  return { knobs: { ...knobDefaults(model), ...words.knobs, ...unnoticed?.knobs }, start: unnoticed?.start ?? words.start }
}

/**
 * A story as a scenario of one specification. `moment` is when the cancel comes: 0 when the operation starts, 1 when its work would
 * be over.
 */
export function storyScenario(protocol: Protocol, story: StoryId, moment: number): Scenario {
  const { story: words, model } = protocol
  const { knobs, start } = beginning(protocol, story)
  const { from, to } = extent(protocol, story)
  const at = Math.max(0, Math.round(from + moment * (to - from)))
  const args = { ...words.cancel, ...(story === 'lost' ? words.lost.cancel : {}), ...(story === 'unnoticed' ? words.unnoticed.cancel : {}) }
  const after: Step[] = [
    ...(story === 'twice' ? [step(protocol, at + againAfter, 'cancel', args)] : []),
    ...(story === 'lost' ? steps(protocol, at, words.lost.steps) : []),
    ...(story === 'another' ? steps(protocol, at, words.another) : []),
  ]
  const title = stories.find(({ id }) => id === story)?.title ?? story
  return { spec: model.spec, title, knobs, steps: [...steps(protocol, 0, start), step(protocol, at, 'cancel', args), ...after] }
}

/** A story as it happens with one specification. */
export interface Told {
  readonly protocol: Protocol
  readonly scenario: Scenario
  readonly trace: Trace
  /** Tick of the first cancel. */
  readonly cancelAt: number
}

export function tell(protocol: Protocol, story: StoryId, moment: number): Told {
  const scenario = storyScenario(protocol, story, moment)
  const cancelAt = scenario.steps.find(({ do: name }) => name === 'cancel')?.at ?? 0
  return { protocol, scenario, trace: run(protocol.model, scenario), cancelAt }
}
