import fc from 'fast-check'
import { expect, it } from 'vitest'
import { conform } from '#analysis/conform/conform.ts'
import { finish } from '#formats/opened.ts'
import { openRecording } from '#formats/recognise.ts'
import { checkScenario } from '#formats/scenario.ts'
import type { Scenario } from '#kernel/model.ts'
import { lro } from '#machines/lro/index.ts'
import { served } from '#machines/lro/served.ts'
import { StillClock } from './clocks.ts'
import { exchange } from './exchange.ts'
import { harOf } from './har.ts'
import { Service } from './service.ts'

// The server finds one record under any prefix, while a recording takes two names for two operations: a client keeps to one prefix.
const prefix = fc.constantFrom('', 'projects/p/')
const requestUnder = (under: string) => {
  const operation = fc.constantFrom('1', '2', '9').map((id) => `${under}operations/${id}`)
  return fc.oneof(
    { weight: 3, arbitrary: operation.map((name) => ['GET', `/v1/${name}`, '']) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(operation, fc.constantFrom('', '{}', '{"reason":"x"}'))
        .map(([name, body]) => ['POST', `/v1/${name}:cancel`, body]),
    },
    { weight: 1, arbitrary: operation.map((name) => ['DELETE', `/v1/${name}`, '']) },
    { weight: 1, arbitrary: fc.constant(['GET', '/v1/operations', '']) },
  )
}
const sequence = prefix.chain((under) =>
  fc.array(fc.record({ request: requestUnder(under), pause: fc.integer({ min: 0, max: 90 }) }), {
    minLength: 1,
    maxLength: 8,
  }),
)
const knobs = fc.record({
  workTicks: fc.integer({ min: 10, max: 200 }),
  noticeTicks: fc.integer({ min: 1, max: 60 }),
  honoursCancel: fc.constantFrom('yes', 'late', 'never', 'fails'),
  supportsCancel: fc.boolean(),
  cancelDone: fc.constantFrom('ok', 'failedPrecondition'),
  cancelTwice: fc.constantFrom('ok', 'failedPrecondition'),
  result: fc.constantFrom('given', 'none'),
})
const faults = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 200 }),
    do: fc.constantFrom('outage', 'recover', 'loseReply', 'serverKills'),
  }),
  { maxLength: 1 },
)

function scenarioFrom(set: object, steps: readonly object[]): Scenario {
  const checked = checkScenario({ format: 'aftercancel/scenario@1', spec: 'lro', knobs: set, steps })
  if (!checked.ok) throw new Error(checked.error)
  return checked.value
}

const forms = fc.constantFrom('HAR', 'observation')

// The model of the recording is the one that is served: its client is any program, where the plain one of the page polls by itself.
it('what a server records of itself is allowed by the model, as an observation and as a HAR', async () => {
  await fc.assert(
    fc.asyncProperty(knobs, faults, sequence, forms, async (set, steps, requests, form) => {
      const scenario = scenarioFrom({ linkTicks: 0, ...set }, steps)
      const service = new Service(scenario, (world) => new StillClock(world))
      for (const {
        request: [method = '', url = '', body = ''],
        pause,
      } of [{ request: ['POST', '/v1/matters/1:count', '{}'], pause: 1 }, ...requests]) {
        await exchange(service, { method, url, body, authorization: null })
        service.world.goTo(service.world.t + pause)
      }
      const text = form === 'HAR' ? JSON.stringify(harOf(service.exchanges)) : service.observationText()
      const opened = finish(openRecording(text))
      if (!opened.ok) throw new Error(opened.error)
      const report = conform({ ...lro, model: served }, opened.value, { given: set, hiddenMax: steps.length })

      expect([report?.verdict, report?.first ?? null]).toEqual(['allowed', null])
    }),
    { numRuns: 16 },
  )
})
