import { Button } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select, SelectValue } from 'react-aria-components/Select'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { ChevronIcon } from '../parts/icons.tsx'
import styles from './Pick.module.css'

interface Props {
  readonly name: string
  readonly value: string
  readonly options: readonly { readonly id: string; readonly title: string }[]
  readonly onChange: (id: string) => void
}

/** One of several, in a list that opens. */
export function Pick({ name, value, options, onChange }: Props) {
  return (
    <Select aria-label={name} value={value} onChange={(id) => onChange(String(id))}>
      <Button className={css(styles.pick)}>
        <SelectValue className={css(styles.picked)}>
          {({ defaultChildren, selectedText }) => <span title={selectedText ?? ''}>{defaultChildren}</span>}
        </SelectValue>
        <ChevronIcon />
      </Button>
      <Popover className={css(parts.popover)} placement="bottom end">
        <ListBox className={css(parts.list)}>
          {options.map(({ id, title }) => (
            <ListBoxItem key={id} id={id} className={css(parts.item)}>
              {title}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}
