import { useEffect, useState } from 'react'
import { specificationFor } from '#store/lab/derived.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import { readingsOf, type Difference, type Reading } from '#store/review/readings.ts'
import { valueWords } from '#store/review/decisionWords.ts'
import type { Knob } from '#store/lab/types.ts'
import { scenarioFileOf } from '#store/verify/verify.ts'
import parts from '#styles/parts.module.css'
import { isChosen } from '#store/review/options.ts'
import { css } from '../parts/css.ts'
import styles from './Questions.module.css'
import type { DecidingOn } from './useDeciding.ts'

/** How many scenarios are told before the rest is folded. */
const toldMax = 1
/** And how many of its facts. */
const factsMax = 3

/** The readings of an open question, and where they make a difference. Computed after the clause is on the screen. */
export function Readings({ name, knob, on }: { readonly name: string; readonly knob: Knob; readonly on: DecidingOn }) {
  const specification = useLab((state) => specificationFor(state.scenario))
  const [readings, setReadings] = useState<readonly Reading[] | null>(null)
  useEffect(() => {
    let isWanted = true
    void readingsOf(specification, name).then((computed) => (isWanted ? setReadings(computed) : undefined))
    return () => {
      isWanted = false
    }
  }, [specification, name])
  const all = specification.scenarios.length
  return (
    <div className={styles.readings}>
      <p>
        {knob.title}: {knob.says}
      </p>
      {readings === null ? (
        <p>The scenarios are run under each reading …</p>
      ) : (
        <dl>
          {readings.map(({ value, isDefault, differences }) => (
            <div key={String(value)}>
              <dt>
                <Choose value={value} on={on} />
              </dt>
              <dd>
                {isDefault
                  ? 'our default reading'
                  : differences.length === 0
                    ? `no difference in any of the ${all} scenarios`
                    : `another run in ${differences.length} of ${all} scenarios`}
                <Differences differences={differences} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

/** A reading that can be chosen; then the runs on this screen show it. */
function Choose({ value, on }: { readonly value: Reading['value']; readonly on: DecidingOn }) {
  const option = on.options.find(({ reading }) => reading?.value === value)
  if (option === undefined) return valueWords(value)
  const isOn = isChosen(option, on.decision)
  return (
    <button
      type="button"
      className={css(parts.btn, parts.small, isOn && parts.key)}
      aria-pressed={isOn}
      aria-label={`Choose the reading ${option.title} of ${on.about}`}
      onClick={() => on.press(option)}
    >
      {option.title}
    </button>
  )
}

function Differences({ differences }: { readonly differences: readonly Difference[] }) {
  const [first, rest] = [differences.slice(0, toldMax), differences.slice(toldMax)]
  if (first.length === 0) return null
  return (
    <>
      <Lines differences={first} max={factsMax} />
      {rest.length === 0 ? null : (
        <details>
          <summary>and {rest.length} more</summary>
          <Lines differences={rest} />
        </details>
      )}
    </>
  )
}

function Lines({
  differences,
  max = Number.POSITIVE_INFINITY,
}: {
  readonly differences: readonly Difference[]
  readonly max?: number
}) {
  const { load, goTo } = useActions()
  return (
    <ul>
      {differences.map(({ id, title, scenario, what }) => (
        <li key={id}>
          <button
            type="button"
            className={parts.link}
            onClick={() => {
              if (load(scenarioFileOf(scenario)).ok) goTo('explore')
            }}
          >
            {title}
          </button>
          : {what.slice(0, max).join('; ')}
          {what.length > max ? <span className={styles.rest}>; and {what.length - max} more</span> : null}
        </li>
      ))}
    </ul>
  )
}
