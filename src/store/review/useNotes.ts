import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useService } from '../services/hooks.ts'
import { createNotes } from './browserNotes.ts'
import type { Notes, NotesState } from './comments.ts'

/** Comments and decisions of this browser. */
export function useNotes(): NotesState & { readonly notes: Notes } {
  const all = useService(createNotes)
  useEffect(() => void all.read(), [all])
  return { ...useStore(all.store), notes: all }
}
