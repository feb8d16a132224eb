import type { Part } from '#store/lab/types.ts'
import styles from './Told.module.css'

/** A run in words, where its ticks lead nowhere. */
export function Told({ parts }: { readonly parts: readonly Part[] }) {
  return parts.map((part, i) => (
    // A sentence is made anew from each run; its parts have no identity but their place.
    <Piece key={i} part={part} />
  ))
}

function Piece({ part }: { readonly part: Part }) {
  if (part.kind === 'text') return part.text
  if (part.kind === 'code') return <code>{part.text}</code>
  return (
    <b className={styles.tick} data-cancel={part.kind === 'cancel' ? '' : undefined}>
      {part.text}
    </b>
  )
}
