import type { Model, Scenario } from '#kernel/model.ts'
import { scenarioFile } from './scenario.ts'

export const forksFormat = 'aftercancel/forks@1'

// Apart from what checks such a file: the page writes it from the first moment on, and reads one when there is one.

interface KeptRun {
  readonly id: string
  readonly name: string
  readonly byHand: boolean
  readonly parent: string | null
  readonly scenario: Scenario
  readonly model: Model
}

/** Kept runs as a file holds them. */
export const forksFile = (forks: readonly KeptRun[]): Record<string, unknown> => ({
  format: forksFormat,
  forks: forks.map(({ id, name, byHand, parent, scenario, model }) => ({
    id,
    name,
    byHand,
    parent,
    scenario: scenarioFile(model, scenario),
  })),
})
