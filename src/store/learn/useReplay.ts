import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { endOf, traceOf } from '../lab/derived.ts'
import { usePage } from '../services/hooks.ts'
import type { Question } from './learn.ts'
import { Replay, type ReplayState } from './replay.ts'

/** The replay of a question's run; a reveal that was there from the beginning, as from a link, is over. */
export function useReplay(question: Question, revealed: boolean): ReplayState & { readonly replay: Replay } {
  const { frames } = usePage()
  const { scenario, cancelAt, momentAt } = question
  const [isOver] = useState(revealed)
  const replay = useMemo(() => {
    const trace = traceOf(scenario)
    const stops = [...new Set(trace.events.map(({ t }) => t))]
    return new Replay(
      frames,
      { from: cancelAt, moment: momentAt, end: endOf(trace), stops },
      isOver ? momentAt : cancelAt,
    )
  }, [frames, scenario, cancelAt, momentAt, isOver])
  const before = useRef(revealed)
  useEffect(() => {
    if (revealed && !before.current) replay.reveal()
    if (!revealed && before.current) replay.seek(cancelAt)
    before.current = revealed
  }, [revealed, replay, cancelAt])
  useEffect(() => () => replay.pause(), [replay])
  return { ...useStore(replay.store), replay }
}
