import { exampleSteps, type ExampleIndex } from '#analysis/exampleIndex.ts'
import { byObject } from '#base/memo.ts'
import type { Specification } from '#machines/specification.ts'
import { scenarioFromBuiltIn } from '../lab/derived.ts'

/** What the built-in scenarios of a specification show. To know it they have to be run, which takes longer than a frame. */
interface Shown {
  /** Runs one more scenario, if one is left; what all of them show, once none is. */
  readonly next: () => ExampleIndex | null
}

const shown = byObject((specification: Specification): Shown => {
  const running = exampleSteps(specification, (builtIn) => scenarioFromBuiltIn(specification, builtIn))
  let index: ExampleIndex | null = null
  return {
    next: () => {
      if (index !== null) return index
      const { done, value } = running.next()
      return (index = done === true ? value : null)
    },
  }
})

/** At once, however long it takes. */
export function shownBy(specification: Specification): ExampleIndex {
  for (;;) {
    const index = shown(specification).next()
    if (index !== null) return index
  }
}

// Safari has no idle callbacks.
const whenIdle = (go: () => void): (() => void) => {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(go)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(go)
  return () => cancelIdleCallback(handle)
}

/** One scenario at a time, whenever the page has nothing else to do. Returns what stops it; what was run until then counts. */
export function shownSoon(specification: Specification, tell: (index: ExampleIndex) => void): () => void {
  let stop = (): void => undefined
  const go = (): void => {
    const index = shown(specification).next()
    if (index === null) stop = whenIdle(go)
    else tell(index)
  }
  stop = whenIdle(go)
  return () => stop()
}
