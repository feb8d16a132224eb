import { useMemo } from 'react'
import { orderOf, type LearnPlace } from '#store/learn/place.ts'
import { useSet } from '#store/learn/useSet.ts'
import { ClassStart } from './ClassStart.tsx'
import { ClassTask } from './ClassTask.tsx'
import { Results } from './Results.tsx'
import { WorkEnd } from './WorkEnd.tsx'

interface Props {
  readonly place: LearnPlace
  readonly put: (change: Partial<LearnPlace>) => void
}

/** A set that is the same for a whole class: its beginning, its questions, the score, and what all of them answered. */
export function ClassTab({ place, put }: Props) {
  if (place.at === 'start' || place.at === 'edit') return <ClassStart place={place} put={put} />
  if (typeof place.at === 'number') return <ClassTask place={place} put={put} number={place.at} />
  return <Whole place={place} put={put} />
}

function Whole({ place, put }: Props) {
  const order = orderOf(place)
  const of = useMemo(() => ({ set: order }), [order])
  const set = useSet(order)
  const back = (at: LearnPlace['at']): void => put({ at, chosen: null, revealed: false })
  return place.at === 'results' ? (
    <Results of={of} {...set} onBack={() => back('start')} />
  ) : (
    <WorkEnd of={of} {...set} onBack={() => back(1)} />
  )
}
