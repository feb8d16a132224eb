import { saysAnything } from '#store/explore/commandRows.ts'
import { useActions } from '#store/services/hooks.ts'
import type { Domain, Step, Value } from '#store/lab/types.ts'
import { Choice } from '../fields/Choice.tsx'
import { NumberBox } from '../fields/NumberBox.tsx'
import { Toggle } from '../fields/Toggle.tsx'
import { argumentTitle } from '../fields/words.ts'
import styles from './ScenarioPanel.module.css'

interface Props {
  readonly index: number
  readonly values: Step['args']
  readonly domains: Readonly<Record<string, Domain>>
}

/** The arguments of a command that say anything, each by a field for its domain. */
export function Arguments({ index, values, domains }: Props) {
  const { setArg } = useActions()
  const shown = Object.entries(domains).filter(([, domain]) => saysAnything(domain, values))
  return shown.map(([name, domain]) => (
    <ArgumentField
      key={name}
      name={fieldTitle(name, domain)}
      domain={domain}
      value={values[name] ?? domain.default}
      onChange={(value) => setArg(index, name, value)}
    />
  ))
}

/** What an argument's field is called; 0 results are as many as the setting says. */
const fieldTitle = (name: string, domain: Domain): string =>
  domain.type === 'int' && domain.counts === 'results' ? `${argumentTitle(name)}, 0: as set` : argumentTitle(name)

interface FieldProps {
  readonly name: string
  readonly domain: Domain
  readonly value: Value
  readonly onChange: (value: Value) => void
}

function ArgumentField({ name, domain, value, onChange }: FieldProps) {
  if (domain.type === 'bool') return <Toggle name={name} value={value === true} onChange={onChange} />
  return (
    <div className={domain.type === 'int' ? styles.row : styles.knob}>
      <span className={styles.label}>{name}</span>
      {domain.type === 'int' ? (
        <NumberBox name={name} value={Number(value)} min={domain.min} max={domain.max} isStepper onChange={onChange} />
      ) : (
        <Choice name={name} value={String(value)} values={domain.values} onChange={onChange} />
      )}
    </div>
  )
}
