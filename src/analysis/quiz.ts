import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Specification } from '#machines/specification.ts'
import type { Case } from './quiz/case.ts'
import { askClause } from './quiz/clause.ts'
import { askCode } from './quiz/code.ts'
import { askHeld } from './quiz/held.ts'
import { askLate } from './quiz/late.ts'
import type { Ask, Question } from './quiz/question.ts'
import { askNext } from './quiz/next.ts'
import { askTick } from './quiz/tick.ts'
import { askWhich } from './quiz/which.ts'
import { diceOf } from './seed.ts'
import { askedStep } from '#kernel/steps.ts'

/** Questions about a run whose answers are computed from runs: the right one, and wrong ones with the reason why they are wrong here. */

export { isRight } from './quiz/question.ts'
export type { Ask, Choosing, Marking, Option, Question } from './quiz/question.ts'

/** The question; null where the run gives no such question. The same arguments give the same question, the order of options too. */
export function questionOf(specification: Specification, scenario: Scenario, ask: Ask, seed: string): Question | null {
  const dice = diceOf(seed)
  if (ask.kind === 'which') return askWhich(ask, dice)
  const step = scenario.steps[askedStep(scenario)]
  if (step === undefined) return null
  const at: Case = { specification, scenario, trace: run(specification.model, scenario), cancelAt: step.at, dice }
  switch (ask.kind) {
    case 'code':
      return askCode(at)
    case 'late':
      return askLate(at)
    case 'held':
      return askHeld(at, ask.when)
    case 'tick':
      return askTick(at, ask.of)
    case 'next':
      return askNext(at)
    case 'clause':
      return askClause(at)
  }
}
