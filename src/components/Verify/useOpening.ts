import { useActions } from '#store/hooks.ts'
import type { Scenario } from '#store/types.ts'
import { scenarioFileOf } from '#store/verify.ts'

/** Opens a scenario that is no built-in one, and looks at it. */
export function useOpening(): (scenario: Scenario) => void {
  const { load, goTo } = useActions()
  return (scenario) => {
    if (load(scenarioFileOf(scenario)).ok) goTo('explore')
  }
}
