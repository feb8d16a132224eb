// @vitest-environment jsdom
import mermaid from 'mermaid'
import { describe, expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import { protocols } from '#machines/index.ts'
import { builtIn } from '#machines/testing.ts'
import { mermaidOf } from './mermaid.ts'

describe('the sequence diagram of a run', () => {
  it.each(protocols.map((protocol) => [protocol.document.id, protocol] as const))(
    "is read by Mermaid's own parser: %s",
    async (_, protocol) => {
      for (const scenario of protocol.scenarios) {
        const text = mermaidOf(run(protocol.model, builtIn(protocol, scenario)))
        expect(await mermaid.parse(text)).toMatchObject({ diagramType: 'sequence' })
      }
    },
  )
})
