import { Button } from 'react-aria-components/Button'
import { Header } from 'react-aria-components/Header'
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { newStep, protocolFor } from '#store/derived.ts'
import { useActions, useLab, useLabStore } from '#store/hooks.ts'
import type { Command } from '#store/types.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import styles from './ScenarioPanel.module.css'

const kinds: readonly (readonly [Command['kind'], string])[] = [
  ['call', 'Calls of the client'],
  ['environment', 'The world'],
  ['fault', 'Faults'],
]

/** Adds a command at the playhead. */
export function AddCommand() {
  const { model } = useLab((state) => protocolFor(state.scenario))
  const lab = useLabStore()
  const { addStep } = useActions()
  const commands = Object.entries(model.commands)
  return (
    <MenuTrigger>
      <Button className={css(styles.add)}>Add a command</Button>
      <Popover className={css(parts.popover)} placement="bottom start">
        <Menu className={css(parts.list)} aria-label="Commands, added at the playhead" onAction={(name) => addStep(newStep(model, String(name), lab.getState().playhead))}>
          {kinds.map(([kind, title]) => {
            const own = commands.filter(([, command]) => command.kind === kind)
            return own.length === 0 ? null : (
              <MenuSection key={kind}>
                <Header className={css(parts.group)}>{title}</Header>
                {own.map(([name, command]) => (
                  <MenuItem key={name} id={name} className={css(parts.item)} textValue={command.title}>
                    <Text slot="label">{command.title}</Text>
                    <Text slot="description">{command.says}</Text>
                  </MenuItem>
                ))}
              </MenuSection>
            )
          })}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
