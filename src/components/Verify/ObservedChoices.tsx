import { observedChoices } from '#store/evidence/observedChoices.ts'
import { useObserved } from '#store/evidence/useObserved.ts'
import { useLab } from '#store/services/hooks.ts'
import { ObservedChoice } from '../Evidence/Observed.tsx'
import styles from './ObservedChoices.module.css'
import shared from './Verify.module.css'

/** For each choice the recordings that require a value of it or rule one out. */
export function ObservedChoices() {
  const spec = useLab((state) => state.scenario.spec)
  const witnesses = useObserved(spec)
  const choices = observedChoices(spec, witnesses)
  if (witnesses.length === 0) return null
  const told = choices.filter(({ isTold }) => isTold)
  return (
    <section className={shared.pane} aria-label="What recordings say about the choices">
      <header className={shared.head}>
        <h2>Choices and recordings</h2>
        <p>
          {witnesses.length} recordings of real systems speak about {told.length} of {choices.length} choices
        </p>
      </header>
      <dl className={styles.choices}>
        {told.map(({ knob, title }) => (
          <div key={knob}>
            <dt>{title}</dt>
            <dd>
              <ObservedChoice knob={knob} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
