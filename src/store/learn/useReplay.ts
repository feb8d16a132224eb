import { shallowEqual, useSelector } from '@xstate/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { endOf, traceOf } from '../lab/derived.ts'
import { usePage } from '../services/hooks.ts'
import type { Question } from './learn.ts'
import { createReplay, replayState, type Replay } from './replay.ts'

/** The replay of a question's run; a reveal that was there from the beginning, as from a link, is over. */
export function useReplay(
  question: Question,
  revealed: boolean,
): ReturnType<typeof replayState> & { readonly replay: Replay } {
  const { frames } = usePage()
  const { scenario, cancelAt } = question
  // Whether it was revealed when this question was opened.
  const [opened, setOpened] = useState({ question, isOver: revealed })
  if (opened.question !== question) setOpened({ question, isOver: revealed })
  const { isOver } = opened
  const replay = useMemo(() => {
    const trace = traceOf(scenario)
    const stops = [...new Set(trace.events.map(({ t }) => t))]
    return createReplay({ frames, stretch: { from: cancelAt, end: endOf(trace), stops }, isOver })
  }, [frames, scenario, cancelAt, isOver])
  const before = useRef({ replay, revealed })
  useEffect(() => {
    const last = before.current
    before.current = { replay, revealed }
    if (last.replay !== replay) return
    if (revealed && !last.revealed) replay.send({ type: 'reveal' })
    if (!revealed && last.revealed) replay.send({ type: 'cover' })
  }, [revealed, replay])
  useEffect(() => () => replay.send({ type: 'pause' }), [replay])
  return { ...useSelector(replay, replayState, shallowEqual), replay }
}
