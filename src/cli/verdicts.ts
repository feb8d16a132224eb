import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conform } from '#analysis/conform/conform.ts'
import { clausesOfLines, clausesSeen, evidenceOf, type RecordedEvidence } from '#analysis/conform/summary.ts'
import { ensure } from '#base/assert.ts'
import { finish } from '#formats/opened.ts'
import { openRecording } from '#formats/recognise.ts'
import { scenarioText } from '#formats/scenario.ts'
import { specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'

export { specifications }

/** Name of the file in the folder of a specification in which stands what its recordings say. */
export const verdictsFile = 'verdicts.json'

/** Folder with the runs of recordings that lessons of the course ask about, each named as its recording. */
export const foundFolder = 'src/store/learn/lessons/found'

/** @param machines The folder with a folder for each specification. */
export function recordingsOf({ document }: Specification, machines: string): string[] {
  const folder = join(machines, document.id, 'recordings')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .map((file) => join(folder, file))
}

/** What a recording says, held against the model as it is now, and the run that explains it as the text of a file. */
export function judgedRecording(
  specification: Specification,
  path: string,
): { readonly evidence: RecordedEvidence; readonly run: string | null } {
  const file = path.split(/[/\\]/).at(-1) ?? path
  const read = finish(openRecording(readFileSync(path), { name: file }))
  if (!read.ok) throw new Error(`${path}: ${read.error}`)
  const report = ensure(conform(specification, read.value), 'nobody stops the search')
  const clauses = clausesSeen(specification, report, clausesOfLines(specification, report))
  return {
    evidence: evidenceOf(file.replace(/\.\w+$/, ''), read.value, report, clauses),
    run: report.run === null ? null : scenarioText(specification.model, report.run),
  }
}

/** The text of the file, a recording a line. */
export const verdictsText = (all: readonly RecordedEvidence[]): string =>
  `[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`
