import { conforming, type ConformProgress, type Report } from '#analysis/conform/conform.ts'
import { clausesOfLines, clausesSeen, type ClauseSeen } from '#analysis/conform/summary.ts'
import { ensure } from '#base/assert.ts'
import type { Opened } from '#formats/opened.ts'
import type { Value } from '#kernel/model.ts'
import { specificationOf } from '#machines/index.ts'
import type { Work } from './jobs.ts'

/** A recording to be held against its specification. */
export interface JudgeTask {
  readonly opened: Opened
  /** Choices that have this value and no other. */
  readonly pinned: Readonly<Record<string, Value>>
  /** Worlds that are found at most. */
  readonly worldsMax: number
}

/** What came of it. */
export interface Judgement {
  readonly report: Report
  /** For each line the clauses that its explanation rests on. */
  readonly clausesOfLines: readonly (readonly string[])[]
  readonly clauses: readonly ClauseSeen[]
}

/** Looks for a run that explains a recording. */
export const judgeWork: Work<JudgeTask, ConformProgress, Judgement> = async function* (
  { opened, pinned, worldsMax },
  isDue,
) {
  const specification = ensure(
    specificationOf(opened.observation.spec),
    'a recording is read for a registered specification',
  )
  const { knobs } = specification.model
  const given = Object.fromEntries(Object.entries(pinned).filter(([knob]) => Object.hasOwn(knobs, knob)))
  const steps = conforming(specification, opened, { given, worldsMax })
  for (;;) {
    const step = steps.next()
    if (step.done === true) {
      const byLine = clausesOfLines(specification, step.value)
      return { report: step.value, clausesOfLines: byLine, clauses: clausesSeen(specification, step.value, byLine) }
    }
    if (isDue()) yield step.value
  }
}
