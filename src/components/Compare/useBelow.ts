import { useEffect, useState, type RefObject } from 'react'

/** The foot of the table stands over the last rows. Pixels. */
const footHeight = 32

/** How many bodies of a table cannot be read since they are below the window: somebody on a small screen would not know of them. */
export function useBelow(table: RefObject<HTMLTableElement | null>): number {
  const [below, setBelow] = useState<ReadonlySet<Element>>(new Set())
  useEffect(() => {
    const bodies = table.current?.tBodies
    if (bodies === undefined) return
    const observer = new IntersectionObserver(
      (entries) =>
        setBelow((before) => {
          const now = new Set(before)
          for (const { target, isIntersecting, boundingClientRect, rootBounds } of entries)
            if (!isIntersecting && boundingClientRect.bottom > (rootBounds?.bottom ?? 0)) now.add(target)
            else now.delete(target)
          return now
        }),
      { rootMargin: `0px 0px -${footHeight}px 0px`, threshold: 0.4 },
    )
    for (const body of bodies) observer.observe(body)
    return () => observer.disconnect()
  }, [table])
  return below.size
}
