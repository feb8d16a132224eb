import { useMemo, useSyncExternalStore } from 'react'
import type { ResultOf } from '#formats/result.ts'
import { useService } from '../services/hooks.ts'
import { workKey } from './classwork.ts'
import { createResults, type Results, type ResultsStore } from './results.ts'

const none: ReadonlyMap<string, string | number> = new Map()

/** What was answered in a set or a lesson, and all that is kept of results. */
export function useResults(of: ResultOf): {
  readonly results: Results
  readonly keeper: ResultsStore
  readonly work: string
  readonly answers: ReadonlyMap<string, string | number>
} {
  const keeper = useService(createResults)
  const results = useSyncExternalStore(keeper.subscribe, keeper.get)
  const work = useMemo(() => workKey(of), [of])
  return { results, keeper, work, answers: results.answers.get(work) ?? none }
}
