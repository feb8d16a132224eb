import { specificationFor } from '#store/lab/derived.ts'
import { useLabStore } from '#store/services/hooks.ts'
import { chipsOfKnob } from '#store/explore/inspect.ts'
import { setChoice, type Side } from '#store/compare/sides.ts'
import type { Knob, Scenario, Value } from '#store/lab/types.ts'
import { NumberBox } from '../fields/NumberBox.tsx'
import { inWords } from '../fields/words.ts'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { css } from '../parts/css.ts'
import { Pick } from '../popups/Pick.tsx'
import { SidesHead } from './SidesHead.tsx'
import styles from './Pair.module.css'

/** What the document leaves open, as each of both runs decides it; both can be changed here. */
export function Choices({ left, right }: { readonly left: Scenario; readonly right: Scenario }) {
  const specification = specificationFor(right)
  const choices = Object.entries(specification.model.knobs).filter(([, { kind }]) => kind === 'choice')
  return (
    <table className={css(styles.rows, styles.choices)}>
      <caption>
        Choices <span>that the document leaves open: change either side</span>
      </caption>
      <SidesHead />
      <tbody>
        {choices.map(([name, knob]) => (
          <tr key={name} data-differs={left.knobs[name] === right.knobs[name] ? undefined : ''}>
            <th scope="row" title={knob.says}>
              {knob.title}{' '}
              {chipsOfKnob(specification, name).map((id) => (
                <ClauseChip key={id} id={id} />
              ))}
            </th>
            <td>
              <Setting side="left" name={name} knob={knob} value={left.knobs[name] ?? knob.domain.default} />
            </td>
            <td className={styles.apart}>{left.knobs[name] === right.knobs[name] ? '=' : '≠'}</td>
            <td>
              <Setting side="right" name={name} knob={knob} value={right.knobs[name] ?? knob.domain.default} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface SettingProps {
  readonly side: Side
  readonly name: string
  readonly knob: Knob
  readonly value: Value
}

function Setting({ side, name, knob: { title, domain }, value }: SettingProps) {
  const lab = useLabStore()
  const label = `${title}, ${side}`
  if (domain.type === 'int')
    return (
      <NumberBox
        name={label}
        value={Number(value)}
        min={domain.min}
        max={domain.max}
        onChange={(next) => setChoice(lab, side, name, next)}
      />
    )
  const values = domain.type === 'bool' ? ['no', 'yes'] : domain.values
  const now = domain.type === 'bool' ? (value === true ? 'yes' : 'no') : String(value)
  return (
    <Pick
      name={label}
      value={now}
      options={values.map((each) => ({ id: each, title: inWords(each) }))}
      onPick={(id) => setChoice(lab, side, name, domain.type === 'bool' ? id === 'yes' : id)}
    />
  )
}
