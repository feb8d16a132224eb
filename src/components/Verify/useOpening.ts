import { useActions } from '#store/services/hooks.ts'
import type { Scenario } from '#store/lab/types.ts'
import { scenarioFileOf } from '#store/verify/verify.ts'

/** Opens a scenario that is no built-in one, and looks at it. */
export function useOpening(): (scenario: Scenario) => void {
  const { load, goTo } = useActions()
  return (scenario) => {
    if (load(scenarioFileOf(scenario)).ok) goTo('explore')
  }
}
