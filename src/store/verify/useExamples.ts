import { useEffect, useState } from 'react'
import { specificationOf } from '#machines/index.ts'
import { examplesOf, noExamples, type Examples } from './examples.ts'

/** The examples of a specification, once they are there. */
export function useExamples(spec: string): Examples {
  const [examples, setExamples] = useState<{ readonly spec: string; readonly all: Examples }>({ spec, all: noExamples })
  useEffect(() => {
    const specification = specificationOf(spec)
    if (specification === undefined) return
    let isWanted = true
    void examplesOf(specification).then((all) => (isWanted ? setExamples({ spec, all }) : undefined))
    return () => {
      isWanted = false
    }
  }, [spec])
  return examples.spec === spec ? examples.all : noExamples
}
