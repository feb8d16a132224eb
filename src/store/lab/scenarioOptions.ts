import { byGroup, scenarioGroups } from '#machines/scenarioGroups.ts'
import type { Specification } from '#machines/specification.ts'

export interface ScenarioOption {
  readonly id: string
  readonly title: string
  readonly says: string
  /** The heading under which lists have it. */
  readonly group: string
}

/** The built-in scenarios of a specification as every list offers them, by what they show. */
export const scenarioOptions = ({ scenarios }: Pick<Specification, 'scenarios'>): readonly ScenarioOption[] =>
  byGroup(scenarios).map(({ id, title, shows, group }) => ({ id, title, says: shows, group: scenarioGroups[group] }))
