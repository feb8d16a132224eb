import { callId, cancelCommand } from '#kernel/call.ts'
import { milestones, type Milestone } from '#kernel/effect.ts'
import type { Scenario, Value } from '#kernel/model.ts'
import { knobDefaults } from '#machines/domains.ts'
import { isSuccess, operationsOf, type OperationFacts } from './facts.ts'
import { extent, type StepRole, type ToldStory } from './story.ts'
import { whyNever, whyNoneSpent } from './whyNever.ts'

/** Everything in a row is read from the run. Ticks count from the cancel unless said otherwise. */

/** A milestone, or why it is never reached. */
export interface Reached {
  readonly name: Milestone
  readonly after: number | null
  /** Why it is never reached; empty where it is. */
  readonly why: string
}

/** A code that the client got. */
export interface Heard {
  readonly code: string
  readonly after: number
  /** Whether the number of the code is zero. */
  readonly isSuccess: boolean
}

/** A step of the story in the specification's words. */
export interface RowStep {
  readonly role: StepRole
  /** The command's own title, and the arguments that are not as usual. */
  readonly title: string
  readonly args: readonly (readonly [name: string, value: Value])[]
  readonly after: number
}

/** One specification's telling of a story. */
export interface StoryRow {
  readonly spec: string
  readonly title: string
  readonly family: string
  readonly scenario: Scenario
  /** Tick of the run. */
  readonly cancelAt: number
  readonly steps: readonly RowStep[]
  /** Knobs that are not at their default, by title. */
  readonly settings: readonly (readonly [title: string, value: Value])[]
  readonly reached: readonly Reached[]
  /** What the cancel returned, and the second one where the story has one; null: no answer ever came. */
  readonly answer: Heard | null
  readonly again: Heard | null | undefined
  /** How the operation ended for the client; null: it never learns. */
  readonly end: Heard | null
  /** How the next operation ended, where the story starts one; null: the client never learns. */
  readonly next: Heard | null | undefined
  readonly late: number
  /** How long the work goes on after the cancel; 0 where it was over before, or never began. */
  readonly goesOn: number
  /** How long work or something limited goes on after nobody waits for it any more. */
  readonly spentForNobody: number
  /** Why nothing is spent for nobody; empty where something is. */
  readonly whyNoneSpent: string
  /** Whether the work runs until it would have been over without a cancel. */
  readonly isUncut: boolean
  /** How long anything of the operation is held; null: to the end. */
  readonly held: number | null
  readonly heldNames: readonly string[]
  readonly duties: readonly { readonly says: string; readonly clauses: readonly string[] }[]
}

const lower = (words: string): string => words.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())

function heardAt({ trace, cancelAt }: ToldStory, call: string): Heard | null {
  const back = trace.events.find((event) => event.kind === 'return' && event.call === call)
  return back?.kind === 'return' ? { code: back.code, after: back.t - cancelAt, isSuccess: isSuccess(back) } : null
}

function endOf({ cancelAt }: ToldStory, { settle, milestones: at }: OperationFacts): Heard | null {
  return settle === null || at.settled === undefined
    ? null
    : { code: settle.code, after: at.settled - cancelAt, isSuccess: isSuccess(settle) }
}

function heldNames({ specification: { model }, trace }: ToldStory, operation: OperationFacts | undefined): string[] {
  const held = operation?.held ?? []
  const kept = [
    ...new Set([...held.filter(({ until }) => until === null).map(({ name }) => name), ...trace.outcome.leaks]),
  ]
  const last = held.flatMap(({ name, until }) => (until === trace.outcome.milestones.released ? [name] : []))
  return (kept.length > 0 ? kept : last).map((name) => lower(model.resources[name]?.title ?? name))
}

function stepsOf({ specification: { model }, steps, cancelAt }: ToldStory): RowStep[] {
  return steps.map(({ role, step }) => {
    const command = model.commands[step.do]
    const args = Object.entries(step.args).filter(([name, value]) => command?.args[name]?.default !== value)
    return { role, title: command?.title ?? step.do, args, after: step.at - cancelAt }
  })
}

/** What a story comes to with one specification. */
export function storyRow(told: ToldStory): StoryRow {
  const { specification, story, scenario, trace, cancelAt } = told
  const { outcome, target } = trace
  const { document, model } = specification
  const operations = operationsOf(model, trace)
  const operation = operations.find(({ number }) => number === target)
  const next = operations.find(({ number }) => number > target)
  const at = outcome.milestones
  const usual = knobDefaults(model)
  return {
    spec: document.id,
    title: document.title,
    family: document.family,
    scenario,
    cancelAt,
    steps: stepsOf(told),
    settings: Object.entries(scenario.knobs).flatMap(([name, value]) =>
      usual[name] === value ? [] : [[model.knobs[name]?.title ?? name, value] as const],
    ),
    reached: milestones.map((name) => ({
      name,
      after: at[name] === undefined ? null : at[name] - cancelAt,
      why: at[name] === undefined ? whyNever(told, name) : '',
    })),
    answer: heardAt(told, callId(cancelCommand, 1)),
    again: story === 'twice' ? heardAt(told, callId(cancelCommand, 2)) : undefined,
    end: operation === undefined ? null : endOf(told, operation),
    next: next === undefined ? undefined : endOf(told, next),
    late: outcome.lateResults,
    goesOn: Math.max(0, (at.stopped ?? cancelAt) - cancelAt),
    spentForNobody: outcome.spentForNobody,
    whyNoneSpent: outcome.spentForNobody > 0 ? '' : whyNoneSpent(told),
    isUncut: at.stopped === extent(specification, story).to,
    held: outcome.leaks.length > 0 ? null : Math.max(0, (at.released ?? cancelAt) - cancelAt),
    heldNames: heldNames(told, operation),
    duties: specification.duties
      .filter(({ until }) => until !== 'settled' && outcome.leaks.includes(until.released))
      .map(({ says, clauses }) => ({ says, clauses })),
  }
}
