import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'

const left = /\.map$|\.schema\.json$|(^|\/)robots\.txt$|(^|\/)sw\.js$/

const filesUnder = (folder: string, prefix = ''): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = prefix + entry.name
    if (entry.isDirectory()) return filesUnder(join(folder, entry.name), `${path}/`)
    return left.test(path) ? [] : [path]
  })

/** Writes sw.js beside the built page: our service worker, told which files there are and a name for this set of them. */
export function precache(): Plugin {
  let outDir = ''
  return {
    name: 'aftercancel:precache',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    writeBundle() {
      const files = filesUnder(outDir).toSorted()
      const hash = createHash('sha256')
      for (const file of files) hash.update(file).update(readFileSync(join(outDir, file)))
      const worker = readFileSync(join(import.meta.dirname, 'service-worker.js'), 'utf8')
        .replace("'__VERSION__'", JSON.stringify(hash.digest('hex').slice(0, 16)))
        .replace("['__FILES__']", JSON.stringify(files))
      writeFileSync(join(outDir, 'sw.js'), worker)
    },
  }
}
