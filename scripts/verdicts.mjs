// npm run verdicts: writes what the built-in recordings say beside them, for Review and Verify. A test says when it is out of date.
// Lessons ask about the runs of some recordings: those are written anew as well.
// npm run verdicts -- mi/session-close …: judges these alone, and keeps what stands there of the others.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { runSource } from './lib/bundle.mjs'
import { ensurePackages } from './lib/install.mjs'
import { inProject } from './lib/project.mjs'

await ensurePackages()
/** @type {typeof import('../src/cli/verdicts.ts')} */
const { foundFolder, judgedRecording, recordingsOf, specifications, verdictsFile, verdictsText } =
  await runSource('cli/verdicts.ts')
const names = process.argv.slice(2)
const wanted = new Set(names)
for (const specification of specifications) {
  const paths = recordingsOf(specification, inProject('src', 'machines'))
  const [first] = paths
  if (first === undefined) continue
  const file = join(dirname(first), '..', verdictsFile)
  /** @type {readonly ReturnType<typeof judgedRecording>['evidence'][]} */
  const written = names.length === 0 ? [] : JSON.parse(readFileSync(file, 'utf8'))
  const all = paths.map((path) => {
    const id = basename(path, extname(path))
    const isWanted = wanted.delete(`${specification.document.id}/${id}`)
    const known = written.find(({ name }) => name === id)
    if (known !== undefined && !isWanted) return known
    const { evidence, run } = judgedRecording(specification, path)
    const { name, verdict, explained, lines } = evidence
    console.log(`${verdict} ${name}: ${explained} of ${lines} lines`)
    const found = inProject(foundFolder, `${name}.json`)
    if (run !== null && existsSync(found)) writeFileSync(found, run)
    return evidence
  })
  writeFileSync(file, verdictsText(all))
}
if (wanted.size > 0) throw new Error(`no such recordings: ${[...wanted].join(', ')}`)
