import { lookUp, type CodeMeaning, type Lookup } from '#analysis/lookup.ts'
import { shortestRun } from '#analysis/shortestRun.ts'
import { scenarioFile } from '#formats/scenario.ts'
import { loadedSpecifications, specificationOf } from '#machines/registry.ts'
import type { LabStore } from '../lab/lab.ts'

export type { CodeMeaning, Lookup }

/** What a text is, in any specification that is loaded. */
export const lookUpText = (text: string): Lookup => lookUp(loadedSpecifications(), text)

/** What a caller does when this comes back: its own advice, else what the specification's callers always have to do. */
export const adviceOn = ({ spec, advice }: CodeMeaning): readonly string[] =>
  advice === null ? (specificationOf(spec)?.duties.map(({ says }) => `${says}.`) ?? []) : [advice]

/** Whether some run comes to it. */
export const hasRun = ({ spec, code }: CodeMeaning): boolean => {
  const specification = specificationOf(spec)
  return specification !== undefined && code !== null && shortestRun(specification, code) !== null
}

/** Opens the shortest run that comes to it. */
export function openRunTo(lab: LabStore, { spec, code }: CodeMeaning): void {
  const specification = specificationOf(spec)
  if (specification === undefined || code === null) return
  const scenario = shortestRun(specification, code)
  if (scenario !== null) lab.actions.load(scenarioFile(specification.model, scenario))
}
