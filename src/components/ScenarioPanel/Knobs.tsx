import { specificationFor } from '#store/lab/derived.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { KnobField } from './KnobField.tsx'
import styles from './ScenarioPanel.module.css'

/** A knob of this name sets several others at once, so it comes first. */
const profile = 'profile'

export function Knobs() {
  const { model } = useLab((state) => specificationFor(state.scenario))
  const isDefault = useLab((state) =>
    Object.entries(specificationFor(state.scenario).model.knobs).every(
      ([name, knob]) => state.scenario.knobs[name] === knob.domain.default,
    ),
  )
  const { resetKnobs } = useActions()
  const names = Object.keys(model.knobs).sort((a, b) => Number(b === profile) - Number(a === profile))
  const environment = names.filter((name) => model.knobs[name]?.kind === 'environment')
  const choices = names.filter((name) => model.knobs[name]?.kind === 'choice')
  return (
    <>
      <section className={parts.pane}>
        <div className={styles.title}>
          <h2 className={parts.head}>Settings</h2>
          {isDefault ? null : (
            <button type="button" className={css(parts.btn, parts.quiet, parts.small)} onClick={resetKnobs}>
              Reset
            </button>
          )}
        </div>
        {environment.map((name) => (
          <KnobField key={`${model.spec} ${name}`} name={name} />
        ))}
      </section>
      {choices.length === 0 ? null : (
        <section className={parts.pane}>
          <h2 className={parts.head}>What the specification leaves open</h2>
          {choices.map((name) => (
            <KnobField key={`${model.spec} ${name}`} name={name} />
          ))}
        </section>
      )}
    </>
  )
}
