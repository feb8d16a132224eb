import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { exportForms, type ExportForm } from '#store/exportForms.ts'
import { usePage } from '#store/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'

/** The run that one sees, to be taken away in one of several forms. */
export function ExportMenu() {
  const { save } = usePage()
  return (
    <MenuTrigger>
      <Button className={css(parts.btn)}>Export</Button>
      <Popover className={css(parts.popover)} placement="bottom end">
        <Menu className={css(parts.list)} aria-label="Export the run" onAction={(key) => save(key as ExportForm)}>
          {exportForms.map(({ id, title }) => (
            <MenuItem key={id} id={id} className={css(parts.item)}>
              {title}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
