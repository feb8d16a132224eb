import { describe, expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import { specifications } from '#machines/index.ts'
import { builtIn } from '#machines/testing.ts'
import { observationText } from './observation.ts'
import { finish } from './opened.ts'
import { openRecording } from './recognise.ts'
import { traceLines } from './trace.ts'
import { visiblePart } from './traceObservation.ts'

const all = specifications.flatMap((specification) =>
  specification.scenarios.map(
    (scenario) =>
      [`${specification.document.id}/${scenario.id}`, builtIn(specification, scenario), specification.model] as const,
  ),
)

describe('what is seen of a run', () => {
  it.each(all)(
    '%s is the same from its trace, from its trace file and from its observation file',
    (_, scenario, model) => {
      const trace = run(model, scenario)
      const visible = visiblePart(trace)
      const file = finish(openRecording(`${traceLines(trace).join('\n')}\n`))
      const again = finish(openRecording(observationText(visible)))

      expect(visible.lines.length).toBeGreaterThan(0)
      expect(file).toMatchObject({
        ok: true,
        value: { from: 'trace', observation: { sees: visible.sees, lines: visible.lines } },
      })
      expect(again).toMatchObject({ ok: true, value: { from: 'observation', observation: visible } })
    },
  )
})
