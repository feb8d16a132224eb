import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useLabStore } from '../services/hooks.ts'
import { recordDemo, stepWords, type DemoRecorder } from './recorder.ts'

/** A recording that lasts as long as the component that shows it. */
export function useRecorder(): {
  readonly recorder: DemoRecorder
  readonly title: string
  readonly count: number
  readonly last: string
} {
  const lab = useLabStore()
  const [recorder] = useState(() => recordDemo(lab))
  useEffect(() => recorder.start(), [recorder])
  const { title, steps } = useStore(recorder.store)
  const last = steps.at(-1)
  return { recorder, title, count: steps.length, last: last === undefined ? '' : stepWords(last) }
}
