import { Switch } from 'react-aria-components/Switch'
import { css } from '../parts/css.ts'
import { described } from '../parts/described.ts'
import styles from './fields.module.css'

interface Props {
  readonly name: string
  readonly value: boolean
  readonly describedBy?: string | undefined
  readonly onChange: (value: boolean) => void
}

export function Toggle({ name, value, describedBy, onChange }: Props) {
  return (
    <Switch className={css(styles.toggle)} isSelected={value} {...described(describedBy)} onChange={onChange}>
      <span>{name}</span>
      <i className={styles.switch} />
    </Switch>
  )
}
