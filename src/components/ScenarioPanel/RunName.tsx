import { useActions, useLab } from '#store/services/hooks.ts'
import styles from './ScenarioPanel.module.css'

/** Characters, as many as a title of a lesson's question may have. */
const nameMax = 200

/** What the run is called: in pictures, in lessons, in files. */
export function RunName() {
  const title = useLab((state) => state.scenario.title)
  const { edit } = useActions()
  const name = (text: string): void => {
    const now = text.trim()
    if (now !== title) edit((scenario) => ({ ...scenario, title: now }))
  }
  return (
    <label className={styles.name}>
      <span>Name of this run</span>
      <input
        key={title}
        defaultValue={title}
        maxLength={nameMax}
        autoComplete="off"
        onBlur={(event) => name(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') name(event.currentTarget.value)
        }}
      />
    </label>
  )
}
