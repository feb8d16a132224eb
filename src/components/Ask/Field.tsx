import { longTextMax, shortTextMax } from '#store/learn/formats.ts'
import styles from './Ask.module.css'

interface Props {
  readonly name: string
  readonly value: string
  readonly isLong?: boolean
  readonly isCode?: boolean
  readonly placeholder?: string
  readonly onChange: (value: string) => void
}

/** A text of a question, on one line or on several. */
export function Field({ name, value, isLong = false, isCode = false, placeholder = '', onChange }: Props) {
  return (
    <label className={styles.field}>
      <span>{name}</span>
      {isLong ? (
        <textarea
          rows={isCode ? 5 : 2}
          maxLength={longTextMax}
          placeholder={placeholder}
          className={isCode ? styles.code : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input value={value} maxLength={shortTextMax} onChange={(event) => onChange(event.target.value)} />
      )}
    </label>
  )
}
