import { useEffect, useMemo, useState } from 'react'
import { byValue } from '#base/memo.ts'
import { stableJson } from '#base/json.ts'
import { questionSet, setMax, type SetOrder } from '#analysis/sheet.ts'
import type { Task } from './classwork.ts'

/** Sets are made once; the same order always gives the same objects. */
const sets = byValue((key: string) => questionSet(JSON.parse(key) as SetOrder))

/** The question of a set with a number from 1, made if it is not there; null where the set has no such question. */
export const taskOf = (order: SetOrder, number: number): Task | null => {
  const practice = sets(stableJson(order))(number)
  return practice === null ? null : { number, question: practice.question }
}

export interface WholeSet {
  readonly tasks: readonly Task[]
  /** Whether all are made. */
  readonly isWhole: boolean
}

/** All questions of a set. They are made one after the other, so that the page stays at hand; until then there are those that are made. */
export function useSet(order: SetOrder): WholeSet {
  const key = stableJson(order)
  const count = Math.min(order.count, setMax)
  const [made, setMade] = useState({ key, upTo: 0 })
  const upTo = made.key === key ? made.upTo : 0
  useEffect(() => {
    if (upTo >= count) return
    const timer = setTimeout(() => {
      sets(key)(upTo + 1)
      setMade({ key, upTo: upTo + 1 })
    })
    return () => clearTimeout(timer)
  }, [key, upTo, count])
  return useMemo(() => {
    const own = JSON.parse(key) as SetOrder
    const tasks = Array.from({ length: upTo }, (_, i) => taskOf(own, i + 1) ?? []).flat()
    return { tasks, isWhole: upTo >= count }
  }, [key, upTo, count])
}
