import { useState } from 'react'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import styles from './Learn.module.css'

interface SeedProps {
  readonly seed: string
  readonly max: number
  readonly onSeed: (seed: string) => void
}

/** What the questions are made from: the same word gives the same questions to everybody. */
export function Seed({ seed, max, onSeed }: SeedProps) {
  const [text, setText] = useState(seed)
  const [last, setLast] = useState(seed)
  if (last !== seed) {
    setLast(seed)
    setText(seed)
  }
  const isSame = text.trim() === '' || text.trim() === seed
  return (
    <form
      className={styles.seed}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isSame) onSeed(text.trim())
      }}
    >
      <label>
        Seed
        <input
          value={text}
          maxLength={max}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" className={css(parts.btn, parts.small)} disabled={isSame}>
        Use it
      </button>
      <span>The same seed gives everybody the same questions.</span>
    </form>
  )
}
