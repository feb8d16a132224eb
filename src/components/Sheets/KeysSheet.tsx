import { useActions, useLab, useLabStore } from '#store/services/hooks.ts'
import { isKeyOf, isPlainKey } from '#store/lab/keyboard.ts'
import { groups, keymap } from '#store/lab/keymap.ts'
import { Toggle } from '../fields/Toggle.tsx'
import { Keys } from '../parts/Keys.tsx'
import { SheetFrame } from './SheetFrame.tsx'
import styles from './Sheets.module.css'

/** Keys that belong to what has the focus, and so are not in the map. */
const ownKeys = [
  [
    'On the flag of a command',
    [
      ['ArrowLeft', 'One tick earlier (with Shift ten)'],
      ['ArrowRight', 'One tick later (with Shift ten)'],
    ],
  ],
  [
    'On a part of the timeline',
    [
      ['ArrowUp', 'To its cause'],
      ['ArrowDown', 'To its effect'],
      ['Enter', 'Into the inspector'],
    ],
  ],
] as const

/** The map of the keyboard, from the table from which the keys themselves are made. */
export function KeysSheet() {
  const singleKeys = useLab((state) => state.singleKeys)
  const { setSingleKeys } = useActions()
  const lab = useLabStore()
  const isUsed = (group: (typeof groups)[number]): boolean =>
    keymap.some((action) => action.group === group && action.keys !== undefined && isKeyOf(action, lab.getState()))
  return (
    <SheetFrame title="All keys" width="text">
      <div className={styles.columns}>
        {groups.filter(isUsed).map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl className={styles.keys}>
              {keymap
                .filter(
                  (action) => action.group === group && action.keys !== undefined && isKeyOf(action, lab.getState()),
                )
                .map(({ id, title, keys = [] }) => (
                  <div key={id}>
                    <dt>
                      <Keys keys={keys[0] ?? ''} />
                    </dt>
                    <dd data-off={!singleKeys && isPlainKey(keys[0] ?? '') ? '' : undefined}>{title}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        {ownKeys.map(([title, keys]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl className={styles.keys}>
              {keys.map(([key, says]) => (
                <div key={key}>
                  <dt>
                    <Keys keys={key} />
                  </dt>
                  <dd>{says}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Toggle name="Single-key shortcuts" value={singleKeys} onChange={setSingleKeys} />
    </SheetFrame>
  )
}
