import { useEffect, useState, type RefObject } from 'react'
import type { ExampleIndex } from '#analysis/exampleIndex.ts'
import type { Specification } from '#machines/specification.ts'

export type Examples = ExampleIndex['codes']

/** Which scenario shows each code; null until this has been in view and they have been run. */
export function useExamples(specification: Specification, place: RefObject<Element | null>): Examples | null {
  const [isSeen, setSeen] = useState(false)
  const [shown, setShown] = useState<{ readonly of: Specification; readonly codes: Examples } | null>(null)
  useEffect(() => {
    const { current } = place
    if (current === null || isSeen) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
    })
    observer.observe(current)
    return () => observer.disconnect()
  }, [place, isSeen])
  useEffect(() => {
    if (!isSeen) return
    let stop: (() => void) | null = null
    let isOver = false
    void import('./shown.ts').then(({ shownSoon }) => {
      if (!isOver) stop = shownSoon(specification, ({ codes }) => setShown({ of: specification, codes }))
    })
    return () => {
      isOver = true
      stop?.()
    }
  }, [isSeen, specification])
  return shown?.of === specification ? shown.codes : null
}
