import { useEffect } from 'react'
import { useStore } from 'zustand'
import { notes, type Notes, type NotesState } from './comments.ts'

/** Comments and decisions of this browser. */
export function useNotes(): NotesState & { readonly notes: Notes } {
  const all = notes()
  useEffect(() => void all.read(), [all])
  return { ...useStore(all.store), notes: all }
}
