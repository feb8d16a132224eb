import { Button } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select, SelectValue } from 'react-aria-components/Select'
import { Text } from 'react-aria-components/Text'
import { allProtocols } from '#store/derived.ts'
import { useActions, useLab } from '#store/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { ChevronIcon } from '../parts/icons.tsx'
import styles from './SpecTabs.module.css'

/** The specifications in a list, where there is no room for tabs. */
export function SpecPicker() {
  const spec = useLab((state) => state.scenario.spec)
  const { openSpec } = useActions()
  return (
    <Select className={css(styles.spec)} aria-label="Specification" value={spec} onChange={(id) => openSpec(String(id))}>
      <Button className={css(styles.button)}>
        <SelectValue className={css(styles.value)} />
        <ChevronIcon />
      </Button>
      <Popover className={css(parts.popover)}>
        <ListBox className={css(parts.list)}>
          {allProtocols.map(({ document }) => (
            <ListBoxItem key={document.id} id={document.id} className={css(parts.item)} textValue={document.title}>
              <Text slot="label">{document.title}</Text>
              <Text slot="description">{document.family}</Text>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}
