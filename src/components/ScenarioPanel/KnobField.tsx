import { memo, useId } from 'react'
import { specificationFor } from '#store/lab/derived.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import { chipsOfKnob } from '#store/explore/inspect.ts'
import type { Domain, Knob, Value } from '#store/lab/types.ts'
import parts from '#styles/parts.module.css'
import { Choice } from '../fields/Choice.tsx'
import { NumberBox } from '../fields/NumberBox.tsx'
import { Slide } from '../fields/Slide.tsx'
import { Toggle } from '../fields/Toggle.tsx'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { css } from '../parts/css.ts'
import styles from './ScenarioPanel.module.css'

/** A knob by its name: a field for its domain, and for a choice the clauses that leave it open. */
export const KnobField = memo(function KnobField({ name }: { readonly name: string }) {
  const knob = useLab((state) => specificationFor(state.scenario).model.knobs[name])
  const value = useLab((state) => state.scenario.knobs[name])
  const { setKnob } = useActions()
  const id = useId()
  if (knob === undefined || value === undefined) return null
  return (
    <div className={styles.knob} title={knob.says}>
      <span id={id} className={parts.sr}>
        {knob.says}
      </span>
      <Control knob={knob} value={value} describedBy={id} onChange={(next) => setKnob(name, next)} />
      {knob.kind === 'choice' ? <Openness name={name} isOurs={value === knob.domain.default} /> : null}
    </div>
  )
})

interface ControlProps {
  readonly knob: Knob
  readonly value: Value
  readonly describedBy: string
  readonly onChange: (value: Value) => void
}

/** Few enough that two buttons do. */
const stepsMax = 12

function Control({ knob: { title, domain, unit }, value, describedBy, onChange }: ControlProps) {
  if (domain.type === 'bool')
    return <Toggle name={title} value={value === true} describedBy={describedBy} onChange={onChange} />
  if (domain.type === 'enum') {
    return (
      <>
        <span className={styles.label}>{title}</span>
        <Choice
          name={title}
          value={String(value)}
          values={domain.values}
          describedBy={describedBy}
          onChange={onChange}
        />
      </>
    )
  }
  const isFew = domain.max - domain.min <= stepsMax || unit === undefined
  const box = (
    <NumberBox
      name={title}
      value={Number(value)}
      min={domain.min}
      max={domain.max}
      {...(unit === undefined ? {} : { unit })}
      isStepper={isFew}
      describedBy={describedBy}
      onChange={onChange}
    />
  )
  return (
    <>
      <span className={styles.row}>
        <span className={styles.label}>{title}</span>
        {box}
      </span>
      {isFew ? null : (
        <Slide
          name={title}
          value={Number(value)}
          min={domain.min}
          max={reach(domain, Number(value))}
          onChange={onChange}
        />
      )}
    </>
  )
}

/** How far a slider goes: to four times the default, so that the usual values can be set finely; the number beside it goes further. */
function reach(domain: Extract<Domain, { type: 'int' }>, value: number): number {
  const wanted = Math.max(100, domain.default * 4)
  const power = 10 ** Math.floor(Math.log10(wanted))
  return Math.min(domain.max, Math.max(Math.ceil(wanted / power) * power, value))
}

/** That nobody but we (or the reader) decided this, and where the document leaves it open. */
function Openness({ name, isOurs }: { readonly name: string; readonly isOurs: boolean }) {
  const specification = useLab((state) => specificationFor(state.scenario))
  return (
    <span className={styles.open}>
      <span className={css(parts.chip, parts.reading)}>{isOurs ? 'our reading' : 'your reading'}</span>
      {chipsOfKnob(specification, name).map((id) => (
        <ClauseChip key={id} id={id} />
      ))}
    </span>
  )
}
