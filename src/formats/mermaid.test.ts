// @vitest-environment jsdom
import mermaid from 'mermaid'
import { describe, expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import { specifications } from '#machines/index.ts'
import { builtIn } from '#machines/testing.ts'
import { mermaidOf } from './mermaid.ts'

describe('the sequence diagram of a run', () => {
  it.each(specifications.map((specification) => [specification.document.id, specification] as const))(
    "is read by Mermaid's own parser: %s",
    async (_, specification) => {
      for (const scenario of specification.scenarios) {
        const text = mermaidOf(run(specification.model, builtIn(specification, scenario)))
        expect(await mermaid.parse(text)).toMatchObject({ diagramType: 'sequence' })
      }
    },
  )
})
