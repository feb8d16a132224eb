import { specificationFor } from '#store/lab/derived.ts'
import type { MapView } from '#store/verify/maps.ts'
import styles from './MapKnobs.module.css'

/** Which knobs make no difference to this scenario, wherever its cancel stands. */
export function MapKnobs({ view: { job, trials, phase } }: { readonly view: MapView }) {
  const { model } = specificationFor(job.scenario)
  const title = (knob: string): string => model.knobs[knob]?.title ?? knob
  if (phase === 'failed') return null
  if (phase === 'running') return <p className={styles.knobs}>Trying which knobs make no difference …</p>
  const never = trials.filter(({ finding }) => finding === 'never').map(({ knob }) => ({ knob, tried: '' }))
  const notSeen = trials
    .filter(({ finding }) => finding === 'notSeen')
    .map(({ knob, values }) => ({ knob, tried: values.join(', ') }))
  if (never.length + notSeen.length === 0)
    return (
      <p className={styles.knobs}>
        Each of the {trials.length} knobs makes a difference to this scenario for some tick of the cancel.
      </p>
    )
  const lists = [
    { head: 'No difference at all', says: 'to this scenario, whenever the cancel comes', knobs: never },
    { head: 'No difference seen', says: 'with the values tried', knobs: notSeen },
  ]
  return lists.map(({ head, says, knobs }) =>
    knobs.length === 0 ? null : (
      <div key={head} className={styles.knobs}>
        <p>
          <b>{head}</b> {says}:
        </p>
        <ul>
          {knobs.map(({ knob, tried }) => (
            <li key={knob}>
              {title(knob)}
              {tried === '' ? null : <small> {tried}</small>}
            </li>
          ))}
        </ul>
      </div>
    ),
  )
}
