import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'
import { Text } from 'react-aria-components/Text'
import { useLab, useLabStore, usePage } from '#store/services/hooks.ts'
import { groups, type Action } from '#store/lab/keymap.ts'
import { allActions } from '#store/lab/palette.ts'
import { screens } from '#store/lab/lab.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { Keys } from '../parts/Keys.tsx'
import { screenTitles, screenViews } from '../screens.ts'
import styles from './Sheets.module.css'

const screenActions: readonly Action[] = screens
  .filter((screen) => screenViews[screen] !== undefined)
  .map((screen) => ({
    id: `screen-${screen}`,
    group: 'Go to',
    title: screenTitles[screen],
    says: 'screen',
    run: (lab) => lab.actions.goTo(screen),
  }))

/** Everything that can be done, found by typing a part of its name. */
export function Palette() {
  const lab = useLabStore()
  const page = usePage()
  const actions = useLab((state) => state.scenario) === null ? [] : [...allActions(lab.getState()), ...screenActions]
  const { contains } = useFilter({ sensitivity: 'base' })
  const close = (): void => lab.actions.openSheet(null)
  const carryOut = (id: string): void => {
    close()
    actions.find((action) => action.id === id)?.run(lab, page)
  }
  return (
    <ModalOverlay
      className={css(styles.overlay, styles.top)}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => (isOpen ? undefined : close())}
    >
      <Modal className={css(styles.modal)} data-width="text">
        <Dialog className={css(styles.palette)} aria-label="Everything that can be done">
          <Autocomplete filter={(text, typed) => typed.split(/\s+/).every((word) => contains(text, word))}>
            {/* The palette is opened to type into it. */}
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
            <SearchField className={css(styles.search)} aria-label="What do you want to do?" autoFocus>
              <Input placeholder="What do you want to do?" />
            </SearchField>
            <Menu
              className={css(styles.actions)}
              aria-label="Actions"
              onAction={(id) => carryOut(String(id))}
              renderEmptyState={() => <p className={styles.none}>Nothing of this name.</p>}
            >
              {groups.map((group) => (
                <MenuSection key={group}>
                  <Header className={css(parts.group)}>{group}</Header>
                  {actions
                    .filter((action) => action.group === group)
                    .map(({ id, title, says, keys }) => (
                      <MenuItem
                        key={id}
                        id={id}
                        className={css(parts.item, styles.action)}
                        textValue={`${title} ${says ?? ''}`}
                      >
                        <span>
                          <Text slot="label">{title}</Text>
                          {says === undefined ? null : <Text slot="description">{says}</Text>}
                        </span>
                        {keys?.[0] === undefined ? null : (
                          <span>
                            <Keys keys={keys[0]} />
                          </span>
                        )}
                      </MenuItem>
                    ))}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
