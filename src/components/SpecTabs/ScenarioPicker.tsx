import { Button } from 'react-aria-components/Button'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select, SelectValue } from 'react-aria-components/Select'
import { Text } from 'react-aria-components/Text'
import { isChanged, protocolFor } from '#store/derived.ts'
import { useActions, useLab } from '#store/hooks.ts'
import parts from '#styles/parts.module.css'
import { ChevronIcon } from '../parts/icons.tsx'
import { css } from '../parts/css.ts'
import styles from './SpecTabs.module.css'

/** The built-in scenarios of the specification, each with the sentence that says what it shows. */
export function ScenarioPicker() {
  const spec = useLab((state) => state.scenario.spec)
  const builtIn = useLab((state) => state.builtIn)
  const title = useLab((state) => state.scenario.title)
  const changed = useLab(isChanged)
  const protocol = useLab((state) => protocolFor(state.scenario))
  const { openSpec } = useActions()
  return (
    <Select
      className={css(styles.pick)}
      value={builtIn}
      placeholder={title === '' ? 'A scenario without a name' : title}
      onChange={(id) => {
        if (id !== null) openSpec(spec, String(id))
      }}
    >
      {changed ? <span className={styles.changed}>changed</span> : null}
      <Label className={css(styles.label)}>Scenario</Label>
      <Button className={css(styles.button)}>
        <SelectValue className={css(styles.value)} />
        <ChevronIcon />
      </Button>
      <Popover className={css(parts.popover)} placement="bottom end">
        <ListBox className={css(parts.list, styles['list-box'])}>
          {protocol.scenarios.map(({ id, title: name, shows }) => (
            <ListBoxItem key={id} id={id} className={css(parts.item)} textValue={name}>
              <Text slot="label">{name}</Text>
              <Text slot="description">{shows}</Text>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}
