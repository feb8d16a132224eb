import type { BuiltInScenario } from './specification.ts'

/** What scenarios show, in the order in which lists have them. Each scenario names one; a list leaves out what it has nothing of. */
export const scenarioGroups = {
  plain: 'The plain cases',
  ending: 'What still arrives, and how it ends',
  moment: 'Too early, too late, a tie',
  held: 'Who still holds what',
  told: 'Who is told, and when',
  refused: 'Refused, and with which code',
  library: 'Libraries, threads and callbacks',
  fault: 'Lines, nodes and memory that fail',
  others: 'Other clients, and clients that leave',
  open: 'What the document leaves open',
} as const satisfies Readonly<Record<string, string>>
export type ScenarioGroup = keyof typeof scenarioGroups

const order = Object.keys(scenarioGroups) as ScenarioGroup[]

/** Scenarios as a list shows them: by group, and within a group as they stand in the file. */
export const byGroup = (scenarios: readonly BuiltInScenario[]): BuiltInScenario[] =>
  scenarios.toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group))
