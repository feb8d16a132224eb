import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'
import { Text } from 'react-aria-components/Text'
import { useLab, useLabStore, usePage } from '#store/services/hooks.ts'
import type { Action } from '#store/lab/keymap.ts'
import { allActions, sectionsOf } from '#store/lab/palette.ts'
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

/** What an action is found by: its heading as well. */
const wordsOf = ({ title, says = '', section = '' }: Action): string => `${title} ${says} ${section}`

/** All commands, found by typing a part of its name. */
export function Palette() {
  const lab = useLabStore()
  const page = usePage()
  // Kept runs can come in while it is open.
  useLab((state) => state.forks)
  const actions = useLab((state) => state.scenario) === null ? [] : [...allActions(lab.getState()), ...screenActions]
  const sections = sectionsOf(actions)
  const typed = useLab(({ sheet }) => (sheet?.kind === 'palette' ? (sheet.typed ?? '') : ''))
  const { contains } = useFilter({ sensitivity: 'base' })
  const matches = (text: string, wanted: string): boolean => wanted.split(/\s+/).every((word) => contains(text, word))
  const close = (): void => lab.actions.openSheet(null)
  const carryOut = (id: string): void => {
    // One press of Enter can be heard by the field and by what is marked in the list.
    if (lab.getState().sheet?.kind !== 'palette') return
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
        <Dialog className={css(styles.palette)} aria-label="All commands">
          <Autocomplete defaultInputValue={typed} filter={matches}>
            {/* The palette is opened to type into it. */}
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
            <SearchField className={css(styles.search)} aria-label="What do you want to do?" autoFocus>
              <Input
                placeholder="What do you want to do?"
                onKeyDown={(event) => {
                  // Of what was typed before the palette was there nothing is marked yet.
                  if (event.key !== 'Enter' || event.currentTarget.hasAttribute('aria-activedescendant')) return
                  const { value } = event.currentTarget
                  const first = sections.flatMap(([, own]) => own).find((action) => matches(wordsOf(action), value))
                  if (value !== '' && first !== undefined) carryOut(first.id)
                }}
              />
            </SearchField>
            <Menu
              className={css(styles.actions)}
              aria-label="Actions"
              onAction={(id) => carryOut(String(id))}
              renderEmptyState={() => <p className={styles.none}>Nothing of this name.</p>}
            >
              {sections.map(([heading, own]) => (
                <MenuSection key={heading}>
                  <Header className={css(parts.group)}>{heading}</Header>
                  {own.map((action) => (
                    <MenuItem
                      key={action.id}
                      id={action.id}
                      className={css(parts.item, styles.action)}
                      textValue={wordsOf(action)}
                    >
                      <span>
                        <Text slot="label">{action.title}</Text>
                        {action.says === undefined ? null : <Text slot="description">{action.says}</Text>}
                      </span>
                      {action.keys?.[0] === undefined ? null : (
                        <span>
                          <Keys keys={action.keys[0]} />
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
