import { useRef } from 'react'
import { sentenceFor } from '#store/lab/derived.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import type { Part } from '#store/lab/types.ts'
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
      <p ref={text} className={styles.say} data-part="sentence">
        {parts.map((part, i) => (
          // A sentence is made anew from each run; its parts have no identity but their place.
          <Piece key={i} part={part} before={parts[i - 1]} after={parts[i + 1]} />
        ))}
      </p>
    </div>
  )
}

const isTick = (part: Part | undefined): boolean => part !== undefined && 'tick' in part

/** The stops that a text begins with. A tick takes them along: it is a button and no word, so a line could begin with them. */
const stopsOf = (part: Part | undefined): string =>
  part?.kind === 'text' ? (/^[.,;:]+/.exec(part.text)?.[0] ?? '') : ''

function Piece({
  part,
  before,
  after,
}: {
  readonly part: Part
  readonly before: Part | undefined
  readonly after: Part | undefined
}) {
  const { seek } = useActions()
  if (part.kind === 'text') return isTick(before) ? part.text.slice(stopsOf(part).length) : part.text
  if (part.kind === 'code') {
    return <code>{part.text}</code>
  }
  if (!('tick' in part)) return null
  return (
    <span className={styles.whole}>
      <button
        type="button"
        className={styles.tick}
        data-cancel={part.kind === 'cancel' ? '' : undefined}
        title="Go to this tick"
        onClick={() => seek(part.tick)}
      >
        {part.text}
      </button>
      {stopsOf(after)}
    </span>
  )
}
