import { useLayoutEffect, useRef, type RefObject } from 'react'
import { caretAfter, textChange } from '#base/textChange.ts'

/** Keeps the caret of a field where it is in the words when somebody else changes them meanwhile; a browser puts it at the end. */
export function useSteadyCaret(field: RefObject<HTMLTextAreaElement | null>, value: string): void {
  const last = useRef({ value: '', from: 0, to: 0 })
  useLayoutEffect(() => {
    const note = (): void => {
      if (field.current === null) return
      const { value: text, selectionStart: from, selectionEnd: to } = field.current
      last.current = { value: text, from, to }
    }
    const element = field.current
    element?.addEventListener('input', note)
    document.addEventListener('selectionchange', note)
    return () => {
      element?.removeEventListener('input', note)
      document.removeEventListener('selectionchange', note)
    }
  }, [field])
  useLayoutEffect(() => {
    const { value: before, from, to } = last.current
    if (field.current === null || document.activeElement !== field.current || before === value) return
    const change = textChange(before, value)
    field.current.setSelectionRange(caretAfter(change, from), caretAfter(change, to))
  }, [field, value])
}
