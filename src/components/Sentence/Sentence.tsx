import { useRef } from 'react'
import { sentenceFor } from '#store/derived.ts'
import { useActions, useLab } from '#store/hooks.ts'
import type { Part } from '#store/types.ts'
import styles from './Sentence.module.css'
import { useKeptHeight } from './useKeptHeight.ts'

/**
 * What the run does, in words made from its trace. Each tick is a button that moves the playhead there. It is not a live region:
 * a change is announced once, when it is over.
 */
export function Sentence() {
  const parts = useLab((state) => sentenceFor(state.scenario))
  const story = useLab(({ scenario, builtIn }) => `${scenario.spec} ${builtIn ?? scenario.title}`)
  const text = useRef<HTMLParagraphElement>(null)
  useKeptHeight(text, story)
  return (
    <div>
      <p ref={text} className={styles.say}>
        {parts.map((part, i) => (
          // A sentence is made anew from each run; its parts have no identity but their place.
          <Piece key={i} part={part} />
        ))}
      </p>
    </div>
  )
}

function Piece({ part }: { readonly part: Part }) {
  const { seek } = useActions()
  if (part.kind === 'text') return part.text
  if (part.kind === 'code') {
    return <code>{part.text}</code>
  }
  if (!('tick' in part)) return null
  return (
    <button type="button" className={styles.tick} data-cancel={part.kind === 'cancel' ? '' : undefined} title="Go to this tick" onClick={() => seek(part.tick)}>
      {part.text}
    </button>
  )
}
