import { cancelCommand } from '#kernel/call.ts'
import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { askedStep } from '#kernel/steps.ts'
import type { Specification } from '#machines/specification.ts'
import { operationsOf } from '../facts.ts'
import { sweep, sweepEnd, type SweepPoint } from '../sweep.ts'

/** What a task asks the learner to bring about by moving the cancel; the model says whether it is reached. */
export type Goal =
  /** The cancel returns this code. */
  | { readonly kind: 'code'; readonly is: string }
  /** So many results still arrive. */
  | { readonly kind: 'late'; readonly is: number }
  /** An operation ends with this code. */
  | { readonly kind: 'end'; readonly operation: number; readonly is: string }

/** Whether a run is as the task wants it. */
export function isReached({ model }: Specification, scenario: Scenario, goal: Goal): boolean {
  const trace = run(model, scenario)
  if (goal.kind === 'code') return trace.outcome.cancel?.code === goal.is
  if (goal.kind === 'late') return trace.outcome.cancel !== null && trace.outcome.lateResults === goal.is
  return operationsOf(model, trace).find(({ number }) => number === goal.operation)?.settle?.code === goal.is
}

/** A goal, and the ticks at which the cancel reaches it. */
export interface OpenGoal {
  readonly goal: Goal
  readonly ticks: readonly number[]
}

const goalsAt = ({ outcome, settles }: SweepPoint): Goal[] => [
  ...(outcome.cancel === null
    ? []
    : [{ kind: 'code', is: outcome.cancel.code } as const, { kind: 'late', is: outcome.lateResults } as const]),
  ...settles.flatMap((settle, i): Goal[] =>
    settle === null || settle === undefined ? [] : [{ kind: 'end', operation: i + 1, is: settle.code }],
  ),
]

/** Goals that a run does not reach, and would with its cancel at another tick; those that fewest ticks reach first. */
export function openGoals(specification: Specification, scenario: Scenario): readonly OpenGoal[] {
  const step = askedStep(scenario)
  if (scenario.steps[step]?.do !== cancelCommand) return []
  const { model } = specification
  const found = new Map<string, { readonly goal: Goal; readonly ticks: number[] }>()
  for (const point of sweep(model, scenario, { step, from: 0, to: sweepEnd(model, scenario, step) }))
    for (const goal of goalsAt(point)) {
      const key = JSON.stringify(goal)
      const known = found.get(key) ?? { goal, ticks: [] }
      found.set(key, known)
      known.ticks.push(point.tick)
    }
  return [...found.values()]
    .filter(({ goal }) => !isReached(specification, scenario, goal))
    .sort((a, b) => a.ticks.length - b.ticks.length)
}

/** What is to be done, as a sentence. */
export function goalWords(goal: Goal): string {
  if (goal.kind === 'code') return `Drag the cancel until it returns ${goal.is}.`
  if (goal.kind === 'end') return `Drag the cancel until operation ${goal.operation} ends with ${goal.is}.`
  const what = goal.is === 0 ? 'no result arrives' : `${goal.is} ${goal.is === 1 ? 'result arrives' : 'results arrive'}`
  return `Drag the cancel until ${what} after it.`
}
