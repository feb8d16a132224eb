import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { described } from '../parts/described.ts'
import { Pick } from '../popups/Pick.tsx'
import { inWords } from './words.ts'

interface Props {
  readonly name: string
  readonly value: string
  readonly values: readonly string[]
  readonly describedBy?: string | undefined
  readonly onChange: (value: string) => void
}

/** Letters that fit side by side into the panel. */
const lettersMax = 24

/** One of a few words: side by side where they fit, else in a list that opens. */
export function Choice(props: Props) {
  const letters = props.values.reduce((sum, value) => sum + inWords(value, props.values).length + 2, 0)
  return props.values.length <= 3 && letters <= lettersMax ? <SideBySide {...props} /> : <Opening {...props} />
}

function SideBySide({ name, value, values, describedBy, onChange }: Props) {
  return (
    <RadioGroup
      className={css(parts.seg)}
      aria-label={name}
      {...described(describedBy)}
      value={value}
      onChange={onChange}
      orientation="horizontal"
    >
      {values.map((each) => (
        <Radio key={each} value={each}>
          {inWords(each, values)}
        </Radio>
      ))}
    </RadioGroup>
  )
}

function Opening({ name, value, values, describedBy, onChange }: Props) {
  return (
    <Pick
      name={name}
      value={value}
      options={values.map((each) => ({ id: each, title: inWords(each, values) }))}
      describedBy={describedBy}
      onPick={onChange}
    />
  )
}
