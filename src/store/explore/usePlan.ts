import { useEffect, useState } from 'react'
import type { CheckPlan } from '#machines/specification.ts'
import { specificationNamed } from '../lab/derived.ts'

export type { CheckPlan }

/** What the check of a specification asks, once it is there. */
export function usePlan(spec: string): CheckPlan | null {
  const [known, setKnown] = useState<{ readonly spec: string; readonly plan: CheckPlan } | null>(null)
  useEffect(() => {
    let isWanted = true
    void specificationNamed(spec)
      ?.check?.()
      .then((plan) => (isWanted ? setKnown({ spec, plan }) : undefined))
    return () => {
      isWanted = false
    }
  }, [spec])
  return known?.spec === spec ? known.plan : null
}
