import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import type { Choice } from '#store/review/comments.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import styles from './Review.module.css'

const choices: readonly { readonly id: Choice; readonly title: string }[] = [
  { id: 'keep', title: 'Keep' },
  { id: 'ask', title: 'Ask' },
  { id: 'change', title: 'Change' },
]

/** Keep, ask or change; the same again takes it back. */
export function Decide({
  name,
  choice,
  onChoose,
}: {
  readonly name: string
  readonly choice: Choice | null
  readonly onChoose: (choice: Choice | null) => void
}) {
  return (
    <ToggleButtonGroup
      className={css(parts.seg, styles.decide)}
      aria-label={name}
      selectionMode="single"
      selectedKeys={choice === null ? [] : [choice]}
      onSelectionChange={(keys) => onChoose(choices.find(({ id }) => keys.has(id))?.id ?? null)}
    >
      {choices.map(({ id, title }) => (
        <ToggleButton key={id} id={id}>
          {title}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
