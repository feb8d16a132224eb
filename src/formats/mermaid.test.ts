// @vitest-environment jsdom
import mermaid from 'mermaid'
import { describe, expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import { specifications } from '#machines/index.ts'
import { mi } from '#machines/mi/index.ts'
import { builtIn, scenarioOf } from '#machines/testing.ts'
import { mermaidOf } from './mermaid.ts'

describe('the sequence diagram of a run', () => {
  it.each(specifications.map((specification) => [specification.document.id, specification] as const))(
    "is read by Mermaid's own parser: %s",
    async (_, specification) => {
      for (const scenario of specification.scenarios) {
        const text = mermaidOf(specification.model, run(specification.model, builtIn(specification, scenario)))
        expect(await mermaid.parse(text)).toMatchObject({ diagramType: 'sequence' })
      }
    },
  )

  it('shows every role, what they tell each other, and each milestone where it was reached', () => {
    const scenario = scenarioOf(mi.model, { results: 2 }, [
      [0, 'start'],
      [35, 'cancel'],
    ])
    expect(
      mermaidOf(mi.model, run(mi.model, scenario))
        .split('\n')
        .map((line) => line.trim()),
    ).toMatchInlineSnapshot(`
      [
        "sequenceDiagram",
        "participant client_1 as Application 1",
        "participant session as Session",
        "participant runtime_1 as Client library 1",
        "participant other as Another client",
        "participant server as Server",
        "participant provider_1 as Provider 1",
        "Note over client_1: 0 start is called with {"flags"#58;"MI_OPERATIONFLAGS_DEFAULT_RTTI","callbacks"#58;"given"}",
        "client_1->>session: for the process (0)",
        "session->>client_1: start (0)",
        "client_1->>session: MI_Session start (0)",
        "session->>runtime_1: Open (0)",
        "Note over client_1: 0 start returns MI_RESULT_OK",
        "runtime_1->>server: Request (0 to 10)",
        "server->>provider_1: Execute (10)",
        "Note over provider_1: 10 registerCancel is called with {"cancel"#58;"cancelCallback"}",
        "Note over provider_1: 10 registerCancel returns MI_RESULT_OK",
        "server->>runtime_1: Admit (10 to 20)",
        "provider_1->>server: PostInstance (30)",
        "Note over client_1: 35 cancel is called with {"operation"#58;"operation","reason"#58;"MI_REASON_NONE"}",
        "Note over client_1: 35 issued (operation 1)",
        "client_1->>runtime_1: MI_Operation_Cancel (35)",
        "runtime_1->>client_1: MI_Operation_Cancel returned (35)",
        "Note over client_1: 35 accepted (operation 1)",
        "Note over client_1: 35 cancel returns MI_RESULT_OK",
        "server->>runtime_1: Instance (30 to 40)",
        "runtime_1->>client_1: result callback (40)",
        "client_1->>runtime_1: CallbackReturned (40)",
        "Note over runtime_1: 40 Final-result callback is called with {"instance"#58;null,"moreResults"#58;false,"resultCode"#58;"MI_RESULT_FAILED"}",
        "runtime_1->>client_1: result callback (40)",
        "Note over client_1: 40 settled (operation 1)",
        "Note over client_1: 40 Final-result callback finished",
        "client_1->>runtime_1: CallbackReturned (40)",
        "runtime_1->>server: Cancel (35 to 45)",
        "server->>provider_1: CancelCallback (45)",
        "Note over provider_1: 45 noticed (operation 1)",
        "Note over provider_1: 45 Cancel callback is called with {"reason"#58;"MI_REASON_NONE"}",
        "Note over provider_1: 45 Cancel callback finished",
        "Note over provider_1: 50 stopped (operation 1)",
        "provider_1->>server: PostResult (50)",
        "provider_1->>server: ProviderStopped (50)",
        "",
      ]
    `)
  })
})
