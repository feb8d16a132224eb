import { Button } from 'react-aria-components/Button'
import { Header } from 'react-aria-components/Header'
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import type { MenuProps } from './popups.ts'
import { useOpenSoon } from './useOpenSoon.ts'

/** A menu that opens below a button. Mounted by a press on the button that stood here before, so it takes the focus and opens. */
export function MenuList({ face, name, className, isAtEnd = false, sections, onAction }: MenuProps) {
  const [isOpen, setOpen] = useOpenSoon()
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      {/* The button that was pressed had the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
      <Button className={css(className)} autoFocus>
        {face}
      </Button>
      <Popover className={css(parts.popover)} placement={isAtEnd ? 'bottom end' : 'bottom start'}>
        <Menu className={css(parts.list)} aria-label={name} onAction={(id) => onAction(String(id))}>
          {sections.map(({ title, options }) => (
            <MenuSection key={title} {...(title === '' ? { 'aria-label': name } : {})}>
              {title === '' ? null : <Header className={css(parts.group)}>{title}</Header>}
              {options.map((option) => (
                <MenuItem key={option.id} id={option.id} className={css(parts.item)} textValue={option.title}>
                  <Text slot="label">{option.title}</Text>
                  {option.says === undefined ? null : <Text slot="description">{option.says}</Text>}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
