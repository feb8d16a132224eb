// Runs a TypeScript entry of src under Node: bundled once, and again only when a source is newer than the bundle.
import { mkdirSync, readdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensurePackages } from './install.mjs'
import { inProject, root } from './project.mjs'

/** @param {string} path */
const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** @param {string} name */
const countsAsSource = (name) => /\.(ts|tsx|json)$/.test(name) && !/\.test\.tsx?$/.test(name)

/**
 * The latest change under a folder. A folder's own date counts too: it tells of files removed or renamed.
 * @param {string} folder
 * @returns {number}
 */
function newestUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((newest, entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return Math.max(newest, newestUnder(path))
    return countsAsSource(entry.name) ? Math.max(newest, changedAt(path)) : newest
  }, changedAt(folder))
}

/**
 * @param {string} entry
 * @param {string} file
 */
async function bundleInto(entry, file) {
  const { build } = await import('rolldown')
  const result = await build({
    cwd: root,
    input: entry,
    platform: 'node',
    logLevel: 'warn',
    write: false,
    output: { format: 'esm', codeSplitting: false },
  })
  // Another process may be bundling or reading at this moment, so the file appears whole or not at all.
  const draft = `${file}.${process.pid}`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(draft, result.output[0].code)
  return draft
}

/**
 * Loads src/<entry> and lets it run in this process; installs packages first when they are missing.
 * @param {string} entry
 * @returns {Promise<any>} what the entry exports
 */
export async function runSource(entry) {
  const source = inProject('src', entry)
  const bundle = inProject('.cache', 'bundle', entry.replace(/\W+/g, '-') + '.mjs')
  const inputs = [inProject('package-lock.json'), inProject('scripts', 'lib', 'bundle.mjs')]
  const newest = Math.max(newestUnder(inProject('src')), ...inputs.map(changedAt))
  if (changedAt(bundle) < newest) {
    await ensurePackages()
    const draft = await bundleInto(source, bundle)
    // Dated by what was seen before bundling: a source saved meanwhile makes the bundle stale.
    const seen = new Date(Math.ceil(newest))
    utimesSync(draft, seen, seen)
    renameSync(draft, bundle)
  }
  return import(pathToFileURL(bundle).href)
}

/** @param {string} entry */
export async function runSourceOrExplain(entry) {
  try {
    await runSource(entry)
  } catch (error) {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error)
    process.exitCode = 1
  }
}
