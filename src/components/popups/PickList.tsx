import { Button } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select, SelectValue } from 'react-aria-components/Select'
import { Text } from 'react-aria-components/Text'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { described } from '../parts/described.ts'
import { ChevronIcon } from '../parts/icons.tsx'
import type { PickProps } from './popups.ts'
import styles from './popups.module.css'
import { useOpenSoon } from './useOpenSoon.ts'

/** A list that opens below a button. It is mounted by a press on the button that stood here before, so it takes the focus and opens. */
export function PickList({
  name,
  value,
  options,
  placeholder,
  describedBy,
  className,
  isWide = false,
  onPick,
}: PickProps) {
  const [isOpen, setOpen] = useOpenSoon()
  return (
    <Select
      className={css(styles.pick)}
      aria-label={name}
      {...described(describedBy)}
      value={value}
      placeholder={placeholder ?? ''}
      isOpen={isOpen}
      onOpenChange={setOpen}
      onChange={(id) => {
        if (id !== null) onPick(String(id))
      }}
    >
      {/* The button that was pressed had the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
      <Button className={css(styles.button, className)} autoFocus>
        <SelectValue className={css(styles.value)}>
          {({ defaultChildren, selectedText }) => <span title={selectedText ?? ''}>{defaultChildren}</span>}
        </SelectValue>
        <ChevronIcon />
      </Button>
      <Popover className={css(parts.popover)} placement={isWide ? 'bottom end' : 'bottom start'}>
        <ListBox className={css(parts.list, isWide && styles.wide)}>
          {options.map(({ id, title, says }) => (
            <ListBoxItem key={id} id={id} className={css(parts.item)} textValue={title}>
              <Text slot="label">{title}</Text>
              {says === undefined ? null : <Text slot="description">{says}</Text>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}
