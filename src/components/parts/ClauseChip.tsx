import { memo } from 'react'
import parts from '#styles/parts.module.css'
import { useActions } from '#store/services/hooks.ts'

/** A clause, or an open question, by its id; leads to the sheet that tells everything about it. */
export const ClauseChip = memo(function ClauseChip({ id }: { readonly id: string }) {
  const { openSheet } = useActions()
  return (
    <button
      type="button"
      className={parts.chip}
      aria-label={`Clause ${id}`}
      aria-haspopup="dialog"
      onClick={() => openSheet({ kind: 'clause', id })}
    >
      {id}
    </button>
  )
})
