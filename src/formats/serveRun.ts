import type { Model, Scenario } from '#kernel/model.ts'
import { scenarioFile } from './scenario.ts'

/** The command that serves a scenario whose file has this name, for real clients. */
export const serveCommand = (model: Model, file: string): string =>
  `npx aftercancel serve ${model.spec} --port 8085 --scenario ${file}`

/** A test that runs somebody's own client at every moment of the scenario's cancel. */
export function cancelTest(model: Model, scenario: Scenario): string {
  const json = JSON.stringify(scenarioFile(model, scenario), null, 2)
  return `import { test } from 'node:test'
import { everyCancel } from 'aftercancel/testing'
import { myClient } from './my-client.js'

const scenario = ${json}

test(${JSON.stringify(scenario.title === '' ? 'every cancel' : scenario.title)}, () =>
  everyCancel(scenario, async ({ url, cancel }) => {
    const job = await myClient(url).start()
    await cancel(() => job.cancel())
    return job.ended() // 'OK', 'CANCELLED', ...: what your client tells its caller
  }))
`
}
