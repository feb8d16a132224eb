import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useService } from '../services/hooks.ts'
import { createLive, type LiveState } from './live.ts'

/** Who is there; this page is from now on. */
export function useLive(): LiveState {
  const live = useService(createLive)
  useEffect(() => live.start(), [live])
  return useStore(live.store)
}
