import { useEffect, useRef } from 'react'
import type { Comment } from '#store/review/comments.ts'
import { piecesOf, wordsAround } from '#store/review/clauseText.ts'
import parts from '#styles/parts.module.css'
import styles from './Review.module.css'

interface Props {
  readonly says: string
  readonly comments: readonly Comment[]
  /** Words were selected; null: nothing is selected any more. */
  readonly onWords: (words: Comment['words']) => void
}

/** The stretch of the clause that is selected. The pins between the words are no part of it. */
function selectedIn(root: HTMLElement): { readonly from: number; readonly to: number } | null {
  const selection = window.getSelection()
  if (selection === null || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  if (!range.intersectsNode(root)) return null
  const parts: { readonly from: number; readonly to: number }[] = []
  for (const piece of root.querySelectorAll<HTMLElement>('[data-from]')) {
    const node = piece.firstChild
    if (node === null || !range.intersectsNode(node)) continue
    const start = Number(piece.dataset['from'])
    const from = start + (node === range.startContainer ? range.startOffset : 0)
    const to = start + (node === range.endContainer ? range.endOffset : (node.textContent ?? '').length)
    parts.push({ from, to })
  }
  return parts.length === 0
    ? null
    : { from: Math.min(...parts.map(({ from }) => from)), to: Math.max(...parts.map(({ to }) => to)) }
}

/** The clause in large letters, with the pins of its comments. Words that are selected can be commented on. */
export function ClauseText({ says, comments, onWords }: Props) {
  const root = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    const look = (): void => {
      const found = root.current === null ? null : selectedIn(root.current)
      // What is selected elsewhere, a field or a button, is no reason to forget the words.
      if (found !== null) onWords(wordsAround(says, found.from, found.to))
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [says, onWords])
  const whole = comments.flatMap(({ words }, i) => (words === null || !says.includes(words.quote) ? [i + 1] : []))
  return (
    <p ref={root} className={styles.clause}>
      {piecesOf(says, comments).map(({ from, text, isMarked, isSymbol, pins }) => (
        <span key={from}>
          <span
            data-from={from}
            className={styles.piece}
            data-marked={isMarked ? '' : undefined}
            data-symbol={isSymbol ? '' : undefined}
          >
            {text}
          </span>
          {pins.map((n) => (
            <Pin key={n} n={n} />
          ))}
        </span>
      ))}
      {whole.map((n) => (
        <Pin key={n} n={n} />
      ))}
    </p>
  )
}

const Pin = ({ n }: { readonly n: number }) => (
  <sup className={styles.pin}>
    <span className={parts.sr}>comment </span>
    {n}
  </sup>
)
