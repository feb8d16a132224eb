import { cancelTest, serveCommand } from '#formats/serveRun.ts'
import { specificationFor } from '../lab/derived.ts'
import type { LabState } from '../lab/lab.ts'
import { fileName } from './fileName.ts'

/** How the run that one sees is served to real clients: the command, and a test for a client of one's own. */
export function servedRun({ scenario }: Pick<LabState, 'scenario'>): {
  readonly command: string
  readonly test: string
} {
  const { model } = specificationFor(scenario)
  return { command: serveCommand(model, `${fileName(scenario)}.json`), test: cancelTest(model, scenario) }
}
