import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RecordedEvidence } from '#analysis/conform/summary.ts'
import { ensure } from '#base/assert.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import { foundFolder, judgedRecording, recordingsOf, verdictsFile } from './verdicts.ts'

const machines = join(import.meta.dirname, '../machines')
/** Longer ones, and those for which a bound is met, take too long for a test; `npm run verdicts` judges them all. */
const linesMax = 20

/** Review and Verify show what stands there, without a search. */
describe.each(specifications.filter((specification) => recordingsOf(specification, machines).length > 0))(
  'what the built-in recordings of $document.id say',
  (specification) => {
    const files = recordingsOf(specification, machines)
    const nameOf = (file: string): string =>
      file
        .split(/[/\\]/)
        .at(-1)
        ?.replace(/\.\w+$/, '') ?? ''
    const path = join(machines, specification.document.id, verdictsFile)
    const written = JSON.parse(readFileSync(path, 'utf8')) as readonly RecordedEvidence[]
    const short = written.filter(({ verdict, lines }) => verdict !== 'notDecided' && lines <= linesMax)

    it('stands beside each of them', () => {
      expect(written.map(({ name }) => name)).toEqual(files.map(nameOf))
    })

    it.each(short.map((one) => [one.name, one] as const))('%s is what npm run verdicts would write', (name, one) => {
      const file = files.find((other) => nameOf(other) === name) ?? ''
      expect(judgedRecording(specification, file).evidence).toEqual(one)
    })
  },
)

describe('the runs that lessons ask about', () => {
  const folder = join(import.meta.dirname, '../..', foundFolder)
  it.each(readdirSync(folder))('%s is what npm run verdicts would write', (file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    const { spec, title } = JSON.parse(text) as { readonly spec: string; readonly title: string }
    const specification = ensure(specificationOf(spec), 'it is of a registered specification')
    const recordings = recordingsOf(specification, machines).filter((path) => path.includes(`${title}.`))
    expect(file).toBe(`${title}.json`)
    expect(recordings.map((path) => judgedRecording(specification, path).run)).toEqual([text])
  })
})
