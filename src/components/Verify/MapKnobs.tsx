import { protocolFor } from '#store/derived.ts'
import type { MapView } from '#store/maps.ts'
import styles from './Verify.module.css'

const lowered = (title: string): string => title.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())

/** Which knobs make no difference to this scenario, wherever its cancel stands. */
export function MapKnobs({ view: { job, trials, phase } }: { readonly view: MapView }) {
  const { model } = protocolFor(job.scenario)
  const idle = trials.filter(({ matters }) => !matters)
  const title = (knob: string): string => lowered(model.knobs[knob]?.title ?? knob)
  if (phase !== 'done') return <p className={styles.knobs}>Trying which knobs make no difference …</p>
  if (idle.length === 0) return <p className={styles.knobs}>Each of the {trials.length} knobs makes a difference to this scenario for some tick of the cancel.</p>
  return (
    <p className={styles.knobs}>
      <b>No difference at all</b> to this scenario, whenever the cancel comes:{' '}
      {idle.map(({ knob, values }, i) => (
        <span key={knob} title={`Tried: ${values.join(', ')}`}>
          {title(knob)}
          {i < idle.length - 1 ? ', ' : '.'}
        </span>
      ))}
    </p>
  )
}
