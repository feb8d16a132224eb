import { useId, type ReactNode } from 'react'
import { glossary, type Term } from '#store/explore/glossary.ts'
import { useActions } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import styles from './Word.module.css'

/** A word that explains itself: under the pointer and with the focus in a tip, by a press in the glossary. */
export function Word({ term, children }: { readonly term: Term; readonly children: ReactNode }) {
  const { openSheet } = useActions()
  const id = useId()
  return (
    <button
      type="button"
      className={css(parts.tipped, styles.word)}
      data-screen-tip={glossary[term].says}
      aria-describedby={id}
      onClick={() => openSheet({ kind: 'glossary', term })}
    >
      {children}
      <span id={id} hidden>
        {glossary[term].says}
      </span>
    </button>
  )
}
