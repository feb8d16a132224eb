import { protocolFor } from '#store/derived.ts'
import type { MapView } from '#store/maps.ts'
import styles from './Verify.module.css'

const lowered = (title: string): string => title.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())

/** Which knobs make no difference to this scenario, wherever its cancel stands. */
export function MapKnobs({ view: { job, trials, phase } }: { readonly view: MapView }) {
  const { model } = protocolFor(job.scenario)
  const title = (knob: string): string => lowered(model.knobs[knob]?.title ?? knob)
  if (phase !== 'done') return <p className={styles.knobs}>Trying which knobs make no difference …</p>
  const never = trials.filter(({ finding }) => finding === 'never')
  const notSeen = trials.filter(({ finding }) => finding === 'notSeen')
  if (never.length + notSeen.length === 0)
    return <p className={styles.knobs}>Each of the {trials.length} knobs makes a difference to this scenario for some tick of the cancel.</p>
  return (
    <p className={styles.knobs}>
      {never.length === 0 ? null : (
        <>
          <b>No difference at all</b> to this scenario, whenever the cancel comes: {never.map(({ knob }) => title(knob)).join(', ')}.
        </>
      )}{' '}
      {notSeen.length === 0 ? null : (
        <>
          <b>No difference seen</b> with the values tried: {notSeen.map(({ knob, values }) => `${title(knob)} (${values.join(', ')})`).join('; ')}.
        </>
      )}
    </p>
  )
}
