import { describe, expect, it } from 'vitest'
import { conform } from '#analysis/conform/conform.ts'
import { ensure } from '#base/assert.ts'
import { finish } from '#formats/opened.ts'
import { traceLines } from '#formats/trace.ts'
import { parseTrace } from '#formats/traceObservation.ts'
import { run } from '#kernel/run.ts'
import { specifications } from '#machines/index.ts'
import { scenarioOf } from '#machines/scenario.ts'

const worldsMax = 8_000
/** Three commands that nobody saw come together in it. */
const more: Readonly<Record<string, number>> = { 'cmrp somebody-elses-move': 25_000 }

describe.each(specifications.map((specification) => [specification.model.spec, specification] as const))(
  'the trace of a built-in scenario of %s is a recording that the model allows',
  (spec, all) => {
    it.each(all.scenarios.map((builtIn) => [builtIn.id, builtIn] as const))('%s', (id, builtIn) => {
      const lines = traceLines(run(all.model, scenarioOf(all, builtIn)))
      const read = finish(parseTrace(lines.join('\n')))
      const recording = ensure(read.ok ? read.value : null, `${id} can be read`)
      const { verdict } = ensure(
        conform(all, recording, { worldsMax: more[`${spec} ${id}`] ?? worldsMax }),
        'nobody stops it',
      )

      expect(verdict).toBe('allowed')
    })
  },
)
