import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { isChosen } from '#store/review/options.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import styles from './Review.module.css'
import type { DecidingOn } from './useDeciding.ts'

/** Keep (of a question: leave open), ask the authors, fix the text; the same again takes it back. */
export function Decide({ on: { about, options, decision, press } }: { readonly on: DecidingOn }) {
  const plain = options.filter(({ reading }) => reading === null)
  const chosen = plain.find((option) => isChosen(option, decision)) ?? null
  return (
    <ToggleButtonGroup
      className={css(parts.seg, styles.decide)}
      aria-label={`Decision on ${about}`}
      selectionMode="single"
      selectedKeys={chosen === null ? [] : [chosen.id]}
      onSelectionChange={(keys) => {
        const option = plain.find(({ id }) => keys.has(id)) ?? chosen
        if (option !== null) press(option)
      }}
    >
      {plain.map(({ id, title }) => (
        <ToggleButton key={id} id={id}>
          {title}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
