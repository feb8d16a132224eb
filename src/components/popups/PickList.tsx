import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete'
import { Button } from 'react-aria-components/Button'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { SearchField } from 'react-aria-components/SearchField'
import { Select, SelectValue } from 'react-aria-components/Select'
import { Text } from 'react-aria-components/Text'
import { useMedia } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { described } from '../parts/described.ts'
import { ChevronIcon } from '../parts/icons.tsx'
import type { Option, PickProps } from './popups.ts'
import styles from './popups.module.css'
import { useOpenSoon } from './useOpenSoon.ts'

/** From so many on there is a field to search in. */
const searchedFrom = 12

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
  // A finger would have a keyboard over the list.
  const isTouched = useMedia('(pointer: coarse)')
  const { contains } = useFilter({ sensitivity: 'base' })
  const isSearched = options.length >= searchedFrom
  const headings = [...new Set(options.flatMap(({ group }) => group ?? []))]
  const item = ({ id, title, says, group }: Option) => (
    <ListBoxItem
      key={id}
      id={id}
      className={css(parts.item)}
      // What the second line and the heading say is found as well.
      textValue={isSearched ? [title, says, group].filter((text) => text !== undefined).join('. ') : title}
    >
      <Text slot="label">{title}</Text>
      {says === undefined ? null : <Text slot="description">{says}</Text>}
    </ListBoxItem>
  )
  const list = (
    <ListBox
      className={css(parts.list, isWide && styles.wide)}
      renderEmptyState={() => <p className={styles.none}>Nothing of that name.</p>}
    >
      {options.filter(({ group }) => group === undefined).map(item)}
      {headings.map((heading) => (
        <ListBoxSection key={heading}>
          <Header className={css(parts.group, styles.heading)}>{heading}</Header>
          {options.filter(({ group }) => group === heading).map(item)}
        </ListBoxSection>
      ))}
    </ListBox>
  )
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
        {isSearched ? (
          <Autocomplete filter={contains}>
            {/* The list was opened to choose from, so writing begins at once. */}
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
            <SearchField aria-label={`Search: ${name}`} className={css(styles.search)} autoFocus={!isTouched}>
              <Input placeholder={`Search ${options.length}`} />
            </SearchField>
            {list}
          </Autocomplete>
        ) : (
          list
        )}
      </Popover>
    </Select>
  )
}
