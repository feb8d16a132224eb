import { isChanged, specificationFor } from '#store/lab/derived.ts'
import { scenarioOptions } from '#store/lab/scenarioOptions.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import { Pick } from '../popups/Pick.tsx'
import styles from './SpecTabs.module.css'

/** The built-in scenarios of the specification, each with the sentence that says what it shows. */
export function ScenarioPicker() {
  const spec = useLab((state) => state.scenario.spec)
  const builtIn = useLab((state) => state.builtIn)
  const title = useLab((state) => state.scenario.title)
  const changed = useLab(isChanged)
  const specification = useLab((state) => specificationFor(state.scenario))
  const { openSpec } = useActions()
  const isRenamed = title !== specification.scenarios.find(({ id }) => id === builtIn)?.title
  return (
    <div className={styles.pick}>
      {changed ? <span className={styles.changed}>changed</span> : null}
      <span className={styles.label} aria-hidden="true">
        Scenario
      </span>
      <Pick
        name="Scenario"
        value={isRenamed ? null : builtIn}
        placeholder={title === '' ? 'A scenario without a name' : title}
        options={scenarioOptions(specification)}
        className={styles.button}
        isWide
        onPick={(id) => openSpec(spec, id)}
      />
    </div>
  )
}
