import { specifications } from '#store/lab/derived.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import { Pick } from '../popups/Pick.tsx'
import styles from './SpecTabs.module.css'

const options = specifications.map(({ id, title, family }) => ({ id, title, says: family }))

/** The specifications in a list, where there is no room for tabs. */
export function SpecPicker() {
  const spec = useLab((state) => state.scenario.spec)
  const { openSpec } = useActions()
  return (
    <div className={styles.spec}>
      <Pick
        name="Specification"
        value={spec}
        options={options}
        className={styles.button}
        onPick={(id) => openSpec(id)}
      />
    </div>
  )
}
