import { Button } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { Select, SelectValue } from 'react-aria-components/Select'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { described } from '../parts/described.ts'
import { ChevronIcon } from '../parts/icons.tsx'
import styles from './fields.module.css'
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
  const letters = props.values.reduce((sum, value) => sum + inWords(value).length + 2, 0)
  return props.values.length <= 3 && letters <= lettersMax ? <SideBySide {...props} /> : <Opening {...props} />
}

function SideBySide({ name, value, values, describedBy, onChange }: Props) {
  return (
    <RadioGroup className={css(parts.seg)} aria-label={name} {...described(describedBy)} value={value} onChange={onChange} orientation="horizontal">
      {values.map((each) => (
        <Radio key={each} value={each}>
          {inWords(each)}
        </Radio>
      ))}
    </RadioGroup>
  )
}

function Opening({ name, value, values, describedBy, onChange }: Props) {
  return (
    <Select aria-label={name} {...described(describedBy)} value={value} onChange={(key) => onChange(String(key))}>
      <Button className={css(styles.select)}>
        <SelectValue className={css(styles.value)} />
        <ChevronIcon />
      </Button>
      <Popover className={css(parts.popover)}>
        <ListBox className={css(parts.list)}>
          {values.map((each) => (
            <ListBoxItem key={each} id={each} className={css(parts.item)}>
              {inWords(each)}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}
