import { err, ok, type Result } from '#base/result.ts'
import { checkForks } from '#formats/forks.ts'
import { checkScenario } from '#formats/scenario.ts'
import { loadSpecification } from '#machines/registry.ts'
import { tryRun } from './derived.ts'
import { forksValue } from './forks.ts'
import type { Fork, LabStore } from './state.ts'

/** Takes in runs that were kept elsewhere, as a value of `aftercancel/forks@1`; those that are here already stay as they are. */
export async function takeForks(lab: LabStore, value: unknown): Promise<Result<string>> {
  const read = checkForks(value)
  if (!read.ok) return read
  const added: Fork[] = []
  for (const [i, { scenario: file, ...fork }] of read.value.entries()) {
    const { spec } = (file ?? {}) as { spec?: unknown }
    await loadSpecification(String(spec)).catch(() => undefined)
    const scenario = checkScenario(file)
    if (!scenario.ok) return err(`forks.${i}.scenario: ${scenario.error}`)
    const trace = tryRun(scenario.value)
    if (!trace.ok) return err(`forks.${i}.scenario: ${trace.error}`)
    added.push({ ...fork, scenario: scenario.value })
  }
  const before = lab.getState().forks.length
  lab.actions.addForks(added)
  const count = lab.getState().forks.length - before
  return ok(count === 0 ? 'all of these runs are kept already' : `${count} ${count === 1 ? 'run' : 'runs'} came in`)
}

/** The same from the text of a file. */
export async function takeForksText(lab: LabStore, text: string): Promise<Result<string>> {
  try {
    return await takeForks(lab, JSON.parse(text))
  } catch {
    return err('not JSON; expected kept runs')
  }
}

/** The kept runs as their file holds them. */
export const forksText = (forks: readonly Fork[]): string => `${JSON.stringify(forksValue(forks), null, 2)}\n`
